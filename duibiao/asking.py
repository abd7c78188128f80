"""Questions: ask, and the filter that its flags mean."""

import argparse
from dataclasses import replace

from duibiao.shared import Commands, WrongUse, day, show

FILTERS = (
    ("--unit", "units", "单位名称或编号，可多次"), ("--region", "regions", "省、市或县，可多次"), ("--sector", "sectors", "领域，可多次"),
    ("--level", "levels", "层级，可多次"), ("--kind", "kinds", "监督类型，可多次"), ("--round", "rounds", "轮次，可多次"),
    ("--aspect", "aspects", "方面，可多次"), ("--theme", "themes", "主题，可多次"),
)
PEERS = ("alike", "automatic", "level", "sector", "region", "city", "round")
PLAIN_FILTERS = ("as_of", "feedback_from", "feedback_to", "basis", "standard")


def add(commands: Commands) -> None:
    asking = commands.add("ask", ask, "查询一个指标 ask one metric", rows=True)
    asking.add_argument("metric", help="指标名，如 problem_completion_rate；不知道名称时用 list")
    asking.add_argument("--edition", type=int, help="第几版（默认当前版）")
    asking.add_argument("--compare", action="store_true", help="附区间、同类基准、p 值、提示 add interval, benchmark, p and flag")
    asking.add_argument("--peers", choices=PEERS, help="同类范围，与 --compare 同用 with whom, together with --compare")
    asking.add_argument("--case-mix", action="store_true", help="按各单位问题构成算预期完成数 add what the unit's own mix of problems makes one expect")
    asking.add_argument("--evidence", action="store_true", help="不列数字，列出数字背后的每一行和每一句 the rows and sentences behind the numbers")
    add_audience(asking)
    add_filters(asking)


def add_audience(parser: argparse.ArgumentParser, default: str = "internal") -> None:
    parser.add_argument("--for", dest="audience", choices=("internal", "public"), default=default, help="给谁看：public 略去内部栏目和未公开来件的文字 for whom: public leaves out what is internal")


def add_filters(parser: argparse.ArgumentParser) -> None:
    for flag, name, help in FILTERS:
        parser.add_argument(flag, dest=name, action="append", help=help)
    parser.add_argument("--as-of", type=day, help="截至日期，如 2024-06-30")
    parser.add_argument("--feedback-from", type=day, help="反馈日期从")
    parser.add_argument("--feedback-to", type=day, help="反馈日期到")
    parser.add_argument("--basis", choices=("feedback", "item"), help="口径：反馈问题或分解事项")
    parser.add_argument("--standard", choices=("claimed", "evidenced", "accepted"), help="认定标准：自报、有佐证、验收销号")


def ask(chosen) -> int:
    import pyarrow as pa

    import queries

    if chosen.metric == "list":
        rows = [{"name": each.name, "kind": each.kind, "title": each.title[chosen.lang], "question": each.question[chosen.lang]} for each in (*queries.metrics(), *queries.breakdowns(), *queries.checks())]
        return show(chosen, pa.Table.from_pylist(rows), None)
    return answered(chosen, chosen.metric)


def answered(chosen, name: str) -> int:
    """The answer to a query by its name, under the filter that the flags mean."""
    import queries
    from queries import export as exporter
    from queries import words

    query = next((each for each in (*queries.metrics(), *queries.breakdowns(), *queries.checks()) if each.name == name), None)
    if query is None:
        known = "、".join(each.name for each in (*queries.metrics(), *queries.breakdowns(), *queries.checks()))
        raise WrongUse(f"没有名为「{name}」的指标或表。There is no metric or table '{name}'.\n可用 known: {known}")
    edition = queries.Lake(chosen.lake).edition(chosen.edition)
    connection = edition.connect()
    asked = filtered(chosen, connection)
    flags = _comparing(chosen)
    query, table = _compared(connection, query, asked, flags) if flags else (query, queries.answer(connection, query, asked))
    about = words.about_answer(connection, edition, query, asked, table.num_rows, chosen.lang, chosen.audience)
    return show(chosen, *exporter.masked(connection, table, replace(about, command=" ".join([about.command, *flags]))))


def _comparing(chosen) -> list[str]:
    """The flags that ask for a comparison or for what is behind, as they stand in a command; what does not go together is wrong use."""
    is_compared, kind, is_by_mix, is_evidence = (getattr(chosen, name, None) for name in ("compare", "peers", "case_mix", "evidence"))
    if kind and not is_compared:
        raise WrongUse("--peers 须与 --compare 同用。--peers needs --compare.")
    if is_by_mix and is_compared:
        raise WrongUse("--case-mix 与 --compare 只能用一个。Use either --case-mix or --compare.")
    if is_evidence and (is_compared or is_by_mix):
        raise WrongUse("--evidence 不能与 --compare 或 --case-mix 同用。--evidence goes with neither --compare nor --case-mix.")
    if is_evidence:
        return ["--evidence"]
    if is_by_mix:
        return ["--case-mix"]
    return (["--compare"] if is_compared else []) + ([f"--peers {kind}"] if kind else [])


def _compared(connection, query, asked, flags: list[str]):
    from queries import compare
    from queries import evidence
    from queries.compare import casemix

    if flags == ["--evidence"]:
        return evidence.described(query), evidence.facts(connection, query, asked)
    if query.kind != "metrics":
        raise WrongUse(f"{flags[0]}: 「{query.name}」不是指标，不能与同类比较。Only metrics are compared.")
    if flags == ["--case-mix"]:
        return casemix.described(query), casemix.adjusted(connection, query, asked)
    kind = flags[-1].removeprefix("--peers ") if len(flags) > 1 else "alike"
    return compare.described(query), compare.compared(connection, query, asked, kind)


def filtered(chosen, connection):
    """The Filter that the flags mean; names of units and words of code lists are looked up, and what is unknown is wrong use."""
    import queries
    from queries import words

    found = {name: getattr(chosen, name) for name in PLAIN_FILTERS}
    for flag, name, _ in FILTERS:
        if getattr(chosen, name):
            try:
                found[name] = tuple(words.identified(connection, name, each) for each in getattr(chosen, name))
            except KeyError as error:
                raise WrongUse(f"{flag}: {error.args[0]}") from None
    return queries.Filter(**found)
