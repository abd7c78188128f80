"""What no file may hold: characters that XML forbids, and those that turn the direction of what is read."""

import re
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

import plotly.graph_objects as go

from dashboard.report.document import Seal

# Control characters, halves of a pair, non-characters; and the bidirectional controls, by which a text may be shown as another than it is.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def cleaned(value: object) -> object:
    """The same document, its texts without what is forbidden; figures stay as they are."""
    if isinstance(value, str):
        return FORBIDDEN.sub("", value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    if isinstance(value, tuple):
        return tuple(cleaned(part) for part in value)
    if is_dataclass(value) and not isinstance(value, go.Figure):
        return replace(value, **{each.name: cleaned(getattr(value, each.name)) for each in fields(value)})
    return value


def safe_link(address: str) -> str:
    """The address if a reader may follow it from a file: a page, never a script or a file of the reader's; else empty."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    return address.strip() if parts.scheme in ("http", "https") and parts.netloc else ""


def made(seal: Seal) -> datetime:
    """When the report was made, for the file's own properties. Raises ValueError for what is no ISO date."""
    moment = datetime.fromisoformat(seal.made_at)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
