"""A package, so that one browser serves all of its tests and is closed before the next folder's (see conftest.py)."""
