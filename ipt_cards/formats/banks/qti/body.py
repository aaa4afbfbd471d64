"""What an item shows: its elements as HTML, and HTML of ours as such elements."""

import html
import re
from collections.abc import Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ipt_cards.deck.markup.mathml import mathml
from ipt_cards.deck.markup.plain import readable

MATHML = "http://www.w3.org/1998/Math/MathML"
_TEX = "application/x-tex"
_STRUCK = "strikethrough"
_VOID = frozenset({"br", "hr", "img", "col", "source"})
_UNSHOWN = frozenset({"stylesheet", "infoControl", "catalogInfo", "endAttemptInteraction"})
_PASSED = frozenset({"prompt", "contentBody", "rubricBlock", "templateBlock", "templateInline"})
_BLOCKS = frozenset(
    {"p", "div", "ul", "ol", "dl", "table", "blockquote", "pre", "hr", "address"}
    | {f"h{level}" for level in range(1, 7)}
)
MARKUP = frozenset(
    {"a", "b", "i", "em", "strong", "code", "sub", "sup", "span", "br", "img", "li", "object"}
    | {"thead", "tbody", "tr", "th", "td", "ruby", "rb", "rt", "rp"}
    | _BLOCKS
)
"""The elements of HTML that are written."""

_FORMULA = re.compile(r"\\([(\[])(.*?)\\[)\]]", re.DOTALL)
_IMAGE = re.compile(r"<img ([^<>]*?)/?>")
_KINDS = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".flac": "audio/flac",
    ".wav": "audio/wav",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
}


def html_in(element: Element, instead: Mapping[Element, str] | None = None) -> str:
    """What is in an element, as HTML.

    instead: what to put in the place of some elements within, such as interactions.
    """
    parts = [html.escape(element.text or "", quote=False)]
    for child in element:
        parts += _written(child, instead or {}), html.escape(child.tail or "", quote=False)
    return "".join(parts)


def _written(element: Element, instead: Mapping[Element, str]) -> str:
    if element in instead:
        return instead[element]
    name = str(element.tag)
    if name in _UNSHOWN:
        return ""
    if name == "math":
        return _formula(element)
    if name in {"object", "audio", "video"}:
        address = element.get("data") or element.get("src")
        source = element.find("source")
        if not address and source is not None:
            address = source.get("src")
        if address:
            described = " ".join("".join(element.itertext()).split())
            return f'<img src="{html.escape(address)}" alt="{html.escape(described)}">'
    inner = html_in(element, instead)
    if name in _PASSED:
        return f"<div>{inner}</div>"
    attributes = "".join(
        f' {key}="{html.escape(value)}"'
        for key, value in element.attrib.items()
        if key in {"src", "alt", "href", "start", "class"}
    )
    if name in _VOID:
        return f"<{name}{attributes}>"
    if element.get("class") == _STRUCK:
        return f"<s>{inner}</s>"
    return f"<{name}{attributes}>{inner}</{name}>" if name.islower() else inner


def _formula(element: Element) -> str:
    """A formula as TeX, where it is noted with it, else as its letters and signs."""
    for note in element.iter("annotation"):
        tex = (note.text or "").strip()
        if "tex" in note.get("encoding", "").lower() and tex:
            if found := _FORMULA.fullmatch(tex):
                tex = found[2].strip()
            return f"\\({html.escape(tex, quote=False)}\\)"
    return _read_out(element)


def _read_out(element: Element) -> str:
    """MathML on a line, with scripts as HTML has them."""
    if element.tag in {"annotation", "annotation-xml"}:
        return ""
    inner = [_read_out(child) for child in element]
    match element.tag, inner:
        case "msup", [base, raised]:
            return f"{base}<sup>{raised}</sup>"
        case "msub", [base, lowered]:
            return f"{base}<sub>{lowered}</sub>"
        case "mfrac", [above, below]:
            return f"({above})/({below})"
        case "msqrt", _:
            return f"√({''.join(inner)})"
        case _:
            said = html.escape((element.text or "").strip(), quote=False)
            return said + "".join(inner)


def elements_of(written: str, *, block: bool) -> list[Element]:
    """HTML of ours as elements that an item may hold; the first has the text before them.

    block: whether they must be blocks, as in an item's body. A text that begins the content is in
    a `span`.
    """
    text = _FORMULA.sub(_mathml, written)
    text = _IMAGE.sub(r"<img \1/>", text)
    root = ElementTree.fromstring(f"<div>{text}</div>")  # noqa: S314 - our own, without a DOCTYPE
    for element in root.iter():
        _restrict(element)
    return _as_blocks(root) if block else _as_flow(root)


def _mathml(found: re.Match[str]) -> str:
    tex = html.unescape(found[2])
    made = mathml(tex, display=found[1] == "[")
    if made is None:
        return f"<code>{html.escape(readable(tex), quote=False)}</code>"
    noted = f'<annotation encoding="{_TEX}">{html.escape(tex, quote=False)}</annotation>'
    head, _, inner = made.partition(">")
    inner = inner.removesuffix("</math>")
    return f"{head}><semantics><mrow>{inner}</mrow>{noted}</semantics></math>"


def _restrict(element: Element) -> None:
    """Leave out what items can't hold."""
    if element.tag in {"s", "del"}:
        element.tag = "span"
        element.set("class", _STRUCK)
    elif element.tag in {"audio", "video"}:
        address = element.attrib["src"]
        element.attrib.clear()
        suffix = "." + address.rpartition(".")[2].lower()
        element.tag = "object"
        element.set("data", address)
        element.set("type", _KINDS.get(suffix, "application/octet-stream"))
    for name in ("style", "start"):
        element.attrib.pop(name, None)


def _as_flow(root: Element) -> list[Element]:
    if not (root.text or "").strip():
        return list(root)
    first = Element("span")
    first.text = root.text
    return [first, *root]


def _as_blocks(root: Element) -> list[Element]:
    """The content with paragraphs around what stands on a line."""
    blocks: list[Element] = []
    line = Element("p")
    line.text = root.text

    def finish() -> None:
        nonlocal line
        if len(line) or (line.text or "").strip():
            blocks.append(line)
        line = Element("p")

    for child in root:
        tail, child.tail = child.tail, None
        if child.tag in _BLOCKS:
            finish()
            blocks.append(child)
            line.text = tail
        else:
            child.tail = tail
            line.append(child)
    finish()
    return blocks
