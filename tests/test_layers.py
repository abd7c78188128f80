"""Imports point one way: dashboard -> queries -> nothing of ours; etl -> nothing of ours."""

import ast
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DASHBOARD = ROOT / "dashboard"
MAY_IMPORT = {"etl": {"etl"}, "queries": {"queries"}, "dashboard": {"dashboard", "queries"}}
OURS = MAY_IMPORT.keys() | {"benchmarks", "duibiao", "tests"}
MODULES = sorted(path for package in MAY_IMPORT for path in (ROOT / package).rglob("*.py"))
VIEWS = sorted(path for path in (DASHBOARD / "views").glob("*.py") if path.name != "__init__.py")


def imported(path: Path) -> Iterator[str]:
    """First names of what a module imports; a relative import stays inside its package."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_point_one_way(path):
    package = path.relative_to(ROOT).parts[0]
    assert set(imported(path)) & OURS <= MAY_IMPORT[package]


def test_no_dashboard_module_hides_another():
    """`streamlit run` puts dashboard/ itself on sys.path, ahead of everything: a name in it hides the same name elsewhere.

    A folder without an __init__.py hides nothing: Python takes a real module of that name first.
    """
    modules = {path.stem for path in DASHBOARD.glob("*.py")} | {path.parent.name for path in DASHBOARD.glob("*/__init__.py")}
    elsewhere = sys.stdlib_module_names | OURS | packages_distributions().keys()
    assert (modules - {"__init__"}) & elsewhere == set()


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.stem)
def test_every_view_is_in_the_navigation(view):
    """As views/<name>.py, or by its name alone where app.py puts the path together."""
    listed = (DASHBOARD / "app.py").read_text(encoding="utf-8")
    assert f"views/{view.name}" in listed or f'"{view.stem}"' in listed
