"""A ledger of money that must balance: its sums, its equation, its bar, and which units' do not."""

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from dashboard import answers, charts, components, footer, formats, labels, stated, tracing
from dashboard.answers import Rows
from dashboard.charts import Account
from dashboard.charts.balance import PARTS
from dashboard.reader import Reader
from queries import Query, breakdown

SUMS = ("identified", "recovered", "outstanding", "reckoned", "written_off")
# What a ledger is shown with: its sums, and its residuals by their sign.
SHOWN = (*SUMS, "missing", "surplus")
# Each result of the check with its sign: shape and word, before any colour.
RESULTS = {"unbalanced": "▲", "unknown": "？", "reckoned": "▨", "balanced": "✔"}
Sums = dict[str, Decimal | None]


def added(rows: Rows) -> Sums:
    """The exact sums of a ledger's columns and of its residuals, each sign for itself, so that no gap hides behind a surplus."""
    sums: Sums = {name: sum(said) if (said := [row[name] for row in rows if row[name] is not None]) else None for name in SUMS}
    residuals = [row["value"] for row in rows if row["value"]]
    above, below = [value for value in residuals if value > 0], [-value for value in residuals if value < 0]
    return sums | {"missing": sum(above) if above else None, "surplus": sum(below) if below else None}


def equation(reader: Reader, sums: Sums) -> str:
    """应追缴 = 已追缴 + 未收回 + 核销 + 差额, with the exact yuan; a part that nobody states is not written as 0."""
    said = {name: f"{part(reader, name)}{formats.THIN}{_traced(reader, name, sums[name])}" for name in ("identified", *PARTS) if sums[name] is not None}
    plus = " ＋ ".join(said[name] for name in PARTS if name in said and name != "surplus")
    minus = f" － {said['surplus']}" if "surplus" in said else ""
    return f"{said['identified']} ＝ {plus}{minus}"


def _traced(reader: Reader, name: str, amount: Decimal) -> str:
    """An amount with the way to its rows and sentences: those of its state, or of the whole ledger where it is reckoned from several."""
    is_state = name in labels.codes(reader, "fund_state")
    return f"**{tracing.linked(reader, yuan(reader, amount), breakdown('funds_by_state'), state=name) if is_state else tracing.linked(reader, yuan(reader, amount), breakdown('funds_balance'))}**"


def part(reader: Reader, name: str) -> str:
    """A part of the ledger by name: the states as the data call them, and what does not balance in our words."""
    shape = f"{PARTS[name][1]} " if name in PARTS else ""
    state = labels.codes(reader, "fund_state").get(name)
    return shape + (state or reader.say(f"funds.{name}"))


def yuan(reader: Reader, value: Decimal) -> str:
    return formats.joined((formats.yuan(value), reader.say("formats.yuan")))


def pictured(reader: Reader, name: str, ledgers: Sequence[tuple[str, Sums]], alt: str, rows: Rows) -> None:
    """Ledgers with their labels as bars, with the words of their shapes. Those of which nothing was due, or nobody says what was, have no bar.

    name: of the picture on its page; the reader's Filter does the rest of telling it from others. rows: what the ledgers add up.
    """
    accounts = [account(reader, label, sums) for label, sums in ledgers if sums["identified"]]
    if accounts:
        figure = answers.kept_figure((*reader.key, "balance", name, reader.chosen, reader.language), lambda: charts.balance(accounts))
        components.chart(figure, alt=alt, key=name, below=footer.uncompared(reader, rows), signs=signs(reader, [sums for _, sums in ledgers]))
        _legend(reader, [sums for _, sums in ledgers])


def signs(reader: Reader, ledgers: Sequence[Sums]) -> str:
    """What the signs of the parts in a picture mean."""
    return "　".join(part(reader, name) for name in PARTS if any(sums[name] for sums in ledgers))


def _legend(reader: Reader, ledgers: Sequence[Sums]) -> None:
    """Shape and word of every part in the picture."""
    found = [name for name in PARTS if any(sums[name] for sums in ledgers)]
    st.markdown(" ".join(f":{PARTS[name][3]}-badge[{part(reader, name)}]" for name in found))


def account(reader: Reader, label: str, sums: Sums) -> Account:
    """A ledger as its bar; drawn lengths are floats, the words are exact."""
    due = sums["identified"]
    parts = tuple((name, float(sums[name]), formats.share(sums[name], due) if due else "", f"{part(reader, name)[2:]} {yuan(reader, sums[name])}") for name in PARTS if sums[name])
    return Account(label, float(due), parts, f"{part(reader, 'identified')} {formats.joined(formats.money(due, reader.language))}")


def results(reader: Reader, query: Query, rows: Rows) -> None:
    """Units by result of the check: those that do not balance with their residual, those that cannot be checked with what is lacking."""
    for result, sign in RESULTS.items():
        found = stated.in_register_order(reader, [row for row in rows if row["balance"] == result])
        if not found:
            continue
        head = f"{sign} {reader.say(f'funds.is_{result}')} {reader.say('card.units', n=len(found))}"
        colour = {"unbalanced": "red", "unknown": "gray"}.get(result, "blue")
        named = stated.names(reader, found, lambda row: _remark(reader, query, row)) if result in ("unbalanced", "unknown") else ""
        st.markdown(f":{colour}-badge[{head}] {named}")


def _remark(reader: Reader, query: Query, row: dict[str, object]) -> str:
    """The residual of one unit, or what is not known of it, with the way to the places."""
    if row["balance"] == "unbalanced":
        name = "missing" if row["value"] > 0 else "surplus"
        text = f"{part(reader, name)} {yuan(reader, abs(row['value']))}"
    else:
        lacking = [name for name in ("identified", "recovered") if row[name] is None]
        text = reader.say("funds.lacking", parts=reader.say("grammar.comma").join(part(reader, name) for name in lacking)) if lacking else reader.say("funds.is_unknown")
    return reader.say("grammar.colon") + tracing.linked(reader, text, query, row["unit_id"])


def aside(reader: Reader, by_state: Rows) -> None:
    """What takes no part in the equation: surrendered money was recovered before, and an averted loss was never due."""
    query, parts = breakdown("funds_by_state"), []
    for state in ("surrendered", "loss_averted"):
        said = [row["value"] for row in by_state if row["state"] == state]
        amount = tracing.linked(reader, yuan(reader, sum(said)), query, state=state) if said else formats.reason("not_stated", reader.language)
        parts.append(f"{part(reader, state)} {amount}")
    st.markdown(f"{reader.say('funds.aside')}{reader.say('grammar.colon')}{reader.say('grammar.semicolon').join(parts)}")
