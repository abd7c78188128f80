"""The parts of the page on money: a ledger that must balance, by category and by unit, and what is not known of it."""

from collections import defaultdict
from dataclasses import replace

import streamlit as st

from dashboard import answers, balances, cards, charts, components, downloads, footer, formats, labels, pictures, pooled, stated, tables, totals, tracing
from dashboard.answers import Rows
from dashboard.balances import RESULTS, SHOWN, Sums, added
from dashboard.charts import Mark
from dashboard.reader import Reader
from dashboard.stated import Column
from queries import Query, breakdown, metric
from queries.statistics.concentration import gini, top_share

AMOUNTS = ("funds_identified", "funds_recovered", "funds_outstanding")
METRICS = (*AMOUNTS, "recovery_rate")
BREAKDOWNS = ("funds_balance", "funds_by_category", "funds_by_state", "funds_by_source")
FEWEST_FOR_GINI = 10


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


def ledger(reader: Reader, rows: Rows, by_state: Rows) -> None:
    """The whole scope as one equation and one bar, over the inspections that can be checked; the others beside it, never as nought."""
    query = breakdown("funds_balance")
    with components.card("funds_balance", query.title[reader.language], query.caveat[reader.language], query, reader):
        if not rows:
            st.caption(reader.say("funds.nothing"))
        checked = [row for row in rows if row["balance"] != "unknown"]
        if checked:
            sums = added(checked)
            st.markdown(balances.equation(reader, sums))
            balances.pictured(reader, "funds_balance", [(reader.say("funds.whole"), sums)], reader.say("funds.balance_alt"), checked)
        balances.results(reader, query, rows)
        balances.aside(reader, by_state)
        st.caption(reader.say("stated.sources"))
        downloads.row(reader, query, answers.tables(reader, [query])[query.name])


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
        balances.pictured(reader, "funds_by_category", [(_category(reader, name), sums) for name, sums in whole.items()], reader.say("funds.category_alt"),
                          [row for row in rows if not row["unchecked"]])
        st.caption(reader.say("funds.category_note"))
        st.caption(reader.say("stated.sources"))
        _category_table(reader, query, ledgers, grouped)
        downloads.row(reader, query, answers.tables(reader, [query])[query.name])


def _category(reader: Reader, name: str) -> str:
    return name or reader.say("unit.no_category")


def _category_table(reader: Reader, query: Query, ledgers: dict[str, Sums], grouped: dict[str, Rows]) -> None:
    """Exact yuan; what nobody stated is a dash, and how many inspections could not be checked stands beside."""
    shown = [name for name in SHOWN if any(sums[name] is not None for sums in ledgers.values())]
    head = [query.columns["category"][reader.language], *(reader.say("unit.in_yuan", state=balances.part(reader, name)) for name in shown),
            reader.say("funds.unchecked"), reader.say("funds.units"), reader.say("evidence.title")]
    lines = []
    for category, sums in ledgers.items():
        amounts = ["—" if sums[name] is None else formats.yuan(sums[name]) for name in shown]
        counts = [sum(row["unchecked"] for row in grouped[category]), len({row["unit_id"] for row in grouped[category]})]
        cells = [formats.escaped(cell) for cell in (_category(reader, category), *amounts, *map(formats.count, counts))]
        lines.append([*cells, tracing.linked(reader, reader.say("evidence.title"), query, category=category or None)])
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
            whole = [(row["unit_name"], added([each for each in ledgers[row["unit_id"]] if each["balance"] != "unknown"])) for row in stating]
            balances.pictured(reader, "funds_by_unit", whole, reader.say("funds.unit_alt"), [each for each in found[query.name] if each["balance"] != "unknown"])
        elif any([_strip(reader, metric(name), found[name]) for name in AMOUNTS]):
            st.caption(reader.say("funds.log_axis"))
        for name in ("funds_identified", "funds_recovered"):
            _concentration(reader, metric(name), found[name])
        st.caption(reader.say("stated.sources"))
        _unit_table(reader, query, stating, ledgers)
        stated.silent(reader, [row for row in found["recovery_rate"] if not ledgers[row["unit_id"]]], key="funds")
        downloads.row(reader, metric("recovery_rate"), answers.tables(reader, asked())["recovery_rate"])


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
        marks = [Mark(row["unit_name"], float(row["value"]), balances.yuan(reader, row["value"]), labels.source(reader, row["source"])) for row in said]
        return charts.log_strip(marks, nought="0", tick=tick) if is_skewed else charts.strip(marks, is_neutral=True, tick=tick)

    def tick(value: float) -> str:
        return formats.joined(pictures.tick(query, value, reader.language))

    figure = answers.kept_figure((*reader.key, "money_strip", query.name, reader.chosen, reader.language), drawn)
    components.chart(figure, alt=reader.say("chart.units_alt", metric=query.title[reader.language], n=len(said)), key=f"strip_{query.name}", title=query.title[reader.language],
                     below=footer.uncompared(reader, said))
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
    columns = [Column(query.columns["balance"][reader.language]), *(Column(reader.say("unit.in_yuan", state=balances.part(reader, name)), "money") for name in SHOWN),
               Column(metric("recovery_rate").title[reader.language], "percent")]
    body = []
    for row in rows:
        said = ledgers[row["unit_id"]]
        sums = added(said)
        results = [f"{RESULTS[code]} {reader.say(f'funds.is_{code}')}" for code in RESULTS if any(each["balance"] == code for each in said)]
        body.append([reader.say("grammar.comma").join(results), *(sums[name] for name in SHOWN), row["value"]])
    kept = [place for place in range(len(columns)) if any(line[place] is not None for line in body)]
    stated.table(reader, rows, [columns[place] for place in kept], [[line[place] for place in kept] for line in body],
                 [tracing.address(reader, query, row["unit_id"]) for row in rows], alt=reader.say("funds.by_unit"), key="funds_by_unit", has_file=False)


def declared(reader: Reader, rows: Rows) -> None:
    stated.gap(reader, breakdown("funds_by_source"), rows, lambda row: labels.label(reader, "fund_state", row["state"]), "money")
