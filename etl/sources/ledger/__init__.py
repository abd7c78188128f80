"""Ledgers 台账: Excel workbooks and CSV files of problems and measures, as offices keep them."""

import re
from collections.abc import Collection
from datetime import date
from pathlib import Path

from etl.identity import Identity
from etl.register import Ambiguous
from etl.schema import BY_NAME
from etl.sources import Issue, Reading, Rows
from etl.sources.ledger.flat import FlatLedger
from etl.terms import Terms

SUFFIXES = (".xlsx", ".xls", ".csv")
TITLE = re.compile(r"《[^《》]*(?:〈[^〉]*〉[^《》]*)*》")
FUND_STATES = ("identified", "recovered", "outstanding", "written_off", "surrendered", "loss_averted")
RULE_ACTIONS = ("new", "revised", "abolished", "planned", "new_or_revised")


def reads(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES


def read(path: Path, terms: Collection[str], mapping: dict | None = None) -> FlatLedger:
    """The flat form of a ledger; heavy work, needs nothing but the file."""
    from etl.sources.ledger import reading

    return reading.read_flat(path, terms, mapping)


def split(flat: FlatLedger, document: dict, identity: Identity, terms: Terms) -> Reading:
    """The canonical tables of one ledger: units, inspections and problems found again or made, the rest beside them."""
    return _Split(flat, document, identity, terms).reading()


class _Split:
    """One pass over the lines of a flat ledger."""

    def __init__(self, flat: FlatLedger, document: dict, identity: Identity, terms: Terms):
        self.flat, self.identity, self.terms = flat, identity, terms
        self.file, self.as_of, self.document_id = document["uri"], document["as_of"], document["document_id"]
        self.columns, self.locators = flat.rows.columns, flat.rows.locators
        self.rows = {name: _Sink(name, self.document_id) for name in ("problems", "measures", "progress", "funds", "discipline", "rules")}
        self.refusals, self.remarks = list(flat.refusals), list(flat.remarks)
        self.unit_ids, self.inspection_ids, self.used = {}, {}, {}
        self.seen_problems, self.measure_numbers = {}, {}
        self.inspections_named: set[str] = set()
        self.document = document | {"speaks_of": "、".join(self.speaks_of()), "standard": self.standard()}

    def of(self, prefix: str) -> dict[str, list]:
        return {name.partition(".")[2]: values for name, values in self.columns.items() if name.startswith(prefix + ".")}

    def speaks_of(self) -> list[str]:
        """Which tables the ledger has columns for: a later ledger that has them replaces what an earlier one said."""
        has = {name.partition(".")[0].partition(":")[0] for name in self.columns}
        if not {"problems.problem_text", "problems.heading", "problems.status"} & set(self.columns):
            has.discard("problems")
        return [name for name in ("problems", "measures", "funds", "discipline", "rules") if name in has]

    def standard(self) -> str:
        for column, standard in (("accepted_on", "accepted"), ("evidenced_on", "evidenced")):
            if f"problems.{column}" in self.columns:
                return standard
        return "claimed"

    def reading(self) -> Reading:
        unit, inspection = self.of("units"), self.of("inspections")
        problem, measure = self.of("problems"), self.of("measures")
        for index in range(len(self.flat.rows)):
            unit_id = self.unit_at(index, unit)
            if unit_id is None:
                continue
            inspection_id = self.inspection_at(index, unit_id, inspection)
            problem_id = self.problem_at(index, inspection_id, problem)
            self.measure_at(index, inspection_id, problem_id, measure)
            self.money_at(index, inspection_id, problem_id)
            self.people_at(index, inspection_id, problem_id)
            self.rules_at(index, inspection_id, problem_id)
        tables = {name: sink.rows for name, sink in self.rows.items() if len(sink.rows)}
        return Reading(self.document, tables, self.refusals, self.remarks, self.flat.masked)

    def unit_at(self, index: int, columns: dict[str, list]) -> str | None:
        key = tuple(values[index] for values in columns.values())
        if key not in self.unit_ids:
            self.unit_ids[key] = self._unit(index, dict(zip(columns, key)))
        return self.unit_ids[key]

    def _unit(self, index: int, facts: dict) -> str | None:
        name = facts.get("unit_name") or facts.get("unit_id")
        if not name:
            self.refuse(index, "units.unit_name", "", "单位名称，不能为空")
            return None
        try:
            return self.identity.unit(name, {key: value for key, value in facts.items() if value is not None})
        except Ambiguous as fits:
            self.refuse(index, "units.unit_name", name, f"能确定的单位全称；这个名称在登记册中对应 {fits}")
            return None

    def inspection_at(self, index: int, unit_id: str, columns: dict[str, list]) -> str:
        key = (unit_id, *(values[index] for values in columns.values()))
        if key not in self.inspection_ids:
            facts = dict(zip(columns, key[1:]))
            inspection_id = self.identity.inspection(unit_id, facts | {"document_id": self.document_id, "locator": self.locators[index]})
            self.inspection_ids[key] = inspection_id
            self.inspections_named.add(inspection_id)
        return self.inspection_ids[key]

    def problem_at(self, index: int, inspection_id: str, columns: dict[str, list]) -> str | None:
        number, text = _at(columns, "number", index), _at(columns, "problem_text", index) or _at(columns, "heading", index)
        if not number and not text:
            return None
        basis = _at(columns, "basis", index) or "feedback"
        key = (inspection_id, basis, number, text)
        if key not in self.seen_problems:
            used = self.used.setdefault(inspection_id, {})
            problem_id, before = self.identity.problem(inspection_id, basis, number, text, used)
            self.seen_problems[key] = problem_id
            if before and before != number:
                self.remarks.append(Issue(self.file, self.place(index), self.flat.headers.get("problems.number", "序号"), str(number), f"{before}（按文字认出是同一问题，编号已变）"))
            self.add_problem(index, problem_id, inspection_id, basis, columns)
        return self.seen_problems[key]

    def add_problem(self, index: int, problem_id: str, inspection_id: str, basis: str, columns: dict[str, list]) -> None:
        facts = {name: values[index] for name, values in columns.items()}
        self.rows["problems"].add(self.locators[index], facts | {"problem_id": problem_id, "inspection_id": inspection_id, "basis": basis})
        if facts.get("status"):
            self.rows["progress"].add(self.locators[index], {"problem_id": problem_id, "inspection_id": inspection_id, "as_of": self.as_of, "status": facts["status"]})

    def measure_at(self, index: int, inspection_id: str, problem_id: str | None, columns: dict[str, list]) -> None:
        if _at(columns, "measure_text", index) is None and _at(columns, "number", index) is None:
            return
        facts = {name: values[index] for name, values in columns.items()}
        owner = problem_id or inspection_id
        count = self.measure_numbers[owner] = self.measure_numbers.get(owner, 0) + 1
        number = facts.get("number") or str(count)
        self.rows["measures"].add(self.locators[index], facts | {
            "measure_id": f"{owner}-m{count}", "problem_id": problem_id, "inspection_id": inspection_id, "number": number})

    def money_at(self, index: int, inspection_id: str, problem_id: str | None) -> None:
        for state in FUND_STATES:
            amount = _at(self.columns, f"funds.{state}", index)
            if amount is not None:
                self.rows["funds"].add(self.locators[index], {
                    "fund_id": f"{self.document_id}-{self.locators[index]}-{state}", "inspection_id": inspection_id, "problem_id": problem_id, "state": state,
                    "amount": amount, "category": _at(self.columns, "funds.category", index), "is_approximate": False,
                    "happened_on": _at(self.columns, "funds.happened_on", index) if state == "recovered" else None})

    def people_at(self, index: int, inspection_id: str, problem_id: str | None) -> None:
        stated = [(name.partition(":")[2], values[index]) for name, values in self.columns.items() if name.startswith("discipline:")]
        stated.append((_at(self.columns, "discipline.term", index), _at(self.columns, "discipline.number", index)))
        for term, number in stated:
            if term and number is not None:
                form, term_class = self.terms.resolve(term, None)
                self.rows["discipline"].add(self.locators[index], {
                    "discipline_id": f"{self.document_id}-{self.locators[index]}-{term}", "inspection_id": inspection_id, "problem_id": problem_id, "term": term,
                    "form": form, "term_class": term_class, "counts": "persons", "number": number, "is_approximate": False,
                    "decided_on": _at(self.columns, "discipline.decided_on", index)})

    def rules_at(self, index: int, inspection_id: str, problem_id: str | None) -> None:
        written = _at(self.columns, "rules.title", index)
        titles = TITLE.findall(written) if written else []
        counts = {action: _at(self.columns, f"rules.{action}", index) for action in RULE_ACTIONS if f"rules.{action}" in self.columns}
        stated = sum(number for number in counts.values() if number)
        if titles and counts and stated != len(titles):
            self.remarks.append(Issue(self.file, self.place(index), "制度", f"名称 {len(titles)} 项，数目 {stated} 项", "一致的名称和数目（按名称计）"))
        for position, title in enumerate(titles):
            self.add_rule(index, inspection_id, problem_id, _at(self.columns, "rules.action", index) or "new_or_revised", 1, title.strip("《》"), position)
        if not titles:
            for position, (action, number) in enumerate(counts.items()):
                if number is not None:
                    self.add_rule(index, inspection_id, problem_id, action, number, None, position)

    def add_rule(self, index, inspection_id, problem_id, action, number, title, position) -> None:
        self.rows["rules"].add(self.locators[index], {
            "rule_id": f"{self.document_id}-{self.locators[index]}-{position + 1}", "inspection_id": inspection_id, "problem_id": problem_id, "title": title,
            "action": action, "number": number, "issued_on": _at(self.columns, "rules.issued_on", index)})

    def place(self, index: int) -> str:
        sheet, _, row = self.locators[index].rpartition("!")
        return f"{sheet} › 第 {row} 行"

    def refuse(self, index: int, column: str, found: str, wanted: str) -> None:
        self.refusals.append(Issue(self.file, self.place(index), self.flat.headers.get(column, column), found, wanted))


class _Sink:
    """Collects the rows of one table, column by column."""

    def __init__(self, table: str, document_id: str):
        self.names = BY_NAME[table].names
        self.document_id = document_id
        self.rows = Rows({name: [] for name in self.names}, [])

    def add(self, locator: str, facts: dict) -> None:
        columns = self.rows.columns
        for name in self.names:
            columns[name].append(facts.get(name))
        columns["document_id"][-1], columns["locator"][-1] = self.document_id, locator
        self.rows.locators.append(locator)


def _at(columns: dict[str, list], name: str, index: int):
    values = columns.get(name)
    return values[index] if values is not None else None


def latest_day(flat: FlatLedger) -> date | None:
    """The latest completion or acceptance day in the lines: by then at the latest the ledger was written."""
    days = [day for name in ("claimed_on", "evidenced_on", "accepted_on") for day in flat.rows.columns.get(f"problems.{name}", ()) if day]
    return max(days, default=None)
