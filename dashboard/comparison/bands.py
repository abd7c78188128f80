"""Who cannot be told apart, under the picture of a group."""

import streamlit as st

from dashboard import answers
from dashboard.comparison.asked import Asked
from dashboard.comparison.listed import named
from queries.compare import Bands, bands

# More bands than this are a long text: they wait in a drawer.
MOST_SHOWN, MOST_UNITS = 3, 40


def show(asking: Asked) -> None:
    """One sentence where no two differ; else each band with its units, in the order of the register."""
    if not asking.is_judged:
        return
    reader, group = asking.reader, asking.group
    found: Bands = answers.kept_figure((*reader.key, "bands", asking.metric.name, reader.chosen, group.peers),
                                       lambda: bands(asking.metric, asking.found.table, group.peers))
    st.markdown(f"**{reader.say('compare.bands')}**")
    if found.bands is None:
        st.caption(reader.say("compare.bands_untested", pairs=found.pairs) if found.apart is None
                   else reader.say("compare.bands_many", pairs=found.pairs, apart=found.apart))
        return
    if len(found.bands) == 1:
        st.markdown(reader.say("compare.band_one", n=len(found.bands[0]), pairs=found.pairs))
        return
    st.caption(reader.say("compare.bands_about", pairs=found.pairs, apart=found.apart))
    ordered = sorted(found.bands, key=len, reverse=True)
    for band in ordered[:MOST_SHOWN]:
        st.markdown(f"- {_band(asking, set(band))}")
    if ordered[MOST_SHOWN:]:
        drawer = st.expander(reader.say("compare.bands_more", n=len(ordered) - MOST_SHOWN), key="bands_more", on_change="rerun")
        for band in ordered[MOST_SHOWN:] if drawer.open else ():
            drawer.markdown(f"- {_band(asking, set(band))}")


def _band(asking: Asked, band: set[str]) -> str:
    """Its units by name; of a band that is most of the group, those that are not in it."""
    reader = asking.reader
    inside, outside = ([row for row in asking.found.rows if row["unit_id"] in units] for units in (band, {row["unit_id"] for row in asking.members} - band))
    if len(outside) < len(inside):
        return reader.say("compare.band_but", n=len(inside), others=named(reader, outside, MOST_UNITS))
    return f"{reader.say('compare.band', n=len(inside))}{reader.say('grammar.colon')}{named(reader, inside, MOST_UNITS)}"
