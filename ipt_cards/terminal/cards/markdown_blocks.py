"""Markdown's blocks and inline parts as rich renderables."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from ipt_cards.deck.markup.cloze import Gap
from ipt_cards.deck.markup.parser import medium_kind, parse, parts_in
from ipt_cards.deck.markup.plain import plain_of, readable
from ipt_cards.terminal.cards.paragraph import Paragraph, PlacedPicture
from ipt_cards.terminal.screen.console import text as safe

if TYPE_CHECKING:
    from ipt_cards.terminal.cards.cloze import ShowCloze

_OPEN, _CLOSE = "\ue000", "\ue001"

_CODE_STYLES = {
    "k": "code.keyword",
    "s": "code.string",
    "m": "code.number",
    "c": "code.comment",
    "n": "md.code",
}
"""By the first letter of what Pygments calls a kind."""

_STYLES = {
    "strong": "md.strong",
    "em": "md.emphasis",
    "s": "md.strike",
    "link": "md.link",
}


def blocks_of(source: str, show_cloze: "ShowCloze", *, gaps: bool) -> RenderableType:
    """A text as blocks, blank lines between. gaps: whether clozes in formulas and code are gaps."""
    tokens = parse(source, gaps=gaps)
    return _Blocks(show_cloze).group(SyntaxTreeNode(tokens).children)


class _Blocks:
    def __init__(self, show_cloze: "ShowCloze") -> None:
        self._show_cloze = show_cloze
        self._pictures: list[PlacedPicture] = []
        """Those of the text that is being made."""

    def group(self, nodes: Iterable[SyntaxTreeNode], *, tight: bool = False) -> RenderableType:
        parts: list[RenderableType] = []
        for node in nodes:
            if parts and not tight:
                parts.append(Text())
            parts.append(self.block(node))
        return parts[0] if len(parts) == 1 else Group(*parts)

    def block(self, node: SyntaxTreeNode) -> RenderableType:
        match node.type:
            case "paragraph" | "inline":
                return self.paragraph(node)
            case "heading":
                heading = self.inline(node)
                heading.stylize("md.heading")
                return heading
            case "bullet_list" | "ordered_list":
                return self.list(node)
            case "blockquote":
                return Padding(self.group(node.children), (0, 0, 0, 2), style="md.quote")
            case "fence" | "code_block":
                return Padding(self.code(node), (0, 0, 0, 2))
            case "math_block" | "amsmath":
                return Padding(self.formula(node), (0, 0, 0, 2))
            case "hr":
                return Rule(style="card.rule")
            case "table":
                return self.table(node)
            case _:
                return self.group(node.children)

    def list(self, node: SyntaxTreeNode) -> RenderableType:
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(justify="right", style="md.bullet", no_wrap=True)
        grid.add_column(ratio=1)
        number = int(node.attrs.get("start", 1))
        tight = all(child.hidden for item in node.children for child in item.children[:1])
        for place, item in enumerate(node.children):
            bullet = "•" if node.type == "bullet_list" else f"{number + place}."
            if place and not tight:
                grid.add_row()
            grid.add_row(bullet, self.group(item.children, tight=tight))
        return grid

    def table(self, node: SyntaxTreeNode) -> RenderableType:
        rows = [row for part in node.children for row in part.children]
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for cell in rows[0].children:
            alignment = str(cell.attrs.get("style", ""))
            justify = alignment.removeprefix("text-align:")
            table.add_column(
                self.inline(cell),
                justify=justify if justify in {"center", "right"} else "left",  # type: ignore[arg-type] # narrowed by the set
            )
        for row in rows[1:]:
            table.add_row(*(self.inline(cell) for cell in row.children))
        return table

    def paragraph(self, node: SyntaxTreeNode) -> RenderableType:
        found = self.inline(node)
        return Paragraph(found, tuple(self._pictures)) if self._pictures else found

    def inline(self, node: SyntaxTreeNode) -> Text:
        self._pictures = []
        found = Text()
        self._add(found, node)
        return found

    def _add(self, into: Text, node: SyntaxTreeNode) -> None:
        start = len(into)
        match node.type:
            case "text" | "text_special":
                into.append_text(safe(node.content))
            case "code_inline":
                self._add_parts(into, parts_in(_token(node)), lambda text: safe(text, "md.code"))
            case "math_inline" | "math_inline_double":
                into.append_text(self.formula(node))
            case "softbreak":
                into.append(" ")
            case "hardbreak":
                into.append("\n")
            case "sub" | "sup":
                into.append_text(safe(plain_of(node.to_tokens())))
            case "rt":
                into.append("(")
                self._add_all(into, node)
                into.append(")")
            case "image":
                source = str(node.attrs["src"])
                kind = medium_kind(source)
                into.append("[")
                self._add_all(into, node)
                into.append(f" ({kind})]" if len(into) > start + 1 else f"{kind}]")
                into.stylize("md.image", start)
                if kind == "image":
                    self._pictures.append(PlacedPicture(source, start, len(into)))
            case "cloze":
                self._show_cloze(
                    into, node.meta["number"], node.meta["hint"], lambda: self._add_all(into, node)
                )
            case kind:
                self._add_all(into, node)
                if kind in _STYLES:
                    into.stylize(_STYLES[kind], start)

    def formula(self, node: SyntaxTreeNode) -> Text:
        """A formula in Unicode, its gaps hidden or shown."""
        marked: list[tuple[int, str]] = []

        def tex_of(parts: Sequence[str | Gap]) -> str:
            # What a gap hides, or its hint, goes through as text between two signs of private use.
            written = []
            for part in parts:
                if isinstance(part, str):
                    written.append(part)
                else:
                    marked.append((part.number, part.hint))
                    written.append(f"{_OPEN}{tex_of(part.parts)}{_CLOSE}")
            return "".join(written)

        parts = parts_in(_token(node))
        shown = readable(tex_of(parts))
        found = Text()
        self._add_marked(found, shown, iter(marked))
        return found

    def _add_marked(self, into: Text, shown: str, marked: Iterator[tuple[int, str]]) -> str:
        """Add text with marked gaps up to the end of the gap it is in; returns what is left."""
        while shown:
            at = next((i for i, sign in enumerate(shown) if sign in (_OPEN, _CLOSE)), len(shown))
            into.append_text(safe(shown[:at]))
            sign, shown = shown[at : at + 1], shown[at + 1 :]
            if sign == _CLOSE:
                return shown
            if sign == _OPEN:
                number, hint = next(marked)
                inner = Text()
                shown = self._add_marked(inner, shown, marked)
                self._show_cloze(into, number, hint, partial(_append, into, inner))
        return ""

    def code(self, node: SyntaxTreeNode) -> Text:
        """Code in colours, its gaps hidden or shown."""
        from ipt_cards.deck.markup.code import (  # noqa: PLC0415 - imports Pygments
            CodePiece,
            GapEdge,
            highlighted,
        )

        token = _token(node)
        pieces = iter(highlighted(parts_in(token), token.info))

        def add(into: Text) -> None:
            for piece in pieces:
                match piece:
                    case CodePiece(text, kind):
                        into.append_text(safe(text, _CODE_STYLES.get(kind[:1], "md.code")))
                    case GapEdge(opens=False):
                        return
                    case GapEdge(number, hint):
                        inner = Text()
                        add(inner)
                        self._show_cloze(into, number, hint, partial(_append, into, inner))

        found = Text()
        add(found)
        found.rstrip()
        return found

    def _add_parts(
        self, into: Text, parts: Sequence[str | Gap], shown: Callable[[str], Text]
    ) -> None:
        for part in parts:
            if isinstance(part, str):
                into.append_text(shown(part))
            else:
                inner = partial(self._add_parts, into, part.parts, shown)
                self._show_cloze(into, part.number, part.hint, inner)

    def _add_all(self, into: Text, node: SyntaxTreeNode) -> None:
        for child in node.children:
            self._add(into, child)


def _token(node: SyntaxTreeNode) -> Token:
    assert node.token is not None  # noqa: S101 - a formula and code are one token
    return node.token


def _append(into: Text, added: Text) -> None:
    into.append_text(added)
