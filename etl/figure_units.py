"""In what the figures of a document are written."""

UNITS = {"persons": "人", "person_times": "人次", "cases": "件", "units": "个单位"}


def unit_of(figure: str, counts: str | None) -> str:
    """Money in 元, a rate in %, people as they are counted, all else in 项."""
    return "元" if figure.startswith(("funds_", "loss_")) else "%" if figure == "completion_rate" else UNITS.get(counts or "", "项")
