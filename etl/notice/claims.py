"""What a notice claims about completion, as it is gathered: claims in order, and what the words at hand are about."""

from dataclasses import dataclass, field

from etl.notice.clauses import Place


@dataclass(slots=True)
class Claim:
    """One thing said about completion, before it is known which problems it is about."""

    kind: str                     # a figure code, or `total`
    value: float
    noun: str | None              # problem | task | measure
    place: Place
    start: int
    end: int
    subject: float | None = None  # the total that the same words are about
    fed: int = 0                  # 2 fed back, 1 found, 0 only spoken of, -1 the rest of another
    is_refined: bool = False
    is_own: bool = False          # by the unit's own word for what it refined: 整改事项
    is_part: bool = False
    is_guess: bool = False        # a rate that does not name what it is of
    is_by_counter: bool = False   # a status that does not name what it counts
    is_of_words: bool = False     # 整改完成率, which is of the problems where their ratio agrees; 完成率 only where its own does not
    lumped: tuple[str, ...] | None = None


@dataclass(slots=True)
class Ledger:
    """What has been read so far: claims in order, and what the words at hand are about."""

    is_follow_up: bool = False
    is_audit: bool = False
    claims: list[Claim] = field(default_factory=list)
    noun: str | None = None
    subject: float | None = None
    is_other: bool = False
    unclaimed: float = 0          # the last count of this sentence that is of neither problems, tasks nor measures
    is_advice: bool = False       # the other population is 意见建议, which are no problems
    others: float = 0             # how many of another population were spoken of last
    is_listing: bool = False
    counters: dict[str, str] = field(default_factory=dict)     # counter -> noun of the last total that it counted
    subjects: dict[str, float] = field(default_factory=dict)   # noun -> its last total in this paragraph

    largest: dict[str, float] = field(default_factory=dict)    # noun -> its largest total in the notice

    def new_paragraph(self) -> None:
        self.noun, self.subject, self.is_other, self.unclaimed = None, None, False, 0
        self.subjects.clear()

    def turn_to(self, noun: str | None) -> None:
        """The words at hand are about another noun than before: about its last total."""
        if noun != self.noun:
            self.noun, self.subject = noun, self.subjects.get(noun)

    def add(self, kind: str, place: Place, noun: str | None, start: int | None = None, end: int | None = None, **more) -> Claim:
        token = place.token
        more.setdefault("is_part", kind != "total" and any(other.is_part and other.value == more.get("subject") for other in self.claims[-3:]))
        claim = Claim(kind, token.value, noun, place, token.start if start is None else start, end or token.end, **more)
        self.claims.append(claim)
        return claim
