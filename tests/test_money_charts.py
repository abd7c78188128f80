"""Pictures of money: what must balance is drawn so that it is seen, and nought and unknown are never one."""

import pytest

from dashboard import charts
from dashboard.charts import Account, Mark
from dashboard.charts.balance import PARTS


def account(due: float, **parts: float) -> Account:
    return Account("甲", due, tuple((name, amount, f"{amount}", name) for name, amount in parts.items()), f"{due}")


def segments(figure) -> list[tuple[float, float]]:
    """(start, end) of every bar, from the left."""
    return sorted((start, start + length) for trace in figure.data if trace.type == "bar" for start, length in zip(trace.base, trace.x, strict=True))


def end_line(figure) -> float:
    return next(trace for trace in figure.data if trace.type == "scatter").x[0]


@pytest.mark.parametrize("parts", [{"recovered": 70, "outstanding": 30}, {"recovered": 60, "reckoned": 30, "written_off": 10}, {"recovered": 50, "outstanding": 20, "missing": 30}])
def test_parts_that_add_up_fill_the_bar_to_its_line_without_a_gap(parts):
    figure = charts.balance([account(100, **parts)])
    drawn = segments(figure)
    assert drawn[0][0] == 0 and drawn[-1][1] == pytest.approx(1) and end_line(figure) == 1
    assert all(one[1] == pytest.approx(next_one[0]) for one, next_one in zip(drawn, drawn[1:]))


def test_a_surplus_sticks_out_beyond_the_line_of_what_was_due():
    figure = charts.balance([account(100, recovered=125, surplus=25)])
    surplus = next(trace for trace in figure.data if trace.marker.color == PARTS["surplus"][0])
    assert end_line(figure) == pytest.approx(0.8)
    assert surplus.base[0] == pytest.approx(0.8) and surplus.base[0] + surplus.x[0] == pytest.approx(1)


def test_what_does_not_balance_is_told_by_shape_and_hatching_and_not_by_colour_alone():
    shapes = [shape for _, shape, _, _ in PARTS.values()]
    assert len(set(shapes)) == len(shapes)
    for state in ("missing", "surplus", "reckoned"):
        assert PARTS[state][2]


def test_a_ledger_of_nothing_is_drawn_without_failing():
    assert charts.balance([account(0), account(0, recovered=5, surplus=5)]).data


def test_every_bar_has_its_own_scale():
    """A unit of a thousand yuan beside one of a hundred million is still seen."""
    figure = charts.balance([account(1e8, recovered=1e8), account(1e3, recovered=1e3)])
    assert {end for _, end in segments(figure)} == {1}


@pytest.mark.parametrize(("values", "is_so"), [([1, 100], False), ([1, 101], True), ([0, 5], False), ([], False), ([0, 0], False), ([0.01, 5e8], True)])
def test_an_axis_is_logarithmic_from_two_powers_of_ten_on_and_nought_does_not_count(values, is_so):
    assert charts.is_skewed(values) is is_so


def strip(*values: float):
    return charts.log_strip([Mark(f"单位{number}", value, f"{value} 元") for number, value in enumerate(values)], nought="零", tick=str)


def test_nought_stands_apart_to_the_left_of_the_smallest_amount_and_is_called_so():
    figure = strip(0, 0, 5, 50_000)
    across, symbols = figure.data[0].x, figure.data[0].marker.symbol
    assert across[0] == across[1] < min(across[2:]) and list(symbols) == ["circle-open", "circle-open", "circle", "circle"]
    assert figure.layout.xaxis.ticktext[0] == "零"


def test_without_nought_there_is_no_column_for_it():
    assert "零" not in strip(5, 50_000).layout.xaxis.ticktext


def test_points_stand_near_their_power_of_ten_and_none_is_lost_or_hidden():
    figure = strip(1, 10, 10, 1_000_000)
    points = list(zip(figure.data[0].x, figure.data[0].y, strict=True))
    assert len(set(points)) == 4
    assert [x for x, _ in points] == pytest.approx([0, 1, 1, 6], abs=0.06)


@pytest.mark.parametrize("values", [(), (0,), (0.01,), (7, 7, 7)])
def test_a_strip_of_little_is_drawn_without_failing(values):
    assert len(strip(*values).data[0].x) == len(values)


def test_many_points_are_drawn_by_webgl():
    assert strip(*range(1, charts.MOST_POINTS + 2)).data[0].type == "scattergl"
    assert strip(*range(1, charts.MOST_POINTS)).data[0].type == "scatter"


def test_a_name_from_the_data_is_text_and_not_markup():
    figure = charts.balance([Account("<b>甲</b>", 1, (("recovered", 1, "<i>", "<u>"),), "<s>")])
    said = [each.text for each in figure.layout.annotations] + [text for trace in figure.data if trace.type == "bar" for text in (*trace.text, *trace.hovertext)]
    assert not any("<" in text for text in said)
