"""What the problems are made of: by status on each basis, and by aspect."""

from dashboard import charts, formats, labels
from dashboard.reader import Reader
from dashboard.report import subject as subjects
from dashboard.report import telling
from dashboard.report.document import Section, Table
from dashboard.report.subject import Subject
from dashboard.report.telling import led, paragraph
from queries import breakdown

Row = dict[str, object]


def statuses(reader: Reader, subject: Subject) -> Section | None:
    query = breakdown("status_by_basis")
    rows = subjects.rows(subject, query)
    if not rows:
        return None
    return Section(query.title[reader.language], (status_table(reader, subject, rows), paragraph(reader, query.caveat[reader.language], style="note")))


def status_table(reader: Reader, subject: Subject, rows: list[Row]) -> Table:
    """A row a basis and status, with the way to its rows; what a document leaves of its total has no sentence of its own."""
    query = breakdown("status_by_basis")
    order, sums = list(charts.SHAPES), {}
    for row in rows:
        key = (row["basis"], row["status"], row["source"])
        sums[key] = sums.get(key, 0) + (row["value"] or 0)
    lines = []
    for (basis, status, source), number in sorted(sums.items(), key=lambda item: (item[0][0], order.index(item[0][1]), str(item[0][2]))):
        part = {"basis": basis} if (status, source) == ("unknown", "declared") else {"basis": basis, "status": status}
        lines.append([labels.basis(reader, basis), f"{charts.SHAPES[status][1]} {labels.status(reader, status)}", labels.source(reader, source),
                      led(reader, formats.count(number), query, subject.unit_id, **part)])
    head = [query.columns[name][reader.language] for name in ("basis", "status", "source", "value")]
    return telling.table(head, lines, query.title[reader.language], weights=(1, 1.4, 1.2, 0.8), numbers=(3,))


def aspects(reader: Reader, subject: Subject) -> Section | None:
    query = breakdown("problems_by_aspect")
    rows = [row for row in subjects.rows(subject, query) if row["aspect"]]
    if not rows or subject.is_public:
        return None
    lines = [[labels.basis(reader, row["basis"]), row["aspect"],
              led(reader, f"{formats.count(row['completed'])}/{formats.count(row['value'])}", query, row["unit_id"], basis=row["basis"], aspect=row["aspect"])]
             for row in sorted(rows, key=lambda row: (row["basis"], str(row["aspect"]).encode("gb18030")))]
    head = [query.columns["basis"][reader.language], query.columns["aspect"][reader.language], reader.say("report.head_counts")]
    return Section(query.title[reader.language], (telling.table(head, lines, query.title[reader.language], weights=(1, 3, 1), numbers=(2,)),))
