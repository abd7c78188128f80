"""Every formula says what published or independently generated vectors say, within the tolerance that the vectors state.

The vectors lie outside the project (some are GPL data): ../shared/vectors, read only, with a README. Absent, these tests are skipped.
"""

import csv
import json
import math
from pathlib import Path

import numpy as np
import pytest

from queries.statistics import concentration, control, differences, dispersion, intervals, limits, multiplicity, peers, shrinkage, survival

VECTORS = Path(__file__).resolve().parents[2] / "shared" / "vectors"
pytestmark = pytest.mark.skipif(not VECTORS.is_dir(), reason="the reference vectors (../shared/vectors) are not on this computer")
WORDS = {"High (0.001)": 2, "High (0.025)": 1, "Not significant": 0, "Low (0.025)": -1, "Low (0.001)": -2}


def rows(name: str) -> list[dict[str, str]]:
    with open(VECTORS / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cases(name: str) -> list[dict]:
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))


def column(found: list[dict[str, str]], name: str) -> np.ndarray:
    return np.array([float(row[name]) if row[name] != "" else np.nan for row in found])


def each(name: str, **wanted: str):
    """A parametrisation over the rows of a vector file whose columns are as wanted; nothing where the file is absent."""
    found = rows(name) if VECTORS.is_dir() else []
    kept = [row for row in found if all(row[key] == value for key, value in wanted.items())]
    return pytest.mark.parametrize("row", kept, ids=lambda row: row.get("case_id", ""))


def near(found, wanted, row: dict) -> bool:
    """|a - b| <= tol_abs or |a/b - 1| <= tol_rel, whichever the row states; an empty cell is not compared."""
    if wanted == "":
        return True
    found, wanted = float(found), float(wanted)
    return abs(found - wanted) <= float(row["tol_abs"]) if "tol_abs" in row else abs(found / wanted - 1) <= float(row["tol_rel"])


@each("proportions/wilson_ci.csv")
def test_wilson(row):
    low, high = intervals.wilson(float(row["x"]), float(row["n"]), float(row["confidence"]))
    assert near(low, row["lower"], row) and near(high, row["upper"], row)


@each("proportions/proportion_ci_methods.csv", method="wilson")
def test_wilson_of_other_packages(row):
    low, high = intervals.wilson(float(row["x"]), float(row["n"]), float(row["confidence"]))
    assert near(low, row["lower"], row) and near(high, row["upper"], row)


@each("proportions/invalid_inputs.csv")
def test_what_cannot_be_is_refused_and_what_is_unknown_stays_unknown(row):
    x, n = (float(row[name] or "nan") for name in ("x", "n"))
    if "null" in row["expect"]:
        assert np.isnan(intervals.wilson(x, n)).all()
    else:
        with pytest.raises(ValueError):
            intervals.wilson(x, n)


@each("proportions/two_sample.csv", method="newcombe hybrid score")
def test_newcombe(row):
    _, low, high = differences.newcombe(*(float(row[name]) for name in ("x1", "n1", "x2", "n2")))
    assert near(low, row["lower"], row) and near(high, row["upper"], row)


@pytest.mark.parametrize("case_id", ["SM-4sample-homogeneity", "SM-4sample-vs-0.9", "SM-1sample-vs-0.9", "R-doc-prop.test"])
def test_homogeneity(case_id):
    case = next(case for case in cases("proportions/k_sample_and_trend_tests.json") if case["case_id"] == case_id)
    statistic, freedom, p = differences.homogeneity(case["x"], case["n"], case.get("p0"))
    assert freedom == case["df"]
    assert statistic == pytest.approx(case["statistic"], abs=1e-9) and p == pytest.approx(case["pvalue"], abs=case["tol_abs"])


@pytest.mark.parametrize("case_id", ["R-doc-prop.trend.test", "R-doc-prop.trend.test-scores"])
def test_cochran_armitage(case_id):
    case = next(case for case in cases("proportions/k_sample_and_trend_tests.json") if case["case_id"] == case_id)
    statistic, p = differences.trend(case["x"], case["n"], case["scores"])
    assert abs(statistic - case["statistic"]) <= case["tol_abs"] and abs(p - case["pvalue"]) <= case["tol_abs"]


def test_all_pairs_raw_and_by_holm():
    raw, adjusted = (next(case for case in cases("proportions/k_sample_and_trend_tests.json") if case["case_id"] == f"SM-pairwise-{kind}") for kind in ("raw", "holm"))
    x, n = np.array(raw["x"]), np.array(raw["n"])
    pairs = [(first, second) for first in range(4) for second in range(first + 1, 4)]
    found = [differences.homogeneity(x[list(pair)], n[list(pair)])[2] for pair in pairs]
    assert found == pytest.approx(raw["pvalues"], abs=raw["tol_abs"])
    assert multiplicity.holm(found) == pytest.approx(adjusted["pvalues"], abs=adjusted["tol_abs"])


@each("rates/byar_counts.csv")
def test_byar(row):
    low, high = intervals.byar_count(float(row["events"]), float(row["confidence"]))
    assert near(low, row["lower_count"], row) and near(high, row["upper_count"], row)


@each("rates/rate_ci_exact_byar.csv")
def test_rates_exact_below_ten_and_byar_from_ten_on(row):
    low, high = (float(row["multiplier"]) * limit for limit in intervals.poisson_rate(float(row["events"]), float(row["denominator"]), float(row["confidence"])))
    assert near(low, row["lower"], row) and near(high, row["upper"], row)


def test_exact_poisson_tests():
    one, two = cases("rates/poisson_exact_tests.json")
    found = [float(limit) / one["expected_or_time"] for limit in intervals.exact_count(one["events"])]
    assert found == pytest.approx(one["ci95_rate"], rel=one["tol_rel"])
    ratio, low, high, p = differences.rate_ratio(*[value for pair in zip(two["x"], two["T"]) for value in pair])
    assert (ratio, low, high, p) == pytest.approx((two["rate_ratio"], *two["ci95"], two["pvalue"]), rel=two["tol_rel"])


def test_phe_mode_of_proportions():
    found = rows("funnel/proportion_significance.csv")
    x, n = column(found, "numerator"), column(found, "denominator")
    assert peers.normal_flags(x, n, x.sum() / n.sum()).tolist() == [WORDS[row["significance"]] for row in found]


@pytest.mark.parametrize("name", ["proportion_limits.csv", "proportion_limits_subset.csv"])
def test_normal_limits(name):
    found = rows(f"funnel/{name}")
    pooled = column(found, "baseline_pct") / 100
    if name == "proportion_limits.csv":    # the printed baseline is rounded; the input it comes from is here
        units = rows("funnel/proportion_significance.csv")
        pooled = np.full(len(found), column(units, "numerator").sum() / column(units, "denominator").sum())
    tolerance = column(found, "tol_abs")
    for confidence, sigma in ((0.95, "2s"), (0.998, "3s")):
        for limit, side in zip(limits.normal_limits(column(found, "population"), pooled, confidence), ("lower", "upper")):
            assert (np.abs(100 * limit - column(found, f"{side}_{sigma}_pct")) <= tolerance).all()


def test_phe_mode_of_ratios():
    found = rows("funnel/ratio_significance.csv")
    assert peers.ratio_flags(column(found, "observed"), column(found, "expected")).tolist() == [WORDS[row["significance"]] for row in found]


@pytest.mark.parametrize("words", ["crude_per_100000", "crude_per_100"])
def test_phe_mode_of_rates(words):
    units = rows("funnel/rate_significance.csv")
    events, exposure = column(units, "events"), column(units, "denominator")
    # "with_0" keeps the unit without events in the benchmark, "without_0" leaves it out of everything.
    for kept, heading in ((events >= 0, f"{words}_with_0"), (events > 0, f"{words}_without_0")):
        expected = exposure[kept] * events[kept].sum() / exposure[kept].sum()
        wanted = [WORDS[row[heading]] for row, is_kept in zip(units, kept) if is_kept]
        assert peers.ratio_flags(events[kept], expected).tolist() == wanted


def test_expected_events_on_the_limits_of_a_ratio():
    found = rows("funnel/ratio_limits.csv")
    observed, tolerance = column(found, "observed"), column(found, "tol_rel")
    for confidence, sigma in ((0.95, "2s"), (0.998, "3s")):
        for expected, side in zip(limits.expected_at_limit(observed, confidence), ("lower", "upper")):
            assert (np.abs(expected / column(found, f"{side}_{sigma}_exp_events") - 1) <= tolerance).all()
            assert (np.abs(100 * observed / expected / column(found, f"{side}_{sigma}_isr") - 1) <= tolerance).all()


@pytest.mark.parametrize("number", [1, 2, 3])
def test_populations_on_the_limits_of_a_rate(number):
    found = rows(f"funnel/rate_limits_{number}.csv")
    events, baseline = column(found, "Events"), column(found, "baseline") / 1e5
    for confidence, sigma in ((0.95, "2s"), (0.998, "3s")):
        for expected, side in zip(limits.expected_at_limit(events, confidence), ("lower", "upper")):
            # Three years of data, by the README: events of three years over the people of one.
            assert expected / baseline / 3 == pytest.approx(column(found, f"{side}_{sigma}_population_1_year"), rel=1e-4)
            assert 1e5 * events / (expected / baseline) == pytest.approx(column(found, f"{side}_{sigma}_limit"), rel=1e-4)


@each("funnel/funnelplotr_poisson_limits.csv")
def test_poisson_limits_of_a_ratio(row):
    for confidence, names in ((0.95, ("ll95", "ul95")), (0.998, ("ll998", "ul998"))):
        for limit, name in zip(limits.ratio_limits(float(row["expected_events"]), confidence), names):
            assert near(limit, row[name], row)


def funnelplotr(case_id: str) -> dict:
    return next(case for case in cases("funnel/funnelplotr_cases.json") if case["case_id"] == case_id)


def test_dispersion_of_six_groups():
    # Numerator and denominator are observed and expected; ten per cent of six is nobody at either end.
    case = funnelplotr("FPR-six-groups")
    z, error = dispersion.ratio_z(case["numerator"], case["denominator"])
    kept = dispersion.is_kept(z)
    assert dispersion.dispersion(z[kept], error[kept]).phi == pytest.approx(case["expected"]["phi"], abs=case["tol_abs"])


def test_a_group_of_units_is_a_ratio_of_sums():
    case = funnelplotr("FPR-aggregate")
    for group, ratio in case["expected"]["ratio_by_group"].items():
        member = np.array(case["group"]) == group
        assert differences.pooled_and_median(np.array(case["numerator"])[member], np.array(case["denominator"])[member])[0] == pytest.approx(ratio, abs=case["tol_abs"])


def test_dispersion_of_ratios():
    found, wanted = rows("funnel/funnelplotr_medpar_ratio_generated.csv"), funnelplotr("FPR-medpar-phi-tau2")["expected"]
    # z and s as printed: the denominators of this file are rounded to two places.
    z, error = column(found, "Uzscore"), column(found, "s")
    kept = dispersion.is_kept(z)
    assert kept.tolist() == [row["truncated"] == "0" for row in found]
    spread = dispersion.dispersion(z[kept], error[kept])
    assert (spread.phi, spread.tau2, spread.units) == pytest.approx((wanted["phi"], wanted["tau2"], wanted["n_after_truncation"]), abs=1e-9)
    ours = dispersion.ratio_z(column(found, "numerator"), column(found, "denominator"))
    assert ours[0] == pytest.approx(z, abs=2e-2) and ours[1] == pytest.approx(error, rel=2e-3)


def test_limits_and_outliers_of_ratios():
    found, wanted = rows("funnel/funnelplotr_medpar_ratio_generated.csv"), funnelplotr("FPR-medpar-readme")["expected"]
    tau2 = funnelplotr("FPR-medpar-phi-tau2")["expected"]["tau2"]
    # 1/√E is s, and printed in full.
    expected, ratio = column(found, "s") ** -2.0, column(found, "rr")
    outside = {}
    for confidence, name in ((0.95, "95"), (0.998, "998")):
        exact, widened = limits.ratio_limits(expected, confidence), dispersion.ratio_limits(expected, tau2, confidence)
        for limit, side in zip((*exact, *widened), (f"ll{name}", f"ul{name}", f"odll{name}", f"odul{name}")):
            assert limit == pytest.approx(column(found, side), rel=1e-6), side
        outside[name] = [int(np.sum((ratio < low) | (ratio > high))) for low, high in (exact, widened)]
    assert outside["998"] == [wanted["outliers_unadjusted_998"], wanted["outliers_adjusted_998"]]


@pytest.mark.parametrize("case_id, name", [("FPR-PR-medpar-died", "funnelplotr_medpar_died_proportion_generated.csv"), ("FPR-PR10", "funnelplotr_pr10_generated.csv")])
def test_dispersion_and_limits_of_proportions(case_id, name):
    found, wanted = rows(f"funnel/{name}"), funnelplotr(case_id)["expected"]
    x, n = column(found, "numerator"), column(found, "denominator")
    spread = dispersion.of_proportions(x, n)
    assert (x.sum() / n.sum(), spread.phi, spread.tau2) == pytest.approx((wanted["target"], wanted["phi"], wanted["tau2"]), abs=1e-9)
    z, error = dispersion.proportion_z(x, n, wanted["target"])
    assert z == pytest.approx(column(found, "Uzscore"), abs=1e-9) and dispersion.winsorised(z) == pytest.approx(column(found, "Wuzscore"), abs=1e-9)
    if "phi_without_winsorising" in wanted:
        plain = dispersion.dispersion(z, error)
        assert (plain.phi, plain.tau2) == pytest.approx((wanted["phi_without_winsorising"], wanted["tau2_without_winsorising"]), abs=1e-9)
    large = n >= 7      # the package folds back below that: its defect, see the vectors' README
    for confidence, level in ((0.95, "95"), (0.998, "998")):
        for tau2, kind in ((0.0, ""), (wanted["tau2"], "od")):
            for limit, side in zip(dispersion.proportion_limits(n, wanted["target"], tau2, confidence), ("ll", "ul")):
                assert limit[large] == pytest.approx(column(found, f"{kind}{side}{level}")[large], abs=1e-6)


def test_on_a_limit_is_inside():
    for case in cases("funnel/funnelplotr_outlier_flags.json"):
        ratio = case["multiplier"] * np.array(case["ratio"])
        found = peers._outside(ratio, (case["lower"], case["upper"]), (-np.inf, np.inf))
        assert np.abs(found).tolist() == case["expected_outlier"], case["case_id"]


@pytest.mark.parametrize("name, adjust", [("bh", multiplicity.benjamini_hochberg), ("holm", multiplicity.holm)])
def test_adjusted_p_values(name, adjust):
    found = rows("multiplicity/adjusted_pvalues.csv")
    for case_id in dict.fromkeys(row["case_id"] for row in found):
        case = [row for row in found if row["case_id"] == case_id]
        wanted = column(case, name)
        told = ~np.isnan(wanted)
        assert (np.abs(adjust(column(case, "rawp")) - wanted)[told] <= column(case, "tol_abs")[told]).all(), case_id


def survival_data(dataset: str, group: str) -> tuple[np.ndarray, np.ndarray]:
    data = [row for row in rows(f"survival/data_{dataset}.csv") if row["group"] == group]
    return column(data, "time"), column(data, "status") == 1


def curves() -> list[tuple[str, str, str]]:
    return sorted({(row["dataset"], row["group"], row["conf_type"]) for row in rows("survival/km_curves_generated.csv")}) if VECTORS.is_dir() else []


@pytest.mark.parametrize("dataset, group, scale", curves())
def test_kaplan_meier_curves(dataset, group, scale):
    wanted = [row for row in rows("survival/km_curves_generated.csv") if (row["dataset"], row["group"], row["conf_type"]) == (dataset, group, scale)]
    curve = survival.kaplan_meier(*survival_data(dataset, group))
    low, high = survival.share_limits(curve, scale=scale)
    for found, name in ((curve.days, "time"), (curve.at_risk, "n_risk"), (curve.closed, "n_event"), (curve.censored, "n_censor"),
                        (curve.share_open, "surv"), (curve.error, "std_err_S"), (low, "lower"), (high, "upper")):
        told = ~np.isnan(column(wanted, name))
        assert (np.abs(found - column(wanted, name))[told] <= column(wanted, "tol_abs")[told]).all(), name


def test_kaplan_meier_curve_as_printed():
    for row in rows("survival/km_curve_aml_documented.csv"):
        curve = survival.kaplan_meier(*survival_data(row["dataset"], row["group"]))
        low, high = survival.share_limits(curve, scale="log")
        at = curve.days.tolist().index(float(row["time"]))
        for found, name in ((curve.share_open, "surv"), (curve.error, "std_err"), (low, "lower_log"), (high, "upper_log")):
            assert near(found[at], row[name], row), name


@each("survival/km_medians.csv")
def test_kaplan_meier_medians_by_the_rule_of_r(row):
    curve = survival.kaplan_meier(*survival_data(row["dataset"], row["group"]))
    low, high = survival.share_limits(curve, scale=row["conf_type"])
    # Where S is 0 R gives no limit, so neither reaches the level by it.
    found = [survival.reached(curve.days, share, 0.5, "midpoint") for share in (curve.share_open, low, high)]
    for value, name in zip(found, ("median", "lcl95", "ucl95")):
        assert (math.isnan(value) and row[name] == "") or near(value, row[name], row), name


@each("survival/km_medians.csv", conf_type="log-log")
def test_kaplan_meier_medians_by_our_rule(row):
    """The two rules differ for one data set only: where exactly half is closed (below)."""
    found = survival.median(*survival_data(row["dataset"], row["group"]))
    for value, name in list(zip(found, ("median", "lcl95", "ucl95")))[row["group"] == "Control":]:
        assert (math.isnan(value) and row[name] == "") or near(value, row[name], row), name


def test_the_median_is_the_first_day_on_which_half_is_closed():
    conflict = next(case for case in cases("survival/km_lifelines_cases.json") if case["case_id"] == "median-rule-conflict")
    data = survival_data("g3", "Control")
    assert survival.median(*data)[0] == conflict["rule_first_t_at_or_below_half"]
    curve = survival.kaplan_meier(*data)
    assert survival.reached(curve.days, curve.share_open, 0.5, "midpoint") == conflict["R_survival_median"]


def test_quantiles_of_r():
    wanted = cases("survival/km_quantiles_R.json")
    curve = survival.kaplan_meier(*survival_data("quantile_test1", "all"))
    for case in wanted["cases"]:
        above, below = case["surv_level"].split("/")
        found = survival.reached(curve.days, curve.share_open, int(above) / int(below), "midpoint")
        assert found == case["expected_time"] or (math.isnan(found) and case["expected_time"] is None), case


def test_kaplan_meier_of_lifelines():
    for case in cases("survival/km_lifelines_cases.json")[:2]:
        curve = survival.kaplan_meier(*survival_data(case["dataset"], case["group"]))
        at = [curve.days.tolist().index(day) for day in case["at"]]
        assert curve.share_open[at] == pytest.approx(case["surv"], rel=case["tol_rel"])
        if "loglog95_low" in case:
            low, high = survival.share_limits(curve)
            assert low[at] == pytest.approx(case["loglog95_low"], rel=case["ci_tol_rel"]) and high[at] == pytest.approx(case["loglog95_high"], rel=case["ci_tol_rel"])


@pytest.mark.parametrize("number", range(5))
def test_kaplan_meier_of_scipy(number):
    case = cases("survival/km_scipy_cases.json")[number]
    curve = survival.kaplan_meier(case["times"], case["event"])
    assert curve.days.tolist() == case["unique_times"]
    assert curve.share_open == pytest.approx(case["surv"], abs=case["tol_abs"])
    for scale, name, confidence in (("log-log", "loglog95", 0.95), ("log-log", "loglog90", 0.9), ("plain", "plain90", 0.9)):
        if f"{name}_low" in case:
            for found, side in zip(survival.share_limits(curve, confidence, scale), ("low", "high")):
                told = [index for index, value in enumerate(case[f"{name}_{side}"]) if value is not None]
                wanted = np.array(case[f"{name}_{side}"], dtype=float)[told]
                assert found[told] == pytest.approx(wanted, abs=case.get("ci_tol_abs", case["tol_abs"]))


@pytest.mark.parametrize("number", range(5))
def test_log_rank(number):
    case = cases("survival/logrank_cases.json")[number]
    if "data" in case:
        data = rows(f"survival/{case['data']}")
        days, is_closed, group = column(data, "time"), column(data, "status") == 1, [row["group"] for row in data]
    else:
        parts = [(f"{side}_{kind}", side, kind == "events") for side in "xy" for kind in ("events", "censored")]
        days = [day for name, _, _ in parts for day in case[name]]
        is_closed = [closed for name, _, closed in parts for _ in case[name]]
        group = [side for name, side, _ in parts for _ in case[name]]
    statistic, freedom, p = survival.log_rank(days, is_closed, group)
    assert freedom == case.get("df", 1)
    assert abs(statistic - case["chi2"]) <= case["tol_abs"] and abs(p - case["pvalue"]) <= case["tol_abs"]


def test_beta_binomial_prior_and_posteriors():
    wanted, data = cases("shrinkage/ebbr_beta_binomial.json"), rows("shrinkage/ebbr_readme_data.csv")
    prior = shrinkage.maximum_likelihood(column(data, "x"), column(data, "total"))
    printed = wanted["documented_prior"]
    assert (prior.alpha, prior.beta) == pytest.approx((printed["alpha"], printed["beta"]), rel=wanted["tol_rel"])
    for case in wanted["posteriors"]:
        prior = shrinkage.Prior(printed["alpha"], printed["beta"])
        alpha, beta = shrinkage.posterior(case["x"], case["n"], prior)
        mean, low, high = shrinkage.shrunken(case["x"], case["n"], prior)
        assert (alpha, beta, mean) == pytest.approx((case["alpha1"], case["beta1"], case["shrunk"]), abs=wanted["posterior_tol_abs"])
        assert low < mean < high


def test_gini():
    case = cases("concentration/gini_mexico1940.json")
    assert abs(concentration.gini(case["values"]) - case["expected_gini"]) <= case["tol_abs"]


@pytest.mark.parametrize("number", range(5))
def test_xmr_limits(number):
    case = cases("spc/xmr_cases.json")[number]
    found = control.limits(case["values"], case["screen_outliers"])
    for value, name in zip((found.mean, found.low, found.high), ("mean", "lower", "upper")):
        assert abs(value - case["expected"][name]) <= case["tol_abs"]
    if "n_special_cause" in case["expected"]:
        assert control.causes(case["values"], found) == ["common"] * len(case["values"])
    if "special_cause_index" in case["expected"]:
        assert all(control.causes(case["values"], found)[index] != "common" for index in case["expected"]["special_cause_index"])


def test_xmr_series_and_their_causes():
    words = {"Common Cause": "common"}
    for case in cases("spc/xmr_cases.json")[6:]:
        groups = np.array(case["rebase_group"])
        for group in sorted(set(groups)):
            values, wanted = np.array(case["values"], dtype=float)[groups == group], {name: np.array(value)[groups == group] for name, value in case["expected"].items()}
            found = control.limits(values, case["screen_outliers"])
            for value, name in zip((found.mean, found.low, found.high), ("mean", "lower", "upper")):
                assert np.abs(value - wanted[name]).max() <= case["tol_abs"]
            is_common = [cause == "common" for cause in control.causes(values, found)]
            assert is_common == [words.get(word) == "common" for word in wanted["special_cause_type"].tolist()], case["case_id"]


def test_two_near_opposite_limits_are_no_signal():
    case = next(case for case in cases("spc/xmr_cases.json") if case["case_id"] == "PTD-2of3-opposite-sides")
    assert control.causes(case["values"], control.limits(case["values"]))[-2:] == ["common", "common"]


def test_xmr_rules():
    wanted = cases("spc/rules_cases.json")
    for case in wanted["seven_point_one_side"]:
        assert control.run_ends(case["relative_to_mean"]).tolist() == case["expected"]
    for case in wanted["seven_point_trend"]:
        assert control.trend_ends(case["y"]).tolist() == case["expected"]
    for case in wanted["part_of_seven"]:
        assert control.part_of(case["end_flags"]).tolist() == case["expected"]
    for case in wanted["two_in_three"]:
        assert control.two_of_three(case["close"], case["side"]).tolist() == case["expected"]
    for case in wanted["point_flagged_two_in_three"]:
        found = control.two_of_three(case["close"], case["side"]) * np.array(case["close"])
        assert found.tolist() == case["expected"]
    constants = wanted["constants"]
    assert (control.LIMIT, control.NEAR, control.SCREEN, control.ON_TRIAL_BELOW) == pytest.approx(tuple(constants[name] for name in ("limit", "near_limit", "outlier_screen", "short_series_warning_below")))


def test_assurance():
    better = {"increase": "higher", "decrease": "lower", "neutral": "neutral"}
    for case in cases("spc/rules_cases.json")["assurance"]:
        within = control.Limits((case["lower"] + case["upper"]) / 2, case["lower"], case["upper"], case["lower"], case["upper"])
        assert control.assurance(within, case["target"], better[case["direction"]]) == case["expected"]


def test_declared_notices_have_the_intervals_of_the_facts():
    for row in rows("domain/notices_declared.csv"):
        if row["wilson95_low_pct"]:
            low, high = (100 * float(limit) for limit in intervals.wilson(float(row["declared_done"]), float(row["declared_total"])))
            assert (low, high) == pytest.approx((float(row["wilson95_low_pct"]), float(row["wilson95_high_pct"])), abs=0.006)
