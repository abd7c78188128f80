"""A table as the page shows it, taken along through a real browser: in every format, with the numbers of the answer."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

import queries
from dashboard import words
from queries import export


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_table_as_shown_arrives_in_every_format_with_the_numbers_of_the_answer(serve, open_page, demo_lake, scheme):
    page = open_page(f"{serve(demo_lake)}/rules?lang=zh&data=demo", color_scheme=scheme)
    opener = page.locator(".st-key-as_shown_rules_kinds button").first
    opener.click()
    files: dict[str, Path] = {}
    for format in export.FORMATS:
        # The list hangs at its button: where pictures above have grown meanwhile, a reader scrolls to it.
        opener.evaluate("button => button.scrollIntoView({block: 'center'})")
        with page.expect_download() as waited:
            page.locator(f".st-key-download_shown_rules_kinds_{format} button").click()
        assert waited.value.suggested_filename.endswith(f"-演示数据.{format}")
        files[format] = Path(waited.value.path())
    edition = queries.Lake(demo_lake / "demo").edition()
    table = queries.answer(edition.connect(), queries.breakdown("rules_by_action")).to_pylist()
    made = sum(row["value"] for row in table if row["action"] == "new")
    found = {
        "csv": [line for line in csv.reader(io.StringIO(files["csv"].read_text(encoding="utf-8-sig"), newline="")) if not line[0].startswith("# ")][1],
        "xlsx": next(openpyxl.load_workbook(io.BytesIO(files["xlsx"].read_bytes()))["数据"].iter_rows(min_row=3, values_only=True)),
        "json": list(json.loads(files["json"].read_bytes())["rows"][0].values()),
        "parquet": list(pq.read_table(io.BytesIO(files["parquet"].read_bytes())).to_pylist()[0].values()),
    }
    assert {name: int(row[1]) for name, row in found.items()} == dict.fromkeys(export.FORMATS, made)


def test_the_way_to_a_file_is_reached_by_the_keyboard_and_fits_a_phone(serve, open_page, demo_lake):
    page = open_page(f"{serve(demo_lake)}/rules?lang=en&data=demo", viewport={"width": 390, "height": 844})
    page.locator(".st-key-as_shown_rules_kinds button").first.focus()
    page.keyboard.press("Enter")
    page.get_by_text(words.say("en", "download.as_shown_about", n=5)).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
