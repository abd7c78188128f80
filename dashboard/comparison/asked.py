"""What the page compares: one metric, one group of peers, one order, and how a unit of it reads."""

from dataclasses import dataclass

from dashboard import answers, formats, tracing
from dashboard.answers import Compared
from dashboard.comparison import choices
from dashboard.reader import Reader
from queries import Query
from queries.compare import Group, Place, places

Row = dict[str, object]
# Reasons that a unit is shown in its group for all the same.
SHOWN_ANYWAY = (None, "neutral", "pooled_at_ceiling")


@dataclass(frozen=True)
class Asked:
    """group: the peers on the page, None for the units that have none. members: its rows, in the order shown. places: rank intervals,
    where the reader asked for an order. peers: which kind was asked for (`compare.KINDS`). is_untellable: an order was asked for, and every unit may hold every place."""

    reader: Reader
    metric: Query
    found: Compared
    group: Group | None
    members: tuple[Row, ...]
    order: str
    places: dict[str, Place]
    peers: str = "alike"

    @property
    def is_untellable(self) -> bool:
        return bool(self.places) and all((place.best, place.worst) == (1, len(self.places)) for place in self.places.values())

    @property
    def is_judged(self) -> bool:
        """Whether the group may carry flags, an order and bands."""
        return self.group is not None and self.group.reason is None and not self.metric.is_neutral


def asked(reader: Reader, metric: Query, peers: str = "alike") -> Asked:
    """Draws the choices of group and order, and answers with what they leave."""
    found = answers.compared(reader, metric, peers)
    group = choices.group(reader, metric, found)
    members = tuple(row for row in found.rows if is_member(row, group, found))
    base = Asked(reader, metric, found, group, members, "register", {}, peers)
    order = choices.order(reader, metric) if metric.is_neutral or (base.is_judged and metric.model == "binomial") else "register"
    if order == "register":
        return base
    known = answers.kept_figure((*reader.key, "places", metric.name, reader.chosen, group.peers), lambda: places(metric, found.table, group.peers))
    ranked = Asked(reader, metric, found, group, members, order, known, peers)
    if ranked.is_untellable:
        return ranked
    return Asked(reader, metric, found, group, tuple(sorted(members, key=lambda row: -known[row["unit_id"]].careful)), order, known, peers)


def is_member(row: Row, group: Group | None, found: Compared) -> bool:
    """Whether a row stands in the group; without a group, whether it has a value and stands in none."""
    if group is not None:
        return row["peers"] == group.peers and row["compare_reason"] in SHOWN_ANYWAY
    grouped = {each.peers for each in found.summary.groups}
    return row["value"] is not None and not (row["peers"] in grouped and row["compare_reason"] in SHOWN_ANYWAY)


def counted(asking: Asked, row: Row) -> str:
    """The two numbers behind a rate: 29/32."""
    return f"{formats.count(row[asking.metric.numerator])}/{formats.count(row[asking.metric.denominator])}"


def read(asking: Asked, number: float | None) -> str:
    return "—" if number is None else formats.joined(formats.figure(number, asking.metric, asking.reader.language))


def evidence(asking: Asked, row: Row) -> str:
    """The address of the sentences and ledger rows behind a unit's value."""
    part = {"basis": row["basis"]} if row.get("basis") else {}
    return tracing.address(asking.reader, asking.metric, row["unit_id"], **part)


def side(metric: Query, direction: str) -> str:
    """worse or better for low or high; nothing for a neutral metric or no flag."""
    if metric.is_neutral or not direction:
        return ""
    return "worse" if (direction == "low") == (metric.better == "higher") else "better"


def flag(row: Row) -> tuple[str, str]:
    """(low or high, notice or alarm), or two empty words."""
    direction, _, level = row["flag"].partition("_")
    return (direction, level) if level in ("notice", "alarm") else ("", "")
