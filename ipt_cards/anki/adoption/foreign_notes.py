"""From one note of somebody else's note type to the notes that say the same here."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from ipt_cards.anki.adoption.change import Reason
from ipt_cards.anki.adoption.occlusion import occlusion_fields, occlusion_note
from ipt_cards.anki.adoption.templates import (
    Face,
    condition,
    face,
    filled_fields,
    shown_fields,
    special_filters,
)
from ipt_cards.anki.origin import UNSAID, Mapped, digest, said_in
from ipt_cards.anki.reading.note_types import AnkiNoteType, AnkiTemplate
from ipt_cards.anki.reading.rows import AnkiNote
from ipt_cards.deck.from_html.markdown import to_markdown
from ipt_cards.deck.from_html.ruby import as_elements, filtered_fields
from ipt_cards.deck.markup.cloze import cloze_numbers
from ipt_cards.deck.note import BasicNote, ClozeNote, Note

_RULE = re.compile(r"^\s*<hr[^>]*>", re.IGNORECASE)
"""What parts the answer from the question, in Anki's own templates and in most others."""

_OCCLUSION = "::image-occlusion:"


Draft: TypeAlias = tuple[Note, dict[str, Mapped]]
"""A note, with no id of its own yet, and where its texts came from."""


@dataclass(slots=True)
class ForeignNote:
    """One note of a note type that isn't ours, as its cards show it."""

    note: AnkiNote
    note_type: AnkiNoteType
    media: Mapping[str, str]
    tags: tuple[str, ...]
    ruby: bool
    found: list[tuple[Reason, str]] = field(default_factory=list)
    trouble: Reason = Reason.NO_QUESTION
    _values: dict[str, str] = field(init=False)
    _filled: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Take the fields as the cards show them."""
        values = dict(zip(self.note_type.fields, self.note.fields, strict=True))
        if self.ruby:
            sides = (side for each in self.note_type.templates for side in (each.front, each.back))
            values |= {
                name: as_elements(values[name]) for name in filtered_fields(sides) & values.keys()
            }
        self._values = values
        self._filled = filled_fields(values)

    def drafts(self, ordinals: Sequence[int]) -> list[Draft]:
        """The notes that one with these cards becomes; none where there is `trouble`."""
        templates = self.note_type.templates
        occlusion = self._occlusion()
        if occlusion:
            return [occlusion]
        if any("<script" in each.front + each.back for each in templates):
            self.found.append((Reason.SCRIPTED, self.note_type.name))
        if filters := special_filters("".join(each.front + each.back for each in templates)):
            self.found.append((Reason.FILTERED, ", ".join(filters)))
        if self.note_type.is_cloze:
            draft = self._cloze(templates[0]) if templates else None
            return [draft] if draft else []
        there = [ordinal for ordinal in ordinals if ordinal < len(templates)]
        if there[:1] == [0] and there in ([0], [0, 1]) and len(templates) <= 2:
            both = self._mirrored(templates, is_reversed=len(there) == 2)
            if both:
                return [both]
        found = [self._basic(templates[ordinal], ordinal) for ordinal in there]
        drafts = [draft for draft in found if draft]
        if len(drafts) > 1:
            self.found.append((Reason.SIBLINGS, self.note_type.name))
        return drafts

    def _mirrored(self, templates: Sequence[AnkiTemplate], *, is_reversed: bool) -> Draft | None:
        """A basic note asked in one direction or both, if the two templates mirror each other."""
        draft = self._basic(templates[0], 0)
        if draft is None or len(templates) == 1:
            return draft
        note, mapped = draft
        other_front, other_back = (
            [name for name in shown_fields(side) if name in self._values and name != switch]
            for switch in [condition(templates[1].front)]
            for side in (templates[1].front, templates[1].back)
        )
        front, back = mapped["front"].field, mapped["back"].field
        if front is None or back is None or not isinstance(note, BasicNote):
            return None if is_reversed else draft
        names = self.note_type.fields
        if other_front != [names[back]] or names[front] not in other_back:
            return None if is_reversed else draft
        switch = condition(templates[1].front)
        place = names.index(switch) if switch in names and switch != names[back] else None
        mapped["reversed"] = Mapped(place, digest("yes" * is_reversed))
        return replace(note, reversed=is_reversed), mapped

    def _basic(
        self, template: AnkiTemplate, ordinal: int, hidden: Iterable[str] = ()
    ) -> Draft | None:
        front = self._face(template.front, is_front=True, hidden=hidden)
        back = self._face(template.back, is_front=False, hidden={*front.fields, *hidden})
        asked, asked_in = self._question(front)
        if not asked:
            self.trouble = Reason.NO_QUESTION
            return None
        told, told_in, extra, extra_in = self._answer(back, template)
        if not told:
            self.trouble = Reason.NO_ANSWER
            return None
        note = BasicNote(
            id="note",
            front=asked,
            back=told,
            typed=bool(front.typed),
            extra=extra,
            tags=self.tags,
            guid=self.note.guid,
            template=ordinal + 1,
        )
        places = {"front": asked_in, "back": told_in, "extra": extra_in}
        return note, self._mapped(note, places)

    def _occlusion(self) -> Draft | None:
        places = occlusion_fields(self.note_type, self.note.fields)
        if places is None:
            return None
        fields = self.note.fields
        note = occlusion_note(fields, places, self.media, self._converted, ruby=self.ruby)
        if note is None:
            self.found.clear()
            return None
        note = replace(note, tags=self.tags, guid=self.note.guid)
        return note, self._mapped(
            note,
            {
                "masks": places.masks,
                "image": places.image,
                "header": places.header,
                "extra": places.extra,
            },
        )

    def _cloze(self, template: AnkiTemplate) -> Draft | None:
        front = self._face(template.front, is_front=True)
        if _OCCLUSION in self._values.get(front.cloze, ""):
            self.found.append((Reason.OCCLUSION, ""))
            return self._basic(template, 0, hidden=(front.cloze,))
        text, text_in = self._question(front, has_clozes=True)
        if not cloze_numbers(text):
            return None
        hidden = front.fields
        back = self._face(template.back, is_front=False, hidden=hidden)
        places = [name for name in back.fields if name not in hidden]
        extra, extra_in = self._extra(places, hidden, template)
        typed = bool(front.typed)
        note = ClozeNote(
            id="note",
            text=text,
            typed=typed,
            extra=extra,
            tags=self.tags,
            guid=self.note.guid,
        )
        return note, self._mapped(note, {"cloze": text_in, "extra": extra_in})

    def _face(self, side: str, *, is_front: bool, hidden: Iterable[str] = ()) -> Face:
        names = self.note_type.fields
        return face(side, names, self._filled, is_front=is_front, hidden=frozenset(hidden))

    def _mapped(self, note: Note, places: Mapping[str, int | None]) -> dict[str, Mapped]:
        return {
            key: mapped
            for key, text in said_in(note).items()
            if (mapped := Mapped(places.get(key), digest(text))) != UNSAID
        }

    def _question(self, front: Face, *, has_clozes: bool = False) -> tuple[str, int | None]:
        if len(front.fields) == 1 and not front.has_words:
            return self._field(front.fields[0], has_clozes=has_clozes)
        if front.fields:
            self.found.append((Reason.COMPOSED, self.note_type.name))
        return self._converted(front.html(self._values), has_clozes=has_clozes), None

    def _answer(
        self, back: Face, template: AnkiTemplate
    ) -> tuple[str, int | None, str, int | None]:
        """The answer and what is shown with it, each with the field that it came from."""
        for index, name in enumerate(back.fields):
            told, place = self._field(name)
            if told:
                before = {*back.fields[: index + 1]}
                asked = self._face(template.front, is_front=True).fields
                return (
                    told,
                    place,
                    *self._extra(back.fields[index + 1 :], {*before, *asked}, template),
                )
        told = self._converted(_RULE.sub("", back.html(self._values))) if back.has_words else ""
        if told:
            self.found.append((Reason.COMPOSED, self.note_type.name))
        return told, None, "", None

    def _extra(
        self, names: Sequence[str], used: Iterable[str], template: AnkiTemplate
    ) -> tuple[str, int | None]:
        if len(names) == 1:
            return self._field(names[0])
        if names:
            self.found.append((Reason.COMPOSED, self.note_type.name))
            return self._converted("<br><br>".join(self._values[name] for name in names)), None
        # An empty field that the back would show can take what is written here.
        shown = [name for name in shown_fields(template.back) if name in self._values]
        free = [n for n in shown if n not in set(used) and n not in self._filled]
        return "", self.note_type.fields.index(free[0]) if free else None

    def _field(self, name: str, *, has_clozes: bool = False) -> tuple[str, int]:
        place = self.note_type.fields.index(name)
        return self._converted(self._values[name], has_clozes=has_clozes), place

    def _converted(self, html: str, *, has_clozes: bool = False) -> str:
        converted = to_markdown(html, self.media, has_clozes=has_clozes, ruby=self.ruby)
        self.found += ((Reason.MEDIA, name) for name in converted.missing)
        if converted.plainer:
            self.found.append((Reason.PLAINER, ""))
        return converted.text
