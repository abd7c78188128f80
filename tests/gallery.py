"""One or two pictures of every kind, of invented units: what is drawn by hand must look as Plotly draws it, and nothing may be cut."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from datetime import date

import plotly.graph_objects as go

from dashboard import charts
from dashboard.charts import Account, Cell, Mark, balance, bars, base, columns, dots, dumbbell, funnel, heat, intervals, log_strip, month, runs, statuses, strip, survival, waterfall
from dashboard.charts.calendar import Day
from dashboard.charts.dumbbell import Pair
from dashboard.charts.funnel import Limits, Point
from dashboard.charts.intervals import Line, Row
from dashboard.charts.statuses import Part

UNITS = ("示例省交通运输厅", "示例省水利厅", "虚构市城市管理行政执法局第二支队", "某县人民医院", "示例大学", "A & B <b>公司</b>", "示例省能源投资集团", "某市教育局")
ADDRESS = "unit?unit=u1&lang=zh"


def percent(value: float) -> str:
    return f"{value:.0f}%"


def makers() -> dict[str, Callable[..., go.Figure]]:
    """Every public function of `dashboard.charts` that makes a figure: module.function -> the function."""
    found = {}
    for module in pkgutil.iter_modules(charts.__path__):
        loaded = importlib.import_module(f"dashboard.charts.{module.name}")
        for name, each in inspect.getmembers(loaded, inspect.isfunction):
            is_ours = each.__module__ == loaded.__name__ and not name.startswith("_") and module.name != "base"
            if is_ours and inspect.signature(each).return_annotation is go.Figure:
                found[f"{module.name}.{name}"] = each
    return found


def figures() -> dict[str, go.Figure]:
    """module.function, or module.function:variant -> a figure."""
    return {
        "balance.balance": balance([
            Account("示例省交通运输厅", 1000, (("recovered", 620, "620.0 万元", "已收回"), ("reckoned", 130, "130.0 万元", ""), ("outstanding", 150, "150.0 万元", ""), ("missing", 100, "100.0 万元", "")), "应收 1,000.0 万元"),
            Account("某县人民医院", 400, (("recovered", 380, "380.0 万元", ""), ("written_off", 60, "60.0 万元", ""), ("surplus", 40, "40.0 万元", "")), "应收 400.0 万元")]),
        "bars.bars": bars([Mark("工作纪律", 12, "12 / 20", of=20), Mark("A & B <b>", 3, "3 / 9", of=9, link=ADDRESS), Mark("生活作风", 7, "7 / 7", of=7)]),
        "calendar.month": month(
            [Day(date(2026, 11, day), label="调休" if day == 7 else "", text=f"● {day % 5}" if day % 4 == 0 else "", note="说明", colour=base.OCHRE if day % 8 else None,
                          is_rest=date(2026, 11, day).weekday() > 4, is_asked=day == 22) for day in range(1, 31)], list("一二三四五六日")),
        "columns.columns": columns(_months(), lambda day: f"{day:%Y年%m月}"),
        "columns.columns:few": columns([("反馈问题", [(date(2026, 8, 1), 3), (date(2026, 9, 1), 5), (date(2026, 10, 1), 1)])], str),
        "dots.dots": dots(_marks(), top=100.0, tick=percent),
        "dumbbell.dumbbell": dumbbell(_pairs(8), top=100, tick=percent),
        "dumbbell.dumbbell:many": dumbbell(_pairs(60), top=100, tick=percent),
        "funnel.funnel": funnel(
            _points(), (_limits(1.96, "95%", "dot"), _limits(3.09, "99.8%", "solid"), _limits(4.0, "加宽 99.8%", "dash")), (85.0, "合计 85.0%"), top=100, across="反馈问题数", tick=percent),
        "heat.heat": heat(UNITS[:5], ["形式主义", "官僚主义", "选人用人", "财务管理", "工程建设与招标投标管理"], _cells(5, 5)),
        "heat.heat:english": heat(UNITS[:3], ["Formalism", "Selection of staff", "Money"], _cells(3, 3)),
        "intervals.intervals": intervals(_rows(8), top=100, line=Line(85, "合计 85.0%"), tick=percent),
        "intervals.intervals:many": intervals(_rows(220), top=100, line=Line(85, "合计 85.0%"), tick=percent),
        "log_strip.log_strip": log_strip([Mark(UNITS[at % 8], value, "") for at, value in enumerate([0, 0, 300, 5000, 80000, 120000, 4_000_000, 90_000_000, 130000])], nought="零",
                                                   tick=lambda value: f"{value / 1e8:.0f}亿" if value >= 1e8 else f"{value / 1e4:g}万元"),
        "runs.runs": runs.runs([runs.Point("第一轮", 80.0, "80.0%\n40 / 50", low=70, high=88), runs.Point("第二轮", 91.0, "91.0%\n91 / 100", low=84, high=95, cause="up"),
                                runs.Point("第三轮", None, "3 / 4")], top=100, tick=percent),
        "runs.months": runs.months(_days(20), [runs.Point(f"{day:%Y-%m}", 70 + (at * 7) % 23, f"{70 + (at * 7) % 23}.0%", cause="shift" if at == 15 else "common") for at, day in enumerate(_days(20))],
                                   band=runs.Band(80, 62, 98, ("均值 80.0%", "下限 62.0%", "上限 98.0%")), top=100, tick=percent),
        "runs.months:few": runs.months(_days(3), [runs.Point("", 12.0 + at, f"{12 + at} 件") for at, _ in enumerate(_days(3))], tick=lambda value: f"{value:g}"),
        "runs.months:plain": runs.months(_days(9), [runs.Point("", 12.0 + at * at, f"{12 + at * at} 件") for at, _ in enumerate(_days(9))], is_neutral=True, tick=lambda value: f"{value:g}"),
        "statuses.statuses": statuses([("反馈问题 · 共 120 个", _parts(70, 12, 5, 18, 15)), ("分解事项 · 共 300 项", _parts(200, 0, 60, 0, 40))]),
        "strip.strip": strip([Mark(UNITS[at % 8], 100 - (at * at) % 61, "") for at in range(90)], top=100, tick=percent),
        "strip.strip:many": strip([Mark("单位", 100 - (at * at) % 97, "") for at in range(900)], top=100, tick=percent),
        "survival.survival": survival.survival([_curve("第一轮", 0.9, 365), _curve("区县第二轮", 0.7, 300), _curve("第三轮", 0.5, 120)], [0, 90, 180, 270, 365], axis="反馈后天数", at_risk="仍在跟踪"),
        "survival.survival:long": survival.survival([_curve("十四届市委第三轮常规巡察", 0.9, 365), _curve("Party committees and governments", 0.88, 360), _curve("某集团公司及其所属各级企业全部", 0.87, 365), _curve("高校", 0.3, 200)],
                                                    [0, 90, 180, 270, 365], axis="反馈后天数", at_risk="仍在跟踪"),
        "waterfall.waterfall": waterfall.waterfall([waterfall.Step("第一轮", "82.0%", 82), waterfall.Step("整改成效", "+4.0 个百分点", 86, 4), waterfall.Step("问题构成", "−1.5 个百分点", 84.5, -1.5),
                                                    waterfall.Step("第二轮", "84.5%", 84.5)]),
    }


def _days(number: int) -> list[date]:
    return [date(2024 + (2 + at) // 12, (2 + at) % 12 + 1, 1) for at in range(number)]


def _months() -> list[tuple[str, list[tuple[date, int]]]]:
    return [("反馈问题", [(day, 3 + at * 5 % 17) for at, day in enumerate(_days(12))]), ("分解事项", [(day, 20 + at * 37 % 91) for at, day in enumerate(_days(30))])]


def _marks() -> list[Mark]:
    return [Mark(name, value, f"{value}%　{value}/100", link=ADDRESS) for name, value in zip(UNITS, (98, 95, 91, 90, 84, 79, 60, 0))]


def _flag(at: int) -> tuple[str, str]:
    return {3: ("low", "worse"), 6: ("high", "better")}.get(at % 11, ("", ""))


def _rows(number: int) -> list[Row]:
    return [Row(UNITS[at % 8], value := 60 + at * 13 % 40, value - 8, min(100, value + 6), f"{value}.0%　{value}/100", link=ADDRESS, text_link=ADDRESS,
                          below="名次 3–12" if number < 20 else "", flag=_flag(at)[0], side=_flag(at)[1], is_small=at % 5 == 0) for at in range(number)]


def _pairs(number: int) -> list[Pair]:
    return [Pair(row.label, row.value, row.value - 5 + at % 9, row.low, row.high, row.text, below="", flag=row.flag, side=row.side, is_small=row.is_small) for at, row in enumerate(_rows(number))]


def _points() -> list[Point]:
    return [Point(UNITS[at % 8], 20 + at * 29 % 260, 70 + at * 13 % 30, "", link=ADDRESS, flag=_flag(at)[0], side=_flag(at)[1], is_small=at % 5 == 0, is_named=bool(_flag(at)[0]) and at < 12) for at in range(40)]


def _limits(z: float, text: str, dash: str) -> Limits:
    items = tuple(float(each) for each in range(16, 262, 4))
    wide = [z * (85 * 15 / each) ** 0.5 for each in items]
    return Limits(items, tuple(85 - each for each in wide), tuple(min(100, 85 + each) for each in wide), text, dash)


def _cells(rows: int, wide: int) -> list[list[Cell]]:
    return [[Cell(f"{(row * 5 + at * 7) % 20}\n{(row * 5 + at * 7) % 20 * 5}%", shade=None if (row + at) % 4 == 0 else (row * 5 + at * 7) % 20 / 20, address=ADDRESS) for at in range(wide)] for row in range(rows)]


def _parts(*numbers: int) -> tuple[Part, ...]:
    return tuple(Part(status, status, number) for status, number in zip(("completed", "claimed_only", "in_progress", "long_term", "not_completed"), numbers) if number)


def _curve(label: str, end: float, last: int) -> survival.Line:
    days = tuple(float(day) for day in range(0, last + 1, 15))
    share = tuple(end * day / last for day in days)
    known = [float("nan") if day == 0 else 0.06 for day in days]
    return survival.Line(label, days, share, tuple(max(0, each - wide) for each, wide in zip(share, known)), tuple(min(1, each + wide) for each, wide in zip(share, known)), (90, 70, 40, 20, 5), tuple("" for _ in days))


def keep() -> None:
    """Draw the pictures of tests/pictures/charts again; look at them before they are kept."""
    from dashboard import drawing
    from tests.test_drawing import FRAME, REFERENCES

    for name in ("funnel.funnel", "statuses.statuses", "heat.heat"):
        (REFERENCES / f"{name}.png").write_bytes(drawing.png(drawing.svg(figures()[name], width=600, frame=FRAME), scale=1))


if __name__ == "__main__":
    keep()
