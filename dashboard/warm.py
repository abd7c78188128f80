"""What the first reader would wait for, done while the server starts: the pages' modules, the catalogue, the open edition."""

import queries
from dashboard import answers, attention, cards, comparison, components, discipline, downloads, drawing, funds, glossary, ledgers, pictures, places, reader, rules, tables, unit, words

__all__ = ["answers", "attention", "cards", "comparison", "components", "discipline", "downloads", "funds", "glossary", "ledgers", "pictures", "places", "rules", "tables", "unit", "up"]


def up() -> None:
    """Read the words and the catalogue, and open the data that a link without parameters shows."""
    for language in words.LANGUAGES:
        words.catalogue(language)
    drawing.lacking()
    queries.metrics(), queries.breakdowns(), queries.checks()
    asking = reader.read({})
    if asking.edition is not None:
        answers.scope(asking)
