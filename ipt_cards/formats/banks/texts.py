"""A bank's texts, in any of their formats, as Markdown, and Markdown as a bank has it."""

import html
import re
from collections.abc import Mapping
from enum import StrEnum

from ipt_cards.deck.from_html.markdown import Converted, to_markdown
from ipt_cards.deck.markup.html import NameMedia, to_html
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.markup.simple import is_plain
from ipt_cards.deck.text import normal_text, without_control_characters
from ipt_cards.formats.encoding import text_of
from ipt_cards.formats.found import Source

_OUR_CLOZE = re.compile(r"\{\{(?=c\d)")
_DISPLAYED = re.compile(r"\$\$(?=\S)([^$]+?)(?<=\S)\$\$")
_SOUND = re.compile(r"\[sound:([^\]]+)\]")


class TextFormat(StrEnum):
    """How a bank's text is written, by GIFT's names.

    MOODLE is HTML whose line ends count, which Moodle calls auto-format.
    """

    HTML = "html"
    MARKDOWN = "markdown"
    MOODLE = "moodle"
    PLAIN = "plain"


def markdown_of(
    text: str, written: TextFormat = TextFormat.HTML, media: Mapping[str, str] | None = None
) -> Converted:
    """The Markdown that shows what a bank's text shows.

    media: the path in the deck of each medium by the name that the text has for it.
    """
    text = normal_text(without_control_characters(text))
    if not text or (written is not TextFormat.MARKDOWN and is_plain(text)):
        return Converted(text)
    return to_markdown(as_html(text, written), media or {})


def as_html(text: str, written: TextFormat) -> str:
    """A bank's text as HTML that holds neither our clozes nor Anki's sounds."""
    if written is TextFormat.MARKDOWN:
        from markdown_it import MarkdownIt  # noqa: PLC0415 - few banks are written in it

        # Unlike a deck's own, it may hold HTML.
        parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
        text = str(parser.render(text))
    elif written is TextFormat.PLAIN:
        escaped = html.escape(text, quote=False).replace("\\", "\\<span></span>")
        text = escaped.replace("\n", "<br>")
    elif written is TextFormat.MOODLE:
        text = text.replace("\n", "<br>")
    if written is not TextFormat.PLAIN:
        text = _DISPLAYED.sub(r"\\[\1\\]", text)
    return text.replace("[sound:", "&#91;sound:")


def as_cloze_html(text: str) -> str:
    """HTML in which no braces are a cloze's, to put clozes into."""
    return _OUR_CLOZE.sub("&#123;&#123;", text)


def plainly(markdown: str) -> tuple[str, bool]:
    """What a reader of the Markdown sees, and whether that is all of it: no format, no formula."""
    if is_plain(markdown):
        return markdown, True
    plain = to_plain(markdown)
    return plain, to_html(markdown) == html.escape(plain, quote=False)


def html_of(markdown: str, name_media: NameMedia = str) -> str:
    """The Markdown as HTML for a browser, with MathJax's formulas.

    name_media: gives the address of a medium of the deck.
    """
    return _SOUND.sub(_player, to_html(markdown, name_media))


def _player(sound: re.Match[str]) -> str:
    kind = "video" if sound[1].lower().endswith((".mp4", ".webm")) else "audio"
    return f'<{kind} controls="controls" src="{sound[1]}"></{kind}>'


def without_wildcards(answer: str) -> tuple[str, bool]:
    r"""A typed answer as Moodle writes it, and whether that is all of it.

    An asterisk stands for any text, `\*` for an asterisk.
    """
    parts = re.split(r"(?<!\\)\*", answer)
    return " ".join("".join(parts).replace("\\*", "*").split()), len(parts) == 1


def decoded(source: Source) -> str:
    """The text of a bank that says its encoding nowhere. Raises FormatError for what is none."""
    return text_of(source).text.replace("\r\n", "\n").replace("\r", "\n")
