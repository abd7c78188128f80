"""The money as a ledger that must balance: due, recovered, outstanding, written off, and what is left over; neutral, and never guessed."""

from dashboard import balances, footer, formats
from dashboard.balances import SHOWN, added
from dashboard.charts.balance import PARTS
from dashboard.reader import Reader
from dashboard.report import pictured
from dashboard.report import subject as subjects
from dashboard.report import telling
from dashboard.report.document import Paragraph, Picture, Run, Section, Table
from dashboard.report.subject import Subject
from dashboard.report.telling import Words, joined, led, paragraph, say, yuan
from queries import breakdown, metric

Row = dict[str, object]
MOST_NAMED = 40


def chapter(reader: Reader, subject: Subject) -> Section:
    rows = subjects.rows(subject, breakdown("funds_balance"))
    if not rows:
        why = telling.value(reader, metric("funds_identified"), subjects.rows(subject, metric("funds_identified"))[0]) if subject.kind == "unit" else reader.say("funds.nothing")
        return Section(reader.say("report.funds"), (paragraph(reader, say(reader, "report.funds_none", reason=why), say(reader, "report.not_nought")),))
    blocks: list = [*_balance(reader, subject, rows), *(paragraph(reader, each, style="item") for each in _results(reader, subject, rows)), _aside(reader, subject),
                    _categories(reader, subject), paragraph(reader, breakdown("funds_balance").caveat[reader.language], style="note")]
    return Section(reader.say("report.funds"), tuple(block for block in blocks if block))


def _balance(reader: Reader, subject: Subject, rows: list[Row]) -> list[Paragraph | Picture]:
    """The equation of the inspections that can be checked, and its bar."""
    checked = [row for row in rows if row["balance"] != "unknown"]
    if not checked:
        return [paragraph(reader, reader.say("report.funds_unchecked"))]
    sums = added(checked)
    blocks: list[Paragraph | Picture] = [paragraph(reader, say(reader, "report.funds_equation", equation=equation(reader, subject, sums)))]
    if figure := pictured.ledger(reader, [(reader.say("funds.whole"), sums)]):
        legend = reader.say("grammar.comma").join(balances.part(reader, name) for name in PARTS if sums[name])
        blocks.append(Picture(figure, reader.say("report.funds_picture"), reader.say("funds.balance_alt"), f"{legend}\n{footer.said(reader, footer.uncompared(reader, checked))}"))
    return blocks


def equation(reader: Reader, subject: Subject, sums: balances.Sums) -> tuple[Run, ...]:
    """As the page on money writes it; a part that nobody states is not written as 0."""
    said = {name: (Run(balances.part(reader, name) + formats.THIN), _amount(reader, subject, name, sums[name])) for name in ("identified", *PARTS) if sums[name] is not None}
    right = joined([said[name] for name in PARTS if name in said and name != "surplus"], " ＋ ")
    minus = (Run(" － "), *said["surplus"]) if "surplus" in said else ()
    return telling.merged((*said["identified"], Run(" ＝ "), *right, *minus)) if "identified" in said else right


def _amount(reader: Reader, subject: Subject, name: str, amount: object) -> Run:
    """To the rows of its state; where some inspections cannot be checked, or it is reckoned from several, to the whole ledger."""
    is_whole = all(row["balance"] != "unknown" for row in subjects.rows(subject, breakdown("funds_balance")))
    is_state = is_whole and name in ("identified", "recovered", "outstanding", "written_off")
    return led(reader, yuan(reader, amount), breakdown("funds_by_state" if is_state else "funds_balance"), subject.unit_id, **({"state": name} if is_state else {}))


def _results(reader: Reader, subject: Subject, rows: list[Row]) -> list[Words]:
    """What the check came to, unit by unit where several are told; a residual is to be checked, not a verdict."""
    said: list[Words] = []
    for row in sorted(rows, key=lambda row: subject.unit_ids.index(row["unit_id"])):
        if subject.kind != "unit" and row["balance"] not in ("unbalanced", "unknown"):
            continue
        lacking = [balances.part(reader, name) for name in ("identified", "recovered") if row[name] is None]
        if row["balance"] == "unbalanced":
            what = balances.part(reader, "missing" if row["value"] > 0 else "surplus")
            said.append(say(reader, "report.funds_residual", name=row["unit_name"], what=what, amount=led(reader, yuan(reader, abs(row["value"])), breakdown("funds_balance"), row["unit_id"])))
        elif row["balance"] == "unknown" and lacking:
            known = [joined([balances.part(reader, name), led(reader, yuan(reader, row[name]), breakdown("funds_by_state"), row["unit_id"], state=name)], formats.THIN)
                     for name in ("identified", "recovered", "outstanding") if row[name] is not None]
            said.append(say(reader, "report.funds_lacking", name=row["unit_name"], parts=reader.say("grammar.comma").join(lacking), known=joined(known, reader.say("grammar.comma"))))
        else:
            said.append(say(reader, "report.funds_result", name=row["unit_name"], result=reader.say(f"funds.is_{row['balance']}")))
    return [*said[:MOST_NAMED], *([reader.say("attention.more", n=len(said) - MOST_NAMED)] if len(said) > MOST_NAMED else [])]


def _aside(reader: Reader, subject: Subject) -> Paragraph | None:
    """What takes no part in the equation."""
    query, rows = breakdown("funds_by_state"), subjects.rows(subject, breakdown("funds_by_state"))
    sums = {state: sum(row["value"] for row in rows if row["state"] == state) for state in ("surrendered", "loss_averted") if any(row["state"] == state for row in rows)}
    said = [joined([balances.part(reader, state), led(reader, yuan(reader, amount), query, subject.unit_id, state=state)], formats.THIN) for state, amount in sums.items()]
    return paragraph(reader, say(reader, "report.funds_aside", parts=joined(said, reader.say("grammar.semicolon")))) if said else None


def _categories(reader: Reader, subject: Subject) -> Table | None:
    """A row a category to the fen; what nobody stated is a dash."""
    query, grouped = breakdown("funds_by_category"), {}
    for row in subjects.rows(subject, query):
        grouped.setdefault(row["category"] or "", []).append(row)
    if not grouped:
        return None
    ledgers = {name: added(grouped[name]) for name in sorted(grouped, key=lambda name: (not name, name.encode("gb18030")))}
    shown = [name for name in SHOWN if any(sums[name] is not None for sums in ledgers.values())]
    lines = [[category or reader.say("unit.no_category"),
              *(None if sums[name] is None else led(reader, formats.yuan(sums[name]), query, subject.unit_id, category=category or None) for name in shown),
              formats.count(sum(row["unchecked"] for row in grouped[category]))] for category, sums in ledgers.items()]
    head = [query.columns["category"][reader.language], *(reader.say("unit.in_yuan", state=balances.part(reader, name)) for name in shown), reader.say("funds.unchecked")]
    return telling.table(head, lines, query.title[reader.language], weights=(1.6, *(1.2,) * len(shown), 1), numbers=range(1, len(head)))
