"""What a reader who is not of the office is shown: on no page, in no file and in no picture a word of a file that was not published, and every number."""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote_plus

import pytest
import streamlit as st
import xlsxwriter
from streamlit.testing.v1 import AppTest

import duibiao
from dashboard import answers, ledgers, words
from dashboard.reader import INTERNAL_PAGES, Reader
from dashboard.report import orders
from dashboard.report.orders import Order
from queries import Lake, breakdowns, checks, export, metrics
from tests.ledgers import line
from tests.test_export_audience import SECRET, contents
from tests.test_views import PAGES, open_page

UNITS = {"某市水务局党组": "水利", "某市林业局党组": "林业", "某市体育局党组": "体育"}
COUNTED = re.compile(r"\[([\d.,%/ \u202f]+)\]\((?:\./)?trace\?")


def said_of(unit: str, number: int, later: bool) -> dict[str, object]:
    """One line with a word of its own in every column of free text; of three lines one names money, a person's discipline and a rule."""
    words = {"方面": f"方面{SECRET}{number % 3}", "小标题": f"标题{SECRET}", "整改措施": f"措施{SECRET}{number}", "责任部门": f"部门{SECRET}{number % 2}", "整改成效": f"成效{SECRET}{number}"}
    more = {"追缴金额（万元）": "1.5", "资金类别": f"款项{SECRET}{number % 4}", "制度名称": f"《办法{SECRET}{number}》", "制度类型": "新建", "印发日期": "2024-05-02",
            "处分人数": "1", "处理方式": f"谈话{SECRET}"} if number % 3 == 0 else {}
    about = {"被巡察单位": unit, "行业": UNITS[unit], "单位层级": "市级", "市": "某市", "巡察类型": "巡察", "轮次": "第二轮" if later else "第一轮", "反馈日期": "2024-01-15" if later else "2021-01-15",
             "整改时限": "2024-03-01" if later else "2021-03-01"}
    return line(f"问题{SECRET}{number}" if number == 5 else number, f"第{number}个：材料{SECRET}{'甲乙丙丁戊己庚辛壬癸'[number % 10] * 5}。", status="已完成" if number % 4 else "整改中", **about, **words, **more)


@pytest.fixture(scope="module")
def lake(tmp_path_factory) -> Path:
    """Three units inspected twice, all of it in a workbook that says the word in its name, on its sheet, and in each column of free text."""
    folder = tmp_path_factory.mktemp("public")
    lines = [said_of(unit, number, later) for unit in UNITS for later in (False, True) for number in range(1, 15)]
    headers = list(dict.fromkeys(header for each in lines for header in each))
    with xlsxwriter.Workbook(folder / f"台账{SECRET}.xlsx") as book:
        sheet = book.add_worksheet(f"页{SECRET}")
        for place, cells in enumerate([["整改台账（截至2024年6月30日）"], headers, *([each.get(header, "") for header in headers] for each in lines)]):
            sheet.write_row(place, 0, cells)
    assert duibiao.main(["load", str(folder / f"台账{SECRET}.xlsx"), "--lake", str(folder / "lake")]) == duibiao.DONE
    return folder / "lake"


@pytest.fixture(scope="module")
def unit_id(lake) -> str:
    return Lake(lake).edition().connect().execute("select unit_id from units order by unit_name").fetchall()[0][0]


def elements(node) -> list:
    """Every element and block of a page that has something to send to the browser."""
    found = [node] if getattr(node, "proto", None) is not None else []
    return found + [each for child in getattr(node, "children", {}).values() for each in elements(child)]


def sent(at: AppTest) -> str:
    """All that the page sends to the browser, tables and pictures included."""
    return "\n".join(element.proto.SerializeToString().decode("utf-8", "ignore") if hasattr(element.proto, "SerializeToString") else str(element.proto)
                     for root in (at._tree,) for element in elements(root))


def numbers(at: AppTest) -> Counter:
    """Every number on the page that leads to its evidence."""
    return Counter(COUNTED.findall("\n".join(each.value for each in [*at.markdown, *at.caption])))


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_no_page_sends_a_word_that_is_not_public_and_every_number_stays(lake, monkeypatch, page, language, unit_id):
    asked = {"lang": language, **({"unit": unit_id} if page in ("unit", "report", "trace") else {})}
    inside, outside = (open_page(lake, monkeypatch, page, **asked, **more) for more in ({}, {"for": "public"}))
    assert not outside.exception and not outside.error
    assert SECRET not in sent(outside)
    if page in INTERNAL_PAGES:
        assert [each.value for each in outside.info] == [words.say(language, "audience.internal_page")]
        return
    assert words.say(language, "audience.badge") in "".join(each.value for each in outside.markdown)
    if page != "themes":                        # its lists of texts are not shown
        assert numbers(outside) == numbers(inside)


def test_the_word_is_on_the_pages_of_the_office(lake, monkeypatch, unit_id):
    """What is looked for can be found: the pages that hold texts send it to a reader of the office."""
    found = {page for page in PAGES if SECRET in sent(open_page(lake, monkeypatch, page, lang="zh", unit=unit_id))}
    assert {"unit", "repeats", "verify", "themes", "trace", "sources", "alerts", "rules", "funds"} <= found


@pytest.mark.parametrize("name", [each.name for each in (*metrics(), *breakdowns())])
def test_the_evidence_of_every_number_is_shown_with_its_place_and_without_its_words(lake, monkeypatch, name, unit_id):
    inside, outside = (open_page(lake, monkeypatch, "trace", of=name, unit=unit_id, **more) for more in ({}, {"for": "public"}))
    assert not outside.exception and SECRET not in sent(outside)
    assert [each.value for each in outside.subheader] == [each.value for each in inside.subheader] and numbers(outside) == numbers(inside)


@pytest.mark.parametrize("view", [*ledgers.COLUMNS, "editions"])
def test_what_came_in_is_listed_without_its_names(lake, monkeypatch, view):
    at = open_page(lake, monkeypatch, "sources", view=view, **{"for": "public"})
    assert not at.exception and SECRET not in sent(at)


def test_a_part_that_is_covered_leads_to_the_same_rows(lake, monkeypatch, unit_id):
    """The address names it by what covers it."""
    outside = open_page(lake, monkeypatch, "funds", **{"for": "public"})
    categories = set(re.findall(r"is_category=([%\w.+-]+)", sent(outside)))
    assert len(categories) >= 2
    shown = open_page(lake, monkeypatch, "trace", of="funds_by_category", is_category=unquote_plus(sorted(categories)[0]), **{"for": "public"})
    assert not shown.exception and words.say("zh", "trace.nothing") not in [each.value for each in shown.caption]
    assert any(words.say("zh", "trace.counted") in each.value for each in shown.markdown)


@pytest.mark.parametrize("page", [page for page in PAGES if page not in INTERNAL_PAGES])
def test_no_file_of_a_page_holds_a_word_that_is_not_public(lake, monkeypatch, page, unit_id):
    """Every button of every page is pressed."""
    made = {}
    drawn = st.download_button

    def kept(*label, data, file_name, **more):
        made[file_name, more.get("key")] = data
        return drawn(*label, data=data, file_name=file_name, **more)

    monkeypatch.setattr(st, "download_button", kept)
    at = open_page(lake, monkeypatch, page, **{"for": "public"}, **({"unit": unit_id} if page in ("unit", "report", "trace") else {}))
    assert not at.exception
    for (name, key), data in made.items():
        format = name.rpartition(".")[2]
        if format == "png":
            continue                            # the words of the SVG beside it
        assert "公开" in name, (name, key)
        assert SECRET not in contents(data() if callable(data) else data, "xlsx" if format in ("xlsx", "docx") else format), (name, key)
    assert made or page in ("definitions",)


@pytest.mark.parametrize("kind", ["report", "briefing"])
def test_no_report_holds_a_word_that_is_not_public(lake, kind, unit_id):
    edition = Lake(lake).edition()
    for of in (unit_id, None):
        inside, outside = (orders.files(Order(lake, edition.number, unit_id=of, kind=kind, audience=whom), ("docx", "html")) for whom in export.AUDIENCES)
        assert all(SECRET not in contents(content, "xlsx" if format == "docx" else format) for format, content in outside.items())
        assert kind == "briefing" or SECRET in contents(inside["html"], "html")
        assert "for=public" in outside["html"].decode() and "--for public" in outside["html"].decode()


def test_a_server_for_the_public_is_not_asked_for_more_by_an_address(lake, monkeypatch, unit_id):
    monkeypatch.setenv("DUIBIAO_AUDIENCE", "public")
    at = open_page(lake, monkeypatch, "unit", unit=unit_id, **{"for": "internal"})
    assert SECRET not in sent(at) and words.say("zh", "audience.served_public") in [each.value for each in at.caption]
    assert "audience" not in [each.key for each in at.button_group]


def test_a_filter_by_internal_words_is_refused_to_the_public(lake, monkeypatch):
    at = open_page(lake, monkeypatch, "overview", aspects=f"方面{SECRET}1", **{"for": "public"})
    assert not at.exception and SECRET not in sent(at)
    assert any(words.say("zh", "filter.aspects") in each.value for each in at.info)


def test_no_link_asks_for_a_part_by_what_covers_it_in_the_filter(lake, monkeypatch):
    """The filter knows words of the edition alone: a link by a cover would lead to an answer about something else."""
    inside, outside = (sent(open_page(lake, monkeypatch, "trends", view="change", cells="aspect", day_from="2022-01-01", **more)) for more in ({}, {"for": "public"}))
    assert "aspects=" in inside and "aspects=" not in outside and SECRET not in outside


def test_different_words_stay_different_when_they_are_covered(lake):
    connection = Lake(lake).edition().connect()
    known = export.told_apart(connection, "zh")
    assert len(set(known.values())) == len(known) and all(SECRET in text for text in known if text.startswith(("方面", "款项", "部门")))
    inside, outside = (Reader("zh", "real", Lake(lake).edition(), audience=whom) for whom in export.AUDIENCES)
    for query in (*breakdowns(), *checks()):
        shown, whole = (answers.tables(reader, [query])[query.name] for reader in (outside, inside))
        assert shown.schema.names == whole.schema.names and SECRET not in str(shown.to_pylist())
        for name in set(export.TOLD_APART) & set(shown.schema.names):
            pairs = set(zip(whole.column(name).to_pylist(), shown.column(name).to_pylist(), strict=True))
            assert len(pairs) == len({old for old, _ in pairs}) == len({new for _, new in pairs}) or name in ("titles", "theme_others", "theme_words"), (query.name, name)
