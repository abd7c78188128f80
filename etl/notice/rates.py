"""Rates of completion, each on the basis of the counts that it follows; other percentages are left alone."""

import re

from etl.notice.claims import Ledger
from etl.notice.clauses import Place
from etl.notice.phrases import INTENDED, NOT_OF_US, NOT_OURS, RATE, RATE_OF, SHARE

BARE_RATES = frozenset(("完成率", "落实率", "到位率", "办结率", "销号率", "完成比例"))
OTHER_COUNT = re.compile(r"[\u4e00-\u9fff]\d[\d,.]*[余多]?万?[件个项场处户条家宗起座](?![^,。]{0,4}[问任措])")


def noun_in(words: str) -> str | None:
    found = re.search(r"任务|措施|举措|问题|事项", words)
    return {"任务": "task", "措施": "measure", "举措": "measure", "问题": "problem", "事项": "problem"}[found[0]] if found else None


def read_rate(place: Place, ledger: Ledger) -> None:
    """整改完成率N%, on the basis of the counts that it follows; 占N% of what was completed."""
    found = RATE.search(place.clause)
    share = None if found else SHARE.search(place.left[-24:])
    if not found and not share or NOT_OURS.search(place.clause[-24:]) or ledger.is_other or place.right[:1] == "的":
        return
    told = next((claim for claim in ledger.claims[-4:] if claim.end == place.begins - 1), None) if place.depth else ledger.claims[-1] if ledger.claims else None
    if share and (told is None or told.kind != "completed"):
        return
    since = max(0, ledger.claims[-1].end - place.begins) if ledger.claims else 0
    if found and (not RATE_OF.search(place.clause[:found.start()]) or NOT_OF_US.search(place.left[since:][-200:]) or INTENDED.search(place.clause[-60:])):
        return
    if found and found["word"] in BARE_RATES and (ledger.noun is None or OTHER_COUNT.search(place.left[since:].rsplit("\x01", 1)[-1])):
        return                               # 为群众办实事126件,完成率100%
    said, start = noun_in(place.clause), place.token.start - len(found[0]) if found else place.token.start
    claim = ledger.add("completion_rate", place, said or ledger.noun or "problem", start=start, subject=ledger.subject)
    claim.is_guess = not said and bool(found)
    claim.is_of_words = bool(found) and found[0].startswith("整改")


def read_shares(words: str, places: list[Place], ledger: Ledger) -> bool:
    """(占98%、68%): the shares of the counts before the bracket, in order."""
    if not words.startswith("占") or len(places) < 2 or any(place.token.counter != "%" for place in places):
        return False
    if ledger.claims and ledger.claims[-1].is_part and ledger.claims[-1].kind == "completed":
        for place in places:
            ledger.add("completion_rate", place, "problem", is_part=True)
    return True
