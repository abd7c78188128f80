"""The status words of a problem or a count, and what they mean."""

import re

PATTERNS = (
    ("extended", r"(?:申请|同意|批准|经批)[^,。;]{0,6}延期(?:整改|完成)?|延期(?:整改|完成)?"),
    ("not_completed", r"(?:尚)?未(?:能|按期|按时|如期)?(?:整改)?(?:完成|到位|销号|办结|整改|启动)(?:整改)?(?:到位)?|整改不(?:够)?到位"),
    ("substantially_completed", r"(?:[已己])?(?:基本|阶段性|视同|总体|初步)(?:整改)?(?:完成|到位|落实|办结)(?:整改)?|取得(?:了)?阶段性(?:成效|成果|进展)(?:并持续整改)?"),
    ("long_term", r"(?:并)?(?:需|须|将)?(?:要)?长期(?:坚持|整改|推进)"),
    ("in_progress", r"正(?:在)?(?:有序|抓紧|加快|积极|持续|按序|按计划|稳步)?(?:整改|推进|落实|实施|进行|办理)(?:中)?|(?:有待|需要?|仍需|还需)?持续(?:整改|推进|深化|跟进)(?:整改)?"
                    r"|(?:按计划|按时序|有序|加快|继续|正有序)推进|部分(?:完成)?整改|整改中|推进中|仍在(?:整改|推进)"),
    ("completed", r"(?:均|全部|都)?[已己]经?(?:全部|均)?整改(?:完成|到位|完毕|落实|销号|办结|解决)?(?:到位|完毕|销号)?"
                  r"|(?:均|全部|都)?[已己]?经?(?:全部|均)?(?:整改(?:完成|到位|完毕|落实|销号|办结|解决)|完成(?:整改)?(?:销号|到位)?|(?:[已己])(?:销号|办结|解决|落实))(?:到位|完毕|销号|完成)?"),
)
WORDS = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in PATTERNS))
ITEM_STARTS = re.compile(r"^(?:该(?:问题|任务|事项))?(?P<words>[已己]?(?:基本|阶段性|视同)?(?:整改)?(?:完成|到位)(?:整改)?|正在整改|持续(?:整改|推进)|长期坚持|未完成|已整改(?:完成|到位|销号)?)(?:[。,;(]|并长期坚持|$)")
STILL = re.compile(r"(?P<words>正在整改|仍在整改|持续整改中|未按期完成整改|未完成整改|尚未完成)(?:[。,;]|$)")
ITEM_ENDS = re.compile(r"(?:该|此|本)(?:项)?(?:问题|任务|事项)[^,。;]{0,6}?(?P<words>(?:已|尚未|未|正在|基本|阶段性|持续|长期)[^,。;]{2,12})[。;]?$|(?P<extended>(?:经|已)[^,。;]{0,10}(?:批准|同意)[^,。;]{0,8}延期[^。]{0,30})[。;]?$")


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
