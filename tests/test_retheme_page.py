"""Giving a problem another theme on a page: chosen first, one form, recorded by the command line's own program, never for the public."""

import shutil

import pytest

import duibiao
from dashboard import words
from dashboard.review import theme
from queries import Lake
from tests import ledgers
from tests.test_views import everything_said, open_page

TEXTS = ("公务接待超标准报销**三次**<b>。", "公务接待超标准报销四次。", "抓得不够扎实。")
CONDUCT, FUNDS = "四风与公务支出", "财务与资金管理"
LIST = {"of": "problem_texts_by_theme"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("retheme")
    path = ledgers.ledger(folder / "ledger.csv", [ledgers.line(number, text) for number, text in enumerate(TEXTS, start=1)])
    assert duibiao.main(["load", str(path), "--lake", str(folder / "lake")]) == duibiao.DONE
    return folder / "lake"


@pytest.fixture
def lake(made, tmp_path):
    return shutil.copytree(made, tmp_path / "lake")


def problems(lake) -> list[dict]:
    return Lake(lake).edition().connect().sql("select problem_id, theme, theme_words, review, problem_text from problems order by problem_id").to_arrow_table().to_pylist()


def problem(lake, text: str = TEXTS[0]) -> dict:
    return next(row for row in problems(lake) if row["problem_text"] == text)


def one(lake, text: str = TEXTS[0]) -> dict[str, str]:
    return LIST | {"is_row_id": problem(lake, text)["problem_id"]}


def opened(lake, monkeypatch, page: str = "trace", **asked: str):
    """The page with the button pressed."""
    at = open_page(lake, monkeypatch, page, **asked)
    at.session_state[f"retheme_{'trace' if page == 'trace' else 'members'}_0"] = True
    return at.run()


def part(at, name: str):
    """The one widget of the form that is called so, or None."""
    found = [each for kind in (at.selectbox, at.text_input, at.button, at.button_group) for each in kind if each.key and each.key.startswith(f"retheme_{name}_")]
    assert len(found) < 2
    return found[0] if found else None


def filled(at, use: str | None = FUNDS, reason: str = "说的是报销", by: str = "值班员"):
    if use is not None:
        part(at, "use").set_value(use)
    part(at, "reason").set_value(reason)
    part(at, "by").set_value(by)
    return at


def saved(at):
    return part(at, "save").click().run()


def decide(lake, *given: str) -> None:
    assert duibiao.main(["decide", problem(lake)["problem_id"], *given, "--table", "problems", "--by", "另一人", "--why", "另有理由", "--lake", str(lake)]) == duibiao.DONE


def test_closed_it_costs_one_button_however_many_problems_there_are(made, monkeypatch):
    at = open_page(made, monkeypatch, "trace", **LIST)
    assert len(at.get("popover")) - len(open_page(made, monkeypatch, "trace", of="problem_list").get("popover")) == 1
    assert all(part(at, name) is None for name in ("of", "use", "reason", "by", "save"))


@pytest.mark.parametrize("asked", [{}, {"of": "rules_made"}, {"of": "funds_balance"}])
def test_a_number_that_is_of_no_themes_has_no_such_button(made, monkeypatch, asked):
    at = opened(made, monkeypatch, **asked)
    assert not at.exception and part(at, "use") is None and words.say("zh", "retheme.about") not in everything_said(at)


@pytest.mark.parametrize("asked", [LIST, {"of": "problems_by_theme"}])
def test_of_many_one_is_chosen_first_then_its_form_says_why_it_has_its_theme(made, monkeypatch, asked):
    at = opened(made, monkeypatch, **asked)
    assert len(part(at, "of").options) == len(TEXTS) and part(at, "use") is None
    part(at, "of").set_value(problem(made)["problem_id"]).run()
    said = everything_said(at)
    assert f"主题：**{CONDUCT}** :gray-badge[依用语归类]" in said and f"归类用语：{problem(made)['theme_words']}" in said
    assert "> 公务接待超标准报销\\*\\*三次\\*\\*" in said and "<b>" not in said.replace("\\<b\\>", "")
    themes = [each["theme"] for each in ledgers.rows(made, "themes")]
    assert list(part(at, "use").options) == [words.say("zh", "themes.unclassified"), *(each for each in themes if each != CONDUCT)]


def test_of_the_problems_of_a_theme_only_those_can_be_chosen(made, monkeypatch):
    at = opened(made, monkeypatch, of="problems_by_theme", is_theme=CONDUCT)
    assert len(part(at, "of").options) == 2
    at = opened(made, monkeypatch, of="problems_by_theme", is_theme="")
    assert part(at, "of") is None and "主题：**未归类**" in everything_said(at)
    at = opened(made, monkeypatch, of="problems_by_theme", is_theme="没有这个主题")
    assert not at.exception and part(at, "use") is None


def test_more_problems_than_a_list_should_hold_are_cut_and_said(made, monkeypatch):
    monkeypatch.setattr(theme, "MOST", 2)
    at = opened(made, monkeypatch, **LIST)
    assert len(part(at, "of").options) == 2 and words.say("zh", "retheme.cut", shown=2, n=3) in everything_said(at)


def test_a_theme_is_changed_and_the_page_goes_on_with_it(lake, monkeypatch):
    """Also where the address asked for the theme that the problem had; the form is closed, and who, when and why is told."""
    at = saved(filled(opened(lake, monkeypatch, **one(lake), is_theme=CONDUCT)))
    assert not at.exception and not at.error and [each.value for each in at.toast] == [words.say("zh", "review.saved", number=2)]
    assert (problem(lake)["theme"], problem(lake)["review"]) == (FUNDS, "corrected")
    assert [row["theme"] for row in problems(lake) if row["problem_text"] != TEXTS[0]] == [CONDUCT, None]
    assert "is_theme" not in at.query_params and FUNDS in at.table[0].value.to_string() and part(at, "use") is None
    at.session_state["retheme_trace_1"] = True
    said = everything_said(at.run())
    assert f"主题：**{FUNDS}** :gray-badge[已更正]" in said and f"主题 更正为 {FUNDS}（原为 {CONDUCT}）：说的是报销" in said and "值班员" in said


def test_a_problem_can_be_called_unclassified_and_an_unclassified_one_be_given_a_theme(lake, monkeypatch):
    saved(filled(opened(lake, monkeypatch, **one(lake)), use=theme.UNCLASSIFIED))
    saved(filled(opened(lake, monkeypatch, **one(lake, TEXTS[2])), use=FUNDS))
    assert [problem(lake, text)["theme"] for text in TEXTS] == [None, CONDUCT, FUNDS]


@pytest.mark.parametrize("lacking, said", [({"use": None}, "retheme.need_theme"), ({"by": " "}, "review.need_by"), ({"reason": ""}, "应写明理由")])
def test_what_is_lacking_is_said_and_nothing_is_recorded(lake, monkeypatch, lacking, said):
    at = saved(filled(opened(lake, monkeypatch, **one(lake)), **lacking))
    told = "".join(str(each.value) for each in (*at.warning, *at.error))
    assert (words.say("zh", said) if "." in said else said) in told and not at.toast
    assert Lake(lake).edition().number == 1 and part(at, "use") is not None


def test_a_decision_is_withdrawn_and_the_words_decide_again(lake, monkeypatch):
    assert part(opened(lake, monkeypatch, **one(lake)), "verdict") is None
    decide(lake, "corrected", "--column", "theme", "--use", FUNDS)
    at = opened(lake, monkeypatch, **one(lake))
    part(at, "verdict").set_value("withdrawn").run()
    assert part(at, "use") is None
    saved(filled(at, use=None, reason="看错了"))
    assert (problem(lake)["theme"], problem(lake)["review"], Lake(lake).edition().number) == (CONDUCT, None, 3)
    at = opened(lake, monkeypatch, **one(lake))
    assert "看错了" in everything_said(at) and part(at, "verdict") is None and ":gray-badge[依用语归类]" in everything_said(at)


def test_nothing_is_decided_on_what_somebody_else_decided_meanwhile(lake, monkeypatch):
    at = filled(opened(lake, monkeypatch, **one(lake)))
    decide(lake, "corrected", "--column", "theme", "--use", "国有资产管理")
    at = saved(at)
    assert not at.exception and problem(lake)["theme"] == "国有资产管理" and Lake(lake).edition().number == 2


def test_problems_worded_alike_are_given_another_theme_where_they_are_read(demo_lake, monkeypatch):
    at = opened(demo_lake, monkeypatch, "themes", data="demo")
    assert not at.exception and len(part(at, "of").options) >= 2
    first = part(at, "of").options[0].partition("：")[2]
    part(at, "of").select_index(0).run()
    assert part(at, "use") is not None and first in everything_said(at).replace("\\", "")


@pytest.mark.parametrize("language, theme_said, head", [("zh", FUNDS, "改过主题的问题：决定 1 项"), ("en", "Finance and funds", "Themes decided by people: 1 decision")])
def test_every_theme_decided_is_listed_with_who_when_and_why_and_leads_to_its_problem(lake, monkeypatch, language, theme_said, head):
    assert not any(words.say(language, "review.why") in table.value.columns for table in open_page(lake, monkeypatch, "themes", lang=language).table)
    decide(lake, "corrected", "--column", "theme", "--use", FUNDS)
    at = open_page(lake, monkeypatch, "themes", lang=language)
    line = at.table[-1].value.to_string()
    assert head in everything_said(at) and all(word in line for word in ("另一人", "另有理由", theme_said, f"is_row_id={problem(lake)['problem_id']}"))


def test_the_public_is_offered_no_decision_and_reads_of_none(lake, monkeypatch):
    decide(lake, "corrected", "--column", "theme", "--use", FUNDS)
    for page, asked in (("trace", LIST), ("trace", {"of": "problems_by_theme"}), ("themes", {})):
        at = opened(lake, monkeypatch, page, **{"for": "public"}, **asked)
        assert not at.exception and part(at, "use") is None and part(at, "of") is None
        said = everything_said(at) + "".join(table.value.to_string() for table in at.table)
        assert not any(word in said for word in ("另一人", "另有理由", words.say("zh", "retheme.about")))
        assert not [each for each in at.get("popover") if words.say("zh", "retheme.button") in str(each.proto)]
