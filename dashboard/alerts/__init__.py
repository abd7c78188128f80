"""The parts of the page of warnings: the board under its steps, its lights and their list, the month, the units, and the rules behind the days."""

from dashboard.alerts import board, lights, listed, month, rules, units

__all__ = ["board", "lights", "listed", "month", "rules", "units"]
