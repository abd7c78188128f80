"""A comparison as Excel draws it: each unit with its interval on one sheet, and on another its funnel among its peers and who cannot be told apart."""

import pyarrow as pa

from queries.export.about import About
from queries.export.charts import intervals, peers
from queries.export.sheet import Texts


def draw(book, names: tuple[str, str], codes: pa.Table, shown: pa.Table, about: About, texts: Texts) -> None:
    """The sheets `names`, as far as there is something to draw. codes, shown: the same rows, as queries have them and as people read them."""
    if not intervals.members(shown):
        return
    sheet, found = book.add_worksheet(names[0]), peers.compared(codes, about)
    intervals.draw(book, sheet, shown, about, texts, peers.footers(found, about, names[1]) if found else None)
    if found:
        peers.draw(book, book.add_worksheet(names[1]), codes, found, about, texts)
