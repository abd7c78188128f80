"""The units of a group as a chart needs them."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from queries.catalog import Query
from queries.compare import Group

DIRECTIONS = ("low", "high", "")


@dataclass(frozen=True)
class Member:
    """A compared unit. flag: its code; direction: low, high or ""; is_small: rests on few items; letters: of the bands it stands in."""

    name: str
    items: float
    value: float
    flag: str
    is_small: bool
    letters: str

    @property
    def direction(self) -> str:
        direction, _, level = self.flag.partition("_")
        return direction if level in ("notice", "alarm") else ""

    @property
    def kind(self) -> tuple[str, bool]:
        return self.direction, self.is_small


def members(query: Query, codes: pa.Table, group: Group, letters: Mapping[str, str]) -> list[Member]:
    """The compared units of a group: first those that stand out, those of few items last, else in the order of the register. letters: unit_id -> letters."""
    kept = ["unit_id", "unit_name", "value", "flag", "peers", "is_small", query.denominator]
    found = [Member(row["unit_name"] or row["unit_id"], float(row[query.denominator]), float(row["value"]), row["flag"], row["is_small"], letters.get(row["unit_id"], ""))
             for row in codes.select(list(dict.fromkeys(kept))).to_pylist() if row["peers"] == group.peers and row["flag"] != "not_compared"]
    return sorted(found, key=lambda each: (DIRECTIONS.index(each.direction), each.is_small))


def side(query: Query, direction: str) -> str:
    """worse or better for low or high."""
    return "worse" if (direction == "low") == (query.better == "higher") else "better"
