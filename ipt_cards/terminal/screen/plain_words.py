"""Lines of plain words as `plain_of` draws them, without rich, which draws all else.

To import it takes as long as a quiz needs for half of the way to its first question.
"""

from collections.abc import Iterable


def drawn_words(lines: Iterable[str], width: int) -> str | None:
    """The lines, those that are too long broken at blanks; None where one is more than words."""
    drawn: list[str] = []
    for line in lines:
        if not (line.isascii() and line.isprintable()):
            return None
        if len(line) <= width:
            drawn.append(line.rstrip())
            continue
        words = line.split(" ")
        if not all(words) or max(map(len, words)) > width:
            return None
        drawn.append(words[0])
        for word in words[1:]:
            if len(drawn[-1]) + 1 + len(word) <= width:
                drawn[-1] += f" {word}"
            else:
                drawn.append(word)
    return "".join(f"{line}\n" for line in drawn)
