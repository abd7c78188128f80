"""Pictures: values in, Plotly figure out. No Streamlit, no queries, no words of their own: labels arrive ready to read."""

from dashboard.charts.balance import Account, balance
from dashboard.charts.bars import bars
from dashboard.charts.base import MOST_POINTS, Mark
from dashboard.charts.calendar import month
from dashboard.charts.columns import columns
from dashboard.charts.dots import dots
from dashboard.charts.dumbbell import dumbbell
from dashboard.charts.funnel import funnel
from dashboard.charts.heat import Cell, heat
from dashboard.charts.intervals import intervals
from dashboard.charts.log_strip import is_skewed, log_strip
from dashboard.charts.statuses import SHAPES, Part, statuses
from dashboard.charts.strip import strip

__all__ = ["Account", "Cell", "MOST_POINTS", "SHAPES", "Mark", "Part", "balance", "bars", "columns", "dots", "dumbbell", "funnel", "heat", "intervals", "is_skewed", "log_strip", "month", "statuses", "strip"]
