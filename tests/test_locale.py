"""The words of the interface: both languages have the same messages with the same values, and none is missing or idle."""

import ast
import re
import string
from pathlib import Path

import pytest

from dashboard import words

DASHBOARD = Path(words.__file__).parent
# Streamlit's server and the `doctor` speak both languages at once, in their own files.
MODULES = sorted(DASHBOARD.rglob("*.py"))


def keys_in_code() -> tuple[set[str], list[re.Pattern]]:
    """Every message asked for by name, and a pattern for each asked for by a name that is put together."""
    fixed, made = set(), []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in words.catalogue("zh"):
                fixed.add(node.value)
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "say":
                for argument in node.args[:2]:
                    if isinstance(argument, ast.JoinedStr):
                        parts = [re.escape(part.value) if isinstance(part, ast.Constant) else r"[\w.]+" for part in argument.values]
                        made.append(re.compile("".join(parts)))
                    elif isinstance(argument, ast.Constant) and "." in str(argument.value):
                        fixed.add(argument.value)
    return fixed, made


def values_of(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_messages():
    assert words.catalogue("zh").keys() == words.catalogue("en").keys()


@pytest.mark.parametrize("key", words.catalogue("zh"))
def test_a_message_takes_the_same_values_in_both_languages(key):
    assert values_of(words.catalogue("zh")[key]) == values_of(words.catalogue("en")[key])


def test_every_message_that_is_asked_for_exists():
    fixed, _ = keys_in_code()
    assert fixed - words.catalogue("zh").keys() == set()


def test_every_message_is_used():
    fixed, made = keys_in_code()
    idle = {key for key in words.catalogue("zh") if key not in fixed and not any(pattern.fullmatch(key) for pattern in made)}
    assert idle == set()


@pytest.mark.parametrize("key", words.catalogue("zh"))
def test_chinese_is_written_with_chinese_punctuation(key):
    text = re.sub(r"\{\w+\}", "", words.catalogue("zh")[key])
    assert not re.search(r"[一-鿿][,;:?!()]|[,;:?!()][一-鿿]", text)


def test_one_and_many():
    assert words.say("en", "card.units", n=1) == "1 unit"
    assert words.say("en", "card.units", n=2) == "2 units"
    assert words.say("zh", "card.units", n=1) == "1 个单位"
