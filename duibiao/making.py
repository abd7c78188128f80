"""What duibiao makes itself: the invented province, blank ledgers, the data dictionary."""

import sys
from pathlib import Path

from duibiao import loading
from duibiao.shared import DONE, REFUSED, ROOT, Commands


def add(commands: Commands) -> None:
    province = commands.add("demo", demo, "生成并载入虚构省份（演示数据） make and load an invented province")
    province.add_argument("--units", type=int, default=320)
    province.add_argument("--seed", type=int, default=1)
    province.add_argument("--files", type=Path, help="保留生成的台账文件于此文件夹")
    blank = commands.add("templates", templates, "生成空白台账 write blank ledgers")
    blank.add_argument("--out", type=Path, default=ROOT / "data" / "templates")
    documents = commands.add("docs", docs, "生成数据字典 write the data dictionary")
    documents.add_argument("--check", action="store_true", help="只检查是否最新")


def demo(chosen) -> int:
    import tempfile

    from etl import demo as province
    from etl import pipeline
    from queries import summary

    with tempfile.TemporaryDirectory() as folder:
        made = province.write(chosen.files or Path(folder), units=chosen.units, seed=chosen.seed)
        settings = pipeline.Settings(register=made.register, due_rules=made.due_rules, corrections=made.folder / "corrections.toml", is_demo=True)
        late = set(made.late)      # arrives after newer ones, as ledgers do
        done = pipeline.load([path for path in made.paths if path not in late], chosen.lake / "demo", settings, watch=loading.bar(False), summarise=summary.write)
        if late:
            last = pipeline.load(made.late, chosen.lake / "demo", settings, watch=loading.bar(False), summarise=summary.write)
            done = pipeline.Load(done.outcomes + last.outcomes, last.edition, done.is_new or last.is_new, last.corrections)
    return loading.told(done, False, is_demo=True)


def templates(chosen) -> int:
    from etl import templates as blank

    for path in blank.write(chosen.out) or ():
        print(path)
    return DONE


def docs(chosen) -> int:
    from etl import dictionary

    path, text = ROOT / "data" / "README.md", dictionary.markdown()
    if chosen.check and (not path.exists() or path.read_text(encoding="utf-8") != text):
        print("data/README.md 不是最新；请运行 duibiao docs。data/README.md is stale; run 'duibiao docs'.", file=sys.stderr)
        return REFUSED
    if not chosen.check:
        path.write_text(text, encoding="utf-8")
    return DONE
