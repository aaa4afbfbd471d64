"""Markdown as paragraphs of a word processor's document."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ipt_cards.deck.markup.cloze import content_of
from ipt_cards.deck.markup.parser import CODE, FORMULAS, medium_kind, parse, parts_in
from ipt_cards.deck.markup.plain import plain_of, readable
from ipt_cards.deck.media_files.media import MediaFolder

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from markdown_it.token import Token

_INDENT = 1.0
_WIDEST = 12.0
"""Centimetres: an indent, and the width of a picture that is wider."""
_BLANK = "________"
_FORMATS = {"strong": "bold", "em": "italic", "s": "strike"}
_SCRIPTS = {"sub": "subscript", "sup": "superscript"}


@dataclass(slots=True)
class Paragraphs:
    """Writes a note. unsaid: takes what isn't in the document."""

    document: "Document"
    media: MediaFolder
    unsaid: list[str] = field(default_factory=list)

    def asked(self, markdown: str, head: str, *, gaps: bool = False) -> None:
        """A question, kept with what follows. gaps: whether clozes are blanks to fill."""
        self._markdown(markdown, head, 0, bold_head=True, keep=True, gaps=gaps)

    def answer(self, markdown: str, head: str = "") -> None:
        """An answer, below its question."""
        self._markdown(markdown, head or "→  ", 1)

    def plain_answer(self, text: str) -> None:
        """The same in plain text."""
        self._paragraph(1).add_run(f"→  {text}")

    def option(self, head: str, markdown: str) -> None:
        """An option to choose from."""
        self._markdown(markdown, head, 1, keep=True)

    def pair(self, left: str, right: str) -> None:
        """Two sides that belong together, on a line."""
        paragraph = self._paragraph(1)
        for text, after in ((left, "  →  "), (right, "")):
            for token in parse(text):
                self._runs(paragraph, token.children or [token], gaps=False)
            paragraph.add_run(after)

    def told(self, head: str, texts: Iterable[str]) -> None:
        """What is told after the answer, in small type."""
        for text in texts:
            self._markdown(text, head, 1, small=True)

    def labels(self, labels: Sequence[str]) -> None:
        """What hides in a picture."""
        if labels:
            self.plain_answer("; ".join(labels))

    def picture(self, path: str, paragraph: "Paragraph | None" = None) -> bool:
        """A picture of the deck's, if a word processor knows its kind."""
        from docx.image.exceptions import (  # noqa: PLC0415 - slow to import
            InvalidImageStreamError,
            UnexpectedEndOfFileError,
            UnrecognizedImageError,
        )
        from docx.shared import Cm, Emu  # noqa: PLC0415

        content = io.BytesIO(self.media.locate(path).read_bytes())
        try:
            run = (paragraph or self._paragraph(1)).add_run()
            shape = run.add_picture(content)
        except (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError):
            self.unsaid.append(f"pictures that aren't PNG, JPEG or GIF, such as `{path}`")
            return False
        if shape.width > Cm(_WIDEST):
            shape.height = Emu(round(shape.height * Cm(_WIDEST) / shape.width))
            shape.width = Cm(_WIDEST)
        return True

    def _paragraph(self, depth: int, *, keep: bool = False) -> "Paragraph":
        from docx.shared import Cm, Pt  # noqa: PLC0415 - slow to import

        paragraph = self.document.add_paragraph()
        layout = paragraph.paragraph_format
        layout.left_indent = Cm(_INDENT * depth)
        layout.space_after = Pt(3)
        layout.space_before = Pt(0 if depth else 8)
        layout.keep_with_next = keep
        return paragraph

    def _markdown(  # noqa: PLR0913 - how a text may look
        self,
        markdown: str,
        head: str,
        depth: int,
        *,
        bold_head: bool = False,
        keep: bool = False,
        small: bool = False,
        gaps: bool = False,
    ) -> None:
        paragraph = self._paragraph(depth, keep=keep)
        run = paragraph.add_run(head)
        run.bold = bold_head or None
        is_fresh = True
        nested = cells = 0
        for token in parse(markdown, gaps=gaps):
            cells = 0 if token.type == "tr_open" else cells + (token.type in {"th_open", "td_open"})
            nested += token.nesting if token.type.startswith(("bullet_list", "ordered_list")) else 0
            if token.type in {"inline", "fence", "code_block", "math_block", "amsmath"}:
                if cells > 1:
                    paragraph.add_run("  |  ")
                elif not is_fresh:
                    paragraph = self._paragraph(depth + nested, keep=keep)
                    paragraph.add_run("•  " if nested else "")
                is_fresh = False
                self._runs(paragraph, token.children or [token], gaps=gaps)
                self._size(paragraph, small=small)
            cells = 0 if token.type == "table_close" else cells

    @staticmethod
    def _size(paragraph: "Paragraph", *, small: bool) -> None:
        from docx.shared import Pt  # noqa: PLC0415 - slow to import

        for run in paragraph.runs if small else ():
            run.font.size = Pt(9)

    def _runs(self, paragraph: "Paragraph", tokens: "Sequence[Token]", *, gaps: bool) -> None:
        look: dict[str, Any] = {}
        hidden = 0
        for token in tokens:
            if token.type == "cloze_open" and gaps:
                if not hidden:
                    hint = f" ({token.meta['hint']})" if token.meta["hint"] else ""
                    paragraph.add_run(_BLANK + hint)
                hidden += 1
            elif token.type == "cloze_close" and gaps:
                hidden -= 1
            elif hidden:
                continue
            elif token.type == "image":
                self._image(paragraph, token)
            elif token.type in {"softbreak", "hardbreak"}:
                # python-docx makes a line feed the end of a line.
                paragraph.add_run(" " if token.type == "softbreak" else "\n")
            elif token.tag in _FORMATS | _SCRIPTS and token.nesting:
                look[{**_FORMATS, **_SCRIPTS}[token.tag]] = token.nesting > 0
            elif token.type in FORMULAS | CODE:
                self._raw(paragraph, token, gaps=gaps)
            elif token.content:
                self._run(paragraph, token.content, look)

    @staticmethod
    def _run(paragraph: "Paragraph", text: str, look: dict[str, Any]) -> None:
        run = paragraph.add_run(text)
        for name, value in look.items():
            setattr(run.font, name, value or None)

    @staticmethod
    def _raw(paragraph: "Paragraph", token: "Token", *, gaps: bool) -> None:
        parts = parts_in(token)
        if gaps:
            parts = tuple(each if isinstance(each, str) else _BLANK for each in parts)
        content = content_of(parts)
        if token.type in FORMULAS:
            paragraph.add_run(readable(content)).italic = True
            return
        run = paragraph.add_run(content.rstrip("\n"))
        run.font.name = "Courier New"

    def _image(self, paragraph: "Paragraph", token: "Token") -> None:
        path = str(token.attrs["src"])
        described = plain_of(token.children or ())
        if medium_kind(path) != "image":
            self.unsaid.append("sounds and videos")
            paragraph.add_run(f"[{described or medium_kind(path)}]")
        elif not self.picture(path, paragraph):
            paragraph.add_run(f"[{described}]" if described else "")
