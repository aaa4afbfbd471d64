"""From what Mochi exports, `.mochi` or Markdown, to notes."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote

from ipt_cards.deck.note import ClozeNote
from ipt_cards.formats.archive import ZIP, Archive, names_in
from ipt_cards.formats.banks.pictures import HeldMedia
from ipt_cards.formats.encoding import text_of
from ipt_cards.formats.found import FormatError, Found, FoundNote, Loss, Source
from ipt_cards.formats.mochi.cards import CLOZE, NoCardError, filled, note_of, sides_of
from ipt_cards.formats.mochi.manifest import Value, from_edn, from_transit

_JSON, _EDN = "data.json", "data.edn"
_MARKDOWN = (".md", ".markdown")
_DEEPEST = 100


def recognises(source: Source) -> bool:
    """Whether the file is an archive with Mochi's data or with Markdown alone, or such Markdown."""
    if source.content.startswith(ZIP):
        names = names_in(source)
        return bool({_JSON, _EDN} & names) or any(
            name.lower().endswith(_MARKDOWN) for name in names
        )
    if not source.name.lower().endswith(_MARKDOWN):
        return False
    text = source.content[: 1 << 16].decode("utf-8", "replace")
    sides = sides_of(text)
    return (len(sides) > 1 and bool(sides[0].strip())) or bool(CLOZE.search(text))


def read(source: Source) -> Found:
    """The notes of an archive, or of a card in Markdown. Raises FormatError."""
    reading = _Reading()
    encoding = ""
    if source.content.startswith(ZIP):
        archive = Archive(source)
        reading.take_media(archive)
        if {_JSON, _EDN} & archive.names:
            reading.take_data(_data(archive))
        else:
            reading.take_markdown(archive)
    else:
        text, encoding = text_of(source)
        reading.add(text, "", 1, "")
        if not reading.notes:
            raise FormatError(source.name, 1, 1, f"this is no card of Mochi's: {reading.why}")
    return Found(
        source.stem, tuple(reading.notes), tuple(reading.losses), reading.held.files, encoding
    )


def _data(archive: Archive) -> Mapping[str, Value]:
    name = _JSON if _JSON in archive.names else _EDN
    try:
        text = archive.content(name).decode()
        data = from_transit(text) if name == _JSON else from_edn(text)
    except (ValueError, RecursionError) as error:
        raise archive.error(f"its {name} can't be read: {error}") from None
    if not isinstance(data, dict):
        raise archive.error(f"its {name} says nothing of decks and cards")
    return data


class _Reading:
    def __init__(self) -> None:
        self.notes: list[FoundNote] = []
        self.losses: list[Loss] = []
        self.held = HeldMedia()
        self.why = ""
        self._paths: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def take_media(self, archive: Archive) -> None:
        """Keep the media of an archive under the names that cards have for them."""
        for name in sorted(archive.names):
            if name.endswith("/") or name in {_JSON, _EDN} or name.lower().endswith(_MARKDOWN):
                continue
            if (path := self.held.add(name, archive.content(name))) is not None:
                self._paths[name] = path

    def take_markdown(self, archive: Archive) -> None:
        """A card a file, a deck a folder."""
        line = 0
        for name in sorted(archive.names):
            path = PurePosixPath(name)
            if path.suffix.lower() in _MARKDOWN:
                line += 1
                text, _ = text_of(Source(f"{archive.name}/{name}", archive.content(name)))
                self.add(text, name, line, "::".join(path.parts[:-1]))

    def take_data(self, data: Mapping[str, Value]) -> None:
        """The cards of all decks. A card's line is its number among them."""
        decks = {_text(deck, "id"): deck for deck in _maps(data, "decks")}
        templates = {_text(each, "id"): each for each in _maps(data, "templates")}
        cards = [
            (_text(card, "deck-id") or _text(deck, "id"), card, deck)
            for deck in _maps(data, "decks")
            for card in _maps(deck, "cards")
        ]
        cards += [(_text(card, "deck-id"), card, {}) for card in _maps(data, "cards")]
        self._names = {_text(card, "id"): _text(card, "name") for _, card, _ in cards}
        for line, (deck_id, card, inside) in enumerate(cards, 1):
            deck = decks.get(deck_id, inside)
            path = list(_path(deck, decks))
            shown = _text(card, "name") or " ".join(_text(card, "content").split())[:60]
            if card.get("trashed?") or any(each.get("trashed?") for each in path):
                self.losses.append(Loss(line, f"“{shown}” isn't taken: it is in the trash"))
            elif card.get("archived?") or any(each.get("archived?") for each in path):
                self.losses.append(Loss(line, f"“{shown}” isn't taken: it is archived"))
            else:
                topic = "::".join(_text(each, "name") for each in reversed(path))
                self._take_card(card, deck, templates, line, topic)

    def _take_card(
        self,
        card: Mapping[str, Value],
        deck: Mapping[str, Value],
        templates: Mapping[str, Mapping[str, Value]],
        line: int,
        topic: str,
    ) -> None:
        content = _text(card, "content")
        if not content.strip():
            of_card = _text(card, "template-id") or _text(deck, "template-id")
            content = _rendered(card, templates.get(of_card, {}))
        tags = [each for each in card.get("tags") or () if isinstance(each, str)]
        both = card.get("review-reverse?") is True
        key = _text(card, "id") or content
        self.add(content, key, line, topic, tags=tags, both=both, name=_text(card, "name"))

    def add(  # noqa: PLR0913 - what is known of a card
        self,
        content: str,
        key: str,
        line: int,
        topic: str,
        *,
        tags: Iterable[str] = (),
        both: bool = False,
        name: str = "",
    ) -> None:
        """Add a card. key: what identifies it; "" for what it asks."""
        try:
            note = note_of(content, tags=tags, both=both, names=self._names, media=self._path)
        except NoCardError as error:
            self.why = str(error)
            shown = name or " ".join(content.split())[:60]
            self.losses.append(Loss(line, f"“{shown}” isn't taken: {error}"))
            return
        asked = note.text if isinstance(note, ClozeNote) else note.front
        self.notes.append(FoundNote(note, key or asked, line, topic))

    def _path(self, name: str) -> str | None:
        if not self._paths:
            return name
        plain = unquote(name)
        last = plain.rpartition("/")[2]
        return next(
            (self._paths[each] for each in (name, plain, last) if each in self._paths), None
        )


def _path(
    deck: Mapping[str, Value], decks: Mapping[str, Mapping[str, Value]]
) -> Iterator[Mapping[str, Value]]:
    """A deck and those that it is nested in."""
    for _ in range(_DEEPEST):
        if not deck:
            return
        yield deck
        deck = decks.get(_text(deck, "parent-id"), {})


def _rendered(card: Mapping[str, Value], template: Mapping[str, Value]) -> str:
    """What a card without content shows by its template; its fields as sides where it has none."""
    values = {
        key: each.get("value") if isinstance(each, dict) else each
        for key, each in _map(card, "fields").items()
    }
    texts = {key: value for key, value in values.items() if isinstance(value, str | bool)}
    named = {
        _text(field, "name").casefold(): texts.get(key, "")
        for key, field in _map(template, "fields").items()
        if isinstance(field, dict)
    }
    content = _text(template, "content")
    if content:
        return filled(content, {**{key.casefold(): each for key, each in texts.items()}, **named})
    return "\n---\n".join(value for value in texts.values() if isinstance(value, str) and value)


def _map(value: Mapping[str, Value], key: str) -> Mapping[str, Value]:
    inside = value.get(key)
    return inside if isinstance(inside, dict) else {}


def _maps(value: Mapping[str, Value], key: str) -> list[Mapping[str, Value]]:
    inside = value.get(key)
    return [each for each in inside if isinstance(each, dict)] if isinstance(inside, list) else []


def _text(value: Mapping[str, Value], key: str) -> str:
    inside = value.get(key)
    return inside if isinstance(inside, str) else ""
