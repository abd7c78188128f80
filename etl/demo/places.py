"""Places that do not exist: a province, its cities, counties and townships.

Every name is a pair of uncommon characters and was compared with a list of the real divisions down to county level, so that
nobody is mistaken for a real office. Names of townships are too many to compare; they always stand behind an invented county.
"""

from dataclasses import dataclass
from random import Random

PROVINCE = "云澜省"

_CITIES = ("暄川", "笙江", "璟江", "绮川", "荻海", "黛川", "琅江", "蘅川", "漪川", "岫江", "隽江", "聆海", "翎川", "栖川", "霁海", "杳江")
_COUNTY_FIRST = "栖璟霁翎岫砚笙蘅绮澹杳鹭骊漪苓筠琅聆棹黛隽荻暄"
_COUNTY_LAST = "汀湖浦屿澜坞泽陂渡溪原陵汐野津岭"
_TOWN_FIRST = "听枕拾望抱眠问藏濯衔"
_TOWN_LAST = "霜荇岫涧苔雪鸥萤露磬蓑笛"


@dataclass(frozen=True)
class Place:
    """Somewhere in the province: what is empty lies above it."""

    city: str = ""
    county: str = ""
    township: str = ""

    @property
    def full_name(self) -> str:
        """The name by which an office there is known: a county's office does not name its city."""
        return self.county + self.township or self.city or PROVINCE


def cities(units: int) -> list[Place]:
    """As many cities as so many inspected units would lie in."""
    return [Place(f"{name}市") for name in _CITIES[:min(len(_CITIES), max(2, units // 40))]]


def counties(random: Random, within: list[Place], units: int) -> list[Place]:
    """About three counties a city, in turn; more in a very large province."""
    stems = [first + last for first in _COUNTY_FIRST for last in _COUNTY_LAST]
    random.shuffle(stems)
    wanted = min(len(stems), max(3 * len(within), units // 40))
    suffixes = ("县", "县", "区")
    return [Place(within[i % len(within)].city, stem + suffixes[i // len(within) % 3]) for i, stem in enumerate(stems[:wanted])]


def townships(random: Random, within: list[Place]) -> list[Place]:
    """Townships of the counties, the first of each county before the second of any."""
    stems = [first + last for first in _TOWN_FIRST for last in _TOWN_LAST]
    random.shuffle(stems)
    suffixes = ("镇", "镇", "乡", "街道")
    return [Place(county.city, county.county, stems[(lap * 7 + i) % len(stems)] + suffixes[(lap + i) % 4])
            for lap in range(len(stems)) for i, county in enumerate(within)]
