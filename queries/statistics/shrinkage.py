"""Shrunken estimates, for sorting a table of small units and for nothing else: never the official rate.

Empirical Bayes with a beta-binomial model (Robinson 2017, ebbr): what all units have in common pulls each small one towards it.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv, betaln, expit, logit

# Where units differ no more than chance makes them, the prior has no finite strength: it is held here, which is complete pooling
# for all that can be seen (a million imagined items against a unit's tens).
STRONGEST = 1e6


@dataclass(frozen=True)
class Prior:
    """Beta(alpha, beta): what a unit is like before its own items are seen. is_pooled: units are not told apart at all."""

    alpha: float
    beta: float
    is_pooled: bool = False


def moments(closed, total) -> Prior:
    """The prior by moments: μ and v the mean and variance of the units' rates; α = ((1 − μ)/v − 1/μ)μ², β = α(1/μ − 1).

    v is taken less the variance that chance alone gives, Σ μ(1 − μ)/n / N; where nothing is left, pools completely.
    """
    x, n = _with_items(closed, total)
    rates = x / n
    mean = float(rates.mean())
    chance = float(np.mean(mean * (1 - mean) / n))
    variance = float(rates.var(ddof=1)) - chance if rates.size > 1 else 0.0
    if not 0 < mean < 1 or variance <= 0:
        return _pooled(x, n)
    alpha = ((1 - mean) / variance - 1 / mean) * mean**2
    if not 0 < alpha < STRONGEST * mean:
        return _pooled(x, n)
    return Prior(alpha, alpha * (1 / mean - 1))


def maximum_likelihood(closed, total) -> Prior:
    """The prior by maximum likelihood, Π B(x + α, n − x + β)/B(α, β); pools completely where the strength α + β runs away."""
    from scipy.optimize import minimize

    x, n = _with_items(closed, total)
    pooled = float(x.sum() / n.sum())
    if not 0 < pooled < 1:
        return _pooled(x, n)
    # Many units share the same x of n: each different pair is computed once.
    pairs, units = np.unique(np.stack([x, n]), axis=1, return_counts=True)

    def loss(place: np.ndarray) -> float:
        alpha, beta = _from_place(place)
        return -float(units @ (betaln(pairs[0] + alpha, pairs[1] - pairs[0] + beta) - betaln(alpha, beta)))

    start = moments(x, n)
    strength = min(start.alpha + start.beta, 100.0)
    bounds = [(-30, 30), (np.log(1e-6), np.log(STRONGEST))]
    found = minimize(loss, [logit(pooled), np.log(strength)], method="L-BFGS-B", bounds=bounds, options={"ftol": 1e-14, "gtol": 1e-8}).x
    alpha, beta = _from_place(found)
    return _pooled(x, n) if alpha + beta > STRONGEST / 2 else Prior(alpha, beta)


def _from_place(place: np.ndarray) -> tuple[float, float]:
    mean, strength = float(expit(place[0])), float(np.exp(place[1]))
    return mean * strength, (1 - mean) * strength


def posterior(closed, total, prior: Prior) -> tuple[np.ndarray, np.ndarray]:
    """What each unit is like after its items are seen: (alpha, beta) = (x + α, n − x + β)."""
    x, n = np.asarray(closed, dtype=float), np.asarray(total, dtype=float)
    return x + prior.alpha, n - x + prior.beta


def shrunken(closed, total, prior: Prior, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(mean, low, high) of the posterior on the 0-1 scale: (x + α)/(n + α + β) and Beta quantiles. Sort by the low one."""
    alpha, beta = posterior(closed, total, prior)
    tail = (1 - confidence) / 2
    return alpha / (alpha + beta), betaincinv(alpha, beta, tail), betaincinv(alpha, beta, 1 - tail)


def rank_interval(closed, total, prior: Prior, draws: int = 4000, confidence: float = 0.95, seed: int = 20240208) -> tuple[np.ndarray, np.ndarray]:
    """Between which places each unit may stand, 1 = highest: (best, worst) whole numbers, from seeded draws of every posterior.

    Goldstein & Spiegelhalter 1996. Where units are pooled completely no place can be told: 1 to N for all. Costs draws × units:
    meant for the hundreds that one compares, not for all units of a country.
    """
    alpha, beta = posterior(closed, total, prior)
    if prior.is_pooled:
        return np.ones(alpha.size, dtype=int), np.full(alpha.size, alpha.size)
    random = np.random.default_rng(seed)
    places = np.empty((draws, alpha.size), dtype=np.int32)
    for draw in range(draws):
        places[draw, np.argsort(-random.beta(alpha, beta), kind="stable")] = np.arange(1, alpha.size + 1)
    tail = (1 - confidence) / 2
    low, high = np.quantile(places, [tail, 1 - tail], axis=0, method="inverted_cdf")
    return low.astype(int), high.astype(int)


def _with_items(closed, total) -> tuple[np.ndarray, np.ndarray]:
    x, n = np.asarray(closed, dtype=float), np.asarray(total, dtype=float)
    if not np.any(n > 0):
        raise ValueError("no unit has an item.")
    return x[n > 0], n[n > 0]


def _pooled(x: np.ndarray, n: np.ndarray) -> Prior:
    mean = float(x.sum() / n.sum())
    return Prior(mean * STRONGEST, (1 - mean) * STRONGEST, is_pooled=True)
