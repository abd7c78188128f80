"""What stands under a picture of a comparison, in words: how many, against what, on which basis, how spread, how many flags are luck.

Pages and files say it in the same words.
"""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from queries import phrases
from queries.catalog import Query
from queries.compare.groups import Group

WORDS = Path(__file__).with_suffix(".toml")
# Beyond this units differ by so much more than chance that their basis or difficulty is asked about first.
OVERDISPERSED = 2
# Between the parts of a line.
BETWEEN = {"zh": "　", "en": " · "}


def say(language: str, name: str, **values: object) -> str:
    return phrases.say(WORDS, language, name, **values)


def line(query: Query, group: Group, language: str, worded: Mapping[str, Callable[[str], str]]) -> dict[str, str]:
    """The parts of a group's line by what they say, in the order of methods: benchmark, age, spread, flags. worded: basis and standard -> a code's words."""
    said = {"units": say(language, "units", n=group.units), "benchmark": say(language, "benchmark", pooled=read(query, group.pooled))}
    said |= {name: say(language, name, value=worded[name](code)) for name, code in kind(query, group.peers).items()}
    if group.youngest_days is not None:
        said["age"] = say(language, "age", first=group.youngest_days, last=group.oldest_days)
    said["phi"] = say(language, "phi", phi=_rounded(group.phi, 2))
    if query.is_neutral:
        said["flags"] = say(language, "neutral")
    elif group.compared:
        said["flags"] = say(language, "flags", low=group.low, high=group.high, luck=_rounded(group.expected_false_flags, 1))
    return said


def kind(query: Query, peers: str) -> dict[str, str]:
    """The codes of the basis and standard that a group answers by, where the metric has them."""
    return dict(zip([name for name in ("basis", "standard") if name in query.columns], peers.split("|"), strict=False))


def read(query: Query, value: float) -> str:
    """A rate as its values read: a percentage, or a ratio."""
    decimals = query.decimals if query.decimals is not None else 1 if query.unit == "percent" else 2
    return _rounded(value, decimals) + ("%" if query.unit == "percent" else "")


def _rounded(value: float, decimals: int) -> str:
    """Half up, as Chinese reports round, from the shortest decimal form."""
    return f"{Decimal(str(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0:,f}"
