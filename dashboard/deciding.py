"""Handing decisions to whatever keeps the editions: the same command that a person would type, so that one program alone writes."""

import json
import subprocess
import sys
from collections.abc import Sequence

from dashboard.reader import ROOT, Reader

# A decision makes a new edition: a second or two; longer where another load holds the folder.
SECONDS = 90


class Refused(Exception):
    """The decisions were not taken; the message says why. Nothing was recorded."""


def decide(reader: Reader, wishes: Sequence[dict[str, str | None]]) -> int:
    """Record decisions on rows of the reader's edition; returns the number of the edition in which they hold.

    wishes: key, verdict (confirmed, corrected, rejected, withdrawn), by; where needed table, column, use, reason, seen. All or none.
    Raises Refused.
    """
    command = [sys.executable, "-m", "duibiao", "decide", "--json", "--lake", str(reader.edition.folder), "--wait", "20"]
    lines = "".join(json.dumps(wish, ensure_ascii=False) + "\n" for wish in wishes)
    try:
        done = subprocess.run(command, input=lines, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise Refused(f"> {SECONDS} s") from None
    if done.returncode:
        raise Refused(done.stderr.strip() or str(done.returncode))
    return json.loads(done.stdout)["edition"]
