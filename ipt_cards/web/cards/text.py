"""A card's Markdown as HTML for a browser: gaps in place, code in colours, media that play."""

import html
from collections.abc import Iterator, Sequence

from markdown_it.token import Token
from markupsafe import Markup

from ipt_cards.deck.markup.card_html import CardRenderer, card_html, gap_of, is_filled
from ipt_cards.deck.markup.parser import medium_kind, parts_in
from ipt_cards.deck.markup.plain import plain_of
from ipt_cards.deck.markup.simple import is_plain
from ipt_cards.web.cards.media import DeckMedia


def text_html(
    text: str, media: DeckMedia, gap: int | None = None, *, filled: bool = False
) -> Markup:
    """A text as HTML in which nothing but our own markup is markup.

    gap: the number of the clozes to hide, or to show as what was hidden, where `filled`.
    """
    if is_plain(text):
        return Markup(f"<p>{html.escape(text)}</p>\n")  # noqa: S704 - escaped
    made = card_html(text, media, gap, filled=filled, renderer=_ForScreen)
    return Markup(made)  # noqa: S704 - card_html escapes all that isn't its own


class _ForScreen(CardRenderer):
    def image(self, tokens: Sequence[Token], index: int, _options: object, env: object) -> str:
        """An image, or what plays a sound or a video."""
        assert isinstance(env, dict)  # noqa: S101 - card_html's
        source = str(tokens[index].attrs["src"])
        address = html.escape(env["embed"](source))
        described = html.escape(plain_of(tokens[index].children or ()))
        kind = medium_kind(source)
        if kind == "image":
            size = env["embed"].size(source)
            # With a size, what stands below stays where it is while the picture comes.
            room = f' width="{size.width}" height="{size.height}"' if size else ""
            return f'<img src="{address}" alt="{described}"{room}>'
        tag = "audio" if kind == "sound" else "video"
        label = described or kind
        return f'<{tag} controls preload="metadata" src="{address}" aria-label="{label}"></{tag}>'

    def fence(self, tokens: Sequence[Token], index: int, _options: object, env: object) -> str:
        """A block of code in colours, with its gaps."""
        code = "".join(self._coloured(tokens[index], gap_of(env), filled=is_filled(env)))
        return f'<pre tabindex="0"><code>{code}</code></pre>\n'

    def _coloured(self, token: Token, number: int | None, *, filled: bool) -> Iterator[str]:
        from ipt_cards.deck.markup.code import (  # noqa: PLC0415 - imports Pygments
            CodePiece,
            GapEdge,
            highlighted,
        )

        hidden = 0
        for piece in highlighted(parts_in(token), token.info):
            match piece:
                case GapEdge() if piece.number == number and filled:
                    yield self._filled if piece.opens else "</span>"
                case GapEdge() if piece.number == number:
                    if piece.opens and not hidden:
                        yield self._blank(piece.hint)
                    hidden += 1 if piece.opens else -1
                case CodePiece(text, kind) if not hidden:
                    escaped = html.escape(text)
                    yield f'<span class="{kind}">{escaped}</span>' if kind else escaped
                case _:
                    pass

    def th_open(self, tokens: Sequence[Token], index: int, options: object, env: object) -> str:
        """A cell, aligned by a class: the page's policy lets no style stand in it."""
        style = str(tokens[index].attrs.pop("style", ""))
        if style:
            tokens[index].attrs["class"] = style.replace("text-align:", "to-")
        return self.renderToken(tokens, index, options, env)  # type: ignore[arg-type] # markdown-it's

    td_open = th_open

    def link_open(self, tokens: Sequence[Token], index: int, options: object, env: object) -> str:
        """A link, which tells its target nothing of this page."""
        tokens[index].attrs["rel"] = "noreferrer noopener"
        return self.renderToken(tokens, index, options, env)  # type: ignore[arg-type] # markdown-it's

    _filled = '<span class="filled">'

    @staticmethod
    def _blank(hint: str) -> str:
        return f'<span class="cloze">[{html.escape(hint) or "…"}]</span>'

    @staticmethod
    def _blank_in_tex(hint: str) -> str:
        return rf"\text{{[{hint or '…'}]}}"
