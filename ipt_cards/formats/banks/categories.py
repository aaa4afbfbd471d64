"""The categories of Moodle's question banks as topics, and topics as categories."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ipt_cards.formats.found import FoundNote

_CONTEXT = re.compile(r"\$(?:course|cat\d*|category|module|system)\d*\$", re.IGNORECASE)
_SLASH = re.compile(r"(?<!/)/(?!/)")
LEVELS = "\n"
"""What parts the levels of a category until the topics are named: no name holds it."""


def levels_of(category: str) -> str:
    """A category's levels, as Moodle writes its path: `$course$/top/A/B`; a doubled slash is one.

    Source: moodle/question/format.php, `split_category_path`.
    """
    levels = [level.strip().replace("//", "/") for level in _SLASH.split(category.strip())]
    if levels and _CONTEXT.fullmatch(levels[0]):
        del levels[0]
    if levels and levels[0] == "top":
        del levels[0]
    return LEVELS.join(filter(None, levels))


def category_of(levels: Sequence[str]) -> str:
    """The path of a category with these levels."""
    return "/".join(
        ["$course$", "top", *(" ".join(each.split()).replace("/", "//") for each in levels)]
    )


def with_topics(notes: Iterable[FoundNote]) -> tuple[FoundNote, ...]:
    """The notes with topics for categories: the levels below those that all of them share."""
    found = list(notes)
    paths = {each.topic: each.topic.split(LEVELS) for each in found if each.topic}
    shared = 0
    for levels in zip(*paths.values(), strict=False):
        if len(set(levels)) > 1:
            break
        shared += 1
    names = {topic: " / ".join(levels[shared:] or levels[-1:]) for topic, levels in paths.items()}
    return tuple(replace(each, topic=names.get(each.topic, "")) for each in found)
