"""`python -m etl.notice PATH…`: one JSON object a line and a file."""

import json
import sys
from pathlib import Path

from etl.notice import as_json, read
from etl.notice.reading import KINDS


def main(paths: list[str]) -> None:
    for path in map(Path, paths):
        files = sorted(file for file in path.iterdir() if file.suffix.lower() in KINDS) if path.is_dir() else [path]
        for file in files:
            print(json.dumps(as_json(read(file)), ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1:])
