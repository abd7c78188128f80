"""What programs read of a decision: one JSON object, and nothing else on standard output."""

import json

import duibiao
import queries


def test_a_decision_is_told_as_one_json_object(tmp_path, capsys):
    assert duibiao.main(["demo", "--units", "6", "--seed", "7", "--lake", str(tmp_path)]) in (duibiao.DONE, duibiao.REFUSED)
    lake = queries.Lake(tmp_path / "demo")
    before = lake.edition()
    key = before.connect().sql("select min(figure_id) from figures").fetchall()[0][0]
    capsys.readouterr()
    assert duibiao.main(["decide", key, "confirmed", "--by", "值班员", "--json", "--lake", str(tmp_path / "demo")]) == duibiao.DONE
    after, out = lake.edition(), capsys.readouterr().out
    assert json.loads(out) == {"decisions": 1, "edition": after.number, "sha256": after.sha256} and after.number == before.number + 1
