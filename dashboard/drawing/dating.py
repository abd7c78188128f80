"""Days and moments as numbers: milliseconds since 1970, as Plotly counts."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from dashboard.drawing.errors import NotDrawn


def milliseconds(value: object) -> float:
    if value is None:
        return float("nan")
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if isinstance(value, datetime):
        return value.replace(tzinfo=value.tzinfo or UTC).timestamp() * 1000
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC).timestamp() * 1000
    if hasattr(value, "astype"):      # a numpy datetime64
        return float(value.astype("datetime64[ms]").astype(float))
    return float(value)


def is_dated(values: Iterable[object]) -> bool:
    """Whether values are dates: so the first that is one says. Names are not drawn: our pictures put places and label them."""
    known = next((value for value in values if value is not None), 0)
    if isinstance(known, str):
        try:
            datetime.fromisoformat(known)
        except ValueError:
            raise NotDrawn(f"x or y = {known!r}") from None
    return isinstance(known, str | date) or "datetime64" in type(known).__name__
