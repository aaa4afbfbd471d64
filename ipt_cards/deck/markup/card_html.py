"""A card's Markdown as HTML that needs no script: for paper and, by a subclass, for a screen."""

import html
from collections.abc import Callable, Iterator, Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from ipt_cards.deck.markup.cloze import Gap
from ipt_cards.deck.markup.parser import medium_kind, parse, parts_in
from ipt_cards.deck.markup.plain import plain_of

EmbedImage = Callable[[str], str]
"""Turns an image's path in the deck into the URI it is shown from."""

_OPTIONS = MarkdownIt("commonmark", {"html": False}).options


def card_html(
    text: str,
    embed: EmbedImage,
    gap: int | None = None,
    *,
    filled: bool = False,
    renderer: "type[CardRenderer] | None" = None,
) -> str:
    """The text as HTML in which nothing but our own markup is markup.

    gap: the number of the clozes to leave blank, with their hints, or to show, where `filled`; the
        others are plain text.
    renderer: paper's, where none is given.
    """
    tokens = parse(text, gaps=gap is not None)
    for token in tokens:
        token.children = _with_gaps(token.children, gap, filled=filled) if token.children else None
    made = (renderer or CardRenderer)()
    return str(made.render(tokens, _OPTIONS, {"embed": embed, "gap": gap, "filled": filled}))


class CardRenderer(RendererHTML):
    """markdown-it's renderer, which finds the rule of a token by the name of a method.

    It writes for paper, with gaps to write in. A subclass changes what is another thing on a
    screen.
    """

    def image(
        self, tokens: Sequence[Token], index: int, _options: object, env: Mapping[str, EmbedImage]
    ) -> str:
        """An image embedded; a sound or video as what paper can show of it."""
        source = str(tokens[index].attrs["src"])
        described = html.escape(plain_of(tokens[index].children or ()))
        if (kind := medium_kind(source)) != "image":
            return f"[{kind}: {described}]" if described else f"[{kind}]"
        return f'<img src="{html.escape(env["embed"](source))}" alt="{described}">'

    def formula(self, tokens: Sequence[Token], index: int, _options: object, env: object) -> str:
        """A formula as MathML, which browsers show without a script."""
        from ipt_cards.deck.markup.mathml import mathml  # noqa: PLC0415 - few papers have formulas

        token = tokens[index]
        tex = "".join(self._with_blanks(parts_in(token), gap_of(env), filled=is_filled(env)))
        made = mathml(tex, display=token.type != "math_inline")
        return f"<code>{html.escape(token.content)}</code>" if made is None else made

    math_inline = math_inline_double = math_block = amsmath = formula

    def code_inline(
        self, tokens: Sequence[Token], index: int, _options: object, env: object
    ) -> str:
        """Code on a line, with its gaps."""
        return f"<code>{self._code(tokens[index], env)}</code>"

    def fence(self, tokens: Sequence[Token], index: int, _options: object, env: object) -> str:
        """A block of code, with its gaps."""
        return f"<pre><code>{self._code(tokens[index], env)}</code></pre>\n"

    def code_block(self, tokens: Sequence[Token], index: int, options: object, env: object) -> str:
        """The same, where it is told by its indentation."""
        return self.fence(tokens, index, options, env)

    def _code(self, token: Token, env: object) -> str:
        def written(parts: Sequence[str | Gap]) -> str:
            return "".join(map(part_of, parts))

        def part_of(part: str | Gap) -> str:
            if isinstance(part, str):
                return html.escape(part)
            if part.number != gap_of(env):
                return written(part.parts)
            if is_filled(env):
                return f'<span class="filled">{written(part.parts)}</span>'
            return self._blank(part.hint)

        return written(parts_in(token))

    def gap(self, tokens: Sequence[Token], index: int, _options: object, _env: object) -> str:
        """A blank to write in, with its hint after it."""
        return self._blank(tokens[index].content)

    def filled_open(self, _tokens: Sequence[Token], _i: int, _options: object, _env: object) -> str:
        """Where what was hidden begins."""
        return '<span class="filled">'

    def filled_close(
        self, _tokens: Sequence[Token], _i: int, _options: object, _env: object
    ) -> str:
        """Where what was hidden ends."""
        return "</span>"

    @staticmethod
    def _blank(hint: str) -> str:
        blank = '<span class="gap">&nbsp;</span>'
        return f'{blank} <span class="clue">({html.escape(hint)})</span>' if hint else blank

    @staticmethod
    def _blank_in_tex(hint: str) -> str:
        return rf"\text{{________{f' ({hint})' if hint else ''}}}"

    def _with_blanks(
        self, parts: Sequence[str | Gap], number: int | None, *, filled: bool
    ) -> Iterator[str]:
        for part in parts:
            if isinstance(part, str):
                yield part
                continue
            inner = "".join(self._with_blanks(part.parts, number, filled=filled))
            if part.number != number:
                yield inner
            elif filled:
                yield rf"\underline{{{inner}}}"
            else:
                yield self._blank_in_tex(part.hint)


def gap_of(env: object) -> int | None:
    """The number of the clozes that are blank, or shown, of what is being rendered."""
    assert isinstance(env, dict)  # noqa: S101 - card_html's
    gap: int | None = env["gap"]
    return gap


def is_filled(env: object) -> bool:
    """Whether they are shown."""
    assert isinstance(env, dict)  # noqa: S101 - card_html's
    return bool(env["filled"])


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
