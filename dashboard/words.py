"""The words of the interface in both languages: one catalogue a language, in the files of `locale/<language>/`.

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
    """Every message of a language: "section.name" -> text. A page has a file of its own; raises ValueError where two files say one key."""
    said: dict[str, str] = {}
    for path in sorted((HERE / language).glob("*.toml")):
        for section, messages in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for name, text in messages.items():
                if f"{section}.{name}" in said:
                    raise ValueError(f"{path.name}: '{section}.{name}' is already said in another file.")
                said[f"{section}.{name}"] = text
    return said


def say(language: str, key: str, **values: object) -> str:
    """One message; raises KeyError for a key that the catalogue lacks."""
    text = catalogue(language)[key]
    if " | " in text:
        one, many = text.split(" | ", 1)
        text = one if values.get("n") == 1 else many
    return text.format(**values)
