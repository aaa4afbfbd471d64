"""Notes of Anki's image occlusion: a picture in one field, the masks upon it in another."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ipt_cards.anki.occlusion import occlusion_of, with_labels
from ipt_cards.anki.reading.note_types import AnkiNoteType
from ipt_cards.deck.from_html.elements import medium_path
from ipt_cards.deck.from_html.html_tree import Element, parse_html
from ipt_cards.deck.from_html.markdown import element_to_markdown
from ipt_cards.deck.markup.parser import medium_kind
from ipt_cards.deck.note import OcclusionNote

_MASKS, _IMAGE, _HEADER, _BACK_EXTRA = range(4)
"""The tags of Anki's fields, which are their places, too, in a note type without tags."""


@dataclass(frozen=True, slots=True)
class OcclusionFields:
    """In which fields of a note, counted from 0, its parts stand."""

    masks: int
    image: int
    header: int
    extra: int


def occlusion_fields(note_type: AnkiNoteType, fields: Sequence[str]) -> OcclusionFields | None:
    """The fields as Anki finds them; None for a note that isn't image occlusion."""
    if not note_type.is_cloze or len(note_type.fields) <= _BACK_EXTRA:
        return None
    tags = note_type.field_tags
    roles = (_MASKS, _IMAGE, _HEADER, _BACK_EXTRA)
    places = [tags.index(role) for role in roles] if set(roles) <= set(tags) else list(roles)
    found = OcclusionFields(*places)
    return found if "::image-occlusion:" in fields[found.masks] else None


def occlusion_note(  # noqa: PLR0913 - what a note is made of
    fields: Sequence[str],
    places: OcclusionFields,
    media: Mapping[str, str],
    to_markdown: Callable[[str], str],
    labels: str = "",
    *,
    ruby: bool,
) -> OcclusionNote | None:
    """The note, with no id yet; None where its masks or its picture can't be told.

    labels: the field of our own note type that holds them. ruby: as `to_markdown` has it.
    """
    occlusion = occlusion_of(fields[places.masks])
    image = next(_images(parse_html(fields[places.image], has_clozes=False), media), None)
    if occlusion is None or image is None:
        return None
    by_number: dict[int, list[str]] = {}
    for item in _elements(parse_html(labels, has_clozes=False), "li"):
        value = item.attributes.get("value", "")
        if value.isdecimal():
            by_number.setdefault(int(value), []).append(element_to_markdown(item, media, ruby=ruby))
    return OcclusionNote(
        id="note",
        image=image,
        masks=with_labels(occlusion.masks, by_number),
        header=to_markdown(fields[places.header]),
        hide=occlusion.hide,
        captions=occlusion.captions,
        extra=to_markdown(fields[places.extra]),
    )


def _images(root: Element, media: Mapping[str, str]) -> Iterator[str]:
    for element in _elements(root, "img"):
        path = medium_path(media, element.attributes.get("src", "").strip())
        if path is not None and medium_kind(path) == "image":
            yield path


def _elements(root: Element, name: str) -> Iterator[Element]:
    for child in root.children:
        if isinstance(child, Element):
            if child.name == name:
                yield child
            else:
                yield from _elements(child, name)
