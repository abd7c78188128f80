"""The development corpus, wherever it is present: scored by its own scorer against the targets of the issue."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"
SCORER = SHARED / "tools" / "score_notices.py"
TARGETS = {"figures_precision": 0.99, "figures_recall": 0.97, "problems_f1": 0.98, "rectifications_agree": 0.97, "units": 0.97, "dates": 0.97, "negatives_refused": 1.0}


def score(folder: Path) -> dict:
    command = [sys.executable, str(SCORER), str(folder), "--json", "--command", f"{sys.executable} -m etl.notice {{folder}}"]
    printed = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=Path(__file__).parents[1], check=True).stdout
    return json.loads(printed.strip().splitlines()[-1])


@pytest.mark.skipif(not SCORER.exists(), reason="the development corpus (../shared) is not here; tests/notices still runs")
@pytest.mark.parametrize("folder", ["corpus/dev", "notices"])
def test_the_corpus_is_read_as_well_as_the_issue_asks(folder):
    result = score(SHARED / folder)
    assert result["notices_unread"] == 0
    for name, target in TARGETS.items():
        assert result[name] is None or result[name] >= target, (name, result[name])
