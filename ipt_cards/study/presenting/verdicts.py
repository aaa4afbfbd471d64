"""What is said of an answer."""

from ipt_cards.quiz.judging.judge import Verdict

VERDICTS = {
    Verdict.RIGHT: "✓ Right",
    Verdict.NEARLY: "≈ Nearly right",
    Verdict.WRONG: "✗ Not quite",
}

RIGHT_IN_PART = "◐ Right in part"
