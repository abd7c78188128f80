"""The overview and the page of one unit: every choice of the filter by a click, and the cards against what `duibiao ask` says under the same choice."""

from decimal import Decimal

import pytest

from dashboard import formats, words
from queries import Lake, metric, metrics
from tests.browser.conftest import click, pick, ready, write_day


@pytest.fixture(scope="module")
def demo(demo_lake):
    return demo_lake / "demo"


@pytest.fixture(scope="module")
def address(serve, demo_lake) -> str:
    return f"{serve(demo_lake)}/?lang=zh&data=demo"


def cards(page, name: str) -> str:
    """All that the cards of a metric say, a line of it each."""
    return "\n".join(page.locator(f"[class*=st-key-card_kpi_][class*={name}]").all_inner_texts()).replace("\u202f", "")


def completion(rows: list[dict], basis: str) -> str:
    of = [row for row in rows if row["value"] is not None and row["basis"] == basis]
    return f"{sum(row['completed'] for row in of):,} / {sum(row['total'] for row in of):,}"


def holds(page, ask, demo, *flags: str) -> None:
    """The cards say what the command line says under the same choice."""
    rows = {name: ask(demo, name, *flags) for name in ("problem_completion_rate", "overdue_problems", "disciplinary_actions", "rules_made", "internal_conflicts", "funds_recovered")}
    for basis in {row["basis"] for row in rows["problem_completion_rate"] if row["value"] is not None}:
        page.locator("[class*=st-key-card_kpi_][class*=problem_completion_rate]", has_text=completion(rows["problem_completion_rate"], basis)).first.wait_for()
    for name in ("overdue_problems", "disciplinary_actions", "rules_made", "internal_conflicts"):
        known = [row for row in rows[name] if row["value"] is not None]
        for basis in {row.get("basis") for row in known}:
            assert f"\n{sum(row['value'] for row in known if row.get('basis') == basis):,}\n" in f"\n{cards(page, name)}\n", name
    money = sum(Decimal(str(row["value"])) for row in rows["funds_recovered"] if row["value"] is not None)
    assert formats.money(money, "zh")[0] in cards(page, "funds_recovered")


def test_the_cards_say_what_the_command_line_says_whatever_the_filter(open_page, address, ask, demo):
    page = open_page(address)
    holds(page, ask, demo)
    pick(page, "filter_standard", "单位自报", "standard=claimed")
    holds(page, ask, demo, "--standard", "claimed")
    pick(page, "filter_levels", "市级", "levels=city")
    holds(page, ask, demo, "--standard", "claimed", "--level", "市级")
    click(page, "filter_clear", words.say("zh", "filter.clear"), "data=demo")
    page.locator(".st-key-filter_clear").wait_for(state="detached")
    assert "standard" not in page.url and "levels" not in page.url
    holds(page, ask, demo)


def test_the_overview_is_found_by_its_name_too(open_page, address):
    """Files of this page name it so; Streamlit knows it at the root alone."""
    page = open_page(address.replace("/?", "/overview?") + "&standard=claimed")
    assert page.url.startswith(address) and "standard=claimed" in page.url and page.locator("[role=dialog]").count() == 0
    assert page.locator("h1").inner_text() == words.say("zh", "page.overview")


def test_basis_region_sector_and_day_narrow_the_answer_by_a_click(open_page, address, ask, demo):
    page, units = open_page(address), Lake(demo).edition().connect()
    pick(page, "filter_basis", "反馈问题", "basis=feedback")
    write_day(page, "filter_as_of", "2025-12-31", "as_of=2025-12-31")
    holds(page, ask, demo, "--basis", "feedback", "--as-of", "2025-12-31")
    city = units.execute("select city from units where city is not null group by city order by count(*) desc, city").fetchone()[0]
    pick(page, "filter_regions", city, f"regions={city}")
    holds(page, ask, demo, "--basis", "feedback", "--as-of", "2025-12-31", "--region", city)


def test_a_round_is_found_among_the_further_choices(open_page, address, ask, demo):
    page = open_page(address)
    page.locator(".st-key-filter_more summary").click()
    name = Lake(demo).edition().connect().execute("select round from inspections where round is not null group by round order by count(*) desc, round").fetchone()[0]
    pick(page, "filter_rounds", name, f"rounds={name}")
    holds(page, ask, demo, "--round", name)


def test_data_set_and_language_change_by_a_click_and_the_question_stays_where_it_can(open_page, address, ask, demo_lake):
    page = open_page(f"{address}&standard=claimed&rounds=第二轮")
    click(page, "data", words.say("zh", "data.real"), "data=real")
    assert "standard" not in page.url and "rounds" not in page.url
    holds(page, ask, demo_lake)
    click(page, "language", "English", "lang=en")
    page.locator("h1", has_text=words.say("en", "page.overview")).wait_for()
    assert page.get_by_text(words.say("en", "demo.name")).count() == 0


def test_a_unit_is_chosen_by_name_and_every_metric_reads_as_the_command_line_says(open_page, serve, demo_lake, ask, demo):
    page = open_page(f"{serve(demo_lake)}/unit?lang=zh&data=demo")
    unit_id, name = Lake(demo).edition().connect().execute("select unit_id, unit_name from units order by unit_id limit 1 offset 3").fetchone()
    pick(page, "choose_unit", name, f"unit={unit_id}")
    page.locator(".st-key-sheet_unit_metrics tbody tr").first.wait_for()
    lines = [line.locator("td").all_inner_texts() for line in page.locator(".st-key-sheet_unit_metrics tbody tr").all()]
    assert [line[1] for line in lines] == [each.title["zh"] for each in metrics()]
    for each, line in zip(metrics(), lines, strict=True):
        (row,) = ask(demo, each.name, "--unit", unit_id)
        if row["value"] is None:
            assert line[3] == formats.reason(row["reason"], "zh"), each.name
        elif each.unit == "money":
            assert line[3] == formats.yuan(Decimal(str(row["value"]))), each.name
        elif words.say("zh", "table.small") not in line[3]:
            assert line[3].replace("\u202f", "") == formats.value(row, each, "zh").replace("\u202f", ""), each.name
    completed = next(row for row in ask(demo, "problem_completion_rate", "--unit", unit_id))
    assert f"{completed['completed']:,} / {completed['total']:,}" in cards(page, "problem_completion_rate")
    assert metric("problem_completion_rate").title["zh"] in cards(page, "problem_completion_rate")
    ready(page)
