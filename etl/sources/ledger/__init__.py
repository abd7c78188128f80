"""Ledgers 台账: Excel workbooks and CSV files of problems and measures, as offices keep them."""

import re
from collections.abc import Collection
from datetime import date
from itertools import compress
from pathlib import Path

from etl.identity import Identity, squeezed
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
    """One pass over a flat ledger, by column: who is who is asked once for each different answer, rows are gathered by index."""

    def __init__(self, flat: FlatLedger, document: dict, identity: Identity, terms: Terms):
        self.flat, self.identity, self.terms = flat, identity, terms
        self.file, self.as_of, self.document_id = document["uri"], document["as_of"], document["document_id"]
        self.columns, self.locators = flat.rows.columns, flat.rows.locators
        self.length = len(flat.rows)
        self.refusals, self.remarks = list(flat.refusals), list(flat.remarks)
        self.document = document | {"speaks_of": "、".join(self.speaks_of()), "standard": self.standard()}

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
        units = self.units()
        if not self.refusals:
            self.refuse_unclear(units)
        if self.refusals:
            return Reading(self.document, {}, self.refusals, self.remarks, self.flat.masked)
        self.inspection_ids = self.inspections(units)
        self.problem_ids, first_lines = self.problems()
        problems = self.problem_rows(first_lines)
        tables = {"problems": problems, "progress": self.progress_rows(problems), "measures": self.measure_rows(),
                  "funds": self.fund_rows(), "discipline": self.discipline_rows(), "rules": self.rule_rows()}
        return Reading(self.document, {name: rows for name, rows in tables.items() if len(rows)}, self.refusals, self.remarks, self.flat.masked)

    def of(self, table: str) -> dict[str, list]:
        return {name.partition(".")[2]: values for name, values in self.columns.items() if name.startswith(table + ".")}

    def column(self, name: str) -> list:
        return self.columns.get(name) or [None] * self.length

    def units(self) -> list[str | None]:
        """The unit of each line."""
        columns, ids, found = self.of("units"), {}, []
        for index, key in enumerate(zip(*columns.values())):
            if key not in ids:
                ids[key] = self.unit(index, dict(zip(columns, key)))
            found.append(ids[key])
        return found

    def unit(self, index: int, facts: dict) -> str | None:
        name = facts.get("unit_name") or facts.get("unit_id")
        if not name:
            self.refuse(index, "units.unit_name", "", "单位名称，不能为空")
            return None
        try:
            return self.identity.unit(name, {key: value for key, value in facts.items() if value is not None})
        except Ambiguous as fits:
            self.refuse(index, "units.unit_name", name, f"能确定的单位全称；这个名称在登记册中对应 {fits}")
            return None

    def refuse_unclear(self, units: list[str]) -> None:
        """Refuse what could belong to any of a unit's inspections, before anything is remembered."""
        columns, seen = self.of("inspections"), set()
        for index, key in enumerate(zip(units, *columns.values())):
            if key not in seen and self.identity.is_unclear(key[0], dict(zip(columns, key[1:]))):
                self.refuse(index, "inspections.round", "", f"轮次或反馈日期；{self.identity.units[key[0]]['unit_name']}有 {len(self.identity.of_unit[key[0]])} 次巡察，不知是哪一次")
            seen.add(key)

    def inspections(self, units: list[str]) -> list[str]:
        """The inspection of each line."""
        columns, ids, found = self.of("inspections"), {}, []
        for index, key in enumerate(zip(units, *columns.values())):
            if key not in ids:
                source = {"document_id": self.document_id, "locator": self.locators[index]}
                ids[key] = self.identity.inspection(key[0], dict(zip(columns, key[1:])) | source)
            found.append(ids[key])
        return found

    def problems(self) -> tuple[list[str | None], list[int]]:
        """The problem of each line (None where a line is about none that is known), and the first line of each problem stated.

        A line with a wording or a status states a problem. A line with a number alone (a list of sums by problem number) refers to
        one that is stated elsewhere, and never makes one.
        """
        self.numbers = [squeezed(number) or None for number in self.column("problems.number")]
        bases = [basis or "feedback" for basis in self.column("problems.basis")]
        wordings = [text or heading for text, heading in zip(self.column("problems.problem_text"), self.column("problems.heading"))]
        states = [text is not None or (number is not None and status is not None) for number, text, status in zip(self.numbers, wordings, self.column("problems.status"))]
        keys = list(zip(self.inspection_ids, bases, self.numbers, wordings))
        ids = self.identity.problem_ids(dict.fromkeys(compress(keys, states)))
        found, first_lines, used = [None] * self.length, [], {}
        for index, key in enumerate(keys):
            if states[index]:
                found[index], before = ids[key]
                if found[index] not in used.setdefault(key[0], {}):
                    used[key[0]][found[index]] = key[2:]
                    first_lines.append(index)
                    self.say_renumbered(index, key[2], before)
        for index, is_stated in enumerate(states):
            if not is_stated and self.numbers[index] is not None:
                found[index] = self.identity.problem_of_number(self.inspection_ids[index], self.numbers[index], used.get(self.inspection_ids[index], {}))
        return found, first_lines

    def say_renumbered(self, index: int, number: str | None, before: str | None) -> None:
        if before and before != number:
            header = self.flat.headers.get("problems.number", "序号")
            self.remarks.append(Issue(self.file, self.place(index), header, str(number), f"{before}（按文字认出是同一问题，编号已变）"))

    def gathered(self, table: str, lines: list[int], **more: list) -> Rows:
        """The rows of a table from some lines of the ledger: its own columns by index, and `more` as they are."""
        columns = {name: [values[index] for index in lines] for name, values in self.of(table).items() if name in BY_NAME[table].names}
        columns["inspection_id"] = [self.inspection_ids[index] for index in lines]
        if "problem_id" in BY_NAME[table].names:
            columns["problem_id"] = [self.problem_ids[index] for index in lines]
        locators = [self.locators[index] for index in lines]
        return Rows(columns | {"document_id": [self.document_id] * len(lines), "locator": locators} | more, locators)

    def problem_rows(self, lines: list[int]) -> Rows:
        """The first line of each problem; what it leaves blank is taken from the problem's further lines."""
        bases = self.column("problems.basis")
        rows = self.gathered("problems", lines, basis=[bases[index] or "feedback" for index in lines], number=[self.numbers[index] for index in lines])
        for name, values in self.of("problems").items():
            blank = {self.problem_ids[index]: position for position, index in enumerate(lines) if values[index] is None} if name in rows.columns else {}
            if 0 < len(blank) and len(lines) < self.length:
                self.fill(rows.columns[name], values, blank)
        return rows

    def fill(self, cells: list, values: list, blank: dict[str, int]) -> None:
        for problem_id, value in zip(self.problem_ids, values):
            if value is not None and problem_id in blank:
                cells[blank.pop(problem_id)] = value

    def progress_rows(self, problems: Rows) -> Rows:
        """What the ledger says of each problem as of its day."""
        columns = problems.columns
        stated = [index for index, status in enumerate(columns.get("status", ())) if status]
        names = ("problem_id", "inspection_id", "status", "document_id", "locator")
        days = {name: columns.get(name) or [None] * len(problems) for name in ("due_on", "claimed_on", "evidenced_on", "accepted_on")}
        return Rows({name: [cells[index] for index in stated] for name, cells in ({name: columns.get(name, ()) for name in names} | days).items()}
                    | {"as_of": [self.as_of] * len(stated)}, [problems.locators[index] for index in stated])

    def measure_rows(self) -> Rows:
        """Measures, numbered within their problem where the ledger does not number them."""
        texts, numbers = self.column("measures.measure_text"), self.column("measures.number")
        lines = [index for index in range(self.length) if texts[index] is not None or numbers[index] is not None]
        counts, ids, given = {}, [], []
        for index in lines:
            owner = self.problem_ids[index] or self.inspection_ids[index]
            counts[owner] = counts.get(owner, 0) + 1
            ids.append(f"{owner}-m{counts[owner]}")
            given.append(numbers[index] or str(counts[owner]))
        return self.gathered("measures", lines, measure_id=ids, number=given)

    def fund_rows(self) -> Rows:
        """One row for each amount; the day of a recovery belongs to what was recovered."""
        lines, states, amounts = [], [], []
        for state in FUND_STATES:
            for index, amount in enumerate(self.columns.get(f"funds.{state}", ())):
                if amount is not None:
                    lines.append(index)
                    states.append(state)
                    amounts.append(amount)
        happened = self.column("funds.happened_on")
        return self.gathered(
            "funds", lines, fund_id=[f"{self.document_id}-{self.locators[index]}-{state}" for index, state in zip(lines, states)], state=states, amount=amounts,
            is_approximate=[False] * len(lines), happened_on=[happened[index] if state == "recovered" else None for index, state in zip(lines, states)])

    def discipline_rows(self) -> Rows:
        """One row for each head count: under a header that is a term, or beside a cell that names one."""
        stated = [(index, name.partition(":")[2], number) for name, values in self.columns.items() if name.startswith("discipline:")
                  for index, number in enumerate(values) if number is not None]
        stated += [(index, term, number) for index, (term, number) in enumerate(zip(self.column("discipline.term"), self.column("discipline.number")))
                   if term and number is not None]
        resolved = {term: self.terms.resolve(term, None) for _, term, _ in stated}
        return self.gathered(
            "discipline", [index for index, _, _ in stated], discipline_id=[f"{self.document_id}-{self.locators[index]}-{term}" for index, term, _ in stated],
            term=[term for _, term, _ in stated], form=[resolved[term][0] for _, term, _ in stated], term_class=[resolved[term][1] for _, term, _ in stated],
            counts=["persons"] * len(stated), number=[number for _, _, number in stated], is_approximate=[False] * len(stated))

    def rule_rows(self) -> Rows:
        """One row for each title; where a line has only counts, one for each count."""
        actions, stated = self.column("rules.action"), []
        titles = {index: TITLE.findall(written) for index, written in enumerate(self.columns.get("rules.title", ())) if written}
        counted = [(action, self.columns[f"rules.{action}"]) for action in RULE_ACTIONS if f"rules.{action}" in self.columns]
        for index, found in titles.items():
            stated += [(index, position, actions[index] or "new_or_revised", 1, title.strip("《》")) for position, title in enumerate(found, start=1)]
        for position, (action, values) in enumerate(counted, start=1):
            stated += [(index, position, action, number, None) for index, number in enumerate(values) if number is not None and not titles.get(index)]
        self.say_differing_counts(titles, counted)
        return self.gathered(
            "rules", [index for index, *_ in stated], rule_id=[f"{self.document_id}-{self.locators[index]}-{position}" for index, position, *_ in stated],
            action=[each[2] for each in stated], number=[each[3] for each in stated], title=[each[4] for each in stated])

    def say_differing_counts(self, titles: dict[int, list[str]], counted: list[tuple[str, list]]) -> None:
        for index, found in titles.items():
            numbers = [values[index] for _, values in counted if values[index] is not None]
            if found and numbers and sum(numbers) != len(found):
                self.remarks.append(Issue(self.file, self.place(index), "制度", f"名称 {len(found)} 项，数目 {sum(numbers)} 项", "一致的名称和数目（按名称计）"))

    def place(self, index: int) -> str:
        sheet, _, row = self.locators[index].rpartition("!")
        return f"{sheet} › 第 {row} 行"

    def refuse(self, index: int, column: str, found: str, wanted: str) -> None:
        self.refusals.append(Issue(self.file, self.place(index), self.flat.headers.get(column, column), found, wanted))


def states_problems(flat: FlatLedger) -> bool:
    """Whether the file words problems, or only refers to them by number."""
    return bool({"problems.problem_text", "problems.heading"} & set(flat.rows.columns))


def latest_day(flat: FlatLedger) -> date | None:
    """The latest completion or acceptance day in the lines: by then at the latest the ledger was written."""
    days = [day for name in ("claimed_on", "evidenced_on", "accepted_on") for day in flat.rows.columns.get(f"problems.{name}", ()) if day]
    return max(days, default=None)
