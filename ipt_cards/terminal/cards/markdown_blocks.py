"""Markdown's blocks and inline parts as rich renderables."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from markdown_it.tree import SyntaxTreeNode
from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from ipt_cards.deck.markup import is_audio, parse
from ipt_cards.terminal.screen.console import text as safe

if TYPE_CHECKING:
    from ipt_cards.terminal.cards.cloze import ShowCloze

_STYLES = {
    "strong": "md.strong",
    "em": "md.emphasis",
    "s": "md.strike",
    "link": "md.link",
}


def blocks_of(source: str, show_cloze: "ShowCloze") -> RenderableType:
    """A text as blocks, blank lines between."""
    return _Blocks(show_cloze).group(SyntaxTreeNode(parse(source)).children)


class _Blocks:
    def __init__(self, show_cloze: "ShowCloze") -> None:
        self._show_cloze = show_cloze

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
                return self.inline(node)
            case "heading":
                heading = self.inline(node)
                heading.stylize("md.heading")
                return heading
            case "bullet_list" | "ordered_list":
                return self.list(node)
            case "blockquote":
                return Padding(self.group(node.children), (0, 0, 0, 2), style="md.quote")
            case "fence" | "code_block":
                return Padding(safe(node.content.rstrip("\n"), "md.code"), (0, 0, 0, 2))
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

    def inline(self, node: SyntaxTreeNode) -> Text:
        found = Text()
        self._add(found, node)
        return found

    def _add(self, into: Text, node: SyntaxTreeNode) -> None:
        start = len(into)
        match node.type:
            case "text" | "text_special":
                into.append_text(safe(node.content))
            case "code_inline":
                into.append_text(safe(node.content, "md.code"))
            case "softbreak":
                into.append(" ")
            case "hardbreak":
                into.append("\n")
            case "image":
                kind = "sound" if is_audio(str(node.attrs["src"])) else "image"
                into.append("[")
                self._add_all(into, node)
                into.append(f" ({kind})]" if len(into) > start + 1 else f"{kind}]")
                into.stylize("md.image", start)
            case "cloze":
                self._show_cloze(
                    into, node.meta["number"], node.meta["hint"], lambda: self._add_all(into, node)
                )
            case kind:
                self._add_all(into, node)
                if kind in _STYLES:
                    into.stylize(_STYLES[kind], start)

    def _add_all(self, into: Text, node: SyntaxTreeNode) -> None:
        for child in node.children:
            self._add(into, child)
