"""What a notice says, as values: plain words for who, when and how many, with the span of shown text behind each."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Figure:
    """One number that the text states about its own rectification."""

    figure: str
    value: float
    evidence: str
    start: int
    end: int
    basis: str | None = None
    term: str | None = None
    verb: str | None = None
    counts: str | None = None
    is_approximate: bool = False
    is_part: bool = False
    part_of: int | None = None             # index, in the notice's figures, of the total that it is a part of
    lumped_terms: tuple[str, ...] | None = None
    of_problem: int | None = None          # index of the problem in whose rectification it stands


@dataclass(frozen=True)
class Problem:
    """One problem with its rectification, as the text lists them."""

    number: str | None
    text: str
    rectification: str | None
    aspect: str | None
    heading: str | None
    status: str | None
    start: int
    end: int
    rectification_start: int | None
    rectification_end: int | None
    line: int


@dataclass(frozen=True)
class Unit:
    """Whose rectification it is."""

    name: str | None = None
    party_body: str | None = None
    region: str | None = None
    level: str | None = None


@dataclass(frozen=True)
class Inspection:
    """Which inspection it answers; a day is ISO, YYYY-MM where no more is said, None where it is not said or not clear."""

    kind: str | None = None
    inspecting_body: str | None = None
    round: str | None = None
    started_on: str | None = None
    ended_on: str | None = None
    feedback_on: str | None = None


@dataclass(frozen=True)
class Statement:
    """Something said in words only: 全部整改完成 is a statement, not a count."""

    kind: str
    evidence: str
    start: int
    end: int


@dataclass(frozen=True)
class Notice:
    """One file as the reader understands it: a notice with what it says, or a refusal with the reason."""

    source: str
    shown: str = ""
    title: str | None = None
    refusal: str | None = None
    encoding: str | None = None
    media_type: str | None = None
    unit: Unit = field(default_factory=Unit)
    inspection: Inspection = field(default_factory=Inspection)
    published_on: str | None = None
    as_of: str | None = None
    figures: tuple[Figure, ...] = ()
    problems: tuple[Problem, ...] = ()
    statements: tuple[Statement, ...] = ()

    @property
    def is_notice(self) -> bool:
        return self.refusal is None
