"""Time to closure, with what is still open as censored: never dropped, never nought days.

The clock starts at the feedback, an event is a closing, what is open is censored on the day of the data. Days are numbers >= 0.
Not to be drawn from notices: a notice only says that something was closed by its day. Those give `landmark` at most.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import gammaincc

from queries.statistics.intervals import z_score

# A share of exactly one half comes out of products of fractions as 0.5 and a hair: it counts as one half.
HALF_AND_A_HAIR = 1e-9


@dataclass(frozen=True)
class Curve:
    """The share still open after each different day, in order; arrays of one length.

    at_risk: open just before the day. closed, censored: on the day. share_open: S(t). error: Greenwood's standard error of S (NaN at S = 0).
    """

    days: np.ndarray
    at_risk: np.ndarray
    closed: np.ndarray
    censored: np.ndarray
    share_open: np.ndarray
    error: np.ndarray


def kaplan_meier(days, is_closed) -> Curve:
    """Kaplan & Meier 1958: S(t) = Π(1 − d/n); Greenwood: V = S² Σ d/(n(n − d)). days: (N,) numbers; is_closed: (N,) booleans."""
    days, is_closed = np.asarray(days, dtype=float), np.asarray(is_closed, dtype=bool)
    if np.any(days < 0) or np.any(np.isnan(days)):
        raise ValueError("a duration is below 0 or unknown: leave undated closings out and say how many they are.")
    times, place = np.unique(days, return_inverse=True)
    closed = np.bincount(place, weights=is_closed, minlength=times.size)
    left = np.bincount(place, minlength=times.size)
    at_risk = left[::-1].cumsum()[::-1].astype(float)
    share_open = np.cumprod(1 - closed / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = share_open * np.sqrt(np.cumsum(closed / (at_risk * (at_risk - closed))))
    return Curve(times, at_risk, closed, left - closed, share_open, error)


def share_limits(curve: Curve, confidence: float = 0.95, scale: Literal["log-log", "log", "plain"] = "log-log") -> tuple[np.ndarray, np.ndarray]:
    """Limits of S(t) after each day: (low, high) in 0-1; NaN where S is 0. log-log is lifelines' and scipy's, log is R's default."""
    z, share = z_score(confidence), curve.share_open
    with np.errstate(divide="ignore", invalid="ignore"):
        if scale == "plain":
            low, high = share - z * curve.error, share + z * curve.error
        elif scale == "log":
            low, high = share * np.exp(-z * curve.error / share), share * np.exp(z * curve.error / share)
        else:
            reach = z * curve.error / (share * np.abs(np.log(share)))
            low, high = share ** np.exp(reach), share ** np.exp(-reach)
    # Before the first closing S is 1 and known: R gives 1 and 1. At 0 Greenwood's error does not exist.
    low, high = np.where(share == 1, 1.0, low), np.where(share == 1, 1.0, high)
    is_nothing = share <= 0
    return np.where(is_nothing, np.nan, np.clip(low, 0, 1)), np.where(is_nothing, np.nan, np.clip(high, 0, 1))


def reached(days, share_open, level: float = 0.5, at_level: Literal["first", "midpoint"] = "first") -> float:
    """The first day on which the share open is at most `level`; NaN if never.

    "first" is this project's rule, the same as in median_days_to_close.sql. "midpoint" is R's: where the share stays exactly on the
    level, the middle between that day and the next drop (or the last day).
    """
    days, share_open = np.asarray(days), np.asarray(share_open)
    with np.errstate(invalid="ignore"):
        at = np.flatnonzero(share_open <= level + HALF_AND_A_HAIR)
        below = np.flatnonzero(share_open < level - HALF_AND_A_HAIR)
    if at.size == 0:
        return float("nan")
    if at_level == "first" or abs(share_open[at[0]] - level) > HALF_AND_A_HAIR:
        return float(days[at[0]])
    return float((days[at[0]] + days[below[0] if below.size else -1]) / 2)


def median(days, is_closed, confidence: float = 0.95) -> tuple[float, float, float]:
    """Days until half is closed, with the log-log interval: (median, low, high); NaN where it is not reached."""
    curve = kaplan_meier(days, is_closed)
    low, high = share_limits(curve, confidence)
    # Brookmeyer & Crowley 1982: the lower curve comes down first. Where S is 0 neither limit exists, as in R.
    return reached(curve.days, curve.share_open), reached(curve.days, low), reached(curve.days, high)


def log_rank(days, is_closed, group) -> tuple[float, int, float]:
    """Do groups close equally fast? (χ², degrees of freedom, p). Mantel 1966; R `survdiff`. NaN for one group or no closings.

    days, is_closed, group: (N,); group holds any labels.
    """
    days, is_closed = np.asarray(days, dtype=float), np.asarray(is_closed, dtype=bool)
    names, member = np.unique(np.asarray(group), return_inverse=True)
    times = np.unique(days[is_closed])
    count = names.size
    if count < 2 or times.size == 0:
        return float("nan"), count - 1, float("nan")
    at_risk = np.stack([(days[member == each][:, None] >= times).sum(axis=0) for each in range(count)]).astype(float)
    closed = np.stack([(days[(member == each) & is_closed][:, None] == times).sum(axis=0) for each in range(count)]).astype(float)
    n, d = at_risk.sum(axis=0), closed.sum(axis=0)
    excess = (closed - d * at_risk / n).sum(axis=1)
    spread = np.where(n > 1, d * (n - d) / np.maximum(n - 1, 1), 0.0)
    share = at_risk / n
    variance = np.diag((spread * share).sum(axis=1)) - (spread * share) @ share.T
    # The excesses add up to nought, so one group is left out.
    statistic = float(excess[:-1] @ np.linalg.pinv(variance[:-1, :-1]) @ excess[:-1])
    return statistic, count - 1, float(gammaincc((count - 1) / 2, statistic / 2))


def landmark(follow_up_days, closed_after_days, day: float) -> tuple[int, int]:
    """Closed by a day after the feedback, of those followed for as long: (closed, followed); never of those too young to tell.

    follow_up_days: (N,) from the feedback to the day of the data. closed_after_days: (N,), NaN for what is open.
    """
    follow_up, closed_after = np.asarray(follow_up_days, dtype=float), np.asarray(closed_after_days, dtype=float)
    is_followed = follow_up >= day
    with np.errstate(invalid="ignore"):
        return int(np.sum(is_followed & (closed_after <= day))), int(np.sum(is_followed))
