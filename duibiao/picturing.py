"""Pictures as files: a metric's comparison or the picture of a breakdown, with its title, its footer and its source."""

import logging
import sys
from pathlib import Path

from duibiao.asking import PEERS, add_audience, add_filters, filtered
from duibiao.shared import DONE, REFUSED, Commands, WrongUse

KINDS, FORMATS = ("intervals", "funnel"), ("png", "svg", "pdf")


def add(commands: Commands) -> None:
    picturing = commands.add("picture", picture, "把一个指标的对比画成图片文件 draw the comparison of a metric, or another picture, as a file")
    picturing.add_argument("name", help="指标名，或 status_by_basis、funds_balance")
    picturing.add_argument("--as", dest="drawn_as", choices=KINDS, default="intervals", help="区间图或漏斗图 intervals or funnel")
    picturing.add_argument("--peers", choices=PEERS, default="alike", help="同类范围 with whom")
    picturing.add_argument("--format", choices=FORMATS, help="默认按文件名 by the file's name")
    picturing.add_argument("--out", type=Path, required=True, help="写入文件")
    picturing.add_argument("--edition", type=int, help="第几版（默认当前版）")
    picturing.add_argument("--lang", choices=("zh", "en"), default="zh", help="语言")
    add_audience(picturing)
    add_filters(picturing)


def picture(chosen) -> int:
    import queries
    from dashboard import drawing, framed, named_pictures
    from dashboard.reader import Reader
    from queries import words

    logging.getLogger("streamlit").setLevel(logging.ERROR)       # outside a page it says at every answer that there is no page
    format = chosen.format or chosen.out.suffix.lstrip(".").lower()
    if format not in FORMATS:
        raise WrongUse(f"{chosen.out}: 文件名应以 {'、'.join(f'.{each}' for each in FORMATS)} 结尾，或用 --format。The file's name must say its format, or --format.")
    query = next((each for each in (*queries.metrics(), *queries.breakdowns()) if each.name == chosen.name), None)
    if query is None:
        raise WrongUse(f"没有名为「{chosen.name}」的指标；用 duibiao ask list 查看。There is no metric '{chosen.name}'; see 'duibiao ask list'.")
    edition = queries.Lake(chosen.lake).edition(chosen.edition)
    reader = Reader(chosen.lang, "demo" if edition.is_demo else "real", edition, filtered(chosen, edition.connect()), audience=chosen.audience)
    flags = [f"--as {chosen.drawn_as}"] * (chosen.drawn_as != "intervals") + [f"--peers {chosen.peers}"] * (chosen.peers != "alike")
    try:
        figure, below, signs = named_pictures.picture(reader, query, chosen.drawn_as, chosen.peers)
        again = " ".join([words.command(query, reader.chosen, edition, reader.audience).replace("duibiao ask", "duibiao picture", 1), *flags, f"--out picture.{format}"])
        content = framed.made(figure, framed.frame(reader, query.title[chosen.lang], below, again, signs), chosen.lang, format)
    except (named_pictures.NoPicture, drawing.NoChineseFont) as error:
        print(error, file=sys.stderr)
        return REFUSED
    chosen.out.write_bytes(content)
    print(f"{chosen.out}: {len(content):,} 字节，sha256 {queries.export.sha256(content)}", file=sys.stderr)
    return DONE
