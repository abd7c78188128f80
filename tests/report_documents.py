"""Reports made by hand for the tests of the writers: everything that a document can hold, and words that mean harm."""

from collections.abc import Iterator
from datetime import date

from dashboard.charts import base
from dashboard.report.document import Document, Number, Numbers, Paragraph, Picture, Run, Seal, Section, Table, paragraph, words

BASE = "http://127.0.0.1:8501/"
SEAL = Seal(
    12, "3f9a1c07d2b84e55a1907c2be61f3d84c9e0175a2f6b8d3340ae91c7d5f02b68", "2026-11-22T10:05:00+08:00", date(2026, 9, 30),
    f"{BASE}unit?as_of=2026-09-30&unit=FZ-001", "duibiao report --unit FZ-001 --edition 12 --format docx", "全部轮次；口径：反馈问题；认定标准：验收销号",
)
# What would become markup, a formula, another direction of reading, or no file at all, if a writer took it for more than words.
HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "#include(\"/etc/passwd\")", "#eval(\"1\") $x^2$ *粗* _斜_ `码` @引 <标>", "]]> &amp; &#x41; {{模板}}",
    "=cmd|' /C calc'!A0", "＝1+1", "-2+3", "@SUM(A1)", "\x00\x01\x0b\ufffe\ud800控制", "\u202e倒着念\u2066", "\\u{41}\\newline", "%s {0} {name}", "../../etc/passwd",
    "x" * 900, "非常长的名称" * 120, "𠮷野家 😀 ①Ⅳ㎡ ½ — … “引号” 「角」", "第一行\n第二行\r\n第三行\t列",
)


def figure(height: int = 220):
    """A small picture of ours."""
    made = base.figure(height)
    made.add_scatter(x=[58.3, 78.5, 91.2], y=[0, 1, 2], mode="markers", marker={"color": base.TEAL, "size": 10})
    made.update_yaxes(tickvals=[0, 1, 2], ticktext=["市住建局", "市财政局", "市教育局"])
    return made


def linked(text: str, path: str = "trace?metric=completion_rate") -> Run:
    return Run(text, link=BASE + path)


def table(rows: int, columns: int = 6, caption: str = "未完成与超期问题清单", note: str = "") -> Table:
    """As many rows and columns as wanted (12 at most), each cell told apart from all others."""
    head = ("序号", "反馈问题", "整改期限", "状态", "超期天数", "依据", "责任单位", "轮次", "认定标准", "金额（元）", "备注", "证据")[:columns]
    body = tuple(
        (
            words(str(row)), words(f"第{row}项：重点领域廉政风险防控存在薄弱环节，制度执行不到位 (Phase {row})"), words(f"2026年3月{row % 31 + 1}日"),
            words("▲ 已超期" if row % 2 else "推进中"), words(str(1000 + row)), (linked(f"台账第{row + 3}行"),), words("市住建局"), words("第二轮"), words("验收销号"),
            words(f"{row * 12345.67:,.2f}"), words("未公开"), (Run(f"{row:04}a1c07d2b84e55a1907c2be61f3d84", tone="quiet"),),
        )[:columns]
        for row in range(1, rows + 1)
    )
    align = tuple("end" if name in ("序号", "超期天数", "金额（元）") else "start" for name in head)
    return Table(head, body, caption, align, note=note)


NUMBERS = Numbers((
    Number("反馈问题", "24 个", "任务 51 项", BASE), Number("完成率", "58.3%", "14/24，区间 38.8%—75.5%"), Number("超期未完成", "5 个", "最长 183 天"),
    Number("应追缴资金", "176.40 万元", "已追缴 120.00 万元"), Number("新建制度", "未公开", "公告未写"),
))
LEAD = paragraph(
    "截至2026年9月30日，丰泽市住房和城乡建设局共承接反馈问题", linked("24 个"), "，经验收销号", linked("14 个"), "，完成率", linked("58.3%"),
    "（95% 置信区间 38.8%—75.5%），同类单位合计 78.5%。两者", Run("暂不能区分", bold=True), "，不作排名。",
)


def everything(rows: int = 200, language: str = "zh", is_demo: bool = True) -> Document:
    """A report with every kind of block, three depths of headings, a long table, a wide one, and two appendices."""
    picture = Picture(figure(), "与同类单位相比的完成率", "三个单位的完成率，数目见表", "竖线为合计（不含其自身）。")
    chapters = (
        Section("巡察与整改概况", (LEAD, NUMBERS, paragraph("口径：反馈问题；φ = 1.42。", style="note"))),
        Section("整改完成情况", (LEAD, picture), (
            Section("按口径", (paragraph("反馈问题口径", style="item"), paragraph("整改任务口径，Tasks in Word", style="item")), (Section("反馈问题", (LEAD,)),)),
            Section("与同类比较", (LEAD, picture)),
        )),
        Section("未完成与超期问题", (LEAD, table(rows, note="期限以台账为准。"))),
        Section("资金", (table(9, 12, "资金明细"), LEAD)),
        Section("口径与方法", (LEAD,), (Section("局限", (LEAD,)),), is_appendix=True),
        Section("证据清单", (table(5, 4, "证据"),), is_appendix=True),
    )
    return Document(
        "report", "整改情况分析报告", "关于丰泽市住房和城乡建设局巡察反馈问题整改情况的分析报告", language, SEAL, "市委第二轮巡察",
        (("单位", "丰泽市住房和城乡建设局"), ("数据", "公告 3 份、台账 2 份")), chapters, is_demo, "查看员（已脱敏）", ("整改", "巡察"),
    )


def briefing(rows: int = 8, pictures: int = 3, language: str = "zh") -> Document:
    shown = tuple(Picture(figure(200), f"图中第{number}问", f"第{number}问的图", "合计 78.5%") for number in range(1, pictures + 1))
    sections = (Section("主要数字", (NUMBERS,)), Section("三张图", shown), Section("需要决定的事项", (table(rows, 5, ""),)))
    return Document("briefing", "整改情况简报", "丰泽市巡察整改情况简报", language, SEAL, "截至2026年9月30日", (("范围", "全市 36 个单位"),), sections, True)


def hostile() -> Document:
    """Every hostile text in every place that takes words."""
    runs = tuple(Run(text, link=f"javascript:alert('{index}')") for index, text in enumerate(HOSTILE))
    short = [run for run in runs if len(run.text) < 400]
    block = Table(HOSTILE[:4], tuple(tuple((run,) for run in short[start : start + 4]) for start in range(0, 16, 4)), HOSTILE[0], note=HOSTILE[1])
    picture = Picture(figure(), HOSTILE[2], HOSTILE[1], HOSTILE[3])
    numbers = Numbers(tuple(Number(text, text[:40], text, "file:///etc/passwd") for text in HOSTILE[:4]))
    sections = (Section(HOSTILE[0], (Paragraph(runs), numbers, block, picture, *(paragraph(text, style="item") for text in HOSTILE)), (Section(HOSTILE[3], ()),)),)
    return Document("report", "坏", HOSTILE[0], "zh", SEAL, HOSTILE[3], ((HOSTILE[4], HOSTILE[1]),), sections, False, HOSTILE[3], (HOSTILE[0],))


def texts(document: Document) -> Iterator[str]:
    """Every text of a document, in the order in which it is read; by a walk of its own, so that the writers' may be wrong."""
    yield document.title
    yield document.subtitle
    for name, value in document.facts:
        yield name
        yield value
    for section in document.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    yield section.heading
    for block in section.blocks:
        if isinstance(block, Paragraph):
            yield "".join(run.text for run in block.runs)
        elif isinstance(block, Table):
            yield block.caption
            yield from block.head
            yield from ("".join(run.text for run in cell) for row in block.rows for cell in row)
            yield block.note
        elif isinstance(block, Picture):
            yield block.caption
            yield block.note
        else:
            for number in block.numbers:
                yield from (number.label, number.value, number.note)
    for below in section.sections:
        yield from _section(below)
