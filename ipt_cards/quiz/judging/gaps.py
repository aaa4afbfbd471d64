"""Judging what was typed for several gaps at once: in their order, with commas between them."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ipt_cards.deck.spelling import USUAL, Spelling
from ipt_cards.quiz.judging.judge import Judgement, Verdict, difference, judge

_COMMA = re.compile(r"\s*[;\n]\s*|\s*,\s+|(?<=\D),(?=\D)")
_RANKS = (Verdict.RIGHT, Verdict.NEARLY, Verdict.WRONG)


def judge_gaps(
    typed: str,
    answers: Sequence[Sequence[str]],
    accepted: Iterable[str] = (),
    spelling: Spelling = USUAL,
) -> Judgement:
    """Judge what was typed for several gaps by the answers that are right, each a text a gap.

    Each gap is judged by itself, and the worst of them decides. Where nothing parts what was typed
    into as many, it is compared as a whole.

    accepted: other answers to all gaps, each on a line.
    """
    lines = ([part for part in _COMMA.split(line) if part] for line in accepted)
    found = [_judged(typed, gaps, spelling) for gaps in (*answers, *lines)]
    return min(found, key=lambda judgement: _RANKS.index(judgement.verdict))


def _judged(typed: str, gaps: Sequence[str], spelling: Spelling) -> Judgement:
    answer = ", ".join(gaps)
    parts = list(_parts(typed, gaps))
    if not parts:
        whole = judge(" ".join(_COMMA.split(typed)), [" ".join(gaps)], (), spelling)
        why = whole.why
        if whole.verdict is Verdict.WRONG:
            why = f"{len(gaps)} gaps: type them in their order, with commas between"
        return Judgement(whole.verdict, answer, difference(typed, answer), why)
    each = [judge(part, [gap], (), spelling) for part, gap in zip(parts, gaps, strict=True)]
    worst = max(each, key=lambda judgement: _RANKS.index(judgement.verdict))
    why = f"gap {each.index(worst) + 1}: {worst.why}" if worst.why else ""
    return Judgement(worst.verdict, answer, difference(typed, answer), why)


def _parts(typed: str, gaps: Sequence[str]) -> Iterator[str]:
    """What was typed for each gap, which may hold commas itself; nothing where it is unclear."""
    pieces = [piece for piece in _COMMA.split(typed) if piece.strip()]
    sizes = [len(_COMMA.split(gap)) for gap in gaps]
    if len(pieces) != sum(sizes):
        return
    for size in sizes:
        yield ", ".join(pieces[:size])
        del pieces[:size]
