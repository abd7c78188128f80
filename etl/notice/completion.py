"""How much was put right: aspects, totals, statuses and rates, each on the basis that its own words name.

The numbers of a paragraph are read in order. What the unit says of other populations (the last round, petitions, what its
secretary took on) is recognised by the words before the number and kept out, with the statuses that follow.
"""

import re

from etl.notice.claims import Ledger
from etl.notice.clauses import Place, Segment
from etl.notice.grammar import NOUNS, STATUSES
from etl.notice.phrases import (
    AGAIN, ALL_DONE, ASPECTS, BY_ITSELF, CLASS_LIST, CLASSED, COUNTED, FED, FORMER, FOUND, INTENDED, LISTED_NOUN, LISTED_SHARE, NAMED_COUNT, NOT_PROBLEMS, NOUN_AFTER, NOUN_BEFORE, OTHER,
    OF_RECTIFYING, OF_THEM, OTHER_WORK, OUT_OF, OWN_WORD, PARTED, REFINED, REST, SAME_ALL, SAME_FATE, SHARE_NAME, SHARED_OUT, SPLIT, SPREAD, STATUS_AFTER, STATUS_BEFORE, STILL_TO_DO, WEAK)
from etl.notice.population import is_in_class_list, is_share, note_population, words_before
from etl.notice.rates import noun_in, read_rate, read_shares


def read_segment(segment: Segment, ledger: Ledger, begins_sentence: bool) -> None:
    """Take in the numbers of one segment."""
    if segment.places and segment.places[0].depth:
        if re.match(r"含|其中(?:立行|重点)|包括|即", segment.words) and not CLASSED.search(segment.places[0].clause):
            return
    elif begins_sentence:
        ledger.is_other, ledger.subject, ledger.unclaimed = False, None, 0
    elif segment.places and re.search(r"反馈|截[至止]|目前|巡[视察]组|整改期|整改(?:任务|措施|举措)", segment.places[0].left) and not OTHER.search(segment.places[0].left):
        ledger.is_other = False
    places = [place for place in segment.places if place.token.counter in COUNTED]
    if segment.places and segment.places[0].depth and read_shares(segment.words, places, ledger) or read_shared_out(segment, places, ledger):
        return
    done = 0
    for index, place in enumerate(places):
        if index >= done and (length := shares_of(places[index:], ledger)):
            done = index + length
        if index >= done:
            read_place(place, places[index + 1] if index + 1 < len(places) else None, ledger)


def shares_of(places: list[Place], ledger: Ledger) -> int:
    """其中桑岭村11个、桃坞村8个: how many of these counts, each under a name of its own, add up to the total before them; each is a part of it."""
    first, summed = places[0], 0
    near = [claim for claim in ledger.claims[-8:] if claim.kind == "total" and claim.noun == "problem" and claim.end <= first.begins + 60
            and (not first.depth or 0 <= first.begins - claim.end <= 4)]
    whole = near[-1].value if near and (first.depth or near[-1] is ledger.claims[-1] and not ledger.is_other) else None
    if not whole or not PARTED.fullmatch(first.gap):
        return 0
    for index, place in enumerate(places):
        is_status = STATUS_BEFORE.search(place.clause[-34:]) and not CLASS_LIST.search(place.clause)
        if place.token.counter not in ("个", "项", "条") or index and not LISTED_SHARE.fullmatch(place.gap) or is_status:
            return 0
        summed += place.token.value
        if summed >= whole:
            if summed > whole or not index:
                return 0
            for part in places[:index + 1]:
                name = SHARE_NAME.search(part.gap)[0]
                ledger.add("total", part, "problem", start=part.token.start - len(name), is_part=True)
            return index + 1
    return 0

# 3类13项25个问题.
MORE_TIERS = re.compile(r"(?:[、,]?共?\d{1,4}[项个条]){1,2}(?:具体|突出|主要|反馈)?(?:问题|任务|意见)")
# 8个主要问题、26个具体问题.
TIER, FINEST = re.compile(r"[^,;。\d]{0,8}问题、(?:共计?)?"), re.compile(r"(?:具体|细化|小)")


# 围绕四个方面,指出问题18个.
POINTED_OUT = re.compile(r",(?:共|集中)?(?:指出|反馈|提出)(?:了|的)?(?:具体|突出)?问题")
LISTED_NEXT = re.compile(r"[、,](?:整改|具体|工作)?(?:任务|措施|举措)(?:清单)?")


def read_place(place: Place, following: Place | None, ledger: Ledger) -> None:
    """Take in one number by what stands around it: a rate, a class, aspects, a status, a total."""
    token = place.token
    if token.counter == "%":
        return read_rate(place, ledger)
    if is_in_class_list(place, following, ledger):
        return None
    if is_share(place, ledger) or ledger.is_follow_up and found_again(place, ledger):
        return None
    note_population(place, ledger)
    if NOT_PROBLEMS.match(place.right):
        ledger.is_other = True
    if classed := CLASSED.search(place.clause):
        if not place.depth:
            ledger.noun, ledger.subject = "problem", token.value
        ledger.add("total", place, "problem", start=token.start - len(classed[0]), fed=0, is_part=True)
        return None
    if ledger.is_other:
        return None
    if token.counter in ASPECTS or token.counter == "类" and are_kinds(place, following):
        return read_aspects(place, following, ledger)
    status = STATUS_BEFORE.search(place.clause[-34:])
    if status and INTENDED.search(place.clause[-34:][:status.start()]) and not re.search(r"[已己]", status[0]):
        return None                      # 9月底前完成12个
    words = words_before(place, ledger)
    if OTHER_WORK.search(words[-24:]):
        ledger.unclaimed = token.value
        return None                      # 承担改革任务12项
    own, after = NOUN_BEFORE.search(words[-24:]), NOUN_AFTER.match(place.right)
    if status and after and following is not None and OUT_OF.fullmatch(following.gap):
        ledger.turn_to(noun_named(after))       # 已完成34个具体问题中的32个
        ledger.subject = token.value
        ledger.add(kind_of(meaning(status)), following, noun_named(after), start=token.start - len(status[0]), subject=token.value)
        return None
    if status and status["of"] and not after and (back := STATUS_AFTER.match(place.right)):
        return read_behind(place, back, None, ledger)            # 未完成的3个正在推进
    if status and status["of"] and after and meaning(status) in ("completed", "long_term") and (back := ALL_DONE.match(place.right) or STATUS_AFTER.match(place.right)) and BY_ITSELF.match(place.right, back.end()):
        kind = "completed" if back.re is ALL_DONE else kind_of(meaning(back))       # 需长期坚持的4个问题正在推进
        ledger.turn_to("problem")
        ledger.add(kind, place, "problem", end=place.token.end + back.end(), subject=ledger.subject)
        return None
    if status and status["of"] and after and noun_named(after) != "problem" and place.clause[-34:][:status.start()].endswith("应"):
        return read_total(place, noun_named(after), True, following, ledger)         # 应完成的42项任务
    if status and status["of"] and (after or status["noun"]):
        return None                      # 对未完成的3个问题: said again of what is to come
    if status and status[0] in WEAK and not BY_ITSELF.match(place.right):
        return None
    if not after and not own and is_of_unclaimed(place, status or STATUS_AFTER.match(place.right), ledger):
        return None
    if status and not (status["noun"] is None and after and re.search(r"整改$|落实$", status[0]) and not re.search(r"[已完]", status[0])):
        return read_status(place, status, ledger)
    if own and (kind := listed_status(place, ledger)):
        ledger.add(kind, place, noun_named(own))
        return None
    if after or own:
        noun = noun_named(after or own)
        return read_total(place, noun, bool(after), following, ledger)
    if (back := STATUS_AFTER.match(place.right)) and ledger.claims and not token.is_one and not re.match(r"\d", place.right[back.end():]) and not (STILL_TO_DO.search(place.clause) and OF_THEM.match(place.right, back.end())):
        read_behind(place, back, None, ledger)
    elif not back and not status and not token.is_one and NAMED_COUNT.search(place.clause):
        ledger.unclaimed = token.value
    return None


def is_of_unclaimed(place: Place, status: re.Match | None, ledger: Ledger) -> bool:
    """改造市场8个,完成7个: the bare status of a count that is no problem's, in a sentence that has told no total."""
    return status is not None and ledger.subject is None and ledger.unclaimed >= place.token.value and not OF_RECTIFYING.search(status[0])


def are_kinds(place: Place, following: Place | None) -> bool:
    """4类33项问题, 反馈问题4类33项: the classes of the count that follows."""
    if following is None or len(following.gap) > 3:
        return False
    return bool(NOUN_AFTER.match(following.right)) or bool(MORE_TIERS.match(place.right)) or following.gap in ("", "、", "共") and following.token.counter in ("个", "项", "条") and bool(NOUN_BEFORE.search(place.clause[-24:]))


def found_again(place: Place, ledger: Ledger) -> bool:
    """“回头看”指出6个问题整改不到位: what a second look finds is its own total, and what was fed back years ago is not."""
    if not AGAIN.search(place.left[-60:]) or place.token.counter in ("%", *ASPECTS) or not (NOUN_AFTER.match(place.right) or NOUN_BEFORE.search(place.clause[-24:])):
        return False
    ledger.claims = [claim for claim in ledger.claims if claim.kind not in ("total", "aspects") or claim.value == place.token.value or not FORMER.search(claim.place.left)]
    ledger.noun, ledger.subject, ledger.is_other = "problem", place.token.value, False
    ledger.subjects["problem"] = ledger.largest["problem"] = place.token.value
    ledger.counters[place.token.counter] = "problem"
    after = NOUN_AFTER.match(place.right)
    ledger.add("total", place, "problem", end=place.token.end + (after.end() if after else 0), fed=2)
    return True


def listed_status(place: Place, ledger: Ledger) -> str | None:
    """已完成整改任务35项、整改措施108条: the status of the number before goes on to the next noun of its list."""
    last = ledger.claims[-1] if ledger.claims else None
    goes_on = last and last.kind != "total" and last.end == place.token.start - len(place.gap) and LISTED_NOUN.fullmatch(place.gap)
    return last.kind if goes_on else None


def read_status(place: Place, status: re.Match, ledger: Ledger) -> None:
    """已完成整改9个: the status stands before its number."""
    kind = meaning(status)
    before = place.clause[:len(place.clause) - (len(place.clause[-34:]) - status.start())]
    noun = noun_in(status["noun"] or "") or noun_in(re.search(r"(?:任务|措施|举措|问题|事项)?(?:[已己]|均|全部|共|中|目前|现)*$", before)[0])
    named, noun = noun, noun or noun_of(place, ledger)
    ledger.turn_to(noun)
    start, lumped = place.token.start - len(status[0]), None
    if (joint := re.search(r"([已己]?(?:整改)?完成)(?:整改)?(?:或|和|及|、)(基本完成|阶段性完成)(?:整改)?$", place.clause)) and not place.clause[:joint.start()].endswith(("个", "项", "条")):
        kind, lumped, start = "completed", (joint[1], joint[2]), place.token.start - len(joint[0])
    ledger.add(kind_of(kind), place, noun, start=start, subject=ledger.subject, lumped=lumped, is_by_counter=not named)


def meaning(status: re.Match) -> str:
    return next(row.means for row in STATUSES if status[row.means])


def noun_named(found: re.Match) -> str:
    return next(row.means for row in NOUNS if found[row.means])


def noun_of(place: Place, ledger: Ledger) -> str | None:
    """What a bare number counts: in one sentence what was spoken of last, else what the same counter counted before."""
    counted = ledger.counters.get(place.token.counter)
    return ledger.noun if ledger.subject is not None and counted in (None, ledger.noun) else counted or ledger.noun


def kind_of(status: str) -> str:
    return "in_progress" if status == "long_term" else status


def read_aspects(place: Place, following: Place | None, ledger: Ledger) -> None:
    """4个方面 counts the aspects where problems or tasks follow it."""
    if re.match(r"的?(?:整改)?(?:意见|建议)|入手|着手|发力", place.right) or following is not None and re.match(r"(?:整改)?(?:意见建议|建议|工作建议)", following.right):
        return
    is_near = following is not None and len(following.gap) <= 3 and bool(NOUN_AFTER.match(following.right) or following.token.counter in ("项", "类", "个", "条", *ASPECTS))
    is_near = is_near or following is not None and bool(POINTED_OUT.fullmatch(following.gap))
    is_spread = bool(SPREAD.search(place.clause)) and bool(FED.search(place.left)) and bool(re.search(r"问题|意见", place.left))
    if is_near or is_spread or FED.search(place.left) and re.match(r"[^,;。]{0,24}(?:问题|任务|反馈意见)", place.right):
        ledger.add("aspects", place, None)


def read_total(place: Place, noun: str, is_after: bool, following: Place | None, ledger: Ledger) -> None:
    """N个问题 or 问题N个: a total where it is said to be fed back, refined or set up, else what the following counts are about."""
    left, value = place.left, place.token.value
    if place.token.is_one or noun == "measure" and re.search(r"制度", place.clause[-20:]) :
        return
    if noun == "problem" and following is not None and following.token.value > value and TIER.fullmatch(following.gap) and FINEST.match(following.right):
        return                               # 3个方面、8个主要问题、26个具体问题: the finest tier is the total
    end = place.token.end + (NOUN_AFTER.match(place.right).end() if is_after else 0)
    after_aspects = bool(re.search(r"方面|大类|类|部分", place.gap)) and not place.is_first or bool(ledger.claims) and ledger.claims[-1].kind == "aspects" and len(place.gap) <= 3
    whole = ledger.subjects.get(noun)
    ledger.noun, ledger.subject = noun, value
    ledger.subjects[noun] = value
    ledger.counters[place.token.counter] = noun
    ledger.largest[noun] = max(value, ledger.largest.get(noun, 0))
    fed = -1 if REST.search(place.gap) else 2 if FED.search(left[-60:]) and not FOUND.search(place.gap[-12:]) or after_aspects or is_after and re.match(r"[^,;。]{0,4}反馈", place.right) else 1 if FOUND.search(left[-60:]) or is_listed(noun, following) else 0
    total = ledger.add("total", place, noun, end=end, fed=fed, is_refined=bool(REFINED.search(left[-40:])) and noun == "problem")
    total.is_own = total.is_refined and bool(OWN_WORD.search(place.clause[-8:] + place.right[:8]))
    noun_length = end - place.token.end
    if (done := ALL_DONE.match(place.right)) and SPLIT.match(place.right, done.end()):
        return                           # 均已整改,其中完成15个: taken up, and the counts follow
    if done:
        ledger.add("completed", place, noun, end=place.token.end + done.end(), subject=value)
    elif is_after and following is not None and SAME_FATE.fullmatch(following.gap) and ALL_DONE.match(following.right):
        ledger.add("completed", place, noun, end=end, subject=value)
    elif total.fed == 2 and (done := SAME_ALL.match(place.right[noun_length:])):
        ledger.add("completed", place, noun, end=end + done.end(), subject=value)
    elif (back := STATUS_AFTER.match(place.right)) and BY_ITSELF.match(place.right, back.end()) and not SPLIT.match(place.right, back.end()):
        if whole and whole > value:
            ledger.subject = ledger.subjects[noun] = whole
        read_behind(place, back, noun, ledger)
        total.fed = 0 if total.fed == 1 else total.fed
        total.fed = -1 if ledger.largest.get(noun, 0) > value else total.fed
    elif total.fed == 0 and noun == "problem" and following is not None and re.search(r"共计?$", place.clause) and STATUS_BEFORE.search(following.clause[-34:]):
        total.is_part = True


def is_listed(noun: str, following: Place | None) -> bool:
    """问题24个、任务61项、措施138条: what the lists of a notice hold."""
    return noun == "problem" and following is not None and bool(LISTED_NEXT.fullmatch(following.gap))


def read_behind(place: Place, back: re.Match, noun: str | None, ledger: Ledger) -> None:
    """11个已完成整改: the status stands behind its number."""
    kind = meaning(back)
    named, noun = noun, noun or noun_of(place, ledger)
    ledger.turn_to(noun)
    start = place.token.start - (2 if place.clause.endswith(("其余", "另有", "还有", "剩余")) else 0)
    ledger.add(kind_of(kind), place, noun, start=start, end=place.token.end + back.end(), subject=ledger.subject, is_by_counter=not named)


def read_shared_out(segment: Segment, places: list[Place], ledger: Ledger) -> bool:
    """分别有259个、48个完成整改: two counts share one status; each is a part."""
    counts = [place for place in places if place.token.counter != "%"]
    if len(counts) < 2 or not any(SHARED_OUT.search(place.clause) for place in counts[:1]):
        return False
    back = STATUS_AFTER.match(counts[-1].right)
    if not back or any(place.gap not in ("、", "和", "及") for place in counts[1:]):
        return False
    kind = kind_of(meaning(back))
    for place in counts:
        ledger.add(kind, place, "problem", start=counts[0].token.start, end=counts[-1].token.end + back.end(), is_part=True)
    return True
