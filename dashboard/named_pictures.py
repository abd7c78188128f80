"""A picture by the name of its query, for whoever asks on the command line: the same figure and the same words under it as on the pages."""

from collections.abc import Callable

import plotly.graph_objects as go

from dashboard import answers, balances, footer, pictures
from dashboard.comparison.asked import Asked, is_member
from dashboard.footer import Footer
from dashboard.reader import Reader
from dashboard.report import pictured
from queries import Query
from queries.compare.gates import FEWEST_ITEMS

# The figure, what stands under it, and what its signs mean.
Picture = tuple[go.Figure, Footer, str]


class NoPicture(Exception):
    """This query has no picture by name, or none under this filter; the message says which have one, or why."""


def picture(reader: Reader, query: Query, kind: str = "intervals", peers: str = "alike") -> Picture:
    """The figure, what stands under it, what its signs mean. kind: intervals or funnel, of a metric's comparison; of several groups of peers the largest is drawn."""
    if query.name in BREAKDOWNS:
        return BREAKDOWNS[query.name](reader, query)
    if query.kind != "metrics" or query.model is None:
        raise NoPicture(f"「{query.name}」没有按名称可取的图；有图的是可比较的指标，以及 {'、'.join(BREAKDOWNS)}。There is no picture of '{query.name}'; compared metrics and those named have one.")
    found = answers.compared(reader, query, peers)
    group = max(found.summary.groups, key=lambda each: each.units, default=None)
    members = tuple(row for row in found.rows if is_member(row, group, found) and row[query.denominator] >= FEWEST_ITEMS)
    asking = Asked(reader, query, found, group, members, "register", {}, peers)
    if not members or (kind == "funnel" and (group is None or group.reason == "pooled_at_ceiling")):
        raise NoPicture(f"「{query.title['zh']}」在此范围内没有可画的单位，或不宜画漏斗图。Nothing to draw of '{query.name}' here, or no funnel is allowed.")
    figure = pictured.funnelled(asking) if kind == "funnel" else pictured.intervals(asking, [pictured.mark(asking, row) for row in members])
    if group is None:
        return figure, footer.uncompared(reader, list(members), is_by_standard="standard" in query.columns), ""
    return figure, footer.compared(reader, query, found.summary, group.peers), ""


def _statuses(reader: Reader, query: Query) -> Picture:
    rows = answers.ask(reader, query)
    return _drawn(pictured.statuses(reader, rows), query), footer.uncompared(reader, rows, is_by_standard=True), pictures.signs(reader, {row["status"] for row in rows if row["value"]})


def _ledger(reader: Reader, query: Query) -> Picture:
    rows = answers.ask(reader, query)
    sums = balances.added(rows)
    return _drawn(pictured.ledger(reader, [(reader.say("funds.whole"), sums)]), query), footer.uncompared(reader, rows), balances.signs(reader, [sums])


def _drawn(figure: go.Figure | None, query: Query) -> go.Figure:
    if figure is None:
        raise NoPicture(f"「{query.title['zh']}」在此范围内没有数目。There is nothing to draw of '{query.name}' here.")
    return figure


BREAKDOWNS: dict[str, Callable[[Reader, Query], Picture]] = {"status_by_basis": _statuses, "funds_balance": _ledger}
