"""Everything that may stand in a figure, by its place. What is not here is refused by name, so that nothing is silently left out."""

from collections.abc import Mapping
from typing import Any

from dashboard.drawing.errors import NotDrawn

# What only a reader at a screen has: pointing, dragging, names for the browser.
UNSEEN = {"hoverinfo", "hovertext", "hovertemplate", "hoverlabel", "hovermode", "hoverongaps", "customdata", "dragmode", "template", "uid", "name", "meta", "fixedrange", "uirevision",
          "clickmode", "autosize"}
FONT = {"size": None, "color": None, "family": None}
LINE = {"color": None, "width": None, "dash": None}
AXIS = {
    "anchor": None, "automargin": None, "autorange": (True, False, "reversed"), "domain": None, "gridcolor": None, "gridwidth": None, "matches": None, "nticks": None, "range": None,
    "rangemode": ("normal", "tozero"), "showgrid": None, "showline": (False,), "showticklabels": None, "side": ("left", "top", "bottom"), "tickangle": None, "tickfont": FONT,
    "tickformat": ("", ",d", "%Y-%m", "%Y-%m-%d", "%Y"), "tickmode": ("array", "auto"), "ticks": ("",), "ticksuffix": None, "tickprefix": None, "ticktext": None, "tickvals": None,
    "title": {"text": None, "font": FONT, "standoff": None}, "type": ("linear", "date", "-"), "visible": None, "zeroline": (False,)}
SYMBOLS = ("circle", "circle-open", "diamond", "diamond-open", "square", "square-open", "triangle-up", "triangle-up-open", "triangle-down", "triangle-down-open", "line-ns", "line-ns-open")
MARKER = {"color": None, "size": None, "opacity": None, "symbol": SYMBOLS, "line": {"color": None, "width": None}}
ERROR = {"type": ("data",), "symmetric": None, "array": None, "arrayminus": None, "color": None, "thickness": None, "width": None, "visible": (True, False)}
SHARED = {"type": None, "x": None, "y": None, "xaxis": None, "yaxis": None, "opacity": None, "visible": (True,), "showlegend": (False,), "text": None, "textfont": FONT}
SCATTER = SHARED | {
    "cliponaxis": None, "mode": None, "line": LINE | {"shape": ("linear", "hv")}, "marker": MARKER, "fill": ("none", "toself", "tozeroy"), "fillcolor": None, "error_y": ERROR,
    "connectgaps": (False,), "textposition": tuple(f"{up} {across}" for up in ("top", "middle", "bottom") for across in ("left", "center", "right"))}
BAR = SHARED | {
    "base": None, "cliponaxis": None, "orientation": ("h", "v"), "width": None, "textposition": ("inside", "outside", "none"), "textangle": (0,), "insidetextanchor": ("middle",),
    "marker": {"color": None, "opacity": None, "line": {"width": (0,), "color": None},
               "pattern": {"shape": ("", "/", "\\", "x"), "fillmode": ("overlay",), "fgcolor": None, "fgopacity": None, "size": None, "solidity": None}}}
HEATMAP = SHARED | {"z": None, "zmin": None, "zmax": None, "colorscale": None, "showscale": (False,), "xgap": None, "ygap": None}
TRACES = {"scatter": SCATTER, "scattergl": SCATTER, "bar": BAR, "heatmap": HEATMAP}
ANNOTATION = {
    "text": None, "x": None, "y": None, "xref": None, "yref": None, "xanchor": ("auto", "left", "center", "right"), "yanchor": ("auto", "top", "middle", "bottom"), "xshift": None, "yshift": None,
    "align": ("left", "center", "right"), "font": FONT, "showarrow": (False,), "opacity": None, "textangle": (0,), "captureevents": None, "ax": None, "ay": None, "visible": (True,)}
SHAPE = {"type": ("rect", "line"), "x0": None, "x1": None, "y0": None, "y1": None, "xref": None, "yref": None, "layer": ("above", "below"), "line": LINE, "fillcolor": None, "opacity": None}
LAYOUT = {
    "height": None, "width": None, "margin": {"l": None, "r": None, "t": None, "b": None, "pad": None}, "paper_bgcolor": None, "plot_bgcolor": None, "showlegend": (False,), "barmode": ("group", "stack", "overlay"),
    "bargap": None, "uniformtext": {"minsize": None, "mode": ("hide", "show", False)}, "font": FONT, "annotations": [ANNOTATION], "shapes": [SHAPE], "title": {"text": (None,)}}
MODES = {"lines", "markers", "text", "none"}
Known = Mapping[str, Any]


def checked(traces: list[dict], layout: dict) -> None:
    """Raises NotDrawn naming the first thing that is not known here."""
    for place, trace in enumerate(traces):
        kind = trace.get("type", "scatter")
        if kind not in TRACES:
            raise NotDrawn(f"data[{place}].type = {kind!r}")
        _mapping(trace, TRACES[kind], f"data[{place}]")
        if unknown := set(str(trace.get("mode", "lines")).split("+")) - MODES:
            raise NotDrawn(f"data[{place}].mode = {min(unknown)!r}")
    axes = {name: AXIS for name in layout if name.startswith(("xaxis", "yaxis"))}
    _mapping(layout, LAYOUT | axes, "layout")


def _mapping(said: Mapping[str, Any], known: Known, where: str) -> None:
    for name, value in said.items():
        if name in UNSEEN or value is None:
            continue
        if name not in known:
            raise NotDrawn(f"{where}.{name}")
        _value(value, known[name], f"{where}.{name}")


def _value(value: Any, known: Any, where: str) -> None:
    if isinstance(known, Mapping):
        _mapping(value, known, where)
    elif isinstance(known, list):
        for place, each in enumerate(value):
            _mapping(each, known[0], f"{where}[{place}]")
    elif isinstance(known, tuple):
        for each in value if isinstance(value, list | tuple) else [value]:
            if each not in known:
                raise NotDrawn(f"{where} = {each!r}")
