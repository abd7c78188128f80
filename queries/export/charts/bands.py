"""Which units of a group cannot be told apart, as letters and in words: two units share a letter unless they differ by more than chance."""

from string import ascii_lowercase

import pyarrow as pa

from queries.catalog import Query
from queries.compare import Bands, Group, bands
from queries.export.about import About
from queries.export.charts.looks import say


# More bands than this in words are a long text; their letters say the same.
MOST_SHOWN = 3


def told_apart(query: Query, codes: pa.Table, group: Group, about: About) -> tuple[dict[str, str], list[str]]:
    """unit_id -> the letters of its bands (none where all stand in one, or nothing is said), and the sentences."""
    found = bands(query, codes, group.peers)
    letters: dict[str, str] = {}
    for letter, band in zip(ascii_lowercase, found.bands or ()) if len(found.bands or ()) > 1 else ():
        for unit in band:
            letters[unit] = letters.get(unit, "") + letter
    return letters, [say(about, "bands") + ("：" if about.language == "zh" else ": ") + _about(found, about), *_named(found, letters, codes, about)]


def _about(found: Bands, about: About) -> str:
    if found.apart is None:
        return say(about, "bands_untested", pairs=found.pairs)
    if found.bands is None:
        return say(about, "bands_many", pairs=found.pairs, apart=found.apart)
    if len(found.bands) == 1:
        return say(about, "band_one", n=len(found.bands[0]), pairs=found.pairs)
    return say(about, "bands_about", pairs=found.pairs, apart=found.apart)


def _named(found: Bands, letters: dict[str, str], codes: pa.Table, about: About) -> list[str]:
    """The largest bands by their units; of a band that is most of the group, those that are not in it. In the order of the register."""
    names = {unit: name or unit for unit, name in zip(codes.column("unit_id").to_pylist(), codes.column("unit_name").to_pylist()) if unit in letters}
    comma, said = "、" if about.language == "zh" else ", ", []
    for letter, band in sorted(zip(ascii_lowercase, found.bands or ()), key=lambda each: -len(each[1]))[:MOST_SHOWN] if letters else ():
        inside, outside = ([name for unit, name in names.items() if (unit in band) == is_in] for is_in in (True, False))
        is_but = len(outside) < len(inside)
        said.append(say(about, "band_but" if is_but else "band", letter=letter, n=len(inside), units=comma.join(outside if is_but else inside)))
    return said + ([say(about, "bands_more", n=len(found.bands) - MOST_SHOWN)] if letters and len(found.bands) > MOST_SHOWN else [])
