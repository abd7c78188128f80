"""Pictures: values in, Plotly figure out. No Streamlit, no queries, no words of their own: labels arrive ready to read."""

from dashboard.charts.bars import bars
from dashboard.charts.base import MOST_POINTS, Mark
from dashboard.charts.columns import columns
from dashboard.charts.dots import dots
from dashboard.charts.statuses import SHAPES, Part, statuses
from dashboard.charts.strip import strip

__all__ = ["MOST_POINTS", "SHAPES", "Mark", "Part", "bars", "columns", "dots", "statuses", "strip"]
