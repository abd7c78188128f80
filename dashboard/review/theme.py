"""The theme of a problem, decided by people: one button beside a list of problems, one form for the problem that is chosen."""

from collections.abc import Callable, Sequence

import pyarrow as pa
import streamlit as st

from dashboard import answers, components, downloads, formats, labels, tables, tracing
from dashboard.reader import Reader
from dashboard.review import decided, deciding
from queries import Query, breakdown

# Problems that the button offers to choose from; a list can be narrowed to any one of them.
MOST = 200
# Numbers whose evidence is problems with their themes.
OF = ("problems_by_theme", "problem_texts_by_theme")
UNCLASSIFIED = ""
DECIDED = "themes_decided"


def behind(reader: Reader, asked: Query, unit_id: str | None, part: dict[str, object]) -> None:
    """The button on the page of evidence: for the problems that a number of themes is made of."""
    if asked.name in OF:
        button(reader, lambda: _of_part(_texts(reader), part if unit_id is None else part | {"unit_id": unit_id}), "trace")


def button(reader: Reader, find: Callable[[], Sequence[dict[str, object]] | pa.Table], key: str) -> None:
    """The button; the problems are asked for (`find`: rows of problem_texts_by_theme) and the form is made once it is opened. None for the public."""
    if reader.is_public:
        return
    times = st.session_state.get(DECIDED, 0)        # closed again after each decision
    drawer = st.popover(reader.say("retheme.button"), icon=":material/sell:", type="tertiary", on_change="rerun", key=f"retheme_{key}_{times}")
    if drawer.open:
        with drawer:
            st.caption(reader.say("retheme.about"))
            found = find()
            row = _chosen(reader, found.slice(0, MOST).to_pylist() if isinstance(found, pa.Table) else found[:MOST], len(found), key)
            if row is not None:
                _one(reader, row, key)


def _chosen(reader: Reader, rows: Sequence[dict[str, object]], of: int, key: str) -> dict[str, object] | None:
    """The only problem, or the one that is picked from these first ones of so many."""
    if not rows:
        st.caption(reader.say("trace.nothing"))
        return None
    if len(rows) == 1:
        return rows[0]
    if of > len(rows):
        st.caption(reader.say("retheme.cut", shown=len(rows), n=of))
    names = {unit["unit_id"]: unit["unit_name"] for unit in answers.units(reader)}
    by_id = {row["row_id"]: row for row in rows}
    picked = st.selectbox(reader.say("retheme.pick"), list(by_id), index=None, key=f"retheme_of_{key}", placeholder=reader.say("retheme.pick_placeholder"),
                          format_func=lambda row_id: f"{names[by_id[row_id]['unit_id']]}{reader.say('grammar.colon')}{by_id[row_id]['problem_text']}")
    return by_id.get(picked)


def _one(reader: Reader, row: dict[str, object], key: str) -> None:
    """One problem: its text, its theme with the words that led to it, what was decided so far, and the form."""
    made = decided.on(reader, row["row_id"], "problems")
    st.markdown(f"> {formats.escaped(row['problem_text'])}")
    st.markdown(_why(reader, row, any(each["state"] == "applied" and each["column"] == "theme" for each in made)))
    decided.history(reader, made)
    # A form of its own after each decision and for each theme: nothing is decided on what has changed meanwhile.
    form = f"{key}_{row['row_id']}_{len(made)}_{row['theme'] or ''}"
    can_withdraw = bool(made) and made[-1]["verdict"] != "withdrawn"
    verdict = st.segmented_control(reader.say("review.verdict"), ["corrected", "withdrawn"], default="corrected", required=True, key=f"retheme_verdict_{form}",
                                   format_func=lambda code: reader.say(f"review.verdict_{code}")) if can_withdraw else "corrected"
    use = _use(reader, row, form) if verdict == "corrected" else None
    reason = st.text_input(reader.say("review.reason"), key=f"retheme_reason_{form}", placeholder=reader.say("retheme.reason_placeholder"), max_chars=500)
    by = deciding.signed(reader, f"retheme_by_{form}")
    if not st.button(reader.say("review.save"), type="primary", icon=":material/edit_note:", key=f"retheme_save_{form}"):
        return
    if verdict == "corrected" and use is None:
        st.warning(reader.say("retheme.need_theme"), icon=":material/sell:")
        return
    wish = {"table": "problems", "key": row["row_id"], "verdict": verdict, "by": by, "reason": reason, "after": made[-1]["decision_id"] if made else ""}
    _record(reader, wish | ({"column": "theme", "use": use, "seen": row["theme"] or UNCLASSIFIED} if verdict == "corrected" else {}))


def _why(reader: Reader, row: dict[str, object], is_decided: bool) -> str:
    """The theme that a problem has now, where it comes from, by which words, and what else it touches: a line each."""
    colon, heads = reader.say("grammar.colon"), breakdown("problem_texts_by_theme").columns
    source = labels.label(reader, "review", "corrected") if is_decided else labels.label(reader, "theme_source", row["theme_source"])
    lines = [f"{heads['theme'][reader.language]}{colon}**{formats.escaped(labels.theme(reader, row['theme']))}**" + (f" :gray-badge[{source}]" if source else "")]
    others = reader.say("grammar.comma").join(labels.theme(reader, theme) for theme in (row["theme_others"] or "").split("、") if theme)
    more = {"theme_words": row["theme_words"], "theme_others": others}
    return "  \n".join([*lines, *(f":small[{heads[name][reader.language]}{colon}{formats.escaped(said)}]" for name, said in more.items() if said)])


def _use(reader: Reader, row: dict[str, object], form: str) -> str | None:
    """The theme to use instead, as the edition's list writes it; None while nothing is chosen."""
    known = [UNCLASSIFIED, *(each["theme"] for each in answers.table(reader, "themes"))]
    return st.selectbox(reader.say("review.use"), [theme for theme in known if theme != (row["theme"] or UNCLASSIFIED)], index=None, key=f"retheme_use_{form}",
                        placeholder=reader.say("retheme.use_placeholder"), format_func=lambda theme: labels.theme(reader, theme or None))


def _record(reader: Reader, wish: dict[str, str | None]) -> None:
    """Hand the decision on and close the button; an address of single problems no longer asks for the theme that they had."""
    if not deciding.recorded(reader, [wish]):
        return
    st.session_state[DECIDED] = st.session_state.get(DECIDED, 0) + 1
    if "is_row_id" in st.query_params:
        st.query_params.pop("is_theme", None)
    st.rerun()


def so_far(reader: Reader) -> None:
    """Every theme in scope that was decided otherwise, the newest decision first, each leading to its problem."""
    made = [] if reader.is_public else [each for each in answers.table(reader, "decisions") if each["table"] == "problems"]
    found = {row["row_id"]: row for row in _of_part(_texts(reader), {"row_id": tuple(each["key"] for each in made)}).to_pylist()} if made else {}
    made = sorted((each for each in made if each["key"] in found), key=lambda each: each["decision_id"], reverse=True)
    if not made:
        return
    title = reader.say("retheme.decisions", n=len(made))
    with components.card("retheme_decisions", title, reader.say("review.decisions_about")):
        head = [reader.say(name) for name in ("review.at", "review.who", "alerts.problem", "review.what", "review.why", "review.state")]
        lines = [decided.line(reader, each, _linked(reader, found[each["key"]])) for each in made[:tables.MOST_ON_PAGE]]
        tables.plain(head, lines, alt=title, key="retheme_decisions", has_file=True)
        downloads.whole(reader, "decisions")


def _linked(reader: Reader, row: dict[str, object]) -> str:
    return tracing.linked(reader, formats.escaped(row["problem_text"]), breakdown("problem_texts_by_theme"), row["unit_id"], row_id=row["row_id"])


def _texts(reader: Reader) -> pa.Table:
    """The problems in scope with a text."""
    query = breakdown("problem_texts_by_theme")
    return answers.tables(reader, [query])[query.name]


def _of_part(table: pa.Table, part: dict[str, object]) -> pa.Table:
    """Those of the part that an address asks for; of very many only the columns that it names are read."""
    names = [name for name in part if name in table.column_names]
    if not names:
        return table
    return table.filter(pa.array([tracing.is_of(row, part) for row in table.select(names).to_pylist()], pa.bool_()))
