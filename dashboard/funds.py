"""The parts of the page on money: a ledger that must balance, by category and by unit, and what is not known of it."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import streamlit as st

from dashboard import answers, cards, charts, components, downloads, formats, labels, pictures, pooled, stated, tables, totals, tracing
from dashboard.answers import Rows
from dashboard.charts import Account, Mark
from dashboard.charts.balance import PARTS
from dashboard.reader import Reader
from dashboard.stated import Column
from queries import Query, breakdown, metric
from queries.statistics.concentration import gini, top_share

AMOUNTS = ("funds_identified", "funds_recovered", "funds_outstanding")
METRICS = (*AMOUNTS, "recovery_rate")
BREAKDOWNS = ("funds_balance", "funds_by_category", "funds_by_state", "funds_by_source")
SUMS = ("identified", "recovered", "outstanding", "reckoned", "written_off")
# Each result of the check with its sign: shape and word, before any colour.
RESULTS = {"unbalanced": "▲", "unknown": "？", "reckoned": "▨", "balanced": "✔"}
FEWEST_FOR_GINI = 10
Sums = dict[str, Decimal | None]


def asked() -> list[Query]:
    return [*map(metric, METRICS), *map(breakdown, BREAKDOWNS)]


def numbers(reader: Reader, found: dict[str, Rows]) -> None:
    """The sums of the metrics, to the fen beneath, and the rate of their sums."""
    wall = []
    for name in AMOUNTS:
        exact = totals.summed(found[name], "value").value
        for card in cards.sums(reader, metric(name), found[name]):
            wall.append(card if exact is None else replace(card, lines=(reader.say("funds.exact", yuan=formats.yuan(exact)), *card.lines)))
    cards.wall(reader, [*wall, pooled.card(reader, metric("recovery_rate"), found["recovery_rate"])])


def added(rows: Rows) -> Sums:
    """The exact sums of a ledger's columns and of its residuals, each sign for itself, so that no gap hides behind a surplus."""
    sums: Sums = {name: sum(said) if (said := [row[name] for row in rows if row[name] is not None]) else None for name in SUMS}
    residuals = [row["value"] for row in rows if row["value"]]
    above, below = [value for value in residuals if value > 0], [-value for value in residuals if value < 0]
    return sums | {"missing": sum(above) if above else None, "surplus": sum(below) if below else None}


def ledger(reader: Reader, rows: Rows, by_state: Rows) -> None:
    """The whole scope as one equation and one bar, over the inspections that can be checked; the others beside it, never as nought."""
    query = breakdown("funds_balance")
    with components.card("funds_balance", query.title[reader.language], query.caveat[reader.language], query, reader):
        if not rows:
            st.caption(reader.say("funds.nothing"))
        checked = [row for row in rows if row["balance"] != "unknown"]
        if checked:
            sums = added(checked)
            st.markdown(_equation(reader, sums))
            _bar(reader, sums)
        _results(reader, query, rows)
        _aside(reader, by_state)
        st.caption(stated.ages(reader, metric("actions_per_10_problems")))
        downloads.row(reader, query, answers.tables(reader, [query])[query.name])


def _equation(reader: Reader, sums: Sums) -> str:
    """应追缴 = 已追缴 + 未收回 + 核销 + 差额, with the exact yuan; a part that nobody states is not written as 0."""
    said = {name: f"{_part(reader, name)}{formats.THIN}{_traced(reader, name, sums[name])}" for name in ("identified", *PARTS) if sums[name] is not None}
    plus = " ＋ ".join(said[name] for name in PARTS if name in said and name != "surplus")
    minus = f" － {said['surplus']}" if "surplus" in said else ""
    return f"{said['identified']} ＝ {plus}{minus}"


def _traced(reader: Reader, name: str, amount: Decimal) -> str:
    """An amount with the way to its rows and sentences: those of its state, or of the whole ledger where it is reckoned from several."""
    is_state = name in labels.codes(reader, "fund_state")
    return f"**{tracing.linked(reader, _yuan(reader, amount), breakdown('funds_by_state'), state=name) if is_state else tracing.linked(reader, _yuan(reader, amount), breakdown('funds_balance'))}**"


def _part(reader: Reader, name: str) -> str:
    """A part of the ledger by name: the states as the data call them, and what does not balance in our words."""
    shape = f"{PARTS[name][1]} " if name in PARTS else ""
    state = labels.codes(reader, "fund_state").get(name)
    return shape + (state or reader.say(f"funds.{name}"))


def _yuan(reader: Reader, value: Decimal) -> str:
    return formats.joined((formats.yuan(value), reader.say("formats.yuan")))


def _bar(reader: Reader, sums: Sums) -> None:
    account = _account(reader, reader.say("funds.whole"), sums)
    figure = answers.kept_figure((*reader.key, "balance", reader.chosen, reader.language), lambda: charts.balance([account]))
    components.chart(figure, alt=reader.say("funds.balance_alt"), key="funds_balance")
    _legend(reader, [sums])


def _legend(reader: Reader, ledgers: list[Sums]) -> None:
    """Shape and word of every part in the picture."""
    found = [name for name in PARTS if any(sums[name] for sums in ledgers)]
    st.markdown(" ".join(f":{PARTS[name][3]}-badge[{_part(reader, name)}]" for name in found))


def _account(reader: Reader, label: str, sums: Sums) -> Account:
    """A ledger as its bar; drawn lengths are floats, the words are exact."""
    due = sums["identified"]
    parts = tuple((name, float(sums[name]), formats.share(sums[name], due) if due else "", f"{_part(reader, name)[2:]} {_yuan(reader, sums[name])}") for name in PARTS if sums[name])
    return Account(label, float(due), parts, f"{_part(reader, 'identified')} {formats.joined(formats.money(due, reader.language))}")


def _results(reader: Reader, query: Query, rows: Rows) -> None:
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
        text = f"{_part(reader, name)} {_yuan(reader, abs(row['value']))}"
    else:
        lacking = [name for name in ("identified", "recovered") if row[name] is None]
        text = reader.say("funds.lacking", parts=reader.say("grammar.comma").join(_part(reader, name) for name in lacking)) if lacking else reader.say("funds.is_unknown")
    return reader.say("grammar.colon") + tracing.linked(reader, text, query, row["unit_id"])


def _aside(reader: Reader, by_state: Rows) -> None:
    """What takes no part in the equation: surrendered money was recovered before, and an averted loss was never due."""
    query, parts = breakdown("funds_by_state"), []
    for state in ("surrendered", "loss_averted"):
        said = [row["value"] for row in by_state if row["state"] == state]
        amount = tracing.linked(reader, _yuan(reader, sum(said)), query, state=state) if said else formats.reason("not_stated", reader.language)
        parts.append(f"{_part(reader, state)} {amount}")
    st.markdown(f"{reader.say('funds.aside')}{reader.say('grammar.colon')}{reader.say('grammar.semicolon').join(parts)}")


def categories(reader: Reader, rows: Rows) -> None:
    """A ledger a category, as bars and to the fen."""
    query = breakdown("funds_by_category")
    with components.card("funds_by_category", query.title[reader.language], query.caveat[reader.language], query, reader):
        if not rows:
            st.caption(reader.say("funds.nothing"))
            return
        grouped: dict[str, Rows] = defaultdict(list)
        for row in rows:
            grouped[row["category"] or ""].append(row)
        ledgers = {name: added(grouped[name]) for name in sorted(grouped, key=lambda name: (not name, name.encode("gb18030")))}
        # A bar is drawn only from rows in which nothing is unknown; the table has all of them.
        whole = {name: added([row for row in grouped[name] if not row["unchecked"]]) for name in ledgers}
        accounts = [_account(reader, _category(reader, name), sums) for name, sums in whole.items() if sums["identified"]]
        if accounts:
            figure = answers.kept_figure((*reader.key, "balance_by_category", reader.chosen, reader.language), lambda: charts.balance(accounts))
            components.chart(figure, alt=reader.say("funds.category_alt"), key="funds_by_category")
            _legend(reader, list(whole.values()))
            st.caption(reader.say("funds.category_note"))
            st.caption(stated.ages(reader, metric("actions_per_10_problems")))
        _category_table(reader, query, ledgers, grouped)
        downloads.row(reader, query, answers.tables(reader, [query])[query.name])


def _category(reader: Reader, name: str) -> str:
    return name or reader.say("unit.no_category")


def _category_table(reader: Reader, query: Query, ledgers: dict[str, Sums], grouped: dict[str, Rows]) -> None:
    """Exact yuan; what nobody stated is a dash, and how many inspections could not be checked stands beside."""
    names = ("identified", "recovered", "outstanding", "reckoned", "written_off", "missing", "surplus")
    shown = [name for name in names if any(sums[name] is not None for sums in ledgers.values())]
    head = [query.columns["category"][reader.language], *(reader.say("unit.in_yuan", state=_part(reader, name)) for name in shown),
            reader.say("funds.unchecked"), reader.say("funds.units"), reader.say("evidence.title")]
    lines = []
    for category, sums in ledgers.items():
        amounts = ["—" if sums[name] is None else formats.yuan(sums[name]) for name in shown]
        counts = [sum(row["unchecked"] for row in grouped[category]), len({row["unit_id"] for row in grouped[category]})]
        cells = [formats.escaped(cell) for cell in (_category(reader, category), *amounts, *map(formats.count, counts))]
        lines.append([*cells, tracing.linked(reader, reader.say("evidence.title"), query, category=category)])
    tables.plain(head, lines, alt=query.title[reader.language], key="funds_by_category")


def units(reader: Reader, found: dict[str, Rows]) -> None:
    """Every unit's ledger: bars while they are few, one strip an amount when they are many; how few hold most; and the table."""
    query = breakdown("funds_balance")
    rows = stated.in_register_order(reader, found["recovery_rate"])
    with components.card("funds_by_unit", reader.say("funds.by_unit"), reader.say("funds.by_unit_about"), metric("recovery_rate"), reader):
        ledgers: dict[str, Rows] = {row["unit_id"]: [] for row in rows}
        for each in found[query.name]:
            ledgers[each["unit_id"]].append(each)
        stating = [row for row in rows if ledgers[row["unit_id"]]]
        if len(stating) <= pictures.MOST_NAMED:
            _unit_bars(reader, stating, ledgers)
        elif any([_strip(reader, metric(name), found[name]) for name in AMOUNTS]):
            st.caption(reader.say("funds.log_axis"))
        for name in ("funds_identified", "funds_recovered"):
            _concentration(reader, metric(name), found[name])
        st.caption(stated.ages(reader, metric("actions_per_10_problems")))
        _unit_table(reader, query, stating, ledgers)
        stated.silent(reader, [row for row in found["recovery_rate"] if not ledgers[row["unit_id"]]], key="funds")
        downloads.row(reader, metric("recovery_rate"), answers.tables(reader, asked())["recovery_rate"])


def _unit_bars(reader: Reader, rows: Rows, ledgers: dict[str, Rows]) -> None:
    whole = {row["unit_id"]: added([each for each in ledgers[row["unit_id"]] if each["balance"] != "unknown"]) for row in rows}
    accounts = [_account(reader, row["unit_name"], whole[row["unit_id"]]) for row in rows if whole[row["unit_id"]]["identified"]]
    if accounts:
        figure = answers.kept_figure((*reader.key, "balance_by_unit", reader.chosen, reader.language), lambda: charts.balance(accounts))
        components.chart(figure, alt=reader.say("funds.unit_alt"), key="funds_by_unit")
        _legend(reader, list(whole.values()))


def _strip(reader: Reader, query: Query, rows: Rows) -> bool:
    """One amount of many units, and whether it is so skewed that the axis is in powers of ten; nought and unknown are counted apart."""
    said = [row for row in rows if row["value"] is not None]
    if not said:
        return False
    silent = stated.by_statement(rows)
    apart = [reader.say("funds.nought", n=len(silent["nought"]))] if silent["nought"] else []
    apart += [f"{formats.reason(code, reader.language)} {reader.say('card.units', n=len(units))}" for code, units in silent.items() if code not in ("some", "nought")]
    st.markdown(f"**{query.title[reader.language]}**　" + reader.say("grammar.semicolon").join([reader.say("card.units", n=len(silent["some"])), *apart]))
    is_skewed = charts.is_skewed([row["value"] for row in said])

    def drawn():
        marks = [Mark(row["unit_name"], float(row["value"]), _yuan(reader, row["value"]), labels.source(reader, row["source"])) for row in said]
        return charts.log_strip(marks, nought="0", tick=tick) if is_skewed else charts.strip(marks, is_neutral=True, tick=tick)

    def tick(value: float) -> str:
        return formats.joined(pictures.tick(query, value, reader.language))

    figure = answers.kept_figure((*reader.key, "money_strip", query.name, reader.chosen, reader.language), drawn)
    components.chart(figure, alt=reader.say("chart.units_alt", metric=query.title[reader.language], n=len(said)), key=f"strip_{query.name}")
    return is_skewed


def _concentration(reader: Reader, query: Query, rows: Rows) -> None:
    """「前 3 家占 72%」, and the Gini coefficient only where there are ten units to tell."""
    values = [float(row["value"]) for row in rows if row["value"] is not None]
    if len(values) <= 3 or not sum(values):
        return
    said = reader.say("funds.top", metric=query.title[reader.language], share=formats.percent(100 * top_share(values)), n=len(values))
    if len(values) >= FEWEST_FOR_GINI:
        said += reader.say("funds.gini", gini=formats.rounded(gini(values), 2), n=len(values))
    st.caption(said)


def _unit_table(reader: Reader, query: Query, rows: Rows, ledgers: dict[str, Rows]) -> None:
    """Exact yuan, the result of the check in words, and the rate; what a unit does not state is a dash."""
    columns = [Column(query.columns["balance"][reader.language]), *(Column(reader.say("unit.in_yuan", state=_part(reader, name)), "money") for name in (*SUMS, "missing", "surplus")),
               Column(metric("recovery_rate").title[reader.language], "percent")]
    body = []
    for row in rows:
        said = ledgers[row["unit_id"]]
        sums = added(said)
        results = [f"{RESULTS[code]} {reader.say(f'funds.is_{code}')}" for code in RESULTS if any(each["balance"] == code for each in said)]
        body.append([reader.say("grammar.comma").join(results), *(sums[name] for name in (*SUMS, "missing", "surplus")), row["value"]])
    kept = [place for place in range(len(columns)) if any(line[place] is not None for line in body)]
    stated.table(reader, rows, [columns[place] for place in kept], [[line[place] for place in kept] for line in body],
                 [tracing.address(reader, query, row["unit_id"]) for row in rows], alt=reader.say("funds.by_unit"), key="funds_by_unit")


def declared(reader: Reader, rows: Rows) -> None:
    stated.gap(reader, breakdown("funds_by_source"), rows, lambda row: labels.label(reader, "fund_state", row["state"]), "money")
