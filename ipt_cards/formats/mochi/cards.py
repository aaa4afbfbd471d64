"""From a card of Mochi's, Markdown in sides, to a note.

A line of three dashes parts sides; `{{hidden}}` and `{{1::hidden}}` are clozes
(https://mochi.cards/docs/markdown/advanced-formatting).
"""

import re
from collections.abc import Callable, Iterable, Mapping

from ipt_cards.deck.markup.cloze import cloze_numbers
from ipt_cards.deck.note import BasicNote, ClozeNote
from ipt_cards.deck.text import normal_text, without_control_characters
from ipt_cards.formats.banks.texts import TextFormat, as_html
from ipt_cards.formats.found import NO_ID
from ipt_cards.formats.markdown.clozes import with_clozes
from ipt_cards.formats.media import MediaBeside

SIDES = re.compile(r"^[ ]{0,3}-{3}[ \t]*$", re.MULTILINE)
"""A line that parts sides."""

CLOZE = re.compile(r"\{\{(?:(?P<number>\d+)::)?(?P<hidden>(?:[^{}]|\{[^{}]*\})+)\}\}")
_FENCE = re.compile(r"^\s*(```+|~~~+)")
_EMBED = re.compile(r"!\[\[([^\[\]|\n]+)(?:\|[^\[\]\n]*)?\]\]")
_LINK = re.compile(r"\[\[(?:([^\[\]|\n]*)\|)?([^\[\]|\n]+)\]\]")
_MEDIUM = re.compile(r"(!\[[^\[\]\n]*\]\(<?)@?(?:media/)?([^()<>\n]+)(>?\))")
_HTML = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_TAGS = re.compile(r"(?m)^[ \t]*#[\w/-]+(?:[ \t]+#[\w/-]+)*[ \t]*$")
_FIELD = re.compile(r"<<\s*([#^/]?)\s*(.*?)\s*>>")


class NoCardError(Exception):
    """A card that asks nothing. The message says why, for people."""


def note_of(
    content: str,
    *,
    tags: Iterable[str] = (),
    both: bool = False,
    names: Mapping[str, str] = {},
    media: Callable[[str], str | None] = lambda name: name,
) -> BasicNote | ClozeNote:
    """The note of a card. Raises NoCardError.

    content: its Markdown. both: whether it is asked in both directions. names: of cards, by the ids
    that links name. media: gives the path in the deck of a medium; None where there is none.
    """
    written = [*tags]

    def without_tags(found: re.Match[str]) -> str:
        written.extend(word.removeprefix("#") for word in found[0].split())
        return ""

    content = _LINK.sub(
        lambda link: link[1] or names.get(link[2], link[2]),
        _EMBED.sub(r"![](\1)", without_control_characters(content).replace("\r\n", "\n")),
    )

    def medium(found: re.Match[str]) -> str:
        path = media(found[2])
        return found[0] if path is None else f"{found[1]}{path}{found[3]}"

    content = _MEDIUM.sub(medium, _TAGS.sub(without_tags, content))
    sides = [side for side in map(normal_text, sides_of(content)) if side]
    kept = tuple(
        dict.fromkeys("-".join(normal_text(tag).split()) for tag in written if tag.strip())
    )
    if not sides:
        raise NoCardError("it is empty")
    cloze = with_clozes(sides[0], CLOZE, together=True)
    if cloze_numbers(cloze):
        extra = "\n\n".join(filter(None, map(_markdown, sides[1:])))
        return ClozeNote(id=NO_ID, text=cloze, extra=extra, tags=kept)
    shown = [side for side in map(_markdown, sides) if side]  # HTML may show nothing
    if len(shown) < 2:
        raise NoCardError("it has one side, and nothing in it to hide")
    front, back, *others = shown
    extra = "\n\n".join(others)
    return BasicNote(id=NO_ID, front=front, back=back, reversed=both, extra=extra, tags=kept)


def sides_of(content: str) -> list[str]:
    """A card's sides. A line of dashes in code parts none."""
    sides: list[list[str]] = [[]]
    fence = ""
    for line in content.split("\n"):
        opened = _FENCE.match(line)
        if opened and (not fence or opened[1].startswith(fence)):
            fence = "" if fence else opened[1]
        if not fence and SIDES.fullmatch(line):
            sides.append([])
        else:
            sides[-1].append(line)
    return ["\n".join(lines) for lines in sides]


def _markdown(side: str) -> str:
    """A side as a deck may have it, without HTML."""
    if not _HTML.search(side):
        return side
    from ipt_cards.deck.from_html.markdown import to_markdown  # noqa: PLC0415 - few hold HTML

    return to_markdown(as_html(side, TextFormat.MARKDOWN), MediaBeside("")).text


def filled(template: str, fields: Mapping[str, str | bool]) -> str:
    """A template with a card's fields in it, by their names: `<< Name >>`.

    A section, `<< #Name >>…<< /Name >>`, is kept where its field says something; with `^` for `#`,
    where it doesn't.
    """
    parts: list[str] = []
    hidden: list[bool] = []
    position = 0
    for found in _FIELD.finditer(template):
        if not any(hidden):
            parts.append(template[position : found.start()])
        position = found.end()
        value = fields.get(found[2].casefold(), "")
        match found[1]:
            case "#":
                hidden.append(not value)
            case "^":
                hidden.append(bool(value))
            case "/":
                hidden[-1:] = []
            case _:
                if not any(hidden):
                    parts.append(value if isinstance(value, str) else "")
    return "".join([*parts, "" if any(hidden) else template[position:]])
