"""Item analysis in words."""

from ipt_cards.items.analysis import Analysis, Item
from ipt_cards.items.flags import Flag, Kind
from ipt_cards.items.reliability import Coefficient
from ipt_cards.items.thirds import STRONG
from ipt_cards.study.presenting.words import counted, percent

LONGEST = 60
"""Letters of an option that a sentence quotes."""


def figure(value: float | None) -> str:
    """A figure with two decimals; a dash where it can't be told."""
    if value is None:
        return "–"
    shown = f"{value:.2f}"
    return "0.00" if shown == "-0.00" else shown.replace("-", "−")


def span(found: tuple[float, float] | None) -> str:
    """A range of figures; a dash where it can't be told."""
    return "–" if found is None else f"{figure(found[0])} to {figure(found[1])}"


def share(value: float | None) -> str:
    """A share in whole percent; a dash where it can't be told."""
    return "–" if value is None else f"{100 * value:.0f} %"


def quoted(text: str) -> str:
    """An option as a sentence quotes it."""
    return f"“{text if len(text) <= LONGEST else text[: LONGEST - 1] + '…'}”"


def flag_told(item: Item, flag: Flag) -> str:
    """What a flag says of a question, and what to do about it."""
    option = None if flag.option is None else item.options[flag.option]
    if flag.kind is Kind.MIS_KEYED and option is not None:
        took = f"{option.thirds[STRONG]:,} of the {_strongest(item):,} strongest"
        return f"perhaps mis-keyed: {took} answer {quoted(option.text)}. Is that the right answer?"
    if flag.kind is Kind.DEAD and option is not None:
        took = f"{option.count:,} of {counted(item.asked, 'learner')}"
        return f"hardly anyone takes {quoted(option.text)} ({took}): find a distractor that draws"
    if flag.kind is Kind.NEGATIVE:
        told = f"discrimination {figure(item.discrimination)}"
        return f"who knows less has it right more often ({told}): read it as who knows much does"
    right = percent(round((item.difficulty or 0) * item.asked), item.asked)
    return f"{right} have it right: it tells nobody apart"


def exam_told(analysis: Analysis) -> list[tuple[str, str]]:
    """What is told of the exam as a whole, each with its label."""
    held = analysis.sittings
    rows = [("sittings", f"{held.all:,}"), ("questions", f"{len(analysis.items):,}")]
    if analysis.mean is not None:
        away = analysis.deviation
        spread = "" if away is None else f", standard deviation {share(away)}"
        rows.append(("mean", share(analysis.mean) + spread))
    rows.append(("reliability", reliability_told(analysis)))
    found = analysis.reliability
    if found is not None:
        asked = counted(round(found.questions), "question")
        rows.append(("standard error", f"{found.error:.1f} points of {asked}"))
    flagged = len(analysis.flagged)
    rows.append(("flags", counted(flagged, "question") if flagged else "none"))
    return rows


def reliability_told(analysis: Analysis) -> str:
    """The reliability with its coefficient, or why there is none."""
    found = analysis.reliability
    if found is None:
        if analysis.sittings.all < 2:
            return "not to be told from one sitting"
        if len(analysis.items) < 2:
            return "not to be told from one question"
        return "not to be told, for everyone has the same score"
    name = found.coefficient.value
    if found.coefficient is Coefficient.NESTED:
        name += ", papers differ"
    return f"{figure(found.value)} ({name})"


def _strongest(item: Item) -> int:
    return sum(option.thirds[STRONG] for option in (*item.options, item.other, item.none))
