"""Who a unit is compared with, among those of the same basis, standard and age: all of them, only its own kind, or those most like it.

    alike       all of them
    level, sector, region, city, round      those of the same level, sector, province, city; of the round of the same name
    automatic   the PEERS units that are nearest by `nearest.WEIGHTS`, for each unit its own; with fewer others all, and never under FEWEST

No kind ever widens what `gates` forbids: bases and standards are never compared with each other, nor ages. A narrower kind refuses a
unit whose own kind is not known (`no_level`, …; `mixed_rounds` where the answer adds up several rounds) or too few (`too_few_of_level`,
…, `too_few_neighbours`); `wider` says which kind is the nearest that has room for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from queries import run
from queries.catalog import Query
from queries.compare.figures import numbers
from queries.compare.gates import FEWEST_UNITS, passing, refuse, summed
from queries.compare.gathering import Gathered, gathered
from queries.compare.nearest import FEWEST, PEERS, Profiles, nearest, parts
from queries.filter import Filter

KINDS = ("alike", "automatic", "level", "sector", "region", "city", "round")
# Of a narrower kind, the kinds that are wider, the nearest first.
WIDER = {"automatic": ("alike",), "level": ("alike",), "sector": ("alike",), "region": ("alike",), "city": ("region", "alike"), "round": ("alike",)}
# Of a narrower kind, why a unit has none: its own is not known, too few share it.
UNKNOWN = {"level": "no_level", "sector": "no_sector", "region": "no_region", "city": "no_city", "round": "no_round"}
TOO_FEW_OF = {"level": "too_few_of_level", "sector": "too_few_of_sector", "region": "too_few_of_region", "city": "too_few_of_city", "round": "too_few_of_round"}
# Units refused for these reasons stand in no group, though they would have one.
TOO_FEW = ("too_few_of_this_age", "too_few_neighbours", "no_mix", "too_few_with_rows", "mixed_rounds", *UNKNOWN.values(), *TOO_FEW_OF.values())
ROUNDS = Path(__file__).parent / "rounds.sql"
OF_UNITS = """
    select completion_in_scope.unit_id, units.level, units.sector, units.province as region, concat(units.province, ' › ', units.city) as city,
        units.province is not null and units.city is not null as has_city, completion_in_scope.total as problems
    from completion_in_scope
    join units on units.unit_id = completion_in_scope.unit_id
    order by completion_in_scope.unit_id"""
SHARES = """
    select problems_in_scope.unit_id, coalesce({part}, '') as part, count(*) as problems
    from problems_in_scope
    join completion_in_scope on completion_in_scope.unit_id = problems_in_scope.unit_id and completion_in_scope.basis = problems_in_scope.basis
    group by problems_in_scope.unit_id, coalesce({part}, '')
    order by problems_in_scope.unit_id, part"""


@dataclass(frozen=True)
class Others:
    """Whom each unit is compared with: x of n of them together, without the unit (of no meaning where it passed no gate), and its group's name."""

    x: np.ndarray
    n: np.ndarray
    names: np.ndarray


def others(scoped: run.Scoped, known: Gathered, kind: str) -> Others:
    """The others of every unit that passed the gates so far; refuses (in its `reasons`) those for whom this kind has none or too few."""
    if kind not in KINDS:
        raise ValueError(f"'{kind}' is no kind of peers; those are {', '.join(KINDS)}.")
    if kind == "automatic":
        return _automatic(scoped, known)
    group, names = (known.group, known.names) if kind == "alike" else _narrowed(scoped, known, kind)
    return Others(*(summed(known.reasons, group, each) - each for each in (known.x, known.n)), names)


def wider(kind: str, tables: dict[str, pa.Table], unit_id: str) -> str | None:
    """The nearest wider kind whose table (made by `compared`) does not refuse the unit for want of peers; None where there is none."""
    for each in WIDER.get(kind, ()):
        rows = tables[each]
        at = rows.column("unit_id").to_pylist().index(unit_id)
        if rows.column("peers")[at].as_py() is not None and rows.column("compare_reason")[at].as_py() not in TOO_FEW:
            return each
    return None


def neighbours(connection: duckdb.DuckDBPyConnection, query: Query, chosen: Filter = Filter()) -> pa.Table:
    """Every unit that has automatic peers with each of them: unit_id, place (1 = nearest), peer_id, peer_name, distance, and its weighted
    parts, one column each, which add up to it; ordered by unit_id and place."""
    scoped = run.Scoped(connection, chosen)
    known = gathered(scoped, query)
    profiles = _profiles(scoped, known)
    sets = [(np.repeat(members, index.shape[1]), members[index].ravel(), distance.ravel()) for members, index, distance in _sets(profiles, known)]
    unit, peer, distance = (np.concatenate([np.zeros(0, dtype=kind), *column]) for kind, column in zip((np.int64, np.int64, float), zip(*sets) if sets else ((), (), ())))
    order = np.argsort(unit, kind="stable")
    unit, peer, distance = unit[order], peer[order], distance[order]
    ids, called = known.table.column("unit_id"), known.table.column("unit_name")
    found = {"unit_id": ids.take(pa.array(unit)), "place": np.arange(unit.size) - np.searchsorted(unit, unit) + 1,
             "peer_id": ids.take(pa.array(peer)), "peer_name": called.take(pa.array(peer)), "distance": distance}
    return pa.table(found | {name: values[:, 0] for name, values in parts(profiles, unit[:, None], peer[:, None]).items()})


def _narrowed(scoped: run.Scoped, known: Gathered, kind: str) -> tuple[np.ndarray, np.ndarray]:
    """The groups split by the value of a unit's own kind, named after it: 'feedback|claimed|30-89|level=county'."""
    reasons = known.reasons
    values = _rounds(scoped, known) if kind == "round" else _of_units(scoped, known.table)[kind]
    refuse(reasons, np.array([value is None for value in values], dtype=bool), UNKNOWN[kind])
    is_known = reasons == ""
    number = {value: place for place, value in enumerate(dict.fromkeys(values))}
    group = np.array([number[value] for value in values], dtype=np.int64) + len(number) * known.group
    refuse(reasons, passing(reasons, group) < FEWEST_UNITS, TOO_FEW_OF[kind])
    return group, np.array([f"{name}|{kind}={value}" if has else name for name, value, has in zip(known.names, values, is_known)], dtype=object)


def _automatic(scoped: run.Scoped, known: Gathered) -> Others:
    profiles, x, n = _profiles(scoped, known), np.zeros(known.x.size), np.zeros(known.n.size)
    refuse(known.reasons, passing(known.reasons, known.group) <= FEWEST, "too_few_neighbours")
    for members, index, _ in _sets(profiles, known):
        x[members], n[members] = known.x[members[index]].sum(axis=1), known.n[members[index]].sum(axis=1)
    return Others(x, n, np.array([name and f"{name}|automatic" for name in known.names], dtype=object))


def _sets(profiles: Profiles, known: Gathered) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """(members, index, distance) of every group: its units, and for each the nearest others as places in `members`."""
    for each in np.unique(known.group[known.reasons == ""]):
        members = np.flatnonzero((known.group == each) & (known.reasons == ""))
        if members.size > FEWEST:
            yield members, *nearest(profiles.of(members), min(PEERS, members.size - 1))


def _of_units(scoped: run.Scoped, table: pa.Table) -> dict[str, list]:
    """What the register and completion say of the units of the table, in its order; None where nothing."""
    known = {row["unit_id"]: row | {"city": row["city"] if row["has_city"] else None} for row in scoped.rows(OF_UNITS).to_pylist()}
    return {name: [known[unit][name] for unit in table.column("unit_id").to_pylist()] for name in ("level", "sector", "region", "city", "problems")}


def _rounds(scoped: run.Scoped, gathered: Gathered) -> list[str | None]:
    table = gathered.table
    known = {(row["unit_id"], row["basis"]): row for row in scoped.rows(ROUNDS.read_text(encoding="utf-8")).to_pylist()}
    bases = table.column("basis").to_pylist() if "basis" in table.column_names else [None] * table.num_rows
    rows = [known.get(key) or known.get((key[0], None)) or {} for key in zip(table.column("unit_id").to_pylist(), bases)]
    refuse(gathered.reasons, np.array([bool(row.get("is_of_several")) for row in rows], dtype=bool), "mixed_rounds")
    return [row.get("round") for row in rows]


def _profiles(scoped: run.Scoped, known: Gathered) -> Profiles:
    own, units = _of_units(scoped, known.table), known.table.column("unit_id").to_pylist()
    level, sector = (_numbered(own[name]) for name in ("level", "sector"))
    themes, aspects = (_shares(scoped.rows(SHARES.format(part=part)), units) for part in ("theme", "aspect"))
    problems = np.array([np.nan if not each else each for each in own["problems"]], dtype=float)
    return Profiles(level, sector, themes, aspects, problems, known.ages)


def _numbered(values: list[str | None]) -> np.ndarray:
    number = {value: place for place, value in enumerate(sorted({value for value in values if value is not None}))}
    return np.array([number.get(value, -1) for value in values], dtype=np.int64)


def _shares(counted: pa.Table, units: list[str]) -> np.ndarray:
    """units × parts: what share of a unit's problems each part has; a row of NaN where none of them is classified."""
    of = {unit: place for place, unit in enumerate(units)}
    part, names = counted.column("part").to_pylist(), sorted(set(counted.column("part").to_pylist()))
    column = {name: place for place, name in enumerate(names)}
    found = np.zeros((len(units), max(1, len(names))))
    rows = np.array([of[unit] for unit in counted.column("unit_id").to_pylist()], dtype=np.int64)
    found[rows, np.array([column[name] for name in part], dtype=np.int64)] = numbers(counted, "problems")
    classified = found.sum(axis=1) - (found[:, column[""]] if "" in column else 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(classified[:, None] > 0, found / found.sum(axis=1, keepdims=True), np.nan)
