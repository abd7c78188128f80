"""Pictures of the pages for a file: the same figures, without links of their own, for beside each stand its numbers with theirs."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import plotly.graph_objects as go

from dashboard import answers, balances, charts, formats, labels, pictures
from dashboard.answers import Rows
from dashboard.charts import Part, base
from dashboard.charts.intervals import Line, Row
from dashboard.charts.runs import Point, runs
from dashboard.comparison import funnel, ranked
from dashboard.comparison.asked import Asked
from dashboard.footer import value
from dashboard.reader import Reader
from queries import Query


def mark(asking: Asked, row: dict[str, object], longest: int = base.LONGEST_NAME) -> Row:
    """longest: characters of a name that leave room for its number."""
    made = ranked.mark(asking, row)
    return replace(made, label=base.short(made.label, longest), link="", text_link="")


def intervals(asking: Asked, marks: Sequence[Row]) -> go.Figure:
    """Units one under another with their intervals, and what their group has together where there is one."""
    reader, metric, marks = asking.reader, asking.metric, tuple(marks)
    line = Line(asking.group.pooled, reader.say("compare.pooled", value=value(reader, metric, asking.group.pooled))) if asking.group else None
    return _kept(reader, "intervals", (metric.name, marks, line), partial(
        charts.intervals, marks, top=100.0 if metric.unit == "percent" else None, line=line, tick=lambda each: formats.joined(pictures.tick(metric, each, reader.language))))


def funnelled(asking: Asked) -> go.Figure:
    """The funnel of a group, with the names of those that stand out."""
    reader, metric, group = asking.reader, asking.metric, asking.group
    points = tuple(replace(funnel.point(asking, row, None), link="") for row in asking.members)
    pooled = (group.pooled, reader.say("compare.pooled", value=value(reader, metric, group.pooled)))
    return _kept(reader, "funnel", (metric.name, group, points), lambda: charts.funnel(
        points, funnel.lines(asking), pooled, top=100.0 if metric.unit == "percent" else None, across=metric.columns[metric.denominator][reader.language],
        tick=lambda each: formats.joined(pictures.tick(metric, each, reader.language))))


def ledger(reader: Reader, ledgers: Sequence[tuple[str, balances.Sums]]) -> go.Figure | None:
    """Ledgers of money as bars; None where nothing was due."""
    accounts = tuple(balances.account(reader, label, sums) for label, sums in ledgers if sums["identified"])
    return _kept(reader, "balance", accounts, partial(charts.balance, accounts)) if accounts else None


def statuses(reader: Reader, rows: Rows) -> go.Figure | None:
    """What the problems are made of, a bar a basis; None where nothing is said of any."""
    sums: dict[str, dict[str, int]] = {}
    for row in rows:
        own = sums.setdefault(row["basis"], {})
        own[row["status"]] = own.get(row["status"], 0) + (row["value"] or 0)
    order = list(charts.SHAPES)
    bars = tuple((f"{labels.basis(reader, basis)} · {reader.say('chart.problems', n=sum(own.values()))}",
                  tuple(Part(status, labels.status(reader, status), own[status]) for status in sorted(own, key=order.index) if own[status]))
                 for basis, own in sorted(sums.items(), reverse=True) if any(own.values()))
    return _kept(reader, "statuses", bars, partial(charts.statuses, bars)) if bars else None


def rounds(reader: Reader, metric: Query, points: Sequence[Point]) -> go.Figure:
    points = tuple(points)
    return _kept(reader, "runs", (metric.name, points), partial(runs, points, top=100.0, tick=lambda each: formats.percent(each, 0)))


def _kept(reader: Reader, name: str, key: object, make) -> go.Figure:
    return answers.kept_figure((*reader.key, "report", name, key, reader.language), make)
