"""The chapters of a report, a module each: what a subject's answers say, as a Section, or None where there is nothing of its kind to say."""

from dashboard.report.chapters import changed, completion, contradictions, discipline, funds, overview, repeated, rules, side_by_side, still_open, to_check, trend

CHAPTERS = (overview.chapter, completion.chapter, side_by_side.chapter, to_check.chapter, still_open.chapter, funds.chapter, discipline.chapter, rules.chapter, contradictions.chapter,
            trend.chapter, changed.chapter, repeated.chapter)
