"""One ratio of many units: their sums divided, with an interval that resamples units, and the units' median where it tells another story."""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from dashboard import answers, cards, footer, formats, totals
from dashboard.answers import Rows
from dashboard.cards import Card
from dashboard.reader import Reader
from queries import Query
from queries.statistics.concentration import cluster_bootstrap

# Below so many units the few there are would decide the interval.
FEWEST_UNITS = 3
# In percentage points: from here on the ratio of sums and the units' median are both said.
APART = 5


@dataclass(frozen=True)
class Pooled:
    """numerator, denominator: exact sums over `units`; value, median, low, high: in the metric's unit, low and high None below three units."""

    numerator: Decimal | int
    denominator: Decimal | int
    units: int
    value: float
    median: float
    low: float | None
    high: float | None


def pooled(reader: Reader, metric: Query, rows: Rows) -> Pooled | None:
    """The ratio of sums over the units that have a value; None where none has. `rows` are the metric's answer under the reader's Filter."""
    names = totals.COUNTS.get(metric.name) or (metric.numerator, metric.denominator)
    pairs = tuple((row[names[0]], row[names[1]]) for row in rows if row["value"] is not None and row[names[1]])
    if not pairs:
        return None
    return answers.kept_figure((*reader.key, "pooled", metric.name, reader.chosen), lambda: _pooled(metric, pairs))


def _pooled(metric: Query, pairs: tuple[tuple, ...]) -> Pooled:
    scale = 100 if metric.unit == "percent" else metric.per or 1
    numerator, denominator = (sum(pair[place] for pair in pairs) for place in (0, 1))
    x, n = (np.array([float(pair[place]) for pair in pairs]) for place in (0, 1))
    _, low, high = cluster_bootstrap(x, n)
    has_interval = len(pairs) >= FEWEST_UNITS
    return Pooled(numerator, denominator, len(pairs), float(Decimal(scale) * Decimal(numerator) / Decimal(denominator)), float(scale * np.median(x / n)),
                  scale * low if has_interval else None, scale * high if has_interval else None)


def card(reader: Reader, metric: Query, rows: Rows) -> Card:
    """The ratio with its counts, its interval and, where they are far apart, the median."""
    found, why = pooled(reader, metric, rows), totals.summed(rows, "value").uncounted
    if found is None:
        return cards.empty(reader, metric, why)
    counts = _counts(reader, metric, found)
    lines = [f"{counts} · {reader.say('card.units', n=found.units)}", *_interval(reader, metric, found), *cards.left_out(reader, why)]
    tag = cards.nature_tag(reader, metric)
    if metric.sample and found.denominator < totals.SMALL:
        return Card(metric, (counts, ""), (reader.say("compare.small"), reader.say("card.units", n=found.units), *cards.left_out(reader, why)), tag)
    return Card(metric, (footer.value(reader, metric, found.value), ""), tuple(lines), tag)


def _counts(reader: Reader, metric: Query, found: Pooled) -> str:
    """Both sums: a part of a whole, or two counts by name where neither is a part of the other."""
    x, n = (formats.joined(formats.money(each, reader.language)) if isinstance(each, Decimal) else formats.count(each) for each in (found.numerator, found.denominator))
    if metric.model != "poisson":
        return reader.say("card.counts", value=x, of=n)
    names = [metric.columns[name][reader.language] for name in (metric.numerator, metric.denominator)]
    return reader.say("pooled.counts", numerator=names[0], x=x, denominator=names[1], n=n)


def _interval(reader: Reader, metric: Query, found: Pooled) -> list[str]:
    said = [reader.say("pooled.interval", low=footer.value(reader, metric, found.low), high=footer.value(reader, metric, found.high))
            if found.low is not None else reader.say("pooled.too_few")]
    if metric.unit == "percent" and abs(found.median - found.value) > APART:
        said.append(reader.say("pooled.median", value=footer.value(reader, metric, found.median)))
    return said

