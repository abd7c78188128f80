"""What is put on paper: SVG elements as text. Numbers short, attributes escaped, ids apart from those of other pictures on the same page."""

import re
from dataclasses import dataclass, field
from html import escape

TEXT, QUIET, LINK, GRID, GROUND = "#3d4a58", "#66727f", "#1f4e79", "#e3e7ed", "#ffffff"
# What XML 1.0 cannot hold, however it is written.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass
class Paper:
    """Collects elements in the order in which they are painted, and what they refer to. name: sets its ids apart."""

    name: str
    defined: dict[str, str] = field(default_factory=dict)
    painted: list[str] = field(default_factory=list)

    def paint(self, element: str) -> None:
        self.painted.append(element)

    def define(self, kind: str, about: object, content: str) -> str:
        """The address of a definition (`url(#…)`), written once however often it is asked for. content: with {id} where its id stands."""
        key = f"{kind}-{about}"
        if key not in self.defined:
            self.defined[key] = content.replace("{id}", f"{self.name}-{len(self.defined)}")
        return f"url(#{self.name}-{list(self.defined).index(key)})"

    def text(self) -> str:
        return (f"<defs>{''.join(self.defined.values())}</defs>" if self.defined else "") + "".join(self.painted)


def number(value: float) -> str:
    """Two places are a fiftieth of a pixel; no picture needs more."""
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def written(text: object) -> str:
    """Text as XML may hold it."""
    return escape(UNWRITABLE.sub("", str(text)), quote=True)


def element(name: str, content: str | None = None, /, **attributes: object) -> str:
    """`_` in a name stands for `-`; None is left out."""
    said = "".join(f' {key.replace("_", "-")}="{number(value) if isinstance(value, int | float) else written(value)}"' for key, value in attributes.items() if value is not None)
    return f"<{name}{said}/>" if content is None else f"<{name}{said}>{content}</{name}>"


def group(content: str, **attributes: object) -> str:
    """The content in a group that has these attributes; alone where there are none."""
    kept = {name: value for name, value in attributes.items() if value is not None}
    return element("g", content, **kept) if kept and content else content


def opaque(opacity: float | None) -> float | None:
    """An opacity that changes nothing is not written."""
    return None if opacity in (None, 1) else opacity


def colour(text: str) -> tuple[str, float | None]:
    """A colour as SVG 1.1 reads it, and its opacity: rgba(…) is only known to newer readers."""
    found = re.fullmatch(r"rgba\(\s*([\d.]+)\s*,\s*([\d.]+)\s*,\s*([\d.]+)\s*,\s*([\d.]+)\s*\)", text.strip())
    if not found:
        return text, None
    red, green, blue = (round(float(each)) for each in found.groups()[:3])
    return f"#{red:02x}{green:02x}{blue:02x}", opaque(float(found[4]))


def filled(text: str | None) -> dict[str, object]:
    """Attributes of a fill."""
    plain, opacity = colour(text) if text else ("none", None)
    return {"fill": plain, "fill_opacity": opacity}


def stroked(text: str, width: float, dash: str | None = None) -> dict[str, object]:
    """Attributes of a line; dash by Plotly's names."""
    plain, opacity = colour(text)
    return {"stroke": plain, "stroke_opacity": opacity, "stroke_width": width, "stroke_dasharray": dashes(dash, width)}


# By Plotly's names, in widths of the line of at least 3 pixels.
DASHES = {"solid": (), "dot": (1, 1), "dash": (3, 3), "longdash": (5, 5), "dashdot": (3, 1, 1, 1), "longdashdot": (5, 2, 1, 2)}


def dashes(name: str | None, width: float) -> str | None:
    return ",".join(number(each * max(3, width)) for each in DASHES[name or "solid"]) or None
