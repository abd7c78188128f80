"""A folder that remembers what it was given: a line a file, so that work that was cut off is taken up where it stood."""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

NAME = "reports.jsonl"


@dataclass
class Record:
    """The record of a folder. said: file name -> the last word on it: its hash, the edition's hash and the command that made it."""

    folder: Path
    said: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path) -> "Record":
        folder.mkdir(parents=True, exist_ok=True)
        path, record = folder / NAME, cls(folder)
        for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
            try:
                row = json.loads(line)
                record.said[row["file"]] = row
            except (ValueError, KeyError, TypeError):      # a line that was cut off says nothing
                continue
        return record

    def has(self, file: str, edition: str, command: str) -> bool:
        """Whether the file stands there whole, made from this edition by this command."""
        from queries import export

        row, path = self.said.get(file, {}), self.folder / file
        return (row.get("edition"), row.get("command")) == (edition, command) and path.is_file() and export.sha256(path.read_bytes()) == row.get("sha256")

    def put(self, file: str, content: bytes, edition: str, command: str) -> None:
        """Write the file, whole or not at all, and then the line that says so."""
        from queries import export

        written = self.folder / f".{file[-80:]}.{os.getpid()}"
        written.write_bytes(content)
        os.replace(written, self.folder / file)
        row = {"file": file, "sha256": export.sha256(content), "edition": edition, "command": command}
        with (self.folder / NAME).open("a", encoding="utf-8") as record:
            record.write(json.dumps(row, ensure_ascii=False) + "\n")
        self.said[file] = row
