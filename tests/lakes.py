"""Lakes for tests of the pages, made by the program itself: the sample with a small invented province beside it, or nothing."""

from pathlib import Path

import duibiao

ROOT = Path(__file__).resolve().parent.parent


def with_sample_and_demo(folder: Path, units: int = 16) -> Path:
    """The sample, and beside it a demonstration province."""
    assert duibiao.main(["load", str(ROOT / "data" / "sample"), "--lake", str(folder)]) == duibiao.DONE
    assert duibiao.main(["demo", "--units", str(units), "--seed", "7", "--lake", str(folder)]) == duibiao.DONE
    return folder
