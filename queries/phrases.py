"""Phrases in both languages: a TOML file of `name = { zh = "…", en = "…" }` beside the module that says them.

A phrase may hold `{name}` for a value, and two wordings parted by ` | ` of which the first is for n = 1.
"""

import tomllib
from functools import cache
from pathlib import Path


@cache
def phrases(path: Path) -> dict[str, dict[str, str]]:
    """Every phrase of a file: name -> {zh, en}."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def say(path: Path, language: str, name: str, **values: object) -> str:
    """One phrase; raises KeyError for a name that the file lacks."""
    text = phrases(path)[name][language]
    if " | " in text:
        one, many = text.split(" | ", 1)
        text = one if values.get("n") == 1 else many
    return text.format(**values)
