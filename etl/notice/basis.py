"""On which basis each claim about completion is: what was fed back, what the unit refined it into, its tasks or its measures.

A number alone does not say it. Which total was fed back and which refined shows only from all claims of a notice together.
"""

from etl.notice.claims import Claim, Ledger


def settled(ledger: Ledger) -> list[tuple[Claim, str | None]]:
    """The claims that stand, each with its basis; which problems are fed back and which refined shows from all totals together."""
    totals = [claim for claim in ledger.claims if claim.kind == "total" and claim.noun == "problem" and not claim.is_part]
    refined = {claim.value for claim in totals if claim.is_refined}
    fed = [claim.value for claim in totals if claim.fed == 2 and claim.value not in refined] or [claim.value for claim in totals if claim.fed == 1 and claim.value not in refined]
    if refined and not fed and not any(claim.is_own for claim in totals):
        fed, refined = list(refined)[:1], set()
    if not fed and not refined:
        said = [claim for claim in ledger.claims if claim.kind != "total"]
        spoken_of = {claim.subject for claim in said if claim.kind in ("completed", "completion_rate") or claim.value != claim.subject}
        fed = [claim.value for claim in totals if claim.fed >= 0 and claim.value in spoken_of][:1]
    bases = {value: "item" for value in refined} | ({fed[0]: "feedback"} if fed else {})
    exceeded = {(claim.place.begins, claim.subject) for claim in ledger.claims if claim.kind != "total" and claim.subject is not None and claim.value > claim.subject and claim.kind != "completion_rate"}
    finest, out, has_aspects = "item" if refined else "feedback", [], False
    count_by_sum(ledger.claims)
    for claim in ledger.claims:
        if claim.kind == "aspects":
            if not has_aspects:
                out.append((claim, None))
            has_aspects = True
        elif claim.kind == "total":
            basis = "feedback" if claim.is_part else bases.get(claim.value) if claim.noun == "problem" else claim.noun
            if basis and (claim.fed >= 0 or claim.noun == "problem"):
                out.append((claim, basis))
        else:
            if claim.is_guess and fits_problems_better(claim, ledger.claims):
                claim.noun, claim.subject = "problem", None
            basis = finest if (claim.place.begins, claim.subject) in exceeded else bases.get(claim.subject, finest)      # 13个问题(细化为29个),已完成27个
            out.append((claim, claim.noun if claim.noun in ("task", "measure") else basis))
    return out


def count_by_sum(claims: list[Claim]) -> None:
    """问题29条,举措87条。整改完毕24条、基本到位3条、尚在整改2条: bare statuses of one sentence that add up to the problems are of them."""
    totals = {noun: {claim.value for claim in claims if claim.kind == "total" and claim.noun == noun and not claim.is_part} for noun in ("problem", "task", "measure")}
    runs: dict[tuple, list[Claim]] = {}
    for claim in claims:
        if claim.is_by_counter and not claim.is_part:
            runs.setdefault((claim.place.begins, claim.noun), []).append(claim)
    for (begins, noun), run in runs.items():
        summed = sum(claim.value for claim in run)
        if noun in ("task", "measure") and summed in totals["problem"] and summed not in totals[noun]:
            for claim in run:
                claim.noun, claim.subject = "problem", summed
            for rate in claims:
                if rate.is_guess and rate.noun == noun and rate.place.begins == begins:
                    rate.noun, rate.subject = "problem", summed


def fits_problems_better(rate: Claim, claims: list[Claim]) -> bool:
    """整改完成率 after counts of problems and of measures is of the problems, unless only the other ratio agrees with it."""
    def agrees(noun: str) -> bool:
        total = [claim.value for claim in claims if claim.kind == "total" and claim.noun == noun and not claim.is_part]
        done = [claim.value for claim in claims if claim.kind == "completed" and claim.noun == noun and not claim.is_part]
        return any(whole and abs(100 * part / whole - rate.value) < 1 for whole in total for part in done)
    return rate.noun != "problem" and agrees("problem") and (rate.is_of_words or not agrees(rate.noun))
