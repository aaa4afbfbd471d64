"""What the options of a choice are called by, and what they say."""

from ipt_cards.deck.card import ChoiceCard

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def letter(place: int) -> str:
    """What the option at a place is called."""
    return LETTERS[place] if place < len(LETTERS) else str(place + 1)


def command_key(key: str, options: int) -> str:
    """The key of a command beside so many options: a capital where the small letter is one's."""
    return key.upper() if key in LETTERS[:options] else key


def option_text(card: ChoiceCard, option: int) -> str:
    """The Markdown of an option, told by its index into the answers and then the distractors."""
    answers = card.note.answers
    return (
        answers[option]
        if option < len(answers)
        else card.note.distractors[option - len(answers)].text
    )
