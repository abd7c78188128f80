"""The invented province: the same each time, of the promised size and mixture, labelled as invented, and readable as real ledgers are."""

import csv
import hashlib
import json
import zipfile
from collections import Counter, defaultdict

import pytest

from etl import codes, demo, schema
from etl.demo import styles
from etl.demo.course import LAST_DAY
from etl.sources.ledger import vocabulary
from etl.sources.ledger.reading import read_flat

UNITS = 60
PROVINCES = ("北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北",
             "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆", "台湾", "香港", "澳门")


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> demo.Demo:
    return demo.write(tmp_path_factory.mktemp("demo"), units=UNITS, seed=3)


@pytest.fixture(scope="module")
def ledgers(written) -> dict:
    """Every ledger as the reader reads it, by path."""
    return {path: read_flat(path, vocabulary.TERMS) for path in written.paths if path.is_file()}


@pytest.fixture(scope="module")
def province() -> demo.Province:
    return demo.province()


def digests(folder) -> dict[str, str]:
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def records(written, table: str) -> list[dict]:
    return [json.loads(line) for line in (written.folder / "records" / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()]


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path):
    once, again, other = (demo.write(tmp_path / name, units=12, seed=seed) for name, seed in (("once", 1), ("again", 1), ("other", 2)))
    assert digests(once.folder) == digests(again.folder)
    assert digests(once.folder) != digests(other.folder)
    assert (once.planted, once.truth) == (again.planted, again.truth)


@pytest.mark.parametrize("seed", [1, 2])
def test_forty_problems_and_a_hundred_measures_a_unit_with_a_long_tail(seed):
    made = demo.province(seed=seed)
    problems, measures = Counter(), Counter()
    for inspection in made.inspections:
        problems[inspection.unit.unit_id] += len(inspection.problems)
        measures[inspection.unit.unit_id] += sum(len(problem.measures) for problem in inspection.problems)
    assert len(problems) == len(made.units) == 320
    assert 38 <= problems.total() / 320 <= 42
    assert 95 <= measures.total() / 320 <= 105
    assert min(problems.values()) <= 6 and max(problems.values()) >= 140


def test_every_level_and_every_sector_is_there(province):
    assert {unit.level for unit in province.units} == {"province", "city", "county", "township", "enterprise", "university", "hospital"}
    assert {unit.sector for unit in province.units} == {code.code for code in codes.SECTOR}
    assert len({unit.unit_name for unit in province.units}) == len({unit.unit_id for unit in province.units}) == 320
    names = [name for unit in province.units for name in (unit.unit_name, *unit.aliases)]
    assert len(names) == len(set(names)), "an alias must mean one unit only"


def test_most_units_are_alike_and_the_others_are_not(province):
    shares = defaultdict(list)
    for inspection in province.inspections:
        shares[inspection.unit.quality] += [problem.at(LAST_DAY).status == "completed" for problem in inspection.problems]
    rate = {quality: sum(closed) / len(closed) for quality, closed in shares.items()}
    assert rate["worse"] < 0.65 < 0.8 < rate["common"] < 0.88 < 0.9 < rate["better"]
    assert Counter(unit.quality for unit in province.units) == {"common": 288, "worse": 19, "better": 13}


def test_a_course_moves_forward_from_the_feedback(province):
    for inspection in province.inspections:
        for problem in inspection.problems:
            days = [step.on for step in problem.steps]
            assert days == sorted(set(days)) and days[0] == inspection.feedback_on


def test_problems_of_an_inspection_are_told_apart_by_their_words(province):
    for inspection in province.inspections:
        assert len({problem.text for problem in inspection.problems}) == len(inspection.problems)


def test_everything_is_labelled_as_invented(written, ledgers):
    for path, flat in ledgers.items():
        assert "演示数据" in path.name and "演示数据" in flat.title
        if path.suffix == ".xlsx":
            assert "演示数据" in zipfile.ZipFile(path).read("docProps/core.xml").decode()
    assert all("演示数据" in document["title"] for document in records(written, "documents"))


def test_no_real_province_is_named(written):
    for path in written.folder.rglob("*"):
        if path.suffix == ".xlsx":
            text = zipfile.ZipFile(path).read("xl/sharedStrings.xml").decode()
        elif path.is_file():
            raw = path.read_bytes()
            text = raw.decode("utf-8-sig") if raw[:3] == b"\xef\xbb\xbf" or path.suffix != ".csv" or path.name == "units.csv" else raw.decode("gb18030")
        else:
            continue
        assert not [name for name in PROVINCES if name in text], path.name


def test_the_planted_contradictions_are_listed_and_of_many_kinds(written):
    assert len({planted["kind"] for planted in written.planted}) >= 15
    assert json.loads((written.folder / "planted.json").read_text(encoding="utf-8")) == written.planted
    assert json.loads((written.folder / "truth.json").read_text(encoding="utf-8")) == written.truth
    ours = {inspection["inspection_id"] for inspection in written.truth["inspections"]}
    assert all(planted["inspection_id"] in ours for planted in written.planted if "inspection_id" in planted)


def test_one_unit_is_enough(tmp_path):
    alone = demo.write(tmp_path, units=1)
    assert len(alone.truth["inspections"]) >= 1 and alone.planted


def test_offices_differ_in_columns_files_and_dates(ledgers):
    assert {path.suffix for path in ledgers} == {".xlsx", ".csv"}
    assert {style.file for style in styles.STYLES} == {"xlsx", "gb18030", "utf-8-sig"}
    assert {style.dates for style in styles.STYLES} == {"characters", "dots", "dashes", "slashes", "serial"}
    assert len({tuple(style.columns) for style in styles.STYLES}) == len({tuple(style.columns.values()) for style in styles.STYLES}) == len(styles.STYLES)


@pytest.mark.parametrize("style", styles.STYLES)
def test_offices_use_only_words_that_mean_what_they_should(style):
    for status in ("completed", "in_progress", "not_completed", "long_term", "extended", "substantially_completed"):
        assert codes.STATUS.read(style.status(status, False)) == codes.STATUS.read(style.status(status, True)) == status
    flats = [flat for heading in style.columns.values() if (flat := vocabulary.lookup(heading, ())) != "personal"]
    assert None not in flats and len(flats) == len(set(flats))


def test_every_ledger_is_read_without_refusal_and_as_of_its_day(ledgers):
    assert not [str(refusal) for flat in ledgers.values() for refusal in flat.refusals]
    assert not [header for flat in ledgers.values() for header in flat.unplaced]
    assert all(flat.as_of.isoformat() in path.name for path, flat in ledgers.items())


def test_people_are_masked(ledgers):
    read = [value for flat in ledgers.values() for values in flat.rows.columns.values() for value in values if isinstance(value, str)]
    assert sum(flat.masked for flat in ledgers.values()) > 1000
    assert not [value for value in set(read) if "138000000" in value]


def test_the_mistaken_totals_are_the_only_ones_that_the_reader_remarks_on(written, ledgers):
    remarked = [remark for flat in ledgers.values() for remark in flat.remarks if "合计" in remark.found or "小计" in remark.found]
    assert len(remarked) == sum(planted["kind"] == "total_row_differs" for planted in written.planted)


def test_the_last_ledgers_say_what_the_truth_says(written, ledgers):
    statuses, money, people = {}, Counter(), Counter()
    for flat in ledgers.values():
        if flat.as_of == LAST_DAY:
            columns = flat.rows.columns
            if "problems.status" in columns:
                asked = (columns[name] for name in ("units.unit_name", "inspections.round", "problems.problem_text", "problems.status"))
                statuses |= {tuple(key): status for *key, status in zip(*asked) if status}
            for name, values in columns.items():
                if name.startswith("funds.") and name.removeprefix("funds.") in schema.AMOUNT_HEADERS:
                    money[name.removeprefix("funds.")] += sum(value for value in values if value is not None)
                if name.startswith("discipline:"):
                    people[name.removeprefix("discipline:")] += sum(value for value in values if value is not None)
            for term, number in zip(columns.get("discipline.term", ()), columns.get("discipline.number", ())):
                if term:
                    people[term] += number
    truth = written.truth["inspections"]
    assert len(statuses) == sum(inspection["problems"] for inspection in truth)
    assert Counter(statuses.values()) == sum((Counter(inspection["statuses"]) for inspection in truth), Counter())
    assert {state: float(amount) for state, amount in money.items()} == pytest.approx(added(truth, "funds"))
    assert people == added(truth, "discipline")


def added(truth: list[dict], name: str) -> dict[str, float]:
    sums = Counter()
    for inspection in truth:
        sums.update({key: float(value) for key, value in inspection[name].items()})
    return {key: value for key, value in sums.items() if value}


def test_records_carry_only_columns_of_the_schema_and_point_at_their_words(written):
    documents = {document["document_id"] for document in records(written, "documents")}
    inspections = {inspection["inspection_id"] for inspection in records(written, "inspections")}
    for table in ("inspections", "documents", "figures"):
        rows = records(written, table)
        assert rows and not {name for row in rows for name in row} - set(schema.BY_NAME[table].names)
        assert len({row[schema.BY_NAME[table].key[0]] for row in rows}) == len(rows)
    for figure in records(written, "figures"):
        assert figure["document_id"] in documents and figure["inspection_id"] in inspections
        assert figure["evidence_end"] - figure["evidence_start"] == len(figure["evidence"])
        assert codes.FIGURE.read(figure["figure"]) == figure["figure"]


def test_the_register_has_the_columns_that_the_loader_reads(written):
    with open(written.register, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == UNITS
    assert set(rows[0]) <= set(schema.UNITS.names)
    assert {row["parent_unit_id"] for row in rows} - {""} <= {row["unit_id"] for row in rows}


def test_the_late_ledger_comes_last_and_is_older_than_others(written, ledgers):
    assert written.late and written.paths[-len(written.late):] == written.late
    assert max(flat.as_of for flat in ledgers.values()) > max(ledgers[path].as_of for path in written.late)
    assert sorted(path.name for path in ledgers)[-1].startswith("（补报）")


def test_due_days_and_repeats_are_planted_as_they_are_listed(province):
    by_id = {inspection.inspection_id: inspection for inspection in province.inspections}
    planted = defaultdict(list)
    for each in province.planted:
        planted[each["kind"]].append(each)
    for each in planted["due_to_come"]:
        due = [by_id[each["inspection_id"]].problems[number - 1].due_on for number in each["numbers"]]
        assert [day.isoformat() for day in due] == each["due_on"] and min(due) > LAST_DAY
    for each in planted["no_due_day"]:
        assert {problem.due_on for problem in by_id[each["inspection_id"]].problems} == {None}
    assert sum(by_id[each["inspection_id"]].due_on is None for each in planted["no_due_day"]) == 1, "there only a rule can give a due day"
    for each in planted["repeated"]:
        old, new = by_id[each["before"]].problems[each["number_before"] - 1], by_id[each["inspection_id"]].problems[each["number"] - 1]
        assert new.text == each["problem_text"] and [letter for letter in new.text if not letter.isdigit()] == [letter for letter in old.text if not letter.isdigit()]
        assert by_id[each["before"]].feedback_on < by_id[each["inspection_id"]].feedback_on
    assert len(planted["due_to_come"]) > 20 and len(planted["no_due_day"]) > 10 and len(planted["repeated"]) > 60


def test_the_rules_on_time_of_the_province_have_one_invented_line_that_applies(written):
    with open(written.due_rules, encoding="utf-8-sig", newline="") as file:
        rules = list(csv.DictReader(file))
    assert [rule["rule_id"] for rule in rules if rule["is_applied"] == "true"] == ["DEMO-1"]
    assert "演示数据" in rules[-1]["legal_basis"] and {rule["region"] for rule in rules[:-1]} == {""}
