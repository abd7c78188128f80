"""The editions of a lake: list, go back, compare two."""

import sys
from pathlib import Path

from duibiao.shared import DONE, REFUSED, Commands, WrongUse, show


def add(commands: Commands) -> None:
    listing = commands.add("editions", editions, "列出各版 list the editions", rows=True)
    listing.add_argument("--verify", action="store_true", help="核对每个文件的 SHA-256 compare every file with its hash")
    back = commands.add("rollback", rollback, "改用较早的一版 make an earlier edition current")
    back.add_argument("edition", type=int, nargs="?", help="第几版（默认上一版）")
    differing = commands.add("diff", diff, "比较两版 compare two editions", rows=True)
    differing.add_argument("old", type=int)
    differing.add_argument("new", type=int)


def editions(chosen) -> int:
    import pyarrow as pa

    import queries

    lake = queries.Lake(chosen.lake)
    at = lake.current_number()
    rows = [{"edition": each.number, "current": each.number == at, "made_at": each.made_at, "is_demo": each.is_demo, "units": each.rows("units"),
             "problems": each.rows("problems"), "documents": each.rows("documents"), "sha256": each.sha256[:16]} for each in lake.editions()]
    if not rows:
        lake.edition()
    damage = _damage(chosen.lake, [row["edition"] for row in rows]) if chosen.verify else []
    for each in damage:
        print(each, file=sys.stderr)
    return show(chosen, pa.Table.from_pylist(rows), None) or (REFUSED if damage else DONE)


def _damage(lake: Path, numbers: list[int]) -> list[str]:
    from etl import edition

    return [f"第 {number} 版 edition {number} › {wrong}" for number in numbers for wrong in edition.verify(lake, edition.manifest(lake, number))]


def rollback(chosen) -> int:
    from etl import edition

    if not chosen.lake.is_dir():
        raise WrongUse(f"{chosen.lake}: 还没有数据。There is no edition yet.")
    with edition.writing(chosen.lake):
        number = chosen.edition if chosen.edition is not None else (edition.current(chosen.lake) or {}).get("parent")
        if number is None or number not in edition.numbers(chosen.lake):
            known = "、".join(map(str, edition.numbers(chosen.lake))) or "—"
            raise WrongUse(f"没有可以退回的第 {number or '?'} 版，现有 {known}。There is no edition to go back to; there are {known}.")
        edition.point_to(chosen.lake, number)
    print(f"现在使用第 {number} 版。Edition {number} is current now.")
    return DONE


def diff(chosen) -> int:
    import pyarrow as pa

    import queries

    found = queries.diff(queries.Lake(chosen.lake), chosen.old, chosen.new)
    rows = [{"what": "table", "name": row["table"], "unit_id": None, "unit_name": None, "old": None, "new": None, **{key: row[key] for key in ("added", "changed", "gone")}} for row in found["tables"]]
    rows += [{"what": "metric", "name": row["metric"], "unit_id": row["unit_id"], "unit_name": row["unit_name"], "old": row["old"], "new": row["new"], "added": None, "changed": None, "gone": None} for row in found["moved"]]
    if not rows:
        print("两版相同。The editions are the same.")
        return DONE
    return show(chosen, pa.Table.from_pylist(rows), None)
