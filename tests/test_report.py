"""What reports say: every number as the queries answer it, nothing more than the statistics allow, and unknown never as nought."""

import math
import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import parse_qsl, urlsplit

import pytest

import queries
from dashboard import deadlines, formats, tracing, words
from dashboard.reader import Reader
from dashboard.report import briefing, compose, deciding, subject, telling
from dashboard.report.chapters import completion, method, overview
from dashboard.report.document import Document, Numbers, Paragraph, Picture, Run, Seal, Section, Table
from queries import Filter, Lake
from queries.evidence import told
from tests import lakes

BASE = "http://office.example/board/"
LANGUAGES = words.LANGUAGES
# The two notices of the sample that are known best.
GAOLING, SHANGHAI = "gaoling-urban-management", "sh-urban-management"
FORBIDDEN = ("显著优于", "显著低于", "显著高于", "排名第", "名列", "第一名", "倒数", "最好", "最差", "优秀", "落后", "先进", "证明了", "导致了",
             "significantly better", "significantly worse", "best", "worst", "ranked first", "ranks ", "outperform", "underperform", "proves that", "league table")
PERSONAL = re.compile(r"1[3-9]\d{9}|\d{17}[\dXx]|[\w.]+@[\w.]+\.\w+|同志")
NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
MANY = 48


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    return lakes.with_sample_and_demo(tmp_path_factory.mktemp("lake"), units=MANY)


@pytest.fixture(scope="module")
def sample(lake):
    return Lake(lake).edition()


@pytest.fixture(scope="module")
def province(lake):
    return Lake(lake / "demo").edition()


def reader_of(edition, language="zh", **chosen) -> Reader:
    return Reader(language, "demo" if edition.is_demo else "real", edition, Filter(**chosen))


def seal_of(reader: Reader) -> Seal:
    return Seal(reader.edition.number, reader.edition.sha256, "2026-11-22T10:00:00", None, BASE, "duibiao report")


def report(reader: Reader, about: subject.Subject) -> Document:
    return compose(reader, about, seal_of(reader))


def short(reader: Reader, about: subject.Subject) -> Document:
    return briefing(reader, about, seal_of(reader))


def answer(reader: Reader, name: str, **part) -> list[dict]:
    query = method.query(name)
    rows = queries.answer(reader.edition.connect(), query, reader.chosen).to_pylist()
    return [row for row in rows if all(row[key] == value for key, value in part.items())]


@pytest.fixture(scope="module")
def kinds(province) -> dict[str, subject.Subject]:
    """A unit with peers, one with few items, a round, three units, everybody."""
    reader = reader_of(province)
    units = answer(reader, "problem_completion_rate")
    by_size = sorted(units, key=lambda row: row["total"])
    three = reader_of(province, units=tuple(row["unit_id"] for row in units[:3]))
    return {"unit": subject.unit(reader, by_size[-1]["unit_id"]), "small": subject.unit(reader, by_size[0]["unit_id"]), "round": subject.round(reader, "第二轮"),
            "three": subject.units(three), "province": subject.units(reader)}


@pytest.fixture(scope="module")
def reports(kinds, sample) -> dict[str, Document]:
    """Each of these, and of the sample the two units and one of which nothing is known; whole and on one page, in Chinese."""
    real = reader_of(sample)
    every = kinds | {"gaoling": subject.unit(real, GAOLING), "silent": subject.unit(real, "anqing-transport"), "sample": subject.units(real),
                     "two": subject.units(reader_of(sample, units=(GAOLING, SHANGHAI), basis="item"))}
    return {f"{name} {make.__name__}": make(about.chosen, about) for name, about in every.items() for make in (report, short)}


def sections_of(sections) -> list[Section]:
    return [each for section in sections for each in (section, *sections_of(section.sections))]


def blocks_of(document: Document, kind: type) -> list:
    return [block for section in sections_of(document.sections) for block in section.blocks if isinstance(block, kind)]


def runs_of(document: Document) -> list[Run]:
    found = [run for block in blocks_of(document, Paragraph) for run in block.runs]
    found += [run for block in blocks_of(document, Table) for row in block.rows for cell in row for run in cell]
    return found + [Run(number.value, link=number.link) for block in blocks_of(document, Numbers) for number in block.numbers]


def section(document: Document, key: str, language: str = "zh") -> Section:
    return next(each for each in sections_of(document.sections) if each.heading == words.say(language, key))


def text_of(part: Section | Document) -> str:
    """Every word of a section or a document."""
    inside = sections_of(part.sections) + ([part] if isinstance(part, Section) else [])
    said = [part.title, part.subtitle, *(word for fact in part.facts for word in fact)] if isinstance(part, Document) else []
    for each in inside:
        said.append(each.heading)
        for block in each.blocks:
            if isinstance(block, Paragraph):
                said.append("".join(run.text for run in block.runs))
            elif isinstance(block, Table):
                said += [block.caption, block.note, *block.head, *("".join(run.text for run in cell) for row in block.rows for cell in row)]
            elif isinstance(block, Picture):
                said += [block.caption, block.alt, block.note]
            else:
                said += [word for number in block.numbers for word in (number.label, number.value, number.note)]
    return "\n".join(said)


def rows_of(table: Table) -> list[list[str]]:
    return [["".join(run.text for run in cell) for cell in row] for row in table.rows]


# Every number as the queries answer it ---------------------------------------------------------------------------------------------------


def rounded(value, decimals: int) -> Decimal:
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


class Oracle:
    """What a linked number may read, from the answers to the questions that links ask: all of one Filter in one scope."""

    def __init__(self, edition, documents):
        wanted: dict[Filter, set[str]] = {}
        for link in {run.link for document in documents for run in runs_of(document) if is_evidence(run)}:
            asked = dict(parse_qsl(urlsplit(link).query, keep_blank_values=True))
            chosen, refused = Filter.from_query(asked)
            assert not refused
            wanted.setdefault(chosen, set()).add(asked["of"])
        connection = edition.connect()
        self.known = {(name, chosen): table.to_pylist() for chosen, names in wanted.items()
                      for name, table in queries.answers(connection, [method.query(name) for name in sorted(names)], chosen).items()}

    def readings(self, link: str) -> set[str]:
        """Numbers and words: the columns' values, their sums, shares of two of them, what is left of a whole; amounts also in 万 and 亿."""
        asked = dict(parse_qsl(urlsplit(link).query, keep_blank_values=True))
        query, part, chosen = method.query(asked["of"]), tracing.part(asked), Filter.from_query(asked)[0]
        rows = [row for row in self.known[query.name, chosen] if asked.get("unit") in (None, row["unit_id"]) and all(told(row[name]) == value for name, value in part.items() if name in row)]
        if query.kind == "metrics" and len(rows) > 1:
            rows = [row for row in rows if row["value"] is not None]
        columns = {name: [row[name] for row in rows if isinstance(row[name], int | float | Decimal) and not isinstance(row[name], bool)] for name in query.columns}
        sums = {name: sum(values) for name, values in columns.items() if values} if query.kind == "breakdowns" or len(rows) != 1 else {name: values[0] for name, values in columns.items() if values}
        found = {Decimal(len(rows)), Decimal(len({row["unit_id"] for row in rows}))} | {Decimal(str(value)) for value in sums.values()}
        found |= {Decimal(str(abs(value))) for value in sums.values()}
        made = [row["value"] for row in rows if row["value"] is not None and (row.get("term_class") in (None, "action", "unspecified", "employment", "process", "membership", "activity"))]
        found |= {Decimal(str(sum(made)))} if made else set()
        if query.name.startswith("rules_by"):
            found |= {Decimal(sum(row["value"] for row in rows if row[name] and row["action"] in ("new", "revised", "new_or_revised"))) for name in ("title", "number") if name in query.columns}
        if query.name == "status_by_basis":     # the remainder of a declared total has no status to be asked by
            found |= {Decimal(sum(row["value"] for row in rows if row["status"] == status)) for status in {row["status"] for row in rows}}
        if query.name == "alerts":
            lights = [deadlines.configured().light(row | {"days_left": row["value"]}) for row in rows]
            found |= {Decimal(lights.count(light)) for light in lights}
            found |= {Decimal(sum(test(row) for row in rows)) for test in (
                lambda row: row["due_state"] != "unknown", lambda row: row["due_state"] == "unknown", lambda row: row["due_state"] == "extended",
                lambda row: row["due_state"] == "long_term", lambda row: row["due_state"] == "open" and row["due_on"] is None)}
        percents = set()
        for whole in ("total", "value", "due", "identified", "problems", "applicable"):
            for share in ("completed", "on_time", "recovered", "value", "present", "repeated"):
                if share != whole and sums.get(whole) and share in sums:
                    percents.add(rounded(Decimal(str(sums[share])) * 100 / Decimal(str(sums[whole])), 1))
                    found.add(Decimal(str(sums[whole])) - Decimal(str(sums[share])))
        if query.name == "funds_balance":
            checked = [row for row in rows if row["balance"] != "unknown"]
            found |= {sum((row[name] for row in checked if row[name] is not None), Decimal(0)) for name in ("identified", "recovered", "outstanding", "reckoned", "written_off")}
            found |= {abs(sum((row["value"] for row in checked if row["value"] and (row["value"] > 0) == sign), Decimal(0))) for sign in (True, False)}
        if query.name == "closings_by_day":
            found |= {Decimal(sum(row["value"] for row in rows if row["outcome"] in kinds)) for kinds in (("completed",), ("completed", "open"))}
        amounts = {rounded(value / 10**power, 2) for value in found for power in (0, 4, 8)}
        percents |= {rounded(value, 1) for value in found}
        said = {str(value) for row in rows for name in ("number", "title") if (value := row.get(name))}
        return {plain(value) for value in found | amounts | percents} | {plain(number) for word in said for number in NUMBER.findall(word)}


def plain(value: object) -> str:
    """A number without its separators and trailing noughts."""
    text = f"{Decimal(str(value).replace(',', '')):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).removeprefix("-") or "0"


def is_evidence(run: Run) -> bool:
    return run.link.startswith(f"{BASE}trace?")


@pytest.fixture(scope="module")
def oracles(reports, sample, province) -> dict[bool, Oracle]:
    """Of the invented province (True) and of the sample."""
    return {is_demo: Oracle(edition, [document for document in reports.values() if document.is_demo == is_demo]) for is_demo, edition in ((True, province), (False, sample))}


def wrong(document: Document, oracle: Oracle) -> list[str]:
    """Linked numbers that the question behind their link does not answer."""
    found = []
    for run in runs_of(document):
        numbers = NUMBER.findall(run.text)
        if is_evidence(run) and numbers:
            readings = oracle.readings(run.link)
            found += [f"{run.text} {run.link}" for number in numbers if plain(number) not in readings]
    return found


def test_every_number_that_leads_somewhere_is_what_the_question_there_answers(reports, oracles):
    for name, document in reports.items():
        assert wrong(document, oracles[document.is_demo]) == [], name


def test_a_number_that_is_one_too_many_would_be_found(reports, oracles):
    document, oracle = reports["unit report"], oracles[True]
    linked = [run for run in runs_of(document) if is_evidence(run) and re.fullmatch(r"[\d,]+", run.text) and "problem_id" not in run.link]
    missed = [run for run in linked if plain(int(run.text.replace(",", "")) + 1) in oracle.readings(run.link)]
    assert len(linked) > 20 and len(missed) <= len(linked) / 5


def test_every_link_of_a_report_is_absolute_and_most_numbers_have_one(reports):
    for document in reports.values():
        links = [run.link for run in runs_of(document) if run.link]
        assert all(link.startswith(("http://", "https://")) for link in links)
    assert sum(link.startswith(BASE) for link in (run.link for run in runs_of(reports["unit report"]))) > 60


def wilson(x: int, n: int, z: float = 1.959963984540054) -> tuple[float, float]:
    middle, half = 2 * x + z * z, z * math.sqrt(z * z + 4 * x * (1 - x / n))
    return tuple(100 * (middle + side * half) / (2 * (n + z * z)) for side in (-1, 1))


@pytest.mark.parametrize("name", ["unit report", "small report", "gaoling report", "province report", "round report", "three report"])
def test_every_interval_beside_counts_is_wilsons(reports, name):
    checked = 0
    for table in blocks_of(reports[name], Table):
        if words.say("zh", "report.head_interval") not in table.head:
            continue
        counts, interval = (table.head.index(words.say("zh", f"report.head_{each}")) for each in ("counts", "interval"))
        for row in rows_of(table):
            if "—" not in (row[counts], row[interval]):
                x, n = (int(each.replace(",", "")) for each in row[counts].split("/"))
                assert row[interval] == words.say("zh", "report.span", low=f"{rounded(wilson(x, n)[0], 1)}%", high=f"{rounded(wilson(x, n)[1], 1)}%")
                assert n >= 10
                checked += 1
    assert checked or name == "small report"


def test_the_benchmark_is_what_the_other_units_of_the_group_have_together(kinds, reports):
    about = kinds["unit"]
    table = queries.compare.compared(about.asking.edition.connect(), queries.metric("problem_completion_rate"), about.asking.chosen).to_pylist()
    own = next(row for row in table if row["unit_id"] == about.unit_id)
    others = [row for row in table if row["peers"] == own["peers"] and row["compare_reason"] is None and row is not own]
    assert others
    benchmark = rounded(Decimal(100 * sum(row["completed"] for row in others)) / sum(row["total"] for row in others), 1)
    assert f"其他同类单位合计 {benchmark}%" in text_of(section(reports["unit report"], "report.beside"))


def test_the_same_numbers_in_both_languages(kinds):
    for about in (kinds["unit"], kinds["province"]):
        both = [report(replace(about.chosen, language=language), again(about, language)) for language in LANGUAGES]
        numbers = [[run.text for run in runs_of(document) if is_evidence(run) and re.fullmatch(r"[\d,]+(\.\d+)?%?", run.text)] for document in both]
        assert numbers[0] == numbers[1] and len(numbers[0]) > 50
        assert [type(block) for each in sections_of(both[0].sections) for block in each.blocks] == [type(block) for each in sections_of(both[1].sections) for block in each.blocks]


def again(about: subject.Subject, language: str) -> subject.Subject:
    reader = replace(about.chosen, language=language)
    return subject.unit(reader, about.unit_id) if about.kind == "unit" else subject.units(reader)


# No more than the statistics allow ---------------------------------------------------------------------------------------------------


def test_no_report_ranks_praises_or_blames(reports, kinds):
    english = [make(replace(about.chosen, language="en"), again(about, "en")) for about in (kinds["unit"], kinds["small"], kinds["three"], kinds["province"]) for make in (report, short)]
    for document in [*reports.values(), *english]:
        said = text_of(document).lower()
        assert not [word for word in FORBIDDEN if word.lower() in said.replace("“第一", "")]


def test_no_personal_data_in_any_report(reports):
    for document in reports.values():
        assert not PERSONAL.findall(text_of(document))


def beside(about: subject.Subject) -> str:
    """How a unit stands beside its peers, in the chapter's words."""
    chapter = completion.chapter(about.asking, about)
    return text_of(next(each for each in chapter.sections if each.heading == words.say("zh", "report.beside")))


def test_a_unit_that_is_like_its_peers_is_said_to_be_untold_and_not_the_same(kinds, province):
    reader = reader_of(province)
    table = queries.compare.compared(province.connect(), queries.metric("problem_completion_rate"), kinds["unit"].asking.chosen).to_pylist()
    alike = next(row for row in table if row["flag"] == "none")
    said = beside(subject.unit(reader, alike["unit_id"]))
    assert words.say("zh", "report.alike") in said and "不等于相同" in said and "不列入需核查" in said


def test_a_flagged_unit_is_to_be_checked_and_not_judged(kinds, province):
    reader = reader_of(province)
    table = queries.compare.compared(province.connect(), queries.metric("problem_completion_rate"), kinds["province"].asking.chosen).to_pylist()
    flagged = [row for row in table if row["flag"] not in ("none", "not_compared")]
    assert flagged
    for row in flagged[:2]:
        said = beside(subject.unit(reader, row["unit_id"]))
        assert words.say("zh", f"compare.said_{row['flag']}") in said
        assert ("仍列入需核查" in said) == (row["q_value"] <= 0.1)


def test_a_unit_with_few_items_has_counts_only(kinds, reports):
    about = kinds["small"]
    own = next(row for row in answer(about.asking, "problem_completion_rate") if row["unit_id"] == about.unit_id)
    assert own["total"] < 10
    first = "".join(run.text for run in section(reports["small report"], "report.completion").blocks[0].runs)
    assert f"共 {own['total']} 项，已完成 {own['completed']} 项" in first and "%" not in first and "仅列数" in first
    assert "不与其他单位比较：不足 10 项" in text_of(section(reports["small report"], "report.beside"))


def test_the_two_units_of_the_sample_cannot_be_told_apart_and_it_says_why(reports):
    said = text_of(section(reports["two report"], "report.pairs"))
    assert "40/40" in said and "29/32" in said and "无法区分（不等于相同）" in said and "反馈日期或数据日期不明" in said
    assert not any(isinstance(block, Picture) for block in section(reports["two report"], "report.beside").blocks)


def test_no_table_of_units_is_in_the_order_of_a_number(reports, kinds):
    register = [row["unit_name"] for row in kinds["province"].units]
    for name in ("report.every_unit", "report.open"):
        tables = [block for block in section(reports["province report"], name).blocks if isinstance(block, Table)]
        assert [row[0] for row in rows_of(tables[0])] == [unit for unit in register if unit in {row[0] for row in rows_of(tables[0])}]
    assert len(rows_of(section(reports["province report"], "report.every_unit").blocks[0])) == len(register)


def test_the_change_from_the_round_before_is_taken_apart_exactly(reports):
    said = next(text_of(each) for each in reports["round report"].sections if each.heading.startswith("与前一轮"))
    points = Decimal(re.search(r"较第一轮 ([+-]?[\d.]+) 个百分点", said)[1])
    parts = [Decimal(each) for each in re.findall(r"([+-]?\d+\.\d)(?:、|。)", said.split("拆开")[1])]
    assert abs(sum(parts) - points) <= Decimal("0.2") and "变化不说明原因" in said


# Unknown is not nought ---------------------------------------------------------------------------------------------------------------


def test_a_unit_of_which_nothing_is_known_has_reasons_and_no_noughts(reports):
    document = reports["silent report"]
    said = text_of(section(document, "report.completion"))
    assert "未收录（仅读开头）" in said and "没有说明不等于零" in said
    assert not re.search(r"(完成|超期|追缴|未收回)[^。]{0,6} 0 ", text_of(document))
    numbers = blocks_of(document, Numbers)[0].numbers
    assert [number.value for number in numbers if number.label in ("问题整改完成率", "资金追缴率")] == ["未收录（仅读开头）"] * 2
    assert section(document, "report.unknown").blocks


def test_contradictions_stand_side_by_side_with_both_places(reports):
    rows = rows_of(next(block for block in section(reports["gaoling report"], "report.contradictions").blocks if isinstance(block, Table)))
    assert any("103" in row[1] and "40" in row[2] and "第 856" in row[1] and "第 1507" in row[2] for row in rows)
    assert any("全部收回" in row[1] and "1,125" in row[2] for row in rows)


def test_without_a_rule_nothing_is_overdue_and_an_unknown_state_is_not_open(reports):
    said = text_of(section(reports["gaoling report"], "report.open"))
    assert "未配置整改时限，不判定超期" in said and "写明未完成的问题 0 个" in said and "40 个没有写明状态，不知是否完成" in said
    assert not any(isinstance(block, Table) for block in section(reports["gaoling report"], "report.open").blocks)


def test_what_a_unit_claims_is_called_its_own_word(reports):
    assert "单位自报，没有用逐项记录核对" in text_of(section(reports["gaoling report"], "report.completion"))
    assert "不等于验收销号" in text_of(section(reports["gaoling report"], "report.overview"))


def test_every_standard_has_its_own_line_and_no_more_is_accepted_than_claimed(kinds, reports):
    table = next(block for block in section(reports["unit report"], "report.standards").blocks if isinstance(block, Table))
    done = {row[2]: int(row[3].split("/")[0]) for row in rows_of(table) if row[0] == "问题整改完成率" and row[1] == "反馈问题" and "/" in row[3]}
    assert list(done) == ["单位自报", "有佐证材料", "验收销号"] and list(done.values()) == sorted(done.values(), reverse=True)


def test_the_money_balances_in_the_text_as_in_the_ledger(reports, kinds):
    said = text_of(section(reports["province report"], "report.funds"))
    equation = said.split("能够核对的巡视巡察中")[1].split("。")[0]
    parts = {name: Decimal(number.replace(",", "")) for name, number in re.findall(
        r"(应追缴|已追缴|未收回|未收回（推算）|核销|没有去向的差额|多出的差额)\u202f([\d,.]+)\u202f元", equation)}
    assert parts["应追缴"] == sum(parts.get(name, 0) for name in ("已追缴", "未收回", "未收回（推算）", "核销", "没有去向的差额")) - parts.get("多出的差额", 0)


# Evidence, definitions, the page for leaders -----------------------------------------------------------------------------------------------


def test_every_number_of_a_unit_stands_in_the_list_of_evidence_with_a_place(reports):
    document = reports["unit report"]
    listed = next(block for block in section(document, "report.sources").blocks if isinstance(block, Table))
    inside = {(run.text, run.link) for row in listed.rows for run in row[0]}
    said = [(run.text, run.link) for each in document.sections if not each.is_appendix for part in sections_of([each]) for block in part.blocks
            for run in runs_of(replace(document, sections=(Section("", (block,)),))) if run.link.startswith(BASE)]
    assert set(said) <= inside
    assert all(row[2] != "—" for row in rows_of(listed) if row[0] not in ("0", "0 元"))


def test_every_number_has_its_definition_in_the_words_of_the_catalogue(reports):
    for name in ("unit report", "province report"):
        document = reports[name]
        asked = {dict(parse_qsl(urlsplit(run.link).query))["of"] for run in runs_of(document) if is_evidence(run)}
        defined = {row[0]: row[1] for row in rows_of(next(block for block in section(document, "report.definitions").blocks if isinstance(block, Table)))}
        assert {method.query(each).title["zh"] for each in asked} <= defined.keys()
        assert all(defined[method.query(each).title["zh"]] == method.query(each).question["zh"] for each in asked)


def test_the_briefing_has_five_numbers_at_most_three_pictures_and_at_most_eight_decisions(reports):
    for name, document in reports.items():
        if name.endswith("short"):
            assert [len(block.numbers) for block in blocks_of(document, Numbers)] == [5]
            assert len(blocks_of(document, Picture)) <= 3
            assert all(len(block.rows) <= deciding.MOST for block in blocks_of(document, Table))
    assert len(blocks_of(reports["unit short"], Picture)) == 3 and len(blocks_of(reports["province short"], Picture)) == 3


def test_the_briefing_says_how_many_decisions_are_left(reports, kinds):
    table = blocks_of(reports["province short"], Table)[0]
    every, more = (int(found.replace(",", "")) for found in re.search(r"共 ([\d,]+) 项。另有 ([\d,]+) 项", table.note).groups())
    reader = kinds["province"].asking
    overdue = sum(row["value"] or 0 for row in answer(reader, "overdue_problems"))
    outstanding = sum(bool(row["value"]) for row in answer(reader, "funds_outstanding"))
    conflicts = sum(row["value"] or 0 for row in answer(reader, "internal_conflicts"))
    undue = sum(row["due_state"] == "open" and row["due_on"] is None for row in answer(reader, "alerts"))
    assert every == overdue + outstanding + conflicts + undue and more == every - len(table.rows)


def test_decisions_are_chosen_by_kind_first_and_filled_up():
    pools = {kind: [deciding.Item(kind, "", ()) for _ in range(number)] for kind, number in (("conflict", 5), ("overdue", 1), ("outstanding", 0), ("undue", 9))}
    assert [item.kind for item in deciding.picked(pools)] == ["conflict"] * 5 + ["overdue"] + ["undue"] * 2
    assert deciding.picked(dict.fromkeys(pools, [])) == []


def test_pictures_of_a_file_hold_no_links_that_lead_nowhere(reports):
    for document in reports.values():
        for picture in blocks_of(document, Picture):
            assert "href" not in picture.figure.to_json() and picture.alt and picture.caption


def test_demonstration_data_is_marked_and_real_data_is_not(reports):
    assert reports["unit report"].is_demo and not reports["gaoling report"].is_demo


def test_a_standard_that_the_reader_chose_is_kept(kinds, province):
    about = subject.unit(reader_of(province, standard="claimed"), kinds["unit"].unit_id)
    chapter = overview.chapter(about.asking, about)
    assert "按所选的“单位自报”标准认定" in text_of(chapter)
    assert all("standard=claimed" in number.link for block in chapter.blocks if isinstance(block, Numbers) for number in block.numbers if number.link)


def test_a_report_for_the_public_covers_internal_words_and_changes_no_number(kinds, reports):
    about = kinds["unit"]
    whom = replace(about.chosen, audience="public")
    shown = report(whom, subject.unit(whom, about.unit_id))
    inside = {row["problem_text"] for row in answer(about.asking, "alerts", unit_id=about.unit_id)} | {row["aspect"] for row in answer(about.asking, "problems_by_aspect", unit_id=about.unit_id)}
    ledgers = {row["title"] for row in subject.documents(about) if not (row["kind"] == "notice" or (row["kind"] == "records" and row["published_on"]))}
    said, whole = text_of(shown), text_of(reports["unit report"])
    assert inside - {None} and ledgers and all(text in whole for text in inside | ledgers if text)
    assert not [text for text in inside | ledgers if text and text in said] and "〔内部〕" in said
    assert str(blocks_of(shown, Numbers)).replace("&for=public", "") == str(blocks_of(reports["unit report"], Numbers)) != str(blocks_of(shown, Numbers)) and shown.audience and not reports["unit report"].audience


def test_an_unknown_unit_is_refused(province):
    with pytest.raises(KeyError):
        subject.unit(reader_of(province), "no-such-unit")


def test_a_filter_that_leaves_nobody_still_makes_a_report_that_says_so(province):
    reader = reader_of(province, sectors=("no-such-sector",))
    document = report(reader, subject.units(reader))
    assert words.say("zh", "report.no_inspections") in text_of(document)
    assert short(reader, subject.units(reader)).sections


def test_words_of_the_data_are_never_read_as_a_template(sample):
    said = telling.say(reader_of(sample), "report.lacking", reason="{what}", what=Run("{reason}", link="trace?of=x"))
    assert "".join(run.text for run in said) == "{what}：{reason}。" and [run.link for run in said if run.link] == ["trace?of=x"]


def test_a_unit_of_several_rounds_is_compared_round_by_round(province):
    completed, reader, found = queries.metric("problem_completion_rate"), reader_of(province), 0
    mixed = [row for row in queries.compare.compared(province.connect(), completed).to_pylist() if row["compare_reason"] == "mixed_ages"]
    for row in mixed[:4]:
        about = subject.unit(reader, row["unit_id"])
        made = completion.chapter(about.asking, about)
        beside = next(section for section in made.sections if section.heading == words.say("zh", "report.beside"))
        assert words.say("zh", "report.not_compared", name=row["unit_name"], reason=formats.reason("mixed_ages", "zh")) in text_of(beside)
        for part in beside.sections:
            chosen = replace(about.asking.chosen, rounds=(part.heading,))
            own = next(each for each in queries.compare.compared(province.connect(), completed, chosen).to_pylist() if each["unit_id"] == row["unit_id"])
            assert f"共 {own['total']} 项，已完成 {own['completed']} 项" in text_of(part) and formats.rounded(own["expected"], 1) in text_of(part)
            found += 1
    assert found
