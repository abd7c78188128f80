"""Working days of China as a table: public holidays, and weekends that are worked to make up for them.

The arrangement of each year is announced in the autumn before; the package `chinesecalendar` carries what was announced, from 2004.
Later days count by the week alone and say so, so that a day far ahead has a number and nobody takes it for certain.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import pyarrow as pa
from chinese_calendar.constants import Holiday, holidays, workdays

from etl import validate
from etl.schema import BY_NAME
from etl.sources import Rows

FIRST_YEAR = min(holidays).year
ANNOUNCED_TO = max(holidays).year
YEARS_AHEAD = 5
CHINESE = {each.value: each.chinese for each in Holiday}


def is_workday(day: date) -> bool:
    """Whether offices work on a day; beyond the announced years, whether it is a weekday."""
    return day in workdays or (day.weekday() < 5 and day not in holidays)


@cache
def table() -> pa.Table:
    """The table `calendar`: every day from 2004 to five years after the last announced one, working days numbered through."""
    rows = list(_days())
    names = BY_NAME["calendar"].names
    return validate.arrow_table(BY_NAME["calendar"], Rows({name: [row[place] for row in rows] for place, name in enumerate(names)}, [""] * len(rows)))


def _days() -> Iterator[tuple[date, bool, int, str | None, bool]]:
    number, day, last = 0, date(FIRST_YEAR, 1, 1), date(ANNOUNCED_TO + YEARS_AHEAD, 12, 31)
    while day <= last:
        works = is_workday(day)
        number += works
        yield day, works, number, CHINESE.get(holidays.get(day)), day.year <= ANNOUNCED_TO
        day += timedelta(days=1)
