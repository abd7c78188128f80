"""Generated files say what the schema says now; a stale one fails with the command that mends it."""

from pathlib import Path

import pytest

from etl import dictionary, templates

DATA = Path(__file__).parent.parent / "data"


def test_the_data_dictionary_is_current():
    assert (DATA / "README.md").read_text(encoding="utf-8") == dictionary.markdown(), "data/README.md is stale: run 'duibiao docs' (or 'make docs')"


@pytest.mark.parametrize("name", ["整改台账模板.xlsx", "整改台账模板.csv"])
def test_the_blank_ledgers_are_current(name, tmp_path):
    templates.write(tmp_path)
    assert (DATA / "templates" / name).read_bytes() == (tmp_path / name).read_bytes(), f"data/templates/{name} is stale: run 'duibiao templates' (or 'make docs')"


def test_writing_the_blank_ledgers_twice_gives_the_same_bytes(tmp_path):
    templates.write(tmp_path / "one")
    templates.write(tmp_path / "two")
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
