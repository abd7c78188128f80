"""Reading takes time in proportion to length, whatever the text repeats: four times as much of it takes about four times as long."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.notice import read_text
from etl.notice.reading import Read

FOLDER = Path(__file__).parent / "notices"
BODY = (FOLDER / "p01.txt").read_text(encoding="utf-8")
HEAD = "某市某局党组关于巡察整改进展情况的通报\n"
REPEATED = ["1", "一", "百", "、", "（", "）", "(1)", "整改", "《", "“", "，", " ", "1.", "1,", "万", "问题", "完成", "制度3项、", "批评教育2人，", "10万元", "2024年", "某某局", "\n", "一、\n", "壓(yā)", "*"]
TOO_STEEP = 8.0      # a time that grows with the square of the length would be 16


def seconds(text: str) -> float:
    """The least CPU time of two readings."""
    times = []
    for _ in range(2):
        started = time.process_time()
        read_text(Read(text), "a.txt")
        times.append(time.process_time() - started)
    return min(times)


def growth(head: str, repeated: str, length: int = 2000) -> float:
    """How many times longer four times as much takes; measured again where it looks steep, since the machine may have been busy."""
    short, long = (head + repeated * (length * times // len(repeated)) for times in (1, 4))
    return next((ratio for _ in range(4) if (ratio := seconds(long) / max(seconds(short), 0.002)) < TOO_STEEP), TOO_STEEP)


@pytest.mark.parametrize("repeated", REPEATED, ids=ascii)
def test_a_run_of_one_thing_takes_time_in_proportion(repeated):
    assert growth(HEAD, repeated) < TOO_STEEP


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sampled_from(REPEATED), min_size=2, max_size=5).map("".join))
def test_a_run_of_anything_takes_time_in_proportion(repeated):
    assert growth(HEAD, repeated) < TOO_STEEP


def test_a_whole_notice_again_and_again_takes_time_in_proportion():
    assert growth("", BODY + "\n", 6_000) < TOO_STEEP
