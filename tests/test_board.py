"""The board of an earlier day is the board that was seen on that day: the whole lake asked as of then, against a lake that ended then."""

import re
from datetime import date

import pytest

from etl import demo, pipeline
from queries import Filter, Lake, answer, breakdown
from tests import ledgers

STANDARDS = ("claimed", "evidenced", "accepted")
# The words and the number of a problem are those of its newest ledger, and so is the place.
OF_THE_LAST_LEDGER = ("places", "number", "problem_text")


def board(lake, day: date, standard: str | None = None) -> list[dict]:
    rows = answer(Lake(lake).edition().connect(), breakdown("alerts"), Filter(as_of=day, standard=standard)).to_pylist()
    return [{name: value for name, value in row.items() if name not in OF_THE_LAST_LEDGER} for row in rows]


def line(number: int, status: str, due: str, **more) -> dict:
    return ledgers.line(number, status=status, **{"整改时限": due, "完成时间": "", "销号日期": ""} | more)


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """Three ledgers of one unit: days are moved, problems closed, struck off, opened again and added."""
    folder = tmp_path_factory.mktemp("three")
    first = [line(1, "正在整改", "2024-05-31"), line(2, "正在整改", "2024-05-31"), line(3, "已完成", "2024-05-31", 完成时间="2024-03-20", 销号日期="2024-03-25"),
             line(4, "正在整改", ""), line(5, "长期坚持", "2024-04-30")]
    second = [line(1, "正在整改", "2024-12-31"), line(2, "已完成", "2024-05-31", 完成时间="2024-05-20"), line(3, "正在整改", "2024-05-31"),
              line(4, "正在整改", "2024-08-31"), line(5, "长期坚持", "2024-04-30"), line(6, "未完成", "2024-06-01")]
    third = [line(1, "申请延期", "2025-06-30"), line(2, "已完成", "2024-05-31", 完成时间="2024-05-20", 销号日期="2024-07-20"),
             line(3, "已完成", "2024-05-31", 完成时间="2024-09-01"), line(4, "已完成", "2024-08-31", 完成时间="2024-08-30"), line(5, "已完成", "2024-04-30", 完成时间="2024-09-02"),
             line(6, "未完成", "")]
    return [(date.fromisoformat(day), ledgers.ledger(folder / f"{day}.csv", lines, as_of=day))
            for day, lines in (("2024-03-31", first), ("2024-06-30", second), ("2024-09-30", third))]


@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize("last", [0, 1, 2])
def test_three_ledgers_give_the_board_of_each_of_their_days(three, last, standard, tmp_path):
    ledgers.load(tmp_path / "all", *(path for _, path in three))
    ledgers.load(tmp_path / "then", *(path for _, path in three[:last + 1]))
    day = three[last][0]
    assert board(tmp_path / "all", day, standard) == board(tmp_path / "then", day, standard)


def test_a_board_of_three_ledgers_says_what_each_ledger_said(three, tmp_path):
    ledgers.load(tmp_path / "all", *(path for _, path in three))
    said = {day: {row["problem_id"].rpartition("-")[2]: (row["due_state"], row["due_on"] and row["due_on"].isoformat(), row["value"])
                  for row in board(tmp_path / "all", day, "accepted")} for day, _ in three}
    assert said[date(2024, 3, 31)] == {"1": ("open", "2024-05-31", 61), "2": ("open", "2024-05-31", 61), "4": ("open", None, None), "5": ("long_term", "2024-04-30", 30)}
    assert said[date(2024, 6, 30)] == {"1": ("open", "2024-12-31", 184), "2": ("open", "2024-05-31", -30), "3": ("open", "2024-05-31", -30), "4": ("open", "2024-08-31", 62),
                                       "5": ("long_term", "2024-04-30", -61), "6": ("open", "2024-06-01", -29)}
    assert said[date(2024, 9, 30)]["1"] == ("extended", "2025-06-30", 273) and said[date(2024, 9, 30)]["6"] == ("open", None, None)


def test_ledgers_that_arrive_one_by_one_give_the_same_boards(three, tmp_path):
    ledgers.load(tmp_path / "once", *(path for _, path in three))
    for _, path in (three[2], three[0], three[1]):
        ledgers.load(tmp_path / "by_one", path)
    for day, _ in three:
        assert board(tmp_path / "once", day, "accepted") == board(tmp_path / "by_one", day, "accepted")


def test_the_invented_province_is_replayed_exactly(tmp_path):
    made = demo.write(tmp_path / "files", units=8, seed=3)
    settings = pipeline.Settings(register=made.register, due_rules=made.due_rules, corrections=tmp_path / "none.toml", is_demo=True)
    day = date(2025, 12, 31)
    early = [path for path in made.paths if path.is_file() and re.search(r"\d{4}-\d\d-\d\d", path.name)[0] <= day.isoformat()]
    pipeline.load(made.paths, tmp_path / "all", settings)
    pipeline.load([made.paths[0], *early], tmp_path / "then", settings)
    boards = {lake: {standard: board(tmp_path / lake, day, standard) for standard in STANDARDS} for lake in ("all", "then")}
    assert boards["all"] == boards["then"]
    assert len(boards["all"]["claimed"]) > 20 and len(early) < len(made.paths) - 1
