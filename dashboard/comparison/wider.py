"""Where units that a narrower kind of peers refuses can be compared after all."""

from urllib.parse import urlencode

from dashboard import answers, formats
from dashboard.comparison.asked import Asked
from queries import compare


def said(asking: Asked, code: str) -> str:
    """Where those refused for want of peers of a narrower kind can be compared: links to the nearest wider kinds that have room for them."""
    reader, names = asking.reader, {each: None for each in compare.WIDER.get(asking.peers, ())}
    found = {each: answers.compared(reader, asking.metric, each).table for each in names}
    kinds = [compare.wider(asking.peers, found, row["unit_id"]) for row in asking.found.rows if row["compare_reason"] == code]
    links = [f"[{formats.escaped(reader.say(f'peers.kind_{kind}'))}](compare?{urlencode(reader.parameters(metric=asking.metric.name, peers=kind))})" for kind in names if kind in kinds]
    return reader.say("peers.wider", kinds=reader.say("grammar.comma").join(links)) if links else ""
