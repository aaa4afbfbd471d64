"""A card's Markdown as HTML for paper: gaps to write in, or what was hidden in them."""

import html
from collections.abc import Callable, Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from ipt_cards.deck.markup import is_audio, parse, plain_of

EmbedImage = Callable[[str], str]
"""Turns an image's path in the deck into the URI it is shown from."""

_OPTIONS = MarkdownIt("commonmark", {"html": False}).options


def card_html(text: str, embed: EmbedImage, gap: int | None = None, *, filled: bool = False) -> str:
    """The text as HTML in which nothing but our own markup is markup.

    gap: the number of the clozes to leave blank, with their hints, or to show, where `filled`; the
        others are plain text.
    """
    tokens = parse(text)
    for token in tokens:
        token.children = _with_gaps(token.children, gap, filled=filled) if token.children else None
    return str(_ForPaper().render(tokens, _OPTIONS, {"embed": embed}))


class _ForPaper(RendererHTML):
    """markdown-it's renderer, which finds the rule of a token by the name of a method."""

    def image(
        self, tokens: Sequence[Token], index: int, _options: object, env: Mapping[str, EmbedImage]
    ) -> str:
        """An image embedded; a sound as what paper can show of it."""
        source = str(tokens[index].attrs["src"])
        described = html.escape(plain_of(tokens[index].children or ()))
        if is_audio(source):
            return f"[sound: {described}]" if described else "[sound]"
        return f'<img src="{html.escape(env["embed"](source))}" alt="{described}">'

    def gap(self, tokens: Sequence[Token], index: int, _options: object, _env: object) -> str:
        """A blank to write in, with its hint after it."""
        hint = html.escape(tokens[index].content)
        blank = '<span class="gap">&nbsp;</span>'
        return f'{blank} <span class="clue">({hint})</span>' if hint else blank

    def filled_open(self, _tokens: Sequence[Token], _i: int, _options: object, _env: object) -> str:
        """Where what was hidden begins."""
        return '<span class="filled">'

    def filled_close(
        self, _tokens: Sequence[Token], _i: int, _options: object, _env: object
    ) -> str:
        """Where what was hidden ends."""
        return "</span>"


def _with_gaps(tokens: Sequence[Token], number: int | None, *, filled: bool) -> list[Token]:
    shown: list[Token] = []
    hidden = 0
    for token in tokens:
        is_cloze = token.type in ("cloze_open", "cloze_close")
        if hidden:
            hidden += token.nesting  # all that opens within a cloze closes there, too
        elif not is_cloze:
            shown.append(token)
        elif token.meta["number"] == number and filled:
            shown.append(token.copy(type=token.type.replace("cloze", "filled")))
        elif token.meta["number"] == number:
            hidden = 1
            shown.append(token.copy(type="gap", content=token.meta["hint"]))
    return shown
