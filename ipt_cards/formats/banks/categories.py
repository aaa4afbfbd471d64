"""The categories of Moodle's question banks as topics, and topics as categories."""

import re
from collections.abc import Iterable, Mapping, Sequence
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


def topics_of(categories: Iterable[str]) -> dict[str, str]:
    """A topic's name for each category: the levels below those that all of them share."""
    paths = {each: each.split(LEVELS) for each in categories if each}
    shared = 0
    for levels in zip(*paths.values(), strict=False):
        if len(set(levels)) > 1:
            break
        shared += 1
    return {each: " / ".join(levels[shared:] or levels[-1:]) for each, levels in paths.items()}


def with_topics(notes: Iterable[FoundNote], names: Mapping[str, str]) -> tuple[FoundNote, ...]:
    """The notes with topics for categories."""
    return tuple(replace(each, topic=names.get(each.topic, "")) for each in notes)
