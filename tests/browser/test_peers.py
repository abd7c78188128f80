"""With whom a unit is compared, chosen by a click: narrower peers, each unit's nearest with their distances, and what its mix of problems makes one expect."""

import pytest

from dashboard import formats, words
from queries import Lake, compare, metric
from queries.compare import casemix
from tests.browser.conftest import click, pick, press, ready

COMPLETION = metric("problem_completion_rate")
SHOWN = (None, "neutral", "pooled_at_ceiling")


@pytest.fixture(scope="module")
def demo(large_demo_lake):
    return large_demo_lake / "demo"


@pytest.fixture(scope="module")
def address(serve, large_demo_lake) -> str:
    return f"{serve(large_demo_lake)}/compare?lang=zh&data=demo"


def first_group(demo, kind: str) -> str | None:
    """The group that the page opens with; None where no ten units are alike in this way."""
    connection = Lake(demo).edition().connect()
    found = compare.summary(COMPLETION, compare.compared(connection, COMPLETION, peers=kind)).groups
    return found[0].peers if found else None


def picture(page, name: str):
    found = page.locator(f"[class*=st-key-{name}_] .js-plotly-plot").first
    found.locator(".annotation").first.wait_for()
    return found


def test_every_kind_of_peers_shows_the_units_that_the_command_line_names(open_page, address, ask, demo):
    page, found = open_page(address), {}
    for kind in (*compare.KINDS[1:], compare.KINDS[0]):
        click(page, "choose_peers", words.say("zh", f"peers.kind_{kind}"), f"peers={kind}")
        group = found[kind] = first_group(demo, kind)
        rows = [row for row in ask(demo, COMPLETION.name, "--compare", "--peers", kind) if row["value"] is not None]
        if group is None:
            page.get_by_text(words.say("zh", "peers.no_group", n=len(ask(demo, COMPLETION.name)), kind=words.say("zh", f"peers.kind_{kind}"))).wait_for()
            continue
        of = [row for row in rows if row["peers"] == group and row["compare_reason"] in SHOWN]
        page.locator("[class*=st-key-footer_intervals_]", has_text=f"单位数 {len(of)}　").wait_for()
        said = picture(page, "intervals").locator(".annotation-text").all_text_contents()
        assert len(of) > 9 and not [row["unit_id"] for row in of if not any(text.endswith(f"{row['completed']}/{row['total']}") for text in said)], kind
    assert found["alike"] and found["automatic"]


def test_a_unit_s_nearest_are_listed_with_distance_and_the_benchmark_that_they_make(open_page, address, ask, demo):
    near = compare.neighbours(Lake(demo).edition().connect(), COMPLETION).to_pylist()
    unit = near[0]["unit_id"]
    own = next(row for row in ask(demo, COMPLETION.name, "--compare", "--peers", "automatic") if row["unit_id"] == unit)
    page = open_page(address)
    pick(page, "choose_nearest_to", own["unit_name"], f"nearest_to={unit}")
    lines = page.locator(".st-key-card_nearest tbody tr")
    lines.first.wait_for()
    mine = [row for row in near if row["unit_id"] == unit]
    assert [line.locator("td").nth(1).inner_text() for line in lines.all()] == [row["peer_name"] for row in mine]
    assert [line.locator("td").nth(2).inner_text() for line in lines.all()] == [formats.rounded(row["distance"], 2) for row in mine]
    told = page.locator(".st-key-card_nearest").inner_text()
    assert f"{own['completed']}/{own['total']}" in told and f"{own['benchmark']:.1f}%" in told


def test_the_mix_of_problems_makes_one_expect_what_the_command_line_says(open_page, address, ask, demo):
    page, group = open_page(address), first_group(demo, "alike")
    of = [row for row in ask(demo, COMPLETION.name, "--case-mix") if row["peers"] == group and row["compare_reason"] in SHOWN and row["ratio"] is not None]
    said = " ".join(picture(page, "casemix").locator(".annotation-text").all_text_contents())
    for row in of:
        assert words.say("zh", "peers.numbers", observed=formats.count(row["observed"]), expected=formats.rounded(row["expected"], 1), items=formats.count(row["total"])) in said
    told = page.locator(".st-key-card_casemix").inner_text().replace("\u202f", "")
    flagged = [row for row in of if row["flag"] not in ("none", "not_compared")]
    assert all(row["unit_name"] in told for row in flagged)
    with page.expect_download() as waiting:
        page.locator(".st-key-card_casemix").get_by_role("button", name="CSV").click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    assert "--case-mix" in text and casemix.COLUMNS["expected"]["zh"] in text and "演示数据" in text.splitlines()[0]


def test_a_bar_of_the_mix_leads_to_the_rows_behind_it(open_page, address):
    page = open_page(address)
    link = picture(page, "casemix").locator(".annotation-text a[*|href^='trace?']").first
    press(link)
    page.wait_for_url("**/trace?**")
    page.locator("h1", has_text=words.say("zh", "page.trace")).wait_for()
    ready(page)
    assert page.locator(".st-key-card_trace_places tbody tr").count()


def test_another_metric_is_chosen_by_its_group_and_its_name(open_page, address, ask, demo):
    page = open_page(address)
    chosen = metric("measure_completion_rate")
    click(page, "choose_metric", chosen.title["zh"], f"metric={chosen.name}")
    rows = [row for row in ask(demo, chosen.name, "--compare") if row["value"] is not None]
    said = compare.summary(chosen, compare.compared(Lake(demo).edition().connect(), chosen)).groups[0]
    page.locator("[class*=st-key-footer_intervals_measure]", has_text=f"单位数 {said.units}　").wait_for()
    told = picture(page, f"intervals_{chosen.name}").locator(".annotation-text").all_text_contents()
    assert all(any(text.endswith(f"{row['completed']}/{row['total']}") for text in told) for row in rows if row["peers"] == said.peers and row["compare_reason"] in SHOWN)
    one = next(row for row in rows if row["peers"] == said.peers)
    pick(page, "choose_mark", one["unit_name"], f"mark={one['unit_id']}")
    page.locator(f"[class*=st-key-funnel_{chosen.name}] .annotation-text", has_text=one["unit_name"][:12]).wait_for()
