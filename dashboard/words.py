"""The words of the interface in both languages: one catalogue a language, in `locale/`.

A message may hold `{name}` for a value, and two wordings parted by ` | ` of which the first is for n = 1.
The folder is no package, so that it cannot stand before the standard library's `locale`.
"""

import tomllib
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent / "locale"
LANGUAGES = ("zh", "en")


@cache
def catalogue(language: str) -> dict[str, str]:
    """Every message of a language: "section.name" -> text."""
    sections = tomllib.loads((HERE / f"{language}.toml").read_text(encoding="utf-8"))
    return {f"{section}.{name}": text for section, messages in sections.items() for name, text in messages.items()}


def say(language: str, key: str, **values: object) -> str:
    """One message; raises KeyError for a key that the catalogue lacks."""
    text = catalogue(language)[key]
    if " | " in text:
        one, many = text.split(" | ", 1)
        text = one if values.get("n") == 1 else many
    return text.format(**values)
