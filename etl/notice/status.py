"""The status words of a problem or a count, and what they mean."""

import re

from etl.notice.grammar import STATUSES, named

WORDS = re.compile(named(STATUSES))
ITEM_STARTS = re.compile(r"^(?:该(?:问题|任务|事项))?(?P<words>[已己]?(?:基本|阶段性|视同)?(?:整改)?(?:完成|到位)(?:整改)?|正在整改|持续(?:整改|推进)|长期坚持|未完成|已整改(?:完成|到位|销号)?)(?:[。,;(]|并长期坚持|$)")
STILL = re.compile(r"(?P<words>正在整改|仍在整改|持续整改中|未按期完成整改|未完成整改|尚未完成|尚未整改)(?:[。,;]|$)")
ITEM_ENDS = re.compile(r"(?:该|此|本)(?:项)?(?:问题|任务|事项)[^,。;]{0,6}?(?P<words>(?:已|尚未|未|正在|基本|阶段性|持续|长期)[^,。;]{2,12})[。;]?$|(?P<extended>(?:经|已)[^,。;]{0,10}(?:批准|同意)[^,。;]{0,8}延期[^。]{0,30}|(?:已)?申请延期[^,。;]{0,16})[。;]?$")


def status_of_words(words: str) -> str | None:
    """The status that some words say as a whole; of 已完成，并长期坚持 the weaker part counts."""
    found = WORDS.search(words)
    if not found:
        return None
    if found.lastgroup == "completed" and re.search(r"长期坚持", words) and len(words) <= 20:
        return "completed"
    return found.lastgroup


def status_of_item(said: str | None, is_marked: bool) -> str | None:
    """The status of an item: of its status line, or of the first or last words of its rectification where they are about the item."""
    if not said:
        return None
    if is_marked:
        return status_of_words(said[:40])
    if found := ITEM_STARTS.search(said):
        return status_of_words(found["words"])
    if found := ITEM_ENDS.search(said):
        return "extended" if found["extended"] else status_of_words(found["words"])
    if found := STILL.search(said):
        return status_of_words(found["words"])
    return None
