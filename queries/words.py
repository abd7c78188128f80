"""Words for what was asked: labels of codes, the filter as a sentence, and what a file says of itself."""

import difflib
import shlex

import duckdb

from queries import codes, run
from queries.catalog import Query
from queries.export import About
from queries.export.audience import COVER
from queries.filter import Filter
from queries.lake import Edition

CODE_LIST = {"sectors": "sector", "levels": "level", "kinds": "inspection_kind"}
COLUMN = {"rounds": ("inspections", "round"), "aspects": ("problems", "aspect"), "themes": ("problems", "theme")}
NAMES = {
    "zh": {"as_of": "截至", "standard": "认定标准", "basis": "口径", "units": "单位", "regions": "地区", "sectors": "领域", "levels": "层级", "kinds": "监督类型", "rounds": "轮次",
           "feedback_from": "反馈日期从", "feedback_to": "反馈日期到", "aspects": "方面", "themes": "主题"},
    "en": {"as_of": "as of", "standard": "standard", "basis": "basis", "units": "units", "regions": "regions", "sectors": "sectors", "levels": "levels", "kinds": "kinds", "rounds": "rounds",
           "feedback_from": "fed back from", "feedback_to": "fed back to", "aspects": "aspects", "themes": "themes"},
}


def labels(connection: duckdb.DuckDBPyConnection, code_list: str, language: str) -> dict[str, str]:
    """code -> word, in the order of the list."""
    column = {"zh": "zh", "en": "en"}[language]
    return dict(connection.cursor().execute(f"select code, {column} from codes where list = ? order by position", [code_list]).fetchall())


def unit_names(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(connection.cursor().execute("select unit_id, unit_name from units order by unit_id").fetchall())


def identified(connection: duckdb.DuckDBPyConnection, name: str, word: str) -> str:
    """The id or code that a word of the reader means, for one part of a Filter; raises KeyError with what is known."""
    choices = _choices(connection, name)
    if any(word in meant for meant in choices.values()):
        return word
    if word in choices:
        if len(choices[word]) > 1:
            raise KeyError(f"「{word}」不止一个，请用编号：{'、'.join(sorted(choices[word]))}")
        return next(iter(choices[word]))
    near = [each for each in choices if _abbreviates(word, each)][:8] or difflib.get_close_matches(word, choices, n=5)
    raise KeyError(f"不认识「{word}」" + (f"，是否指 {'、'.join(near)}？" if near else f"；现有 {'、'.join(list(choices)[:20])}"))


def _abbreviates(word: str, whole: str) -> bool:
    """Whether the characters of a word stand in the whole in that order: 市城管局 in 某市城市管理局."""
    rest = iter(whole)
    return all(character in rest for character in word)


def _choices(connection, name: str) -> dict[str, set[str]]:
    """Every wording -> the ids or codes that it means."""
    found: dict[str, set[str]] = {}
    for wording, meant in _wordings(connection, name):
        found.setdefault(wording, set()).add(meant)
    return found


def _wordings(connection, name: str) -> list[tuple[str, str]]:
    if name == "units":
        rows = connection.cursor().execute("select unit_id, unit_name, aliases from units order by unit_id").fetchall()
        return [(wording, unit_id) for unit_id, unit_name, aliases in rows for wording in (*(aliases or "").split("、"), unit_name) if wording]
    if name == "regions":
        rows = connection.cursor().execute("select province, city, county from units").fetchall()
        return [(region, region) for row in rows for region in row if region]
    if name in CODE_LIST:
        return [(label, code) for language in ("zh", "en") for code, label in labels(connection, CODE_LIST[name], language).items()]
    table, column = COLUMN[name]
    return [(value, value) for (value,) in connection.cursor().execute(f"select distinct {column} from {table} where {column} is not null order by 1").fetchall()]


def sentence(connection: duckdb.DuckDBPyConnection, chosen: Filter, language: str = "zh", audience: str = "internal") -> str:
    """The question in words, with what was taken for the parts left open; for the public without the words of internal columns."""
    scope = run.scope(connection, chosen)
    names, comma, colon = NAMES[language], ("；" if language == "zh" else "; "), ("：" if language == "zh" else ": ")
    standards, bases = labels(connection, "standard", language), labels(connection, "basis", language)
    parts = [f"{names['as_of']}{colon}{scope.as_of.isoformat()}", f"{names['standard']}{colon}{standards.get(scope.standard, scope.standard)}"]
    parts.append(f"{names['basis']}{colon}{bases[chosen.basis] if chosen.basis else ('各单位自述口径' if language == 'zh' else 'as each unit states')}")
    for name in ("units", "regions", "sectors", "levels", "kinds", "rounds", "aspects", "themes"):
        values = getattr(chosen, name)
        if values is not None:
            said = COVER[language] if audience == "public" and name in INTERNAL else _worded(connection, name, values, language)
            parts.append(f"{names[name]}{colon}{said}")
    parts += [f"{names[name]}{colon}{value.isoformat()}" for name in ("feedback_from", "feedback_to") if (value := getattr(chosen, name))]
    parts.append(f"{scope.units} 个单位、{scope.inspections} 次巡视巡察" if language == "zh" else f"{scope.units} units, {scope.inspections} inspections")
    return comma.join(parts)


def _worded(connection, name: str, values: tuple[str, ...], language: str) -> str:
    known = unit_names(connection) if name == "units" else labels(connection, CODE_LIST[name], language) if name in CODE_LIST else {}
    return ("、" if language == "zh" else ", ").join(known.get(value, value) for value in values)



# Parts of a Filter that hold words of internal columns.
INTERNAL = ("aspects",)
# The command line's name for each part of a Filter that holds several values.
FLAGS = {"units": "unit", "regions": "region", "sectors": "sector", "levels": "level", "kinds": "kind", "rounds": "round", "aspects": "aspect", "themes": "theme"}


def command(query: Query, chosen: Filter, edition: Edition, audience: str = "internal") -> str:
    """The command line that answers the same question of the same edition; ids and codes, so that it works in either language."""
    return " ".join(["duibiao ask", query.name, *flags(chosen, audience), *audience_flags(audience), *edition_flags(edition)])


def flags(chosen: Filter, audience: str = "internal") -> list[str]:
    """A Filter as the command line says it; for the public without the words of internal columns."""
    said = []
    for name, value in chosen.to_query().items():
        values = (COVER["zh"],) if audience == "public" and name in INTERNAL else getattr(chosen, name) if name in FLAGS else (value,)
        said += [f"--{FLAGS.get(name, name).replace('_', '-')} {shlex.quote(each)}" for each in values]
    return said


def audience_flags(audience: str) -> list[str]:
    return [] if audience == "internal" else [f"--for {audience}"]


def edition_flags(edition: Edition) -> list[str]:
    """Which edition, and that invented data lie in a lake of their own; no path of this machine goes into a file."""
    return [f"--edition {edition.number}", *(["--lake data/lake/demo"] if edition.is_demo else [])]


def about_answer(connection, edition: Edition, query: Query, chosen: Filter, rows: int, language: str = "zh", audience: str = "internal",
                 said: str | None = None) -> About:
    """What an exported answer says of itself; `export.masked` then keeps back what is not for the audience. said: its filter as a sentence, if known."""
    named = {"unit_id": "单位编号" if language == "zh" else "Unit id", "unit_name": "单位" if language == "zh" else "Unit"}
    return About(
        name=query.name, title=query.title[language], question=query.question[language], definition=(query.caveat or query.question)[language],
        filter_sentence=said or sentence(connection, chosen, language, audience), edition=edition.number, edition_sha256=edition.sha256, made_at=edition.made_at,
        is_demo=edition.is_demo, rows=rows, total_rows=rows, command=command(query, chosen, edition, audience), language=language, audience=audience,
        labels={**{name: words[language] for name, words in query.columns.items()}, **named}, reading=codes.of_answer(connection, query, language))


def about_table(connection, edition: Edition, table: str, rows: int, language: str = "zh", audience: str = "internal") -> About:
    """What an exported table says of itself; `export.masked` then keeps back what is not for the audience."""
    described = connection.cursor().execute(
        'select "column", zh, en, table_zh, table_en, each_row_is, about from dictionary where "table" = ? order by position', [table]).fetchall()
    return About(
        name=table, title=described[0][3 if language == "zh" else 4], definition=described[0][5], edition=edition.number, edition_sha256=edition.sha256,
        made_at=edition.made_at, is_demo=edition.is_demo, rows=rows, total_rows=edition.rows(table), language=language, audience=audience,
        command=" ".join([f"duibiao export {table}", *audience_flags(audience), *edition_flags(edition)]), meanings={row[0]: row[6] for row in described},
        labels={row[0]: row[1 if language == "zh" else 2] for row in described}, reading=codes.of_table(connection, table, [row[0] for row in described], language))
