"""Notices load beside ledgers: the same unit and inspection, every figure with its span, look-alikes refused."""

import json
from pathlib import Path

import pytest

import queries
from etl import edition, pipeline

NOTICES = Path(__file__).parent / "notices"
GOLD = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in NOTICES.glob("*.json")}


def files(is_notice: bool) -> list[Path]:
    return [path for path in sorted(NOTICES.iterdir()) if path.suffix != ".json" and GOLD.get(path.stem, {}).get("is_notice") is is_notice]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    lake = tmp_path_factory.mktemp("lake")
    return pipeline.load(files(True) + files(False), lake), lake


def test_notices_are_taken_and_look_alikes_refused_with_a_reason(loaded):
    done, _ = loaded
    states = {outcome.file: outcome.state for outcome in done.outcomes}
    assert {name for name, state in states.items() if state == "refused"} >= {path.name for path in files(False)}
    assert {name for name, state in states.items() if state == "accepted"} == {path.name for path in files(True)}
    assert all(outcome.refusals for outcome in done.outcomes if outcome.state == "refused")


def test_every_figure_leads_to_a_span_of_its_notice(loaded):
    _, lake = loaded
    figures = edition.read(lake, edition.current(lake), "figures").to_pylist()
    assert figures
    for figure in figures:
        if figure["evidence"] is not None:
            assert figure["evidence_end"] > figure["evidence_start"] >= 0


def test_a_loaded_notice_answers_metrics(loaded):
    _, lake = loaded
    answer = queries.answer(queries.Lake(lake).edition().connect(), queries.metric("problem_completion_rate")).to_pylist()
    assert any(row["value"] is not None and row["source"] == "declared" for row in answer)


def test_a_notice_that_breaks_the_reader_is_refused_and_the_load_goes_on(tmp_path, monkeypatch):
    good, bad = files(True)[0], tmp_path / "坏.txt"
    bad.write_text("一份通报", encoding="utf-8")
    real = pipeline.notice.read

    def breaking(path):
        if path == bad:
            raise RecursionError
        return real(path)

    monkeypatch.setattr(pipeline.notice, "read", breaking)
    done = pipeline.load([bad, good], tmp_path / "lake")
    assert {outcome.file: outcome.state for outcome in done.outcomes} == {bad.name: "refused", good.name: "accepted"}
