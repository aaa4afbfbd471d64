"""The page of the rules of style: what each is for, where it comes from, what breaks and keeps it.

Where a rule is about a note, its examples are notes in YAML without their ids; where it is about
the deck, they are described.
"""

from typing import NamedTuple

from ipt_cards.deck.style_rule import StyleRule


class Guidance(NamedTuple):
    """What there is to say of a rule. sources: works of the field, with the place in them."""

    reason: str
    sources: tuple[str, ...]
    bad: str
    good: str


def _haladyna(*guidelines: str) -> str:
    said = ", ".join(guidelines)
    return f"Haladyna, Downing & Rodriguez 2002, guideline{'s' * (len(guidelines) > 1)} {said}"


def _nbme(part: str) -> str:
    return f"NBME, Constructing Written Test Questions, {part}"


def _wozniak(rule: str) -> str:
    return f"Wozniak 1999, Twenty rules of formulating knowledge, {rule}"


_CUES = "flaws of test-wiseness"
_DIFFICULTY = "flaws of irrelevant difficulty"

GUIDE: dict[StyleRule, Guidance] = {
    StyleRule.ASKS_NOTHING: Guidance(
        "A bare term can be answered in many ways, so nobody knows whether an answer is right. "
        "Two short names for one thing, with `reversed: true`, ask for each other.",
        (_haladyna("14", "15"), _wozniak("rule 12")),
        "front: The main goal of IPT\nback: Tackling problems with other people",
        "front: What is the main goal of IPT?\nback: Tackling problems with other people",
    ),
    StyleRule.ORPHAN: Guidance(
        "A card comes alone and months later: what it points at must stand on it.",
        (_wozniak("rules 12 and 16"), _haladyna("14")),
        "front: Which two roots of IPT does the overview name?\n"
        "back: Attachment theory and psychodynamic theories",
        "front: Which two theories are roots of IPT?\n"
        "back: Attachment theory and psychodynamic theories",
    ),
    StyleRule.VIGNETTE: Guidance(
        "A case is read in order to decide something in it; a question that doesn't need it only "
        "costs reading.",
        (_nbme("on vignettes and application"), _haladyna("3", "16")),
        "question: A nurse has moved to a new city and feels uprooted. When was psychotherapy "
        "invented?\nanswer: In the 19th century\n"
        "distractors:\n  - {text: In the 12th century, why: Too early.}",
        "question: A nurse has moved to a new city and feels uprooted. What should she be offered "
        "next?\nanswer: Support in her transition\n"
        "distractors:\n  - {text: A change of profession, why: Her work isn't what troubles her.}",
    ),
    StyleRule.NEGATIVE: Guidance(
        "A “not” is overlooked, and what a learner picks is then no sign of what they know.",
        (_haladyna("17"), _nbme(_DIFFICULTY)),
        "question: Which of these is not a technique of IPT?\nanswer: Hypnosis\n"
        "distractors:\n  - {text: Role-playing, why: It is one.}",
        "question: Which of these is **not** a technique of IPT?\nanswer: Hypnosis\n"
        "distractors:\n  - {text: Role-playing, why: It is one.}",
    ),
    StyleRule.LONGEST: Guidance(
        "Writers make the right option exact, so that the longest is chosen by those who know "
        "nothing.",
        (_haladyna("24", "28d"), _nbme(_CUES)),
        "question: How long does IPT usually last?\n"
        "answer: Between twelve and sixteen weeks, as a rule\n"
        "distractors:\n  - {text: One week, why: Too short.}\n"
        "  - {text: Two years, why: Too long.}",
        "question: How long does IPT usually last?\nanswer: 12 to 16 weeks\n"
        "distractors:\n  - {text: 1 to 2 weeks, why: Too short.}\n"
        "  - {text: 1 to 2 years, why: Too long.}",
    ),
    StyleRule.DETAILED: Guidance(
        "An explanation or a reservation in one option alone marks it as the right one.",
        (_haladyna("28d"), _nbme(_CUES)),
        "question: What limits IPT?\nanswer: A weak alliance (with the therapist)\n"
        "distractors:\n  - {text: The patient's age when treatment begins, why: No.}\n"
        "  - {text: The patient's profession, why: No.}",
        "question: What limits IPT?\nanswer: A weak alliance\n"
        "distractors:\n  - {text: The patient's age, why: No.}\n"
        "  - {text: The patient's profession, why: No.}",
    ),
    StyleRule.LONGEST_IN_DECK: Guidance(
        "One longest answer is chance; a habit of them lets the whole deck be guessed. Told where "
        "so many come by chance in one deck of a hundred (binomial test).",
        (_haladyna("24"), _nbme(_CUES)),
        "The right option is the longest in 20 of 30 choice notes with four options.",
        "It is the longest in 8 of 30, about as often as chance makes it.",
    ),
    StyleRule.CLANG: Guidance(
        "A word that comes back from the question in the right option alone is a clue without "
        "knowledge.",
        (_haladyna("28b"), _nbme(_CUES)),
        "question: What does communication analysis look for?\n"
        "answer: Where communication fails\n"
        "distractors:\n  - {text: Wishes that stay hidden, why: No.}\n"
        "  - {text: Beliefs that mislead, why: No.}",
        "question: What does communication analysis look for?\n"
        "answer: Where talk goes wrong\n"
        "distractors:\n  - {text: Wishes that stay hidden, why: No.}\n"
        "  - {text: Beliefs that mislead, why: No.}",
    ),
    StyleRule.OVERLAP: Guidance(
        "Of options that overlap both are right or both wrong.",
        (_haladyna("22"), _nbme(_DIFFICULTY)),
        "question: How many weeks does IPT last?\nanswer: 12–16\n"
        "distractors:\n  - {text: 10–14, why: Too short.}\n  - {text: 20–30, why: Too long.}",
        "question: How many weeks does IPT last?\nanswer: 12–16\n"
        "distractors:\n  - {text: 4–8, why: Too short.}\n  - {text: 20–30, why: Too long.}",
    ),
    StyleRule.UNPARALLEL: Guidance(
        "An option whose grammar is unlike the others' stands out, whatever it says.",
        (_haladyna("23"), _nbme(_DIFFICULTY)),
        "question: What is role-playing for?\nanswer: To practise new behaviour\n"
        "distractors:\n  - {text: Entertainment of the group, why: No.}\n"
        "  - {text: Diagnosis of the disorder, why: No.}",
        "question: What is role-playing for?\nanswer: To practise new behaviour\n"
        "distractors:\n  - {text: To entertain the group, why: No.}\n"
        "  - {text: To make a diagnosis, why: No.}",
    ),
    StyleRule.GRAMMAR: Guidance(
        "An option that can't complete the sentence is wrong without knowledge.",
        (_haladyna("28c"), _nbme(_CUES)),
        "question: A therapy that ends after a set time is called an\nanswer: interval therapy\n"
        "distractors:\n  - {text: brief therapy, why: No.}\n  - {text: group therapy, why: No.}",
        "question: A therapy that ends after a set time is called\nanswer: an interval therapy\n"
        "distractors:\n  - {text: a brief therapy, why: No.}\n"
        "  - {text: a group therapy, why: No.}",
    ),
    StyleRule.ABOVE: Guidance(
        "Who knows two options knows “all of the above”; and options are shuffled, so that nothing "
        "is above.",
        (_haladyna("25", "26"), _nbme(_DIFFICULTY)),
        "question: What does IPT work on?\nanswer: All of the above\n"
        "distractors:\n  - {text: Grief, why: Not alone.}\n  - {text: Conflict, why: Not alone.}",
        "question: What does IPT work on?\nanswer: [Grief, Conflict]\n"
        "distractors:\n  - {text: Dreams, why: No.}\n  - {text: Reflexes, why: No.}",
    ),
    StyleRule.ABSOLUTE: Guidance(
        "Hardly anything is always so, and learners know it: such an option is crossed out unread.",
        (_haladyna("28a"), _nbme(_CUES)),
        "question: How does IPT treat relationships?\nanswer: It works on them\n"
        "distractors:\n  - {text: It always ends them, why: No.}\n"
        "  - {text: It passes over them, why: No.}",
        "question: How does IPT treat relationships?\nanswer: It works on them\n"
        "distractors:\n  - {text: It ends them, why: No.}\n  - {text: It ignores them, why: No.}",
    ),
    StyleRule.HINT: Guidance(
        "A hint is to limit what is asked. One that begins the answer, rhymes with it or says "
        "it in another word asks for a word, not for the fact. Which words say the same "
        "is looked up in WordNet 3.1.",
        (_wozniak("rules 5 and 16"),),
        "cloze: One root of IPT is {{c1::attachment::a…}} theory.",
        "cloze: One root of IPT is {{c1::attachment::which?}} theory.",
    ),
    StyleRule.HIDDEN: Guidance(
        "What is left of a sentence must ask for what is hidden.",
        (_wozniak("rules 5 and 12"),),
        "cloze: IPT {{c1::usually runs for twelve to sixteen weeks}}.",
        "cloze: IPT usually runs for {{c1::twelve to sixteen}} weeks.",
    ),
    StyleRule.ENUMERATION: Guidance(
        "A list of three or more is hard to recall and fails as a whole: ask for its members, each "
        "by itself. With a card for each, one for all may stay.",
        (_wozniak("rules 4, 9 and 10"),),
        "front: Which three techniques does IPT use?\n"
        "back: Role-playing, communication analysis and problem-solving",
        "- front: By which technique of IPT is new behaviour practised?\n  back: Role-playing\n"
        "- front: By which technique of IPT are talks looked into?\n"
        "  back: Communication analysis\n"
        "- front: By which technique of IPT are ways out found?\n  back: Problem-solving",
    ),
    StyleRule.ANSWERED: Guidance(
        "A question that states what another asks for answers it, in an exam and in a session.",
        (_haladyna("4"), _wozniak("rule 11")),
        "- front: For how many weeks does IPT usually run with adults?\n  back: 12 to 16\n"
        "- front: Why does IPT run for 12 to 16 weeks with adults, usually?\n"
        "  back: A limit makes both sides work towards an end.",
        "- front: For how many weeks does IPT usually run with adults?\n  back: 12 to 16\n"
        "- front: Why does IPT have a time limit?\n"
        "  back: It makes both sides work towards an end.",
    ),
    StyleRule.CROWDED: Guidance(
        "A few ways to ask one fact help; with more of them it takes the time of others.",
        (_wozniak("rules 17 and 20"), _haladyna("2")),
        "Six cards ask how many weeks IPT runs for.",
        "Three cards do: one recalls the number, one explains the limit, one applies it to a case.",
    ),
    StyleRule.THIN: Guidance(
        "What is asked in one way only is known by the look of its card. Told of the facts that a "
        "topic names under `facts`: two notes should ask for each, of different kinds and, where "
        "notes say their `level`, at different levels.",
        (_wozniak("rule 17"), _haladyna("1", "2"), _nbme("on the test blueprint")),
        "One cloze note names the fact.",
        "A cloze note recalls it, and a choice note applies it to a case.",
    ),
    StyleRule.SHARE: Guidance(
        "What the exam weighs is to be learnt in that measure. Told from 10 points of difference, "
        "or from twice the share and 5 points, in decks of 20 cards and more.",
        (_haladyna("1", "2"), _nbme("on the test blueprint")),
        "A topic has 25 % of the cards and 6 % of the exam.",
        "A topic has 8 % of the cards and 6 % of the exam.",
    ),
}
