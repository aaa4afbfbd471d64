"""The rules of style, by the ids that authors know them by, and leave to break one."""

from enum import StrEnum
from typing import NamedTuple


class StyleRule(StrEnum):
    """What a well-written question keeps to. What each is for stands in the guide to them."""

    ASKS_NOTHING = "asks-nothing"
    ORPHAN = "orphan-of-context"
    VIGNETTE = "vignette-without-decision"
    NEGATIVE = "unstressed-negative"
    LONGEST = "longest-answer"
    DETAILED = "detailed-answer"
    LONGEST_IN_DECK = "longest-answers"
    CLANG = "clang"
    OVERLAP = "overlapping-options"
    UNPARALLEL = "unparallel-options"
    GRAMMAR = "grammar-cue"
    ABOVE = "all-of-the-above"
    ABSOLUTE = "absolute-distractor"
    HINT = "telling-hint"
    HIDDEN = "mostly-hidden"
    ENUMERATION = "enumeration"
    ANSWERED = "answered-elsewhere"
    CROWDED = "crowded-fact"
    THIN = "thin-fact"
    SHARE = "topic-share"


class Allowance(NamedTuple):
    """Leave to break a rule, and why that is right here."""

    rule: StyleRule
    reason: str
