"""Declared figures of invented notices, as records: what units publish about themselves, some of it against their own ledgers."""

import hashlib
import json
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from etl.demo.course import LAST_DAY
from etl.demo.grids import LABEL
from etl.demo.inspections import Inspection
from etl.demo.planting import UNITS_OF_ONE, entry
from etl.demo.truth import of_inspection

SHARE_PUBLISHED = 0.6
CONTRADICTIONS = ("headline_differs", "two_totals", "completed_exceeds_total", "rate_differs", "declares_more_recovered")

Figure = dict
Sentence = tuple[str, list[Figure]]


def write(folder: Path, random: Random, inspections: list[Inspection], units: int) -> list[dict]:
    """Write four files of records (inspections, documents, figures, texts); returns the contradictions in them."""
    published = [inspection for inspection in inspections if random.random() < SHARE_PUBLISHED] or inspections[:1]
    wrong = dict(zip((inspection.inspection_id for inspection in random.sample(published, len(published))),
                     [kind for kind in CONTRADICTIONS for _ in range(max(1, units // UNITS_OF_ONE))]))
    tables: dict[str, list[dict]] = {"inspections": [], "documents": [], "figures": [], "texts": []}
    planted = []
    for inspection in published:
        kind = wrong.get(inspection.inspection_id, "")
        published_on = min(inspection.feedback_on + timedelta(days=random.randint(190, 420)), LAST_DAY - timedelta(days=random.randint(1, 20)))
        sentences, declared = _sentences(random, inspection, published_on, kind)
        _add(tables, inspection, published_on, sentences)
        if declared:
            planted.append(entry(kind, inspection, **declared))
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        (folder / f"{name}.jsonl").write_bytes("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode())
    return planted


def _add(tables: dict[str, list[dict]], inspection: Inspection, published_on: date, sentences: list[Sentence]) -> None:
    """One notice: its document, its inspection, its figures with their place in its text."""
    text = "".join(sentence for sentence, _ in sentences)
    digest = hashlib.sha256(text.encode()).hexdigest()
    document_id = f"d-{digest[:12]}"
    tables["documents"].append({
        "document_id": document_id, "kind": "notice", "title": sentences[0][0].strip(), "published_on": published_on.isoformat(),
        "uri": f"https://example.org/demo/{inspection.inspection_id}.html", "sha256": digest, "bytes": len(text.encode()), "encoding": "utf-8",
        "media_type": "text/html", "inspection_id": inspection.inspection_id, "standard": "claimed", "extent": "whole", "speaks_of": "figures"})
    tables["inspections"].append({
        "inspection_id": inspection.inspection_id, "unit_id": inspection.unit.unit_id, "kind": inspection.kind,
        "inspecting_body": inspection.inspecting_body, "round": inspection.round, "started_on": inspection.started_on.isoformat(),
        "ended_on": inspection.ended_on.isoformat(), "feedback_on": inspection.feedback_on.isoformat(), "due_on": inspection.due_on and inspection.due_on.isoformat(),
        "document_id": document_id, "locator": f"0-{len(sentences[0][0])}"})
    tables["texts"].append({"document_id": document_id, "inspection_id": inspection.inspection_id, "text": text})
    at = 0
    for sentence, figures in sentences:
        place = {"evidence": sentence, "evidence_start": at, "evidence_end": at + len(sentence)}
        for figure in figures:
            figure_id = f"{document_id}-{len(tables['figures'])}"
            tables["figures"].append({"figure_id": figure_id, "inspection_id": inspection.inspection_id, **figure, **place,
                                      "document_id": document_id, "locator": f"{at}-{at + len(sentence)}"})
        at += len(sentence)


def _figure(name: str, value=None, unit: str = "", **more) -> Figure:
    return {"figure": name} | ({"value": value} if value is not None else {}) | ({"unit": unit} if unit else {}) | more


def _sentences(random: Random, inspection: Inspection, day: date, kind: str) -> tuple[list[Sentence], dict]:
    """The text of a notice as of a day, sentence by sentence, and what in it contradicts (empty: nothing does)."""
    unit, known = inspection.unit, of_inspection(inspection, day)
    verb = "巡视" if inspection.kind == "巡视" else "巡察"
    title = f"{LABEL}{unit.unit_name}{unit.party_body}关于{inspection.round}{verb}整改进展情况的通报\n"
    counted, declared = _completion(inspection, known, kind)
    money, more = _money(random, known, kind)
    return [(title, []), *counted, *_measures(random, known), *money, *_people(random, known), *_rules(random, known), *_manners(random)], declared | more


def _completion(inspection: Inspection, known: dict, kind: str) -> tuple[list[Sentence], dict]:
    aspects = len({problem.aspect for problem in inspection.problems})
    total, completed = known["problems"], known["completed"]["claimed"]
    nearly = known["statuses"].get("substantially_completed", 0)
    declared = {}
    if kind == "headline_differs":
        declared = {"declared": total + 3, "counted": total}
        total, completed = total + 3, completed + 3
    if kind == "completed_exceeds_total":
        completed = total + 1
        declared = {"declared": completed, "total": total}
    open_still = max(total - completed - nearly, 0)
    sentences = [
        (f"{inspection.inspecting_body}反馈{aspects}个方面{total}个具体问题。",
         [_figure("aspects", aspects, "个"), _figure("total", total, "个", basis="feedback")]),
        (f"截至目前，已完成整改{completed}个，基本完成{nearly}个，正在整改{open_still}个。",
         [_figure(name, value, "个", basis="feedback")
          for name, value in (("completed", completed), ("substantially_completed", nearly), ("in_progress", open_still))])]
    if kind == "two_totals":
        declared = {"declared": [total, total + 2], "counted": total}
        sentences.append((f"对反馈的{total + 2}个问题逐一认领。", [_figure("total", total + 2, "个", basis="feedback")]))
    if kind == "rate_differs" or inspection.feedback_on.day % 3 == 0:
        rate = round(100 * completed / total) + (12 if kind == "rate_differs" and completed < total * 0.85 else -12 if kind == "rate_differs" else 0)
        declared |= {"declared": rate, "counted": round(100 * completed / total, 1)} if kind == "rate_differs" else {}
        sentences.append((f"整改完成率{rate}%。", [_figure("completion_rate", rate, "%", basis="feedback")]))
    return sentences, declared


def _measures(random: Random, known: dict) -> list[Sentence]:
    total, completed = known["measures"], known["measures_completed"]
    if random.random() < 0.35:
        return [(f"制定整改措施{total}条，已完成{completed}条。",
                 [_figure("total", total, "条", basis="measure"), _figure("completed", completed, "条", basis="measure")])]
    if random.random() < 0.2:
        items = known["problems"] * 2
        done = min(items, known["completed"]["claimed"] * 2 + 1)
        return [(f"细化为{items}项整改事项，已完成{done}项。", [_figure("total", items, "项", basis="item"), _figure("completed", done, "项", basis="item")])]
    return []


def _money(random: Random, known: dict, kind: str) -> tuple[list[Sentence], dict]:
    recovered = Decimal(known["funds"].get("recovered", 0))
    is_more = kind == "declares_more_recovered"
    if not is_more and (not recovered or random.random() < 0.3):
        return [], {}
    said = recovered + 80_000 if is_more else recovered
    wan = (said / 10_000).quantize(Decimal("0.01"))
    verb, is_rough = random.choice(("清退", "追缴", "收回")), not is_more and said > 20_000 and random.random() < 0.2
    value, words = (int(wan) * 10_000, f"{int(wan)}余") if is_rough else (int(wan * 10_000), f"{wan}")
    figure = _figure("funds_recovered", value, "元", verb=verb, is_approximate=is_rough)
    return [(f"{verb}违规资金{words}万元。", [figure])], {"declared": str(value), "counted": str(recovered)} if is_more else {}


def _people(random: Random, known: dict) -> list[Sentence]:
    persons = known["discipline"]
    if random.random() < 0.3:
        return []
    if not persons:
        return [("给予党纪政务处分0人。", [_figure("discipline", 0, "人", term="党纪政务处分", counts="persons")])]
    return [(f"{'，'.join(f'{term}{number}人' for term, number in persons.items())}。",
             [_figure("discipline", number, "人", term=term, counts="persons") for term, number in persons.items()])]


def _rules(random: Random, known: dict) -> list[Sentence]:
    rules = Counter(known["rules"])
    made = rules["new"] + rules["revised"]
    if not made or random.random() < 0.3:
        return []
    if random.random() < 0.6:
        return [(f"制定完善制度{made}项。", [_figure("rules_new_or_revised", made, "项")])]
    return [(f"新建制度{rules['new']}项，修订制度{rules['revised']}项。", [_figure("rules_new", rules["new"], "项"), _figure("rules_revised", rules["revised"], "项")])]


def _manners(random: Random) -> list[Sentence]:
    manners = (("named_contact", 0.7, "联系方式已向社会公布。"), ("next_steps", 0.8, "下一步，将持续巩固整改成果。"), ("item_by_item", 0.5, "现将各项问题整改情况逐项通报。"))
    return [(sentence, [_figure(name)]) for name, likely, sentence in manners if random.random() < likely]
