"""The pages of evidence, sources and definitions: each view by a click, as many lines as the edition and the command line have."""

import pytest
from playwright.sync_api import expect

from dashboard import tables, words
from queries import Lake, breakdowns, checks, diff, metric, metrics, reasons
from tests.browser.conftest import click, pick


@pytest.fixture(scope="module")
def edition(demo_lake):
    return Lake(demo_lake / "demo").edition()


def lines(page, key: str):
    return page.locator(f".st-key-sheet_{key} tbody tr")


def test_a_number_and_a_unit_are_picked_and_as_many_places_shown_as_the_command_line_lists(open_page, serve, demo_lake, ask, edition):
    page = open_page(f"{serve(demo_lake)}/trace?lang=zh&data=demo")
    rules = metric("rules_made")
    pick(page, "choose_of", rules.title["zh"], "of=rules_made")
    heading = page.locator(".st-key-card_trace_places")
    facts = ask(demo_lake / "demo", "rules_made", "--evidence")
    heading.get_by_text(words.say("zh", "trace.places", n=len(facts)), exact=True).wait_for()
    one = next(row for row in ask(demo_lake / "demo", "rules_made") if row["value"])
    pick(page, "choose_unit", one["unit_name"], f"unit={one['unit_id']}")
    own = [row for row in facts if row["unit_id"] == one["unit_id"]]
    heading.get_by_text(words.say("zh", "trace.places", n=len(own)), exact=True).wait_for()
    assert f"{one['value']:,}" in page.locator(".st-key-card_trace_number").inner_text()
    assert page.locator(".st-key-card_trace_places tbody tr").count() == len(own)


def test_every_view_of_the_sources_has_as_many_lines_as_the_edition(open_page, serve, demo_lake, edition):
    page = open_page(f"{serve(demo_lake)}/sources?lang=zh&data=demo")
    for view in ("receipts", "refusals", "remarks", "corrections", "documents"):
        number = edition.rows(view)
        click(page, "choose_view", f"{words.say('zh', f'sources.{view}')} {number:,}", f"view={view}")
        card = page.locator(f".st-key-card_sources_{view}")
        if number > tables.MOST_ON_PAGE:
            card.locator("[data-testid=stDataFrame]").wait_for()
        elif number:
            expect(card.locator("tbody tr")).to_have_count(number)
        else:
            card.get_by_text(words.say("zh", "sources.none")).wait_for()


def test_two_editions_are_picked_and_what_changed_between_them_is_counted(open_page, serve, demo_lake, edition):
    page = open_page(f"{serve(demo_lake)}/sources?lang=zh&data=demo")
    click(page, "choose_view", words.say("zh", "sources.editions"), "view=editions")
    known = Lake(demo_lake / "demo").editions()
    lines(page, "editions").first.wait_for()
    assert lines(page, "editions").count() == len(known) > 1
    found = diff(Lake(demo_lake / "demo"), known[-2].number, known[-1].number)
    assert lines(page, "diff_tables").count() == len(found["tables"])
    box = page.locator(".st-key-diff_new").get_by_role("combobox")
    box.click()
    page.get_by_role("option", name=words.say("zh", "sources.edition_number", number=known[-2].number), exact=True).click()
    page.get_by_text(words.say("zh", "diff.same")).wait_for()


def test_every_definition_is_there_and_opens(open_page, serve, demo_lake):
    page = open_page(f"{serve(demo_lake)}/definitions?lang=zh&data=demo")
    for view, listed in (("breakdowns", breakdowns()), ("checks", checks()), ("metrics", metrics())):
        click(page, "choose_view", words.say("zh", f"definitions.{view}"), f"view={view}")
        card = page.locator(f".st-key-card_definitions_{view}")
        card.wait_for()
        drawers = card.locator("[data-testid=stExpander]")
        assert drawers.count() == len(listed)
        assert sorted(text.strip() for text in card.locator("summary [data-testid=stMarkdownContainer]").all_inner_texts()) == sorted(query.title["zh"] for query in listed)
    card.locator("summary").first.click()
    card.get_by_text("select").first.wait_for()


def test_reasons_terms_and_the_dictionary_are_those_of_the_edition(open_page, serve, demo_lake, edition):
    page = open_page(f"{serve(demo_lake)}/definitions?lang=zh&data=demo")
    click(page, "choose_view", words.say("zh", "definitions.reasons"), "view=reasons")
    lines(page, "reasons").first.wait_for()
    assert lines(page, "reasons").count() == len(reasons())
    click(page, "choose_view", words.say("zh", "definitions.terms"), "view=terms")
    page.locator(".st-key-card_definitions_terms [data-testid=stDataFrame]").wait_for()
    click(page, "choose_view", words.say("zh", "definitions.dictionary"), "view=dictionary")
    known = edition.connect().sql("select distinct \"table\", table_zh from dictionary order by 1").fetchall()
    for table, name in known[:3]:
        box = page.locator(".st-key-dictionary_table").get_by_role("combobox")
        box.click()
        page.get_by_role("option", name=name, exact=True).click()
        columns = [row[0] for row in edition.connect().execute('select "column" from dictionary where "table" = ? order by position', [table]).fetchall()]
        expect(lines(page, "dictionary").locator("td:first-child")).to_have_text(columns)
