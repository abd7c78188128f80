"""Broken ledgers: each is refused with exactly these words, or read as exactly these rows."""

import io
import zipfile
from datetime import datetime

import pytest
import xlsxwriter
import xlwt

from etl.sources.ledger import archive, reading

WANTED_HEADERS = ("应为表头中有单位（如“被巡察单位”，或在标题中写明单位），并有“具体问题”“整改措施”“整改状态”“追缴金额”等至少一栏；"
                  "写法不同的，请写入 mapping.toml，如 [columns] 下 \"存在的不足\" = \"problems.problem_text\"。")
STATUSES = "已完成、基本完成、正在整改、长期坚持、申请延期、未完成、不详 之一"
MADE_UP = b"\x00\x01\x02" * 400


def csv(words, encoding="utf-8", name="台账.csv"):
    return name, words.encode(encoding)


def xlsx(*rows, name="台账.xlsx", merges=(), far=None, errors=()):
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet("整改台账")
    for at in merges:
        sheet.merge_range(at, "")
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell != "":
                sheet.write(row, column, cell)
    for at, error in errors:
        sheet.write_formula(at, "=1/0", None, error)
    if far:
        sheet.write(far, "远")
    book.close()
    return name, made.getvalue()


def archived(name, **members):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, content in members.items():
            packed.writestr(path, content)
    return name, made.getvalue()


def many_members():
    return archived("台账.xlsx", **{f"m{number}": b"" for number in range(1001)})


def bomb():
    return archived("台账.xlsx", **{"xl/workbook.xml": b" " * 30_000_000})


def encrypted():
    """What Excel makes of a workbook with a password: an OLE file with a stream of this name."""
    return "台账.xlsx", archive.OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)


def old(cells, cut=None):
    made, out = xlwt.Workbook(encoding="utf-8"), io.BytesIO()
    sheet = made.add_sheet("整改台账")
    for row, line in enumerate(cells):
        for column, cell in enumerate(line):
            sheet.write(row, column, cell, xlwt.easyxf(num_format_str="yyyy-mm-dd") if isinstance(cell, datetime) else xlwt.Style.default_style)
    made.save(out)
    return "台账.xls", out.getvalue()[:cut]


UNREADABLE = [
    ("An empty file.", ("台账.xlsx", b""), "台账.xlsx: 实为「空文件（0 字节）」，应为有内容的台账。"),
    ("A workbook whose download broke off.", ("台账.xlsx", xlsx(["单位", "问题"], ["甲局", "一"])[1][:3000]),
     "台账.xlsx: 实为「不完整的工作簿（压缩内容损坏或被截断）」，应为完整的 .xlsx（请重新取得，或用 Excel 打开并另存）。"),
    ("A web page saved under the name of a workbook.", ("台账.xls", "<html><table><tr><td>单位</td></tr></table>".encode()),
     "台账.xls: 实为「网页（HTML）」，应为真正的工作簿（请用 Excel 打开，另存为 .xlsx）。"),
    ("The XML of Excel 2003.", ("台账.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
     "台账.xls: 实为「XML 表格（SpreadsheetML 2003）」，应为真正的工作簿（请用 Excel 打开，另存为 .xlsx）。"),
    ("A CSV renamed to a workbook.", csv("单位,问题\n甲局,一\n", name="台账.xlsx"),
     "台账.xlsx: 实为「扩展名为 .xlsx 而内容不是工作簿」，应为完整的 .xlsx 或 .xls（若本是文本，请改扩展名为 .csv；若是下载中断，请重新取得）。"),
    ("A workbook renamed to a CSV.", xlsx(["单位", "问题"], ["甲局", "一"], name="台账.csv"),
     "台账.csv: 实为「Excel 工作簿，扩展名却是 .csv」，应为扩展名 .xlsx 或 .xls（请改名后再交）。"),
    ("A Word document renamed to a workbook.", archived("台账.xlsx", **{"word/document.xml": b"<w/>"}), "台账.xlsx: 实为「Word 文档（.docx）」，应为工作簿（请另存为 .xlsx）。"),
    ("An archive renamed to a workbook.", archived("台账.xlsx", **{"a.txt": b"a"}), "台账.xlsx: 实为「压缩包」，应为工作簿（请另存为 .xlsx）。"),
    ("A workbook behind a password.", encrypted(), "台账.xlsx: 实为「有打开密码的工作簿」，应为没有密码的工作簿（请在 Excel 中去掉密码后另存）。"),
    ("An old workbook cut short.", old([["单位", "问题"], ["甲局", "一"]], 1500),
     "台账.xls: 实为「读不出的工作簿（Cannot detect file format）」，应为完整的 .xlsx 或 .xls（请用 Excel 打开并另存，或重新取得）。"),
    ("An archive of more than a thousand members.", many_members(), "台账.xlsx: 实为「压缩包内有 1001 个文件」，应为1000 个以内（台账不该如此，请另存为新的工作簿）。"),
    ("An archive that packs beyond any ledger.", bomb(), None),
    ("A stray cell in the last corner of the sheet.", xlsx(["单位", "问题"], ["甲局", "一"], far="XFD1048576"),
     "台账.xlsx › 整改台账: 实为「到最后一个单元格为止共 17179869184 格」，应为20000000 格以内（可能有远离表格的单元格，请删去空行空列后另存）。"),
    ("Bytes in no known encoding.", ("台账.csv", "单位,问题\n甲局,".encode("gb18030") + b"\xff\xff"), "台账.csv: 实为「第 16 字节处不是 GB18030 文字」，应为UTF-8 或 GB18030 文本（请用 Excel 另存为 CSV UTF-8）。"),
    ("UTF-8 with one byte lost, which GB18030 would read as nonsense.", ("台账.csv", "被巡察单位,具体问题\n甲局,学习不足".encode()[:-1]),
     "台账.csv: 实为「第 46 字节处不是 UTF-8 文字」，应为UTF-8 或 GB18030 文本（文件可能损坏，请重新导出）。"),
    ("Marked as UTF-8, and not.", ("台账.csv", b"\xef\xbb\xbf" + "单位,问题".encode("gb18030")), "台账.csv: 实为「第 4 字节处不是 UTF-8 文字」，应为UTF-8 或 GB18030 文本（请用 Excel 另存为 CSV UTF-8）。"),
    ("Binary rubbish under the name of a CSV.", ("台账.csv", MADE_UP), "台账.csv: 实为「含有空字符（NUL）的二进制内容」，应为文本（请用 Excel 打开并另存为 .xlsx 或 CSV UTF-8）。"),
    ("A quotation mark never closed.", csv('单位,问题\n甲局,"学习不足\n乙局,程序不严\n'), "台账.csv › 第 2 行（文本行）: 实为「引号没有闭合」，应为成对的英文引号（单元格内的引号要写两个）。"),
    ("Words after a closing quotation mark.", csv('单位,问题\n甲局,"学习"不足\n'), "台账.csv › 第 2 行（文本行）: 实为「引号后面还有文字」，应为成对的英文引号（单元格内的引号要写两个）。"),
    ("A table of something else.", xlsx(["日期", "天气"], ["周一", "晴"]), f"台账.xlsx: 实为「表头 日期、天气」，{WANTED_HEADERS}"),
    ("A workbook with nothing in it.", xlsx(), f"台账.xlsx: 实为「没有内容的文件」，{WANTED_HEADERS}"),
    ("A header and nothing below.", xlsx(["单位", "问题", "状态"]), "台账.xlsx: 实为「只有表头」，应为至少一行问题。"),
    ("Problems of nobody.", xlsx(["序号", "问题", "状态"], [1, "一", "完成"]), "台账.xlsx › 整改台账: 实为「有问题而没有单位」，应为一栏“被巡察单位”，或在标题行写明“被巡察单位：某某局”。"),
    ("Two headers that mean the same.", xlsx(["单位", "问题", "完成时间", "完成日期"], ["甲局", "一", "", ""]),
     "台账.xlsx › 整改台账 › 第 1 行: 实为「完成时间」「完成日期」，应为一栏“问题·自报完成日期”（两栏意思相同，请改表头，或在 mapping.toml 中写明哪一栏是 problems.claimed_on）。"),
]

WRONG_CELLS = [
    ("A thirteenth month.", csv("单位,问题,完成时间\n甲局,一,2021年13月1日\n"), ["台账.csv › CSV › 第 2 行 › 完成时间: 实为「2021年13月1日」，应为日期，如 2021-03-01（日历上没有这一天）。"]),
    ("A month without its day.", csv("单位,问题,完成时间\n甲局,一,2021年7月\n"), ["台账.csv › CSV › 第 2 行 › 完成时间: 实为「2021年7月」，应为完整日期，如 2021-03-01（只写到月，请补上日）。"]),
    ("An amount in words and one below zero.", csv("单位,问题,追缴金额（万元）\n甲局,一,若干\n甲局,二,-3\n"),
     ["台账.csv › CSV › 第 2 行 › 追缴金额（万元）: 实为「若干」，应为金额，如 50227.00（约数请写确切数额）。", "台账.csv › CSV › 第 3 行 › 追缴金额（万元）: 实为「-30,000.00」，应为不小于 0 的金额。"]),
    ("Half a person, and a name where a number belongs: the name is not repeated.", csv("单位,问题,诫勉谈话人数\n甲局,一,1.5\n甲局,二,张某某\n"),
     ["台账.csv › CSV › 第 2 行 › 诫勉谈话人数: 实为「1.5」，应为整数，如 3。", "台账.csv › CSV › 第 3 行 › 诫勉谈话人数: 实为「文字（可能有姓名，不抄录）」，应为整数，如 3。"]),
    ("A status that nobody defined, with a telephone number that is not repeated.", csv("单位,问题,状态\n甲局,一,问13800138000\n"), [f"台账.csv › CSV › 第 2 行 › 状态: 实为「问［电话］」，应为{STATUSES}。"]),
    ("A formula that failed, which the parser would give as empty.", xlsx(["单位", "问题", "追缴金额"], ["甲局", "一"], errors=[("C2", "#REF!")]),
     ["台账.xlsx › 整改台账 › 第 2 行 › 追缴金额: 实为「#REF!」，应为公式算得出的值（单元格公式出错，请改正公式或直接填写结果）。"]),
    ("A unit written once in a CSV, which keeps no merged cells.", csv("单位,问题\n甲局,一\n,二\n"), ["台账.csv › CSV › 第 3 行 › 单位: 应为单位名称（每行都要写明；工作簿可用合并单元格，CSV 请逐行填写）。"]),
    ("A measure before any problem.", csv("单位,问题,整改措施\n甲局,,学习\n"), ["台账.csv › CSV › 第 2 行 › 问题: 应为问题（这一行有整改措施而没有问题）。"]),
    ("A wrong date merged over three lines is one mistake.", xlsx(["单位", "问题", "整改措施", "整改时限"], ["甲局", "一", "甲", "六月"], ["", "", "乙"], ["", "", "丙"], merges=["A2:A4", "B2:B4", "D2:D4"]),
     ["台账.xlsx › 整改台账 › 第 2 行 › 整改时限: 实为「六月」，应为日期，如 2021-03-01。"]),
    ("Everything wrong is said at once, in the order of the rows.", csv("单位,问题,状态,完成时间\n甲局,一,完,2021-02-30\n甲局,二,毕,\n"),
     [f"台账.csv › CSV › 第 2 行 › 状态: 实为「完」，应为{STATUSES}。", "台账.csv › CSV › 第 2 行 › 完成时间: 实为「2021-02-30」，应为日期，如 2021-03-01（日历上没有这一天）。",
      f"台账.csv › CSV › 第 3 行 › 状态: 实为「毕」，应为{STATUSES}。"]),
]

STILL_READ = [
    ("A mark that stands in front of GB18030's rival encodings is no trouble.", csv("单位,问题\n甲局,一\n", "utf-8-sig"), [("甲局", "一")]),
    ("Lines of different lengths are filled up.", csv("单位,问题,状态\n甲局,一\n乙局,二,完成,多余\n"), [("甲局", "一"), ("乙局", "二")]),
    ("Blank lines between rows are passed over.", csv("单位,问题\n\n甲局,一\n,,\n乙局,二\n\n"), [("甲局", "一"), ("乙局", "二")]),
    ("A total without a problem is no row.", csv("单位,问题,追缴金额\n甲局,一,1\n总计,,1\n"), [("甲局", "一")]),
    ("White space around and line breaks within the name of a unit do not count.", xlsx(["单位", "问题"], [" 甲市\n水务局 ", "一"]), [("甲市水务局", "一")]),
    ("An old workbook under the name of a new one is read by its contents.", ("台账.xlsx", old([["单位", "问题"], ["甲局", "一"]])[1]), [("甲局", "一")]),
    ("A new workbook under the name of an old one too.", xlsx(["单位", "问题"], ["甲局", "一"], name="台账.xls"), [("甲局", "一")]),
    ("A merged total is left out whole.", xlsx(["单位", "问题", "追缴金额"], ["甲局", "一", 1], ["合计", "", 1], merges=["A3:B3"]), [("甲局", "一")]),
    ("#N/A is an empty cell.", xlsx(["单位", "问题", "追缴金额"], ["甲局", "一"], errors=[("C2", "#N/A")]), [("甲局", "一")]),
    ("Form lines that hold a number and nothing else are not rows.", xlsx(["序号", "单位", "问题"], [1, "甲局", "一"], [2], [3]), [("甲局", "一")]),
]


def read(case, tmp_path, mapping=None):
    name, data = case
    path = tmp_path / name
    path.write_bytes(data)
    return reading.read_flat(path, ("诫勉谈话",), mapping)


def cases(table):
    return [pytest.param(*case[1:], id=case[0]) for case in table]


@pytest.mark.parametrize("case, message", cases(UNREADABLE))
def test_a_file_that_is_no_ledger_is_refused_in_one_sentence(case, message, tmp_path):
    flat = read(case, tmp_path)
    if message is None:
        message = f"台账.xlsx: 实为「压缩比高达 {30_000_000 / len(case[1]):.0f}:1」，应为200:1 以内（台账不该如此，请另存为新的工作簿）。"
    assert list(map(str, flat.refusals)) == [message]
    assert flat.rows.locators == []


@pytest.mark.parametrize("case, messages", cases(WRONG_CELLS))
def test_wrong_cells_are_refused_with_their_place_what_was_found_and_what_was_wanted(case, messages, tmp_path):
    assert list(map(str, read(case, tmp_path).refusals)) == messages


@pytest.mark.parametrize("case, rows", cases(STILL_READ))
def test_what_is_only_untidy_is_read(case, rows, tmp_path):
    flat = read(case, tmp_path)
    assert list(map(str, flat.refusals)) == []
    assert list(zip(flat.rows.columns["units.unit_name"], flat.rows.columns["problems.problem_text"])) == rows


def test_a_sheet_that_grows_past_the_size_that_it_declares_is_refused_before_it_is_parsed(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MOST_BYTES", 1_000_000)
    name, data = xlsx(["单位", "问题"], ["甲局", "一"])
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        members = {path: book.read(path) for path in book.namelist()}
    grown = b"<x>" + b" " * 1_100_000
    _, packed = archived(name, **members | {"xl/worksheets/sheet1.xml": grown})
    lying = packed.replace(len(grown).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert list(map(str, read((name, lying), tmp_path).refusals)) == ["台账.xlsx: 实为「展开后超过所声明的大小」，应为1 MB 以内（文件可能有害）。"]


def test_after_two_hundred_issues_a_last_one_says_how_many_more_there_are(tmp_path):
    flat = read(csv("单位,问题,状态\n" + "甲局,一,毕\n" * 250), tmp_path)
    assert len(flat.refusals) == 201
    assert str(flat.refusals[-1]) == "台账.csv: 实为「另有 50 处」，应为同样改正（只列出前 200 处）。"


def test_a_mapping_to_a_column_that_does_not_exist_is_refused(tmp_path):
    flat = read(csv("单位,问题\n甲局,一\n"), tmp_path, {"columns": {"问题": "problems.txt"}})
    assert list(map(str, flat.refusals)) == [
        "mapping.toml › columns › 问题: 实为「problems.txt」，应为栏目名，如 problems.status、funds.recovered、discipline:诫勉谈话，或 \"\"（不读）。"]


def test_a_file_that_is_not_there_is_refused_and_not_raised(tmp_path):
    assert [issue.file for issue in reading.read_flat(tmp_path / "没有.xlsx", ()).refusals] == ["没有.xlsx"]
