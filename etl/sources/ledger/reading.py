"""Read one ledger file into its flat form. Bad input never raises: it comes back as refusals, worded for whoever sent the file."""

from collections.abc import Collection, Mapping
from pathlib import Path

from etl import masking
from etl.sources import Issue, Rows
from etl.sources.ledger import caption, header, rows, vocabulary, workbook
from etl.sources.ledger.archive import Unreadable
from etl.sources.ledger.flat import FlatLedger
from etl.sources.ledger.header import Header
from etl.sources.ledger.rows import Lines
from etl.sources.ledger.vocabulary import PERSONAL, label
from etl.sources.ledger.workbook import Sheet

MOST_ISSUES = 200
TEMPLATE_SHEETS = ("填表说明", "填写示例")  # what etl/templates.py puts beside the sheet to fill in
FROM_PROBLEMS = {measure: problem for problem, measure in vocabulary.TO_MEASURES.items()}
WANTED_HEADERS = ("表头中有单位（如“被巡察单位”，或在标题中写明单位），并有“具体问题”“整改措施”“整改状态”“追缴金额”等至少一栏；"
                  "写法不同的，请写入 mapping.toml，如 [columns] 下 \"存在的不足\" = \"problems.problem_text\"")


def read_flat(path: Path, terms: Collection[str], mapping: Mapping | None = None) -> FlatLedger:
    """A ledger's lines, typed and filled; `mapping` is a mapping.toml: [columns] header = flat column ("" is not read), [sheets] skip = [names]."""
    flat = FlatLedger(Rows())
    columns, skipped = mapping_of(mapping)
    flat.refusals += wrong_targets(columns)
    try:
        book = workbook.open_workbook(path.read_bytes(), path.suffix)
    except Unreadable as problem:
        flat.refusals.append(Issue(path.name, problem.place, "", problem.found, problem.wanted))
        return flat
    except OSError as problem:
        flat.refusals.append(Issue(path.name, "", "", problem.strerror or "打不开的文件", "可以读取的文件"))
        return flat
    flat.media_type, flat.encoding = book.media_type, book.encoding
    if not flat.refusals:
        read_sheets(flat, path, book, frozenset(terms), columns, skipped)
    flat.refusals = shortened(path.name, flat.refusals)
    return flat


def mapping_of(mapping: Mapping | None) -> tuple[dict[str, str], tuple[str, ...]]:
    """The columns (by normalised header) and the sheets to skip of a mapping file, or of a plain header -> column dictionary."""
    mapping = mapping or {}
    is_file = any(isinstance(part, Mapping) for part in mapping.values())
    columns = mapping.get("columns", {}) if is_file else mapping
    skipped = mapping.get("sheets", {}).get("skip", ()) if is_file else ()
    return {label(words).full: flat for words, flat in columns.items()}, tuple(skipped)


def wrong_targets(columns: Mapping[str, str]) -> list[Issue]:
    found = []
    for words, flat in columns.items():
        try:
            if flat not in (header.IGNORED, PERSONAL):
                vocabulary.column_of(flat)
        except (KeyError, AttributeError):
            found.append(Issue("mapping.toml", "columns", words, str(flat), "栏目名，如 problems.status、funds.recovered、discipline:诫勉谈话，或 \"\"（不读）"))
    return found


def read_sheets(flat: FlatLedger, path: Path, book: workbook.Workbook, terms: Collection[str], columns: Mapping[str, str], skipped: Collection[str]) -> None:
    for name in book.hidden:
        flat.remarks.append(Issue(path.name, name, "", "隐藏的工作表，未读", "可见的工作表（要读入请取消隐藏）"))
    taken = []
    for sheet in book.sheets:
        if sheet.name in skipped or sheet.name in TEMPLATE_SHEETS:
            flat.remarks.append(Issue(path.name, sheet.name, "", "按名称跳过的工作表，未读", "要读入的工作表换一个名称" if sheet.name in TEMPLATE_SHEETS else "mapping.toml 中不列出的工作表"))
        elif any(cell != "" for row in sheet.rows for cell in row):
            taken.append((sheet, header.find(sheet, terms, columns)))
    units = {sheet.name: unit_of(sheet, found, path.stem) for sheet, found in taken}
    only = {unit for unit in units.values() if unit}
    for sheet, found in taken:
        unit = units[sheet.name] or (next(iter(only)) if len(only) == 1 else None)
        if found and found.has_subject and (found.has_unit or unit):
            take(flat, path, sheet, found, unit)
        elif found and found.has_subject and "problems.problem_text" in found.flats:
            flat.refusals.append(Issue(path.name, sheet.name, "", "有问题而没有单位", "一栏“被巡察单位”，或在标题行写明“被巡察单位：某某局”"))
        else:
            flat.remarks.append(Issue(path.name, sheet.name, "", "没有台账表头的工作表，未读", "台账（若应读入，请把它的表头写入 mapping.toml）"))
    if not flat.placed and not flat.refusals:
        words = max((header.seen(sheet) for sheet, _ in taken), key=len, default=[])
        shown = "、".join(caption.quoted(word)[:12] for word in words[:12])
        flat.refusals.append(Issue(path.name, "", "", f"表头 {shown}" if words else "没有内容的文件", WANTED_HEADERS))
        flat.remarks = [remark for remark in flat.remarks if "没有台账表头" not in remark.found]
    elif not flat.rows.locators and not flat.refusals:
        flat.refusals.append(Issue(path.name, "", "", "只有表头", "至少一行问题"))


def above(sheet: Sheet, found: Header | None) -> list[str]:
    """The texts of the title rows."""
    rows_above = sheet.rows[: found.first] if found else []
    return [cell.strip() for row in rows_above for cell in row if isinstance(cell, str) and cell.strip()]


def below(sheet: Sheet) -> list[str]:
    return [cell for row in sheet.rows[-5:] for cell in row if isinstance(cell, str) and caption.FOOTER.fullmatch(caption.normal(cell))]


def unit_of(sheet: Sheet, found: Header | None, stem: str) -> str | None:
    """The one unit of a sheet without a column of units: its title rows, its name, then the name of the file."""
    if not found or found.has_unit:
        return None
    texts = above(sheet, found)
    return caption.unit_named(texts, texts) or (sheet.name if caption.is_unit(sheet.name) else None) or caption.unit_named((), (stem,))


def take(flat: FlatLedger, path: Path, sheet: Sheet, found: Header, unit: str | None) -> None:
    """Read one ledger sheet and add its lines to those of the sheets before it."""
    body = sheet.rows[found.last + 1:]
    columns = {column.index: [row[column.index] for row in body[:2000]] for column in found.placed}
    found, twice = header.settled(found, columns)
    for name, headers in twice:
        quoted = "」「".join(headers)
        flat.refusals.append(Issue(path.name, f"{sheet.name} › 第 {found.last + 1} 行", "", quoted,
                                   f"一栏“{vocabulary.zh(name)}”（两栏意思相同，请改表头，或在 mapping.toml 中写明哪一栏是 {name}）"))
    flat.unplaced += [f"{sheet.name}!{words}" for words in found.unplaced]
    flat.placed += [(sheet.name, column.header, column.flat) for column in found.placed]
    for column in found.placed:
        flat.headers.setdefault(column.flat, column.header)
    texts = above(sheet, found)
    describe_file(flat, path, sheet, texts)
    if not twice:
        add(flat, rows.read_sheet(path.name, sheet, found, unit, caption.money_factor(texts)))
        flat.masked += sum(map(caption.people, texts))


def describe_file(flat: FlatLedger, path: Path, sheet: Sheet, texts: list[str]) -> None:
    title = next((masking.mask(text)[0] for text in texts if not caption.people(text)), None)
    flat.title = flat.title or title
    flat.as_of = flat.as_of or caption.day_stated(texts + below(sheet), title or "", path.stem)


def add(flat: FlatLedger, lines: Lines) -> None:
    before, columns = len(flat.rows), flat.rows.columns
    for name, typed in lines.columns.items():
        columns.setdefault(name, [None] * before).extend(typed)
        if name in FROM_PROBLEMS and FROM_PROBLEMS[name] in flat.headers:
            flat.headers.setdefault(name, flat.headers[FROM_PROBLEMS[name]])
    flat.rows.locators.extend(lines.locators)
    for typed in columns.values():
        typed.extend([None] * (len(flat.rows) - len(typed)))
    flat.refusals += lines.issues
    flat.remarks += lines.remarks
    flat.masked += lines.masked


def shortened(file: str, issues: list[Issue]) -> list[Issue]:
    """The first 200 issues, and a last one saying how many more there are."""
    more = len(issues) - MOST_ISSUES
    return issues if more <= 0 else issues[:MOST_ISSUES] + [Issue(file, "", "", f"另有 {more} 处", "同样改正（只列出前 200 处）")]


def describe(flat: FlatLedger) -> str:
    """What `duibiao check` says of a ledger: which header was read as what, what has no place, how many rows, every issue."""
    said = [f"标题：{flat.title or '（无）'}　截至：{flat.as_of or '（未写明）'}　格式：{flat.media_type or '（不能识别）'}" + (f"　编码：{flat.encoding}" if flat.encoding else "")]
    for sheet in dict.fromkeys(sheet for sheet, _, _ in flat.placed):
        said.append(f"工作表 {sheet}：")
        said += [f"  {words} → {name}（{vocabulary.zh(name)}）" for at, words, name in flat.placed if at == sheet]
    if flat.unplaced:
        said.append("没有对应栏目、不读的表头：" + "、".join(words.partition("!")[2] for words in flat.unplaced))
    said.append(f"{'可取' if not flat.refusals else '改正后可取'} {len(flat.rows)} 行；遮盖个人信息 {flat.masked} 处。")
    said += [f"退回：{issue}" for issue in flat.refusals] + [f"提示：{remark}" for remark in flat.remarks]
    return "\n".join(said)
