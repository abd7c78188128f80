"""A notice becomes canonical rows: who is who, what is part of what, and nothing personal."""

from datetime import date
from pathlib import Path

import pytest

from etl.identity import Identity
from etl.notice import read, read_text
from etl.notice.reading import Read
from etl.register import Register
from etl.schema import BY_NAME
from etl.sources import notice as source
from etl.terms import Terms

FOLDER = Path(__file__).parent / "notices"
TERMS = Terms.load(Path(__file__).parents[1] / "data" / "terms.csv")


def split(notice, identity=None):
    document = {"document_id": f"d-{notice.source}", "kind": "notice", "title": notice.source, "uri": notice.source, "as_of": None}
    return source.split(notice, document, identity or Identity(Register()), TERMS)


def dicts(rows) -> list[dict]:
    return [{name: values[index] for name, values in rows.columns.items()} for index in range(len(rows))]


def test_rows_have_the_columns_of_the_schema():
    for path in FOLDER.glob("p*.txt"):
        for table, rows in split(read(path)).tables.items():
            assert set(rows.columns) <= set(BY_NAME[table].names)
            assert {len(values) for values in rows.columns.values()} == {len(rows)}
            key = BY_NAME[table].key[0]
            assert table == "progress" or len(set(rows.columns[key])) == len(rows)


def test_problems_progress_and_figures_of_one_notice():
    reading = split(read(FOLDER / "p01.txt"))
    assert reading.document["as_of"] == date(2022, 11, 30) and reading.document["published_on"] == date(2022, 12, 30)
    assert [(row["number"], row["status"], row["basis"]) for row in dicts(reading.tables["problems"])] == [("1", "completed", "feedback"), ("2", "long_term", "feedback"), ("3", "completed", "feedback")]
    assert [row["as_of"] for row in dicts(reading.tables["progress"])] == [date(2022, 11, 30)] * 3
    talk = next(row for row in dicts(reading.tables["figures"]) if row["term"] == "提醒谈话")
    assert (talk["form"], talk["term_class"], talk["counts"], talk["value"]) == (1, "action", "persons", 4.0)


def test_a_part_names_its_whole():
    rows = dicts(split(read(FOLDER / "p19.txt")).tables["figures"])
    whole = next(row["figure_id"] for row in rows if row["term"] == "处理")
    assert {row["part_of"] for row in rows if row["term"] in ("记过", "批评教育")} == {whole}


def test_the_same_notice_from_two_addresses_is_one_inspection():
    identity = Identity(Register())
    text = (FOLDER / "p02.txt").read_text(encoding="utf-8")
    ids = {split(read_text(Read(words), name), identity).document["inspection_id"] for name, words in (("a.txt", text), ("b.txt", "转载\n" + text.replace("，", ",")))}
    assert len(ids) == 1


def test_numbers_that_begin_again_in_every_aspect_stay_apart():
    lines = "中共某市某局党组关于巡察整改情况的通报\n2022年3月1日至4月1日，市委第一巡察组对某市某局党组开展了巡察。现将整改情况公布如下。\n"
    for aspect in ("（一）关于班子方面", "（二）关于财务方面"):
        lines += f"{aspect}\n1.关于“管得不严”问题\n整改情况：已经改了。\n2.关于“做得不实”问题\n整改情况：正在改。\n"
    numbers = split(read_text(Read(lines), "a.txt")).tables["problems"].columns["number"]
    assert len(set(numbers)) == 4


def test_a_look_alike_makes_no_rows():
    reading = split(read(FOLDER / "q03.txt"))
    assert not reading.tables and "整改方案" in str(reading.refusals[0])


@pytest.mark.parametrize("words, hidden", [
    ("成立由张大伟同志任组长的领导小组。", "张大伟"), ("局长李明主持召开会议。", "李明"), ("联系电话：0571-88880000，", "0571-88880000"), ("电子邮箱：abc@example.com。", "abc@example.com"),
    ("通讯地址：文化路12号行政中心305室，", "文化路12号"), ("身份证号110101199003074514已核", "110101199003074514")])
def test_personal_data_is_covered_and_offsets_stay(words, hidden):
    clean, count = source.masked(words)
    assert hidden not in clean and len(clean) == len(words) and count >= 1


@pytest.mark.parametrize("words, hidden", [
    ("由局长欧阳立成同志任组长。", ["欧阳立成"]), ("成立由党组书记、局长仝立成任组长的领导小组。", ["仝立成"]), ("组长：谌建业，副组长：缪长河、昝文斌。", ["谌建业", "缪长河", "昝文斌"]),
    ("区长买买·艾力主持会议。", ["买买", "艾力"]), ("对原科长綦大勇给予党内警告处分。", ["綦大勇"]), ("联系人：母小兰，", ["母小兰"]), ("对时任主任扶小明进行批评教育。", ["扶小明"])])
def test_rare_and_compound_surnames_and_lists_of_names_are_covered(words, hidden):
    clean, _ = source.masked(words)
    assert len(clean) == len(words) and not any(name in clean for name in hidden)


@pytest.mark.parametrize("words", ["局长包案，副局长包片。", "书记项目、主任工程。", "院长查房、书记查岗。", "组长单位、成员单位。", "书记谈心谈话，主任家访。", "主任公开承诺，接受监督。", "书记全程参与，院长全面负责。",
                                   "责任单位：办公室、人事科。", "责任领导：分管副局长。", "书记常态化督导。", "区长、副区长和部门负责人。", "书记从严要求，主任从实落实。"])
def test_words_that_begin_like_a_surname_are_kept(words):
    assert source.masked(words) == (words, 0)


@pytest.mark.parametrize("words", ["局党组书记切实履行第一责任人职责", "分管副局长牵头负责", "市委书记专题会议听取汇报", "班子成员、局长办公会研究", "对2名同志批评教育", "党组书记带头领学"])
def test_offices_are_not_taken_for_names(words):
    assert source.masked(words) == (words, 0)


def test_nothing_unmasked_is_written():
    text = (FOLDER / "p02.txt").read_text(encoding="utf-8").replace("建立", "由王建国同志牵头建立").replace("新建村级", "由王建国同志牵头，新建村级")
    for rows in split(read_text(Read(text), "a.txt")).tables.values():
        assert "王建国" not in str(rows.columns)
