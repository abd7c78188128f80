"""The inspected units of the invented province: all levels, all sectors, and how good each really is."""

from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from etl.demo import places
from etl.demo.places import PROVINCE, Place

Quality = Literal["common", "worse", "better"]

SHARE_OF_LEVEL = {"province": 0.09, "city": 0.27, "county": 0.34, "township": 0.13, "enterprise": 0.07, "university": 0.04, "hospital": 0.06}
SHARE_WORSE, SHARE_BETTER = 0.06, 0.04

REGISTER_COLUMNS = ("unit_id", "unit_name", "party_body", "level", "sector", "province", "city", "county", "aliases", "parent_unit_id")

# Sector, name in the province, name in a city or county, party body.
_DEPARTMENTS = (
    ("party_committee", "人民政府", "人民政府", "党组"),
    ("party_organ", "委组织部", "委组织部", "部务会"),
    ("party_organ", "委宣传部", "委宣传部", "部务会"),
    ("mass_organisation", "总工会", "总工会", "党组"),
    ("mass_organisation", "妇女联合会", "妇女联合会", "党组"),
    ("health", "卫生健康委员会", "卫生健康局", "党组"),
    ("health", "医疗保障局", "医疗保障局", "党组"),
    ("education", "教育厅", "教育局", "党组"),
    ("science", "科学技术厅", "科学技术局", "党组"),
    ("transport", "交通运输厅", "交通运输局", "党组"),
    ("agriculture", "农业农村厅", "农业农村局", "党组"),
    ("water", "水利厅", "水务局", "党组"),
    ("urban", "住房和城乡建设厅", "住房和城乡建设局", "党组"),
    ("urban", "城市管理办公室", "城市管理局", "党组"),
    ("resources", "自然资源厅", "自然资源局", "党组"),
    ("resources", "生态环境厅", "生态环境局", "党组"),
    ("economy", "发展和改革委员会", "发展和改革局", "党组"),
    ("economy", "统计局", "统计局", "党组"),
    ("finance", "财政厅", "财政局", "党组"),
    ("finance", "审计厅", "审计局", "党组"),
    ("market", "市场监督管理局", "市场监督管理局", "党组"),
    ("justice", "公安厅", "公安局", "党委"),
    ("justice", "司法厅", "司法局", "党组"),
    ("emergency", "应急管理厅", "应急管理局", "党委"),
    ("culture", "文化和旅游厅", "文化和旅游局", "党组"),
    ("culture", "体育局", "体育局", "党组"),
    ("civil_affairs", "民政厅", "民政局", "党组"),
    ("civil_affairs", "人力资源和社会保障厅", "人力资源和社会保障局", "党组"),
    ("administration", "机关事务管理局", "机关事务管理中心", "党组"),
    ("administration", "政务服务管理局", "行政审批局", "党组"),
    ("other", "地方志编纂委员会办公室", "地方志办公室", "党组"),
    ("other", "供销合作社联合社", "供销合作社联合社", "党组"),
)
_ENTERPRISES = ("城市建设投资集团", "交通投资集团", "水务集团", "文化旅游投资集团", "公共交通集团", "国有资本运营集团", "粮食储备集团", "能源集团")
_UNIVERSITIES = ("科技大学", "师范大学", "医科大学", "农业大学", "财经大学", "理工大学")
_COLLEGES = ("学院", "职业技术学院", "师范高等专科学校", "工程学院")
_HOSPITALS = ("第一人民医院", "中医医院", "妇幼保健院", "第二人民医院")


@dataclass(frozen=True)
class Unit:
    """One inspected unit. `quality` is the truth that a comparison should find and no file tells."""

    unit_id: str
    unit_name: str
    party_body: str
    level: str
    sector: str
    place: Place
    aliases: tuple[str, ...] = ()
    parent_unit_id: str = ""
    quality: Quality = "common"

    @property
    def group(self) -> str:
        """Which office keeps the ledger that the unit stands in: its city's, else the province's."""
        return self.place.city or PROVINCE

    def as_register_row(self) -> list[str]:
        return [self.unit_id, self.unit_name, self.party_body, self.level, self.sector, PROVINCE, self.place.city, self.place.county,
                "、".join(self.aliases), self.parent_unit_id]


def units(random: Random, number: int) -> list[Unit]:
    """So many units in a fixed mix of levels; what a level cannot hold goes to the townships."""
    candidates = _candidates(random, number)
    wanted = {level: min(round(share * number) or 1, len(candidates[level])) for level, share in SHARE_OF_LEVEL.items()}
    wanted["township"] += number - sum(wanted.values())
    chosen = [unit for level, size in wanted.items() for unit in candidates[level][:max(size, 0)]][:number]
    if len(chosen) < number:
        raise ValueError(f"An invented province holds at most {len(chosen)} units, not {number}.")
    numbered = [replace(unit, unit_id=f"demo-{i:05d}") for i, unit in enumerate(chosen, 1)]
    return _with_qualities(random, _with_parents(numbered))


def _candidates(random: Random, number: int) -> dict[str, list[Unit]]:
    cities = places.cities(number)
    counties = places.counties(random, cities, number)
    towns = places.townships(random, counties)
    return {
        "province": _departments(random, "province", [Place()]),
        "city": _departments(random, "city", cities),
        "county": _departments(random, "county", counties),
        "township": [_unit(place.full_name, "党委", "township", "party_committee", place) for place in towns],
        "enterprise": [_unit(f"{place.full_name}{kind}有限公司", "党委", "enterprise", "state_enterprise", place, f"{place.full_name}{kind}")
                       for kind in _ENTERPRISES for place in [Place(), *cities]],
        "university": [_unit(f"{PROVINCE[:-1]}{kind}", "党委", "university", "education", Place()) for kind in _UNIVERSITIES]
        + [_unit(f"{place.city[:-1]}{kind}", "党委", "university", "education", place) for kind in _COLLEGES for place in cities],
        "hospital": [_unit(f"{place.full_name}{kind}", "党委", "hospital", "health", place, _short(place, kind))
                     for kind in _HOSPITALS for place in cities + counties],
    }


def _departments(random: Random, level: str, within: list[Place]) -> list[Unit]:
    """Every department of every place, all kinds of department in turn, so that a few units already show many sectors."""
    kinds = random.sample(_DEPARTMENTS, len(_DEPARTMENTS))
    orders = [random.sample(within, len(within)) for _ in kinds]
    return [
        _unit(place.full_name + name, body, level, sector, place, _short(place, name))
        for lap in range(len(within))
        for (sector, in_province, below, body), order in zip(kinds, orders)
        for place in [order[lap]]
        for name in [in_province if level == "province" else below]
    ]


def _short(place: Place, name: str) -> str:
    """What offices call it among themselves: the place without 市 or 县. 暄川委组织部 would not be said."""
    stem = place.full_name[:-1]
    return "" if name.startswith("委") else stem + name


def _unit(name: str, body: str, level: str, sector: str, place: Place, alias: str = "") -> Unit:
    return Unit("", name, body, level, sector, place, (alias,) if alias else ())


def _with_parents(numbered: list[Unit]) -> list[Unit]:
    governments = {unit.place: unit.unit_id for unit in numbered if unit.unit_name.endswith("人民政府")}

    def parent(unit: Unit) -> str:
        above = Place(unit.place.city, unit.place.county) if unit.level in ("county", "township") else Place(unit.place.city)
        found = governments.get(above, "")
        return "" if found == unit.unit_id else found

    return [replace(unit, parent_unit_id=parent(unit)) for unit in numbered]


def _with_qualities(random: Random, all_alike: list[Unit]) -> list[Unit]:
    worse, better = round(SHARE_WORSE * len(all_alike)), round(SHARE_BETTER * len(all_alike))
    outliers = random.sample(range(len(all_alike)), worse + better)
    quality = {index: "worse" if rank < worse else "better" for rank, index in enumerate(outliers)}
    return [replace(unit, quality=quality.get(i, "common")) for i, unit in enumerate(all_alike)]
