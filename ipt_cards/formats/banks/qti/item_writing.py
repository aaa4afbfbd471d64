"""A note as an item of QTI, in the names of QTI 2."""

from dataclasses import dataclass, field
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement

from ipt_cards.deck.markup.html import NameMedia
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.note import (
    BasicNote,
    ChoiceNote,
    ClozeNote,
    MatchingNote,
    Note,
    NumericNote,
    OcclusionNote,
    OrderingNote,
)
from ipt_cards.formats.banks.qti.body import elements_of
from ipt_cards.formats.banks.qti.dialect import Dialect
from ipt_cards.formats.banks.qti.scoring import (
    RESPONSE,
    mapped,
    one_point_if,
    points_of,
    process_as,
    response,
    share_of_points,
    text_response,
)
from ipt_cards.formats.banks.texts import html_of, plainly
from ipt_cards.formats.banks.writing import (
    UnsaidError,
    answer_of,
    cloze_parts,
    mixed_places,
    options_of,
)

GENERAL = "general"
"""What feedback that is always shown is called, as in 1EdTech's examples."""

_FEEDBACK = "FEEDBACK"
_LONGEST_TITLE = 120


def identifier_of(note: Note) -> str:
    """The item's identifier: no identifier of QTI's begins with a digit."""
    return note.id if note.id[0].isalpha() else f"_{note.id}"


@dataclass(slots=True)
class ItemWriting:
    """Writes an item. unsaid: takes what it doesn't say of its note."""

    dialect: Dialect
    name_media: NameMedia
    unsaid: list[str] = field(default_factory=list)

    def item(self, note: Note) -> Element:
        """The item that asks the note. Raises UnsaidError where none does."""
        item = Element(
            "assessmentItem",
            identifier=identifier_of(note),
            title=_title(note),
            adaptive="false",
            timeDependent="false",
        )
        match note:
            case BasicNote(typed=False):
                self._essay(item, note)
            case BasicNote():
                self._typed(item, note)
            case ChoiceNote():
                self._choice(item, note)
            case NumericNote():
                self._numeric(item, note)
            case OrderingNote():
                self._ordering(item, note)
            case MatchingNote():
                self._matching(item, note)
            case ClozeNote():
                self._cloze(item, note)
            case OcclusionNote():
                raise UnsaidError("a picture with hidden areas")
        if note.extra:
            self._feedback(item, GENERAL, "hide", note.extra)
        return item

    def _essay(self, item: Element, note: BasicNote) -> None:
        SubElement(
            item,
            "responseDeclaration",
            identifier=RESPONSE,
            cardinality="single",
            baseType="string",
        )
        body = self._outcomes_and_body(item, note.front, has_feedback=bool(note.extra))
        SubElement(body, "extendedTextInteraction", responseIdentifier=RESPONSE)
        if answer := answer_of(note):
            scoring = SubElement(body, "rubricBlock", view="scorer")
            if self.dialect.name == "QTI 3.0":
                scoring.set("use", "scoring")
                scoring = SubElement(scoring, "contentBody")
            scoring.extend(self._blocks(answer))

    def _typed(self, item: Element, note: BasicNote) -> None:
        answers = [self._plain(text) for text in (note.back, *note.accept)]
        text_response(item, RESPONSE, answers, Decimal(1))
        body = self._outcomes_and_body(item, note.front, has_feedback=bool(note.extra))
        line = SubElement(body, "p")
        SubElement(line, "textEntryInteraction", responseIdentifier=RESPONSE)
        self._template(item, "map_response")

    def _plain(self, markdown: str) -> str:
        plain, is_exact = plainly(markdown)
        if not plain:
            raise UnsaidError("an answer that is no text")
        self.unsaid += [] if is_exact else ["the formats of its answer"]
        return plain

    def _choice(self, item: Element, note: ChoiceNote) -> None:
        options = [(chr(ord("A") + place), each) for place, each in enumerate(options_of(note))]
        several = len(note.answers) > 1
        cardinality = "multiple" if several else "single"
        declared = response(
            item, cardinality, "identifier", [key for key, each in options if each.is_right]
        )
        if several:
            mapped(declared, points_of(options, len(note.answers)))
        reasons = [(key, each.why) for key, each in options if each.why]
        body = self._outcomes_and_body(
            item,
            note.question,
            has_feedback=bool(note.extra or reasons),
            several=several and bool(reasons),
        )
        interaction = SubElement(
            body,
            "choiceInteraction",
            responseIdentifier=RESPONSE,
            shuffle="true",
            maxChoices="0" if several else "1",
        )
        for key, option in options:
            choice = SubElement(interaction, "simpleChoice", identifier=key)
            choice.extend(self._flow(option.text))
        template = "map_response" if several else "match_correct"
        if not reasons:
            self._template(item, template)
            return
        processing = SubElement(item, "responseProcessing")
        process_as(processing, template)
        # The feedback that is shown is that on what was chosen.
        shown = SubElement(processing, "setOutcomeValue", identifier=_FEEDBACK)
        SubElement(shown, "variable", identifier=RESPONSE)
        for key, why in reasons:
            self._feedback(item, key, "show", why)

    def _numeric(self, item: Element, note: NumericNote) -> None:
        response(item, "single", "float", [str(note.number)])
        body = self._outcomes_and_body(item, note.question, has_feedback=bool(note.extra))
        line = SubElement(body, "p")
        entry = SubElement(line, "textEntryInteraction", responseIdentifier=RESPONSE)
        entry.tail = f" {note.unit}" if note.unit else None
        if not note.tolerance:
            self._template(item, "match_correct")
            return
        within = Element(
            "equal", toleranceMode="absolute", tolerance=f"{note.tolerance} {note.tolerance}"
        )
        SubElement(within, "variable", identifier=RESPONSE)
        SubElement(within, "correct", identifier=RESPONSE)
        one_point_if(SubElement(item, "responseProcessing"), within)

    def _ordering(self, item: Element, note: OrderingNote) -> None:
        keys = [f"S{place}" for place in range(1, len(note.steps) + 1)]
        response(item, "ordered", "identifier", keys)
        body = self._outcomes_and_body(item, note.question, has_feedback=bool(note.extra))
        interaction = SubElement(
            body, "orderInteraction", responseIdentifier=RESPONSE, shuffle="true"
        )
        for place in mixed_places(note.id, len(keys)):
            step = SubElement(interaction, "simpleChoice", identifier=keys[place])
            step.extend(self._flow(note.steps[place]))
        self._template(item, "match_correct")

    def _matching(self, item: Element, note: MatchingNote) -> None:
        count = len(note.pairs)
        pairs = [f"L{place} R{place}" for place in range(1, count + 1)]
        declared = response(item, "multiple", "directedPair", pairs)
        mapped(declared, dict.fromkeys(pairs, share_of_points(count)))
        body = self._outcomes_and_body(item, note.question, has_feedback=bool(note.extra))
        interaction = SubElement(
            body,
            "matchInteraction",
            responseIdentifier=RESPONSE,
            shuffle="true",
            maxAssociations=str(count),
        )
        sides = (("L", range(count)), ("R", mixed_places(note.id, count)))
        for side, places in sides:
            choices = SubElement(interaction, "simpleMatchSet")
            for place in places:
                pair = note.pairs[place]
                choice = SubElement(
                    choices, "simpleAssociableChoice", identifier=f"{side}{place + 1}", matchMax="1"
                )
                choice.extend(self._flow(pair.left if side == "L" else pair.right))
        self._template(item, "map_response")

    def _cloze(self, item: Element, note: ClozeNote) -> None:
        parts = cloze_parts(note, self.name_media)
        gaps = [part for part in parts if not isinstance(part, str)]
        if [gap.number for gap in gaps] != list(range(1, len(gaps) + 1)):
            self.unsaid.append("which of its gaps are asked at once, and in which order")
        accept = [self._plain(text) for text in note.accept]
        keys = [RESPONSE, *(f"{RESPONSE}{place}" for place in range(2, len(gaps) + 1))]
        written = ""
        left = iter(keys)
        for part in parts:
            if isinstance(part, str):
                written += part
                continue
            self.unsaid += [] if part.is_exact else ["the formats of its answer"]
            self.unsaid += ["the hint of a gap, which stands in the text"] if part.hint else []
            hint = f" ({part.hint})".replace("&", "&amp;").replace("<", "&lt;")
            gap = f'<textEntryInteraction responseIdentifier="{next(left)}"/>'
            written += gap + (hint if part.hint else "")
        blocks = elements_of(written, block=True)
        if not "".join(text for block in blocks for text in block.itertext()).strip():
            raise UnsaidError("a text that is nothing but gaps")
        for key, gap_in in zip(keys, gaps, strict=True):
            text_response(item, key, [gap_in.content, *accept], share_of_points(len(gaps)))
        body = self._outcomes_and_body(item, "", has_feedback=bool(note.extra))
        body.extend(blocks)
        if len(gaps) == 1:
            self._template(item, "map_response")
            return
        processing = SubElement(item, "responseProcessing")
        total = SubElement(SubElement(processing, "setOutcomeValue", identifier="SCORE"), "sum")
        for key in keys:
            SubElement(total, "mapResponse", identifier=key)

    def _outcomes_and_body(
        self, item: Element, asked: str, *, has_feedback: bool, several: bool = False
    ) -> Element:
        """The declarations of what is scored and told, and the body with the question's text."""
        score = SubElement(
            item, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float"
        )
        SubElement(SubElement(score, "defaultValue"), "value").text = "0"
        if has_feedback:
            SubElement(
                item,
                "outcomeDeclaration",
                identifier=_FEEDBACK,
                cardinality="multiple" if several else "single",
                baseType="identifier",
            )
        body = SubElement(item, "itemBody")
        if asked:
            body.extend(self._blocks(asked))
        return body

    def _blocks(self, markdown: str) -> list[Element]:
        return elements_of(html_of(markdown, self.name_media), block=True)

    def _flow(self, markdown: str) -> list[Element]:
        return elements_of(html_of(markdown, self.name_media), block=False)

    def _feedback(self, item: Element, key: str, shown: str, markdown: str) -> None:
        feedback = SubElement(
            item, "modalFeedback", outcomeIdentifier=_FEEDBACK, showHide=shown, identifier=key
        )
        if self.dialect.name == "QTI 3.0":
            feedback = SubElement(feedback, "contentBody")
        feedback.extend(self._blocks(markdown))

    def _template(self, item: Element, name: str) -> None:
        SubElement(item, "responseProcessing", template=self.dialect.template % name)


def _title(note: Note) -> str:
    match note:
        case BasicNote():
            text = note.front
        case ClozeNote() | OcclusionNote():
            text = note.id
        case _:
            text = note.question
    title = to_plain(text)
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"
