"""What it costs to compare 300,000 units: every statistic of a comparison, against scipy.stats doing only the binomial tails.

Prints CPU-seconds of each step, of all that one comparison takes (aim: under 2), and the ratio to the peer. Seeded, in one process.
"""

import argparse
import time
from collections.abc import Callable

import numpy as np

from queries.catalog import metric
from queries.compare import casemix, nearest
from queries.statistics import dispersion, intervals, limits, multiplicity, peers, shrinkage, tails

AIM, AIM_NEAREST = 2.0, 5.0
THEMES, ASPECTS, LEVELS, SECTORS = 16, 5, 5, 14


def cpu(step: Callable[[], object], runs: int) -> tuple[float, object]:
    """The least CPU-seconds of some runs, and the result."""
    spent, result = [], None
    for _ in range(runs):
        before = time.process_time()
        result = step()
        spent.append(time.process_time() - before)
    return min(spent), result


def shares(units: int, runs: int) -> float:
    """One comparison of shares: interval, benchmark, tails, flags, q, φ; units differ more than chance, so that many are flagged."""
    random = np.random.default_rng(1)
    n = random.integers(10, 200, units)
    x = random.binomial(n, random.beta(18, 2, units))
    rate = peers.leave_one_out(x, n)
    p = tails.two_sided(*tails.binomial_tails(x, n, rate))
    steps = {
        "wilson": lambda: intervals.wilson(x, n),
        "leave_one_out": lambda: peers.leave_one_out(x, n),
        "binomial_tails": lambda: tails.binomial_tails(x, n, rate),
        "flags_against_others": lambda: peers.flags_against_others(x, n, x.sum() - x, n.sum() - n),
        "benjamini_hochberg": lambda: multiplicity.benjamini_hochberg(p),
        "dispersion": lambda: dispersion.of_proportions(x, n),
    }
    whole = printed(steps, runs)
    printed({"(maximum likelihood)": lambda: shrinkage.maximum_likelihood(x, n), "(shrunken)": lambda: shrinkage.shrunken(x, n, shrinkage.Prior(18, 2)),
             "(limits of 1,000 sizes)": lambda: limits.interpolated_limits(np.arange(1, 1001), 0.9)}, 1)
    return whole


def rates(units: int, runs: int) -> float:
    """One comparison of counts per so many: interval, tails, flags, q, φ."""
    random = np.random.default_rng(2)
    n = random.integers(10, 200, units)
    x = random.poisson(n * random.gamma(4, 0.05, units))
    low, high = tails.poisson_tails(x, n * peers.leave_one_out(x, n))
    steps = {
        "poisson_rate": lambda: intervals.poisson_rate(x, n),
        "poisson_tails": lambda: tails.poisson_tails(x, n * peers.leave_one_out(x, n)),
        "rate_flags_against_others": lambda: peers.rate_flags_against_others(x, n, x.sum() - x, n.sum() - n, low, high),
        "benjamini_hochberg": lambda: multiplicity.benjamini_hochberg(tails.two_sided(low, high)),
        "dispersion": lambda: dispersion.of_rates(x, n),
    }
    return printed(steps, runs)


def printed(steps: dict[str, Callable[[], object]], runs: int) -> float:
    whole = 0.0
    for name, step in steps.items():
        spent, _ = cpu(step, runs)
        whole += spent
        print(f"  {name:28} {spent:6.3f} CPU-s")
    return whole


def peer(units: int) -> float:
    """scipy.stats.binom for the two tails alone."""
    from scipy.stats import binom

    random = np.random.default_rng(1)
    n = random.integers(10, 200, units)
    x = random.binomial(n, random.beta(18, 2, units))
    model = binom(n, peers.leave_one_out(x, n))
    return cpu(lambda: (model.cdf(x - 1) + model.pmf(x) / 2, model.sf(x) + model.pmf(x) / 2), 1)[0]


def automatic(units: int, kinds: tuple[int, int] = (LEVELS, SECTORS)) -> float:
    """The 15 nearest of each of so many units of one age band: levels, sectors, mixes of 40 problems, sizes, ages."""
    random = np.random.default_rng(3)
    mixes = (random.multinomial(40, random.dirichlet(np.ones(parts)), units) / 40 for parts in (THEMES, ASPECTS))
    profiles = nearest.Profiles(*(random.integers(0, kind, units) for kind in kinds), *mixes, random.integers(10, 200, units).astype(float), random.integers(180, 365, units).astype(float))
    return cpu(lambda: nearest.nearest(profiles), 1)[0]


def case_mix(units: int) -> float:
    """Expected number, exact p, interval and flag of each unit from its own mix of themes."""
    random = np.random.default_rng(4)
    count = random.multinomial(random.integers(10, 120, units), random.dirichlet(np.ones(THEMES)))
    closed = random.binomial(count, random.beta(18, 4, THEMES))
    unit, kind = (each[count > 0] for each in np.indices(count.shape))
    items, hits, reasons = count[count > 0].astype(float), closed[count > 0].astype(float), np.full(units, "", dtype=object)
    level = random.integers(0, LEVELS, units)[unit]

    def reckoned():
        others_x, others_n, _ = casemix.reference(unit, np.zeros_like(unit), kind, level, items, hits)
        return casemix._against_expected(metric("problem_completion_rate"), reasons, closed.sum(axis=1).astype(float), unit, items, hits, others_x, others_n)

    return cpu(reckoned, 1)[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=300_000)
    parser.add_argument("--peers", type=int, default=20_000, help="units among which the nearest are sought")
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    print(f"{chosen.units} units, shares (in brackets: on request only)")
    share_cost = shares(chosen.units, chosen.runs)
    print(f"{chosen.units} units, rates")
    rate_cost = rates(chosen.units, chosen.runs)
    tails_alone = peer(chosen.units)
    print(f"one comparison of shares   {share_cost:6.2f} CPU-s (aim {AIM})")
    print(f"one comparison of rates    {rate_cost:6.2f} CPU-s (aim {AIM})")
    for number in (325, chosen.peers):
        print(f"{number:6} units: automatic peers {automatic(number):6.2f} CPU-s (aim {AIM_NEAREST}), case mix {case_mix(number):6.2f} CPU-s")
    print(f"{chosen.peers:6} units of one level and sector: automatic peers {automatic(chosen.peers, (1, 1)):6.2f} CPU-s")
    print(f"scipy.stats, tails alone   {tails_alone:6.2f} CPU-s; a whole comparison of shares is {share_cost / tails_alone:.2f} times that")


if __name__ == "__main__":
    main()
