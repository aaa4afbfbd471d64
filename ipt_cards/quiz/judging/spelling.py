"""Whether two spellings are one word, a slip of the fingers, or two words, however near."""

import re
import unicodedata
from enum import StrEnum
from functools import cache

from ipt_cards.deck.spelling import ENGLISH

_ACCENTS = re.compile("[\u0300-\u036f]")
_WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

_VARIANTS = tuple(
    (re.compile(pattern), spelled)
    for pattern, spelled in (
        (r"ae|æ|oe|œ", "e"),
        (r"(?<=[a-z]{2}[b-df-hj-np-tv-z]|avi)our(?=$|s|ed|ing|al|ism|ist|able|less|ful)", "or"),
        (r"(?<=[a-z]{2})is(?=(?:e|es|ed|er|ers|ing|ation|ations|able)$)", "iz"),
        (r"(?<=[a-z]{2})ys(?=(?:e|es|ed|er|ing)$)", "yz"),
        (r"(?<=[bt])re$", "er"),
        (r"(?<=[a-z]{2})ogue(?=s?$)", "og"),
        (r"(?<=[a-z]{2})ll(?=(?:ed|er|ers|ing|or|ors|ment)$)", "l"),
        (r"(?<=[a-z]{2})ence$", "ense"),
        (r"^grey", "gray"),
        (r"^programme(?=s?$)", "program"),
        (r"dgement", "dgment"),
        (r"^ageing$", "aging"),
        (r"(?<=[a-z]{3})lment(?=s?$)", "llment"),
    )
)
"""British spellings, and what is American of them."""

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})

# Greek and Latin for the most part, they tell terms apart in other languages, too.
_MEANINGFUL_BEGINNINGS = (
    ("hypo", "hyper", "normo", "iso"),
    ("inter", "intra", "extra", "infra"),
    ("ab", "ad"),
    ("pre", "pro", "per", "peri", "para", "post", "re", "de"),
    ("anti", "ante", "auto", "allo"),
    ("endo", "exo", "ecto", "meso", "epi"),
    ("macro", "micro", "mega"),
    ("sub", "super", "supra"),
    ("uni", "bi", "tri", "multi", "poly", "mono", "oligo"),
    ("in", "un", "non", "dis", "im", "il", "ir", "a", "an", ""),
    ("eu", "dys", "mal"),
    ("ex", "in", "im", "e", "af", "ef"),
    ("homo", "hetero"),
    ("tachy", "brady"),
    ("pan", "hemi", "semi", "quadri", "para", "di"),
)
_MEANINGFUL_ENDINGS = (
    ("emia", "uria", "osis", "itis", "oma", "opathy", "algia", "plasia", "trophy"),
    ("ectomy", "otomy", "ostomy", "oscopy", "plasty"),
    ("ite", "ate", "ide", "ine", "ane", "ene", "yne", "ol", "al", "one", "ose", "ase"),
    ("logy", "graphy", "gram", "graph", "scope", "metry", "nomy"),
    ("phobia", "philia", "mania", "pathy"),
    ("ism", "ist", "ive", "ion", "ial", "ian", "ic", "ity", "ness", "ed", "ing", "er", "or", "ee"),
    ("us", "um", "a", "i"),
    ("ful", "less"),
)
_INFLECTED = re.compile(r"(?:s|es|d|ed|ing)$")

_VOWELS = frozenset("aeiouy")
_FORGIVEN_FROM, _TWICE_FROM = 5, 10
"""Letters of a word from which one slip in it is forgiven, and two."""


class Likeness(StrEnum):
    """How two words are alike, with the words that say so."""

    SAME = "the same"
    SPELLING = "another spelling"
    ACCENT = "accents differ"
    FORM = "another form of the word"
    SLIP = "a slip of the fingers"
    ACCENT_COUNTS = "accents count here"
    OTHER = "another term"
    FAR = "another answer"


def likeness(
    given: str, expected: str, language: str = ENGLISH, *, strict: bool = False
) -> Likeness:
    """How a word that was typed is like one that is right; both in small letters.

    strict: whether accents make another word.
    """
    english = language == ENGLISH
    if given == expected:
        return Likeness.SAME
    if _WITHOUT_SPACES.search(given + expected):
        return Likeness.OTHER
    if strict and _accents(given) != _accents(expected):
        return Likeness.ACCENT_COUNTS
    if same_spelling(given, expected, language):
        return Likeness.SPELLING
    bare, right = without_accents(given), without_accents(expected)
    if bare == right:
        return Likeness.ACCENT
    if english and _is_other_form(bare, right):
        return Likeness.FORM
    if _differ_in_meaning(bare, right):
        return Likeness.OTHER
    if not _is_near(bare, right):
        return Likeness.FAR
    known = _dictionary(language)
    return Likeness.OTHER if bare in known or given in known else Likeness.SLIP


def same_spelling(one: str, other: str, language: str = ENGLISH) -> bool:
    """Whether two words are one, as the British and the Americans spell it.

    In German, as those write it who have no umlauts at hand.
    """
    if language == "de":
        return one.translate(_UMLAUTS) == other.translate(_UMLAUTS)
    return one == other or (language == ENGLISH and _american(one) == _american(other))


def without_accents(word: str) -> str:
    """A word without the marks over and under its letters."""
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", word)))


def _accents(word: str) -> list[str]:
    return _ACCENTS.findall(unicodedata.normalize("NFD", word))


@cache
def _dictionary(language: str) -> frozenset[str]:
    """The words of a language; none of one that no list is known of."""
    from spellchecker import SpellChecker  # noqa: PLC0415 - only for what is typed

    if language != ENGLISH:
        known = language in SpellChecker.languages()
        return frozenset(SpellChecker(language).word_frequency.keys() if known else ())
    # Two lists, for each lacks terms that the other has: Webster's second edition, and words by how
    # often they are written.
    from english_words import get_english_words_set  # noqa: PLC0415 - only for what is typed

    return frozenset(get_english_words_set(["web2"], lower=True)).union(
        SpellChecker().word_frequency.keys()
    )


@cache
def _american(word: str) -> str:
    for pattern, spelled in _VARIANTS:
        word = pattern.sub(spelled, word)
    return word


def _is_other_form(one: str, other: str) -> bool:
    stems = [_INFLECTED.sub("", word).rstrip("e") for word in (one, other)]
    return len(stems[0]) > 2 and stems[0] == stems[1]


def _differ_in_meaning(one: str, other: str) -> bool:
    return any(
        _differ_in(family, one, other, at_start=True) for family in _MEANINGFUL_BEGINNINGS
    ) or any(_differ_in(family, one, other, at_start=False) for family in _MEANINGFUL_ENDINGS)


def _differ_in(family: tuple[str, ...], one: str, other: str, *, at_start: bool) -> bool:
    for first in family:
        for second in family:
            if first == second:
                continue
            if at_start:
                rests = one.removeprefix(first), other.removeprefix(second)
                fits = one.startswith(first) and other.startswith(second)
            else:
                rests = one.removesuffix(first), other.removesuffix(second)
                fits = one.endswith(first) and other.endswith(second)
            if fits and rests[0] == rests[1] and len(rests[0]) > 2:
                return True
    return False


def _is_near(given: str, expected: str) -> bool:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - most cards aren't typed

    forgiven = (len(expected) >= _FORGIVEN_FROM) + (len(expected) >= _TWICE_FROM)
    slips = OSA.distance(given, expected)
    if given[:1] != expected[:1] or slips > forgiven:
        return False
    return slips < 2 or _are_slips(given, expected)


def _are_slips(given: str, expected: str) -> bool:
    """Whether two letters that differ are likelier slips than another term.

    A letter that was left out, doubled or turned round with the next, and a vowel for another, are;
    another consonant, or a syllable more or less, makes another term: prednisone, prednisolone.
    """
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - most cards aren't typed

    steps = Levenshtein.editops(given, expected)
    if len(steps) > 2:  # turned round
        return True
    left_out = [step.dest_pos for step in steps if step.tag == "insert"]
    if len(left_out) == 2 and abs(left_out[0] - left_out[1]) == 1:
        return False
    return all(
        step.tag == "insert"
        or (step.tag == "delete" and _is_doubled(given, step.src_pos))
        or (step.tag == "replace" and {given[step.src_pos], expected[step.dest_pos]} <= _VOWELS)
        for step in steps
    )


def _is_doubled(word: str, place: int) -> bool:
    beside = {*word[max(0, place - 1) : place], *word[place + 1 : place + 2]}
    return word[place] in beside or (word[place] in _VOWELS and bool(beside & _VOWELS))
