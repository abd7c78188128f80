"""A load makes one edition, whole or not at all; editions share what is the same, and none is ever changed."""

import errno
import hashlib
import json
import os
import shutil
import threading
import time
from pathlib import Path

import duckdb
import pytest

import queries
from etl import edition, merge, pipeline
from queries import summary
from tests.ledgers import contents, ledger, line, load, rows, states, tree

FOUR = ("a.csv", "b.xlsx", "c.csv", "d.csv")


def four_ledgers(folder: Path) -> list[Path]:
    """Four ledgers of three units, one of them twice, with money and measures."""
    units = ("某市水务局党组", "某市教育局党组", "某市交通局党委", "某市水务局党组")
    return [
        ledger(folder / name, [line(1, 被巡察单位=unit, 整改措施="制定计划", **{"追缴金额（万元）": "1.5"}), line(2, status="已完成", 被巡察单位=unit, 完成时间="2024-05-01")],
               as_of=f"2024年{month}月30日")
        for name, unit, month in zip(FOUR, units, (6, 6, 6, 9))]


@pytest.fixture
def lake(tmp_path) -> Path:
    return tmp_path / "lake"


def test_a_load_publishes_one_edition(lake, tmp_path):
    done = load(lake, *four_ledgers(tmp_path))
    assert (done.is_new, done.edition["edition"], edition.numbers(lake)) == (True, 1, [1])
    assert (lake / "CURRENT").read_text() == "1"
    assert set(states(done).values()) == {"accepted"}


def test_loading_the_same_files_again_changes_nothing(lake, tmp_path):
    files = four_ledgers(tmp_path)
    first = load(lake, *files)
    before = tree(lake)
    again = load(lake, *files)
    assert (again.is_new, again.edition) == (False, first.edition)
    assert set(states(again).values()) == {"unchanged"}
    assert tree(lake) == before


def test_loading_refused_files_again_changes_nothing(lake, tmp_path):
    bad = ledger(tmp_path / "坏.csv", [line(1, status="谁知道")])
    first = load(lake, bad)
    assert not first.is_complete and len(rows(lake, "refusals")) == 1
    again = load(lake, bad)
    assert (again.is_new, again.is_complete) == (False, False)


def test_loading_with_the_same_mapping_again_changes_nothing(lake, tmp_path):
    odd = ledger(tmp_path / "a.csv", [line(1) | {"咋样了": "已完成", "整改状态": None}])
    mapping = {"columns": {"咋样了": "problems.status"}}
    load(lake, odd, mapping=mapping)
    assert not load(lake, odd, mapping=mapping).is_new


def test_loading_nothing_changes_nothing(lake, tmp_path):
    load(lake, *four_ledgers(tmp_path))
    (tmp_path / "empty").mkdir()
    assert not load(lake, tmp_path / "empty").is_new


def test_the_order_and_place_of_files_make_no_difference(tmp_path):
    here, there = four_ledgers(tmp_path / "here"), four_ledgers(tmp_path / "there")
    (tmp_path / "there" / "c.csv").rename(tmp_path / "c.csv")
    first = load(tmp_path / "1", *here)
    second = load(tmp_path / "2", tmp_path / "c.csv", *reversed([path for path in there if path.name != "c.csv"]))
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
    assert first.edition["sha256"] == second.edition["sha256"]


def test_a_file_that_comes_twice_in_one_load_is_taken_once(lake, tmp_path):
    first = ledger(tmp_path / "1" / "a.csv", [line(1, 整改措施="制定计划")])
    again = ledger(tmp_path / "2" / "b.csv", [line(1, 整改措施="制定计划")])
    done = load(lake, first, again)
    assert states(done) == {"a.csv": "accepted", "b.csv": "unchanged"}
    assert [len(rows(lake, table)) for table in ("documents", "receipts", "problems", "measures")] == [1, 1, 1, 1]


def test_a_load_writes_only_what_changed(lake, tmp_path):
    load(lake, *four_ledgers(tmp_path))
    before = contents(lake)
    load(lake, ledger(tmp_path / "e.csv", [line(1, 被巡察单位="某市统计局党组")]))
    written = {name.rpartition("-")[0] for name in contents(lake).keys() - before.keys()}
    assert before.items() <= contents(lake).items()
    assert written == {f"{table}-0000" for table in ("units", "inspections", "documents", "receipts", "problems", "progress")}


def test_units_in_other_buckets_keep_their_files(lake, tmp_path, monkeypatch):
    monkeypatch.setattr(merge, "bucket_count", lambda units: 8)
    load(lake, *four_ledgers(tmp_path))
    first = edition.current(lake)
    load(lake, ledger(tmp_path / "later.csv", [line(1)], as_of="2024年12月31日"))
    parts = [{part["bucket"]: part["sha256"] for part in manifest["tables"]["problems"]} for manifest in (first, edition.current(lake))]
    changed = [bucket for bucket in range(8) if parts[0][bucket] != parts[1][bucket]]
    assert len(parts[0]) == 8 and changed == [merge.bucket_of(next(row["unit_id"] for row in rows(lake, "units") if row["unit_name"] == "某市水务局"), 8)]


def test_more_units_are_spread_over_more_buckets_and_none_is_lost(lake, tmp_path, monkeypatch):
    load(lake, *four_ledgers(tmp_path))
    before = {table: rows(lake, table) for table in ("problems", "measures", "funds", "progress")}
    monkeypatch.setattr(merge, "bucket_count", lambda units: 4)
    load(lake, ledger(tmp_path / "e.csv", [line(1, 被巡察单位="某市统计局党组")]))
    assert edition.current(lake)["buckets"] == 4
    for table, old in before.items():
        now = rows(lake, table)
        assert all(row in now for row in old) and len(now) == len(old) + (table in ("problems", "progress"))


def test_old_editions_stay_as_they_were(lake, tmp_path):
    first, *others = four_ledgers(tmp_path)
    load(lake, first)
    before = {table: rows(lake, table, 1) for table in ("problems", "progress", "documents")}
    load(lake, *others)
    assert {table: rows(lake, table, 1) for table in before} == before
    lakes = queries.Lake(lake)
    assert [each.rows("documents") for each in lakes.editions()] == [1, 4]
    assert lakes.edition(1).connect().execute("select count(*) from problems").fetchone() == (2,)


def test_a_load_after_a_rollback_goes_on_from_the_older_edition(lake, tmp_path):
    first, second, third, _ = four_ledgers(tmp_path)
    load(lake, first)
    load(lake, second)
    edition.point_to(lake, 1)
    assert (queries.Lake(lake).current_number(), edition.numbers(lake)) == (1, [1, 2])
    done = load(lake, third)
    assert (done.edition["edition"], done.edition["parent"]) == (3, 1)
    assert {row["file"] for row in rows(lake, "receipts")} == {"a.csv", "c.csv"}
    assert queries.Lake(lake).numbers() == [1, 2, 3]


def test_a_load_after_a_rollback_may_bring_the_same_file_again(lake, tmp_path):
    first, second, *_ = four_ledgers(tmp_path)
    load(lake, first)
    load(lake, second)
    edition.point_to(lake, 1)
    assert states(load(lake, second)) == {"b.xlsx": "accepted"}


def test_going_back_and_forth_keeps_the_number_of_the_highest_edition(lake, tmp_path):
    for path in four_ledgers(tmp_path):
        load(lake, path)
    for number in (2, 1, 3):
        edition.point_to(lake, number)
    assert edition.next_number(lake) == 5
    edition.point_to(lake, 4)
    assert (lake / "CURRENT").read_text() == "4"


def test_a_manifest_that_never_became_current_is_no_edition(lake, tmp_path):
    first, second, *_ = four_ledgers(tmp_path)
    load(lake, first)
    load(lake, second)
    (lake / "CURRENT").write_text("1")       # as if killed between the two renames
    assert edition.numbers(lake) == queries.Lake(lake).numbers() == [1]
    with pytest.raises(queries.NoEdition):
        queries.Lake(lake).edition(2)
    done = load(lake, second)
    assert (done.edition["edition"], done.is_new) == (2, True)


def test_losing_the_pointer_is_said_and_not_taken_for_an_empty_lake(lake, tmp_path):
    for path in four_ledgers(tmp_path)[:2]:
        load(lake, path)
    (lake / "CURRENT").unlink()
    with pytest.raises(edition.Damaged, match="rollback"):
        load(lake, ledger(tmp_path / "e.csv", [line(1)]))
    edition.point_to(lake, 2)
    assert edition.current(lake)["edition"] == 2


@pytest.mark.parametrize("content", ["", "two", "\0\0"])
def test_a_garbled_pointer_is_said_and_mended_by_a_rollback(lake, tmp_path, content):
    load(lake, four_ledgers(tmp_path)[0])
    (lake / "CURRENT").write_text(content)
    with pytest.raises(edition.Damaged, match="rollback"):
        edition.current(lake)
    with pytest.raises(queries.Damaged, match="rollback"):
        queries.Lake(lake).edition()
    edition.point_to(lake, 1)
    assert queries.Lake(lake).edition().number == 1


def test_every_file_is_as_the_manifest_says(lake, tmp_path):
    done = load(lake, *four_ledgers(tmp_path))
    assert edition.verify(lake, done.edition) == []
    for parts in done.edition["tables"].values():
        for part in parts:
            content = (lake / part["file"]).read_bytes()
            assert (len(content), hashlib.sha256(content).hexdigest()) == (part["bytes"], part["sha256"])
    assert sum(part["rows"] for part in done.edition["tables"]["problems"]) == len(rows(lake, "problems"))


def damage(path: Path, at: int | None = None) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2 if at is None else at] ^= 0x10
    path.write_bytes(content)


def test_a_flipped_bit_is_found_and_named(lake, tmp_path):
    done = load(lake, *four_ledgers(tmp_path))
    part = done.edition["tables"]["problems"][0]
    damage(lake / part["file"])
    (wrong,) = edition.verify(lake, done.edition)
    assert part["file"] in wrong and part["sha256"][:16] in wrong


def test_a_lost_file_is_found_and_named(lake, tmp_path):
    done = load(lake, *four_ledgers(tmp_path))
    (lake / done.edition["tables"]["units"][0]["file"]).unlink()
    (wrong,) = edition.verify(lake, done.edition)
    assert "units-0000" in wrong


def test_a_manifest_that_names_another_file_is_found(lake, tmp_path):
    done = load(lake, *four_ledgers(tmp_path))
    forged = json.loads(json.dumps(done.edition))
    forged["tables"]["problems"] = [forged["tables"]["problems"][0] | {"sha256": "0" * 64}]
    assert any("清单的 sha256" in wrong for wrong in edition.verify(lake, forged))


def test_damage_does_not_get_into_the_next_edition(lake, tmp_path):
    done = load(lake, *four_ledgers(tmp_path))
    damage(lake / done.edition["tables"]["problems"][0]["file"])
    with pytest.raises(edition.Damaged, match="problems-0000"):
        load(lake, ledger(tmp_path / "later.csv", [line(1)], as_of="2024年12月31日"))
    assert edition.current(lake) == done.edition


def test_a_damaged_file_is_written_again_when_a_load_makes_the_same(lake, tmp_path):
    files = four_ledgers(tmp_path)
    load(lake, files[0])
    second = load(lake, files[1])
    damage(lake / second.edition["tables"]["problems"][0]["file"])
    edition.point_to(lake, 1)
    third = load(lake, files[1])
    assert edition.verify(lake, third.edition) == []


def test_a_reader_is_told_which_edition_is_damaged(lake, tmp_path):
    done = load(lake, *four_ledgers(tmp_path))
    path = lake / done.edition["tables"]["problems"][0]["file"]
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(queries.Damaged, match="第 1 版"):
        queries.Lake(lake).edition().connect()


def test_a_damaged_manifest_is_said(lake, tmp_path):
    load(lake, *four_ledgers(tmp_path))
    path = lake / "manifests" / "000001.json"
    path.write_bytes(path.read_bytes()[:50])
    for opened, error in ((edition.current, edition.Damaged), (lambda lake: queries.Lake(lake).edition(), queries.Damaged)):
        with pytest.raises(error, match="000001.json"):
            opened(lake)


def test_the_summary_holds_the_answer_of_every_metric(lake, tmp_path):
    pipeline.load(four_ledgers(tmp_path), lake, pipeline.Settings(), summarise=summary.write)
    opened = queries.Lake(lake).edition()
    connection = opened.connect()
    found = connection.execute("select metric, unit_id, value from summary.answers order by all").fetchall()
    asked = [(metric.name, row["unit_id"], None if row["value"] is None else float(row["value"]))
             for metric in queries.metrics() for row in queries.answer(connection, metric).to_pylist()]
    assert sorted(found, key=str) == sorted(asked, key=str)
    assert edition.verify(lake, opened.manifest) == []


# Age -------------------------------------------------------------------------------------------------------------------------------

def test_nothing_young_is_removed(lake, tmp_path):
    for path in four_ledgers(tmp_path):
        load(lake, path)
    before = tree(lake)
    assert edition.compact(lake, keep=1, grace=3600) == []
    assert tree(lake) == before


def test_old_editions_go_only_beyond_those_kept_and_with_the_files_that_only_they_name(lake, tmp_path):
    for path in four_ledgers(tmp_path):
        load(lake, path)
    kept = [edition.manifest(lake, number) for number in (3, 4)]
    edition.compact(lake, keep=2, grace=-60)
    assert edition.numbers(lake) == [3, 4]
    assert [edition.verify(lake, manifest) for manifest in kept] == [[], []]
    assert {path.name for path in (lake / "files").iterdir()} == {Path(part["file"]).name for manifest in kept for parts in manifest["tables"].values() for part in parts}


def test_the_current_edition_is_kept_however_old(lake, tmp_path):
    for path in four_ledgers(tmp_path):
        load(lake, path)
    edition.point_to(lake, 1)
    edition.compact(lake, keep=1, grace=-60)
    assert edition.numbers(lake) == [1, 4]
    assert edition.verify(lake, edition.current(lake)) == []


def test_a_file_that_cannot_be_removed_stays_for_the_next_time(lake, tmp_path, monkeypatch):
    for path in four_ledgers(tmp_path):
        load(lake, path)
    monkeypatch.setattr(Path, "unlink", lambda path, missing_ok=False: (_ for _ in ()).throw(PermissionError(errno.EACCES, "in use")))
    assert edition.compact(lake, keep=1, grace=-60) == []


def test_nothing_is_removed_while_a_manifest_cannot_be_read(lake, tmp_path):
    for path in four_ledgers(tmp_path):
        load(lake, path)
    (lake / "manifests" / "000003.json").write_text("{")
    files = contents(lake)
    edition.compact(lake, keep=30, grace=-60)
    assert contents(lake) == files


def test_what_a_killed_load_left_aside_is_swept_by_the_next(lake, tmp_path):
    first, second, *_ = four_ledgers(tmp_path)
    load(lake, first)
    for folder in (lake, lake / "files", lake / "manifests", lake / "summaries"):
        (folder / ".incoming-1-x.parquet").write_bytes(b"half")
    load(lake, second)
    assert not list(lake.rglob(".incoming-*"))


# Failing at every step ---------------------------------------------------------------------------------------------------------------

@pytest.fixture
def failing(monkeypatch):
    """`failing.at = n`: the n-th call by which an edition is written fails, as on a full disk; `failing.made` counts them."""
    class Failing:
        at, made = None, 0

    def watched(name: str):
        real = getattr(os, name)

        def call(*given, **named):
            Failing.made += 1
            if Failing.made == Failing.at:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(*given, **named)

        return call

    for name in ("fsync", "replace"):
        monkeypatch.setattr(edition.os, name, watched(name))
    return Failing


def test_a_disk_that_fills_up_at_any_step_leaves_the_current_edition(lake, tmp_path, monkeypatch, failing):
    first, second, *_ = four_ledgers(tmp_path)
    load(lake, first)
    before, asked, publish = edition.current(lake), {}, edition.publish
    with monkeypatch.context() as captured:
        captured.setattr(edition, "publish", lambda *given, **named: asked.update(given=given, named=named))
        load(lake, second)
    _, base, parts = asked["given"]
    shutil.copytree(lake, tmp_path / "undisturbed")
    failing.made = 0
    whole = publish(tmp_path / "undisturbed", base, parts, **asked["named"])
    steps = failing.made
    assert steps >= 30
    for step in range(1, steps + 1):
        copy = shutil.copytree(lake, tmp_path / str(step))
        failing.made, failing.at = 0, step
        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
            publish(copy, base, parts, **asked["named"])
        failing.at = None
        is_published = step == steps        # the fsync of the folder after CURRENT was renamed
        assert edition.current(copy)["sha256"] == (whole if is_published else before)["sha256"]
        assert edition.verify(copy, edition.current(copy)) == []
        with edition.writing(copy):
            again = publish(copy, edition.current(copy), parts, **asked["named"])
        assert is_published or again["sha256"] == whole["sha256"]


def test_what_does_not_read_back_is_not_published(lake, tmp_path, monkeypatch):
    first, second, *_ = four_ledgers(tmp_path)
    load(lake, first)
    real = edition._write_aside

    def torn(path, content):
        real(path, content[:-7] + b"garbage" if path.name.startswith("problems") else content)

    monkeypatch.setattr(edition, "_write_aside", torn)
    with pytest.raises(edition.Damaged, match="problems-0000"):
        load(lake, second)
    assert edition.current(lake)["edition"] == 1


# At once -----------------------------------------------------------------------------------------------------------------------------

def test_a_second_load_is_refused_when_it_may_not_wait(lake, tmp_path):
    (path,) = [ledger(tmp_path / "a.csv", [line(1)])]
    lake.mkdir()
    with edition.writing(lake), pytest.raises(edition.Busy, match="另一次载入"):
        load(lake, path, wait=0.05)
    assert states(load(lake, path)) == {"a.csv": "accepted"}


def test_loads_that_wait_all_succeed(lake, tmp_path):
    files = [ledger(tmp_path / f"{number}.csv", [line(1, 被巡察单位=f"某市第{number}局党组")]) for number in range(4)]
    done, threads = [], [threading.Thread(target=lambda path=path: done.append(load(lake, path, wait=60))) for path in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each.edition["edition"] for each in done) == [1, 2, 3, 4]
    assert len(rows(lake, "units")) == 4


def test_readers_see_no_error_and_no_half_edition_while_loads_publish(lake, tmp_path):
    """Each load adds one ledger with two problems, so any edition has twice as many problems as receipts."""
    load(lake, ledger(tmp_path / "0.csv", [line(1, 被巡察单位="第0局"), line(2, 被巡察单位="第0局")]))
    errors, seen, stop = [], set(), threading.Event()

    def read():
        while not stop.is_set():
            try:
                opened = queries.Lake(lake).edition()
                with opened.connect(threads=1) as connection:
                    problems, receipts = connection.execute("select (select count(*) from problems), (select count(*) from receipts)").fetchone()
                assert (problems, receipts) == (2 * opened.number, opened.number)
                seen.add(opened.number)
            except Exception as error:
                errors.append(error)
            time.sleep(0.05)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(1, 21):
        load(lake, ledger(tmp_path / f"{number}.csv", [line(1, 被巡察单位=f"第{number}局"), line(2, 被巡察单位=f"第{number}局")]))
    stop.set()
    for reader in readers:
        reader.join()
    assert errors == []
    assert len(seen) > 5 and queries.Lake(lake).current_number() == 21


def test_a_reader_keeps_the_edition_that_it_opened(lake, tmp_path):
    first, second, *_ = four_ledgers(tmp_path)
    load(lake, first)
    connection = queries.Lake(lake).edition().connect()
    load(lake, second)
    assert connection.execute("select count(*) from documents").fetchone() == (1,)
    assert duckdb.connect().execute(f"select count(*) from '{lake / edition.current(lake)['tables']['documents'][0]['file']}'").fetchone() == (2,)
