"""Rules on the grammar of options: the right one must not be the only one that fits."""

import re
from collections import Counter
from collections.abc import Iterator

from ipt_cards.deck.note import ChoiceNote, Note
from ipt_cards.deck.rules.style.advice import Advice, advice
from ipt_cards.deck.rules.style.options import Options
from ipt_cards.deck.rules.style.words import words
from ipt_cards.deck.style_rule import StyleRule

_ENDING_LIKE_GERUNDS = """
anything banking being bring building ceiling during evening everything feeling king learning
marketing meaning meeting morning nothing outstanding phishing ring sibling siblings something
spring sting string swing thing training wing
"""
_NO_GERUND = frozenset(_ENDING_LIKE_GERUNDS.split())
_OPENINGS = {
    **dict.fromkeys(("because", "since", "as"), "a reason"),
    **dict.fromkeys(("when", "if", "unless", "until", "while", "whenever"), "a condition"),
    **dict.fromkeys(("he", "she", "it", "they", "we", "you", "there"), "a sentence"),
    **dict.fromkeys(("in", "on", "at", "by", "with", "from", "for", "through"), "a preposition"),
}
_COPULA = re.compile(r"\b(?:is|was)(?: called)?$")
_PLURAL_COPULA = re.compile(r"\b(?:are|were|these|those)(?: called)?$|^wh(?:at|ich) (?:are|were)\b")
_GAP = re.compile(r"[\s…._:]*[…._]\s*\?$|[\s…._:]+$")


def unparallel_options(note: Note) -> Iterator[Advice]:
    """The right options have a grammatical form that no distractor has."""
    if not isinstance(note, ChoiceNote) or len(note.distractors) < 2:
        return
    options = Options.of(note)
    right = {form_of(option) for option in options.right}
    wrong = Counter(form_of(option) for option in options.wrong)
    if len(right) > 1 or not right.isdisjoint(wrong):
        return
    (form,) = right
    usual, count = wrong.most_common(1)[0]
    if count == len(options.wrong) or form:
        others = f"all distractors are {usual}" if usual and count > 1 else "no distractor is"
        is_one = f"is {form}" if form else "has another form"
        yield advice(
            note,
            StyleRule.UNPARALLEL,
            f"has a right option that {is_one}, where {others}: give all options one form",
        )


def form_of(option: str) -> str:
    """What an option is by its first word, in words that follow "is"; "" for most."""
    said = words(option)
    if not said:
        return ""
    first = said[0]
    if first == "to" and len(said) > 1:
        return "an infinitive"
    if first.endswith("ing") and len(first) > 4 and first not in _NO_GERUND and len(said) > 1:
        return "an -ing form"
    opening = _OPENINGS.get(first, "")
    return f"opened by {opening}" if opening == "a preposition" else opening


def grammar_cue(note: Note) -> Iterator[Advice]:
    """A question has an article or a number that some of its options don't fit."""
    if not isinstance(note, ChoiceNote):
        return
    options = Options.of(note)
    question = _GAP.sub("", options.question.casefold())
    last = words(question)[-1:]
    if last in (["a"], ["an"]) and not question.endswith((" vitamin a", "?")):
        unfit = [option for option in options.all if _takes_an(option) != (last == ["an"])]
        if unfit and unfit[0] != question:
            yield advice(
                note,
                StyleRule.GRAMMAR,
                f"ends in “{last[0]}”, which “{unfit[0]}” doesn’t fit: move the article into the "
                "options",
            )
        return
    for pattern, plural in ((_COPULA, False), (_PLURAL_COPULA, True)):
        asked = pattern.search(question)
        if not asked:
            continue
        fits = [is_plural(option) == plural for option in options.all]
        if all(fits[: len(options.right)]) and not any(fits[len(options.right) :]):
            yield advice(
                note,
                StyleRule.GRAMMAR,
                f"has a “{words(asked[0])[-1]}” that only the right option fits in number: make "
                "all options singular or plural",
            )


def is_plural(option: str) -> bool:
    """Whether an option reads as a plural: by the ending of the noun that it opens with."""
    head = re.split(r"\s(?:of|in|for|with|to|from|by|that|which|who|on|at)\s", option.casefold())[0]
    if " and " in head:
        return True
    last = words(head)[-1:]
    return bool(last) and bool(re.search(r"(?<![suiy])s$|ies$|[^aeiou]ys$", last[0]))


def _takes_an(option: str) -> bool:
    """Whether `an` comes before it: by its first letter, but for the usual exceptions."""
    said = option.casefold()
    if re.match(r"(?:hour|honest|hono|heir)", said):
        return True
    return said[:1] in set("aeiou") and not re.match(r"(?:uni(?!n)|us[aeiu]|eu|one\b|once\b)", said)


RULES = ()
ENGLISH_RULES = (unparallel_options, grammar_cue)
