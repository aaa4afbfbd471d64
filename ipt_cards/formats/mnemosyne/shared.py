"""What Mnemosyne shares: a `.cards` archive of XML and media, and the XML of its first version."""

from collections.abc import Iterator

from ipt_cards.formats.archive import Archive
from ipt_cards.formats.banks.pictures import HeldMedia
from ipt_cards.formats.banks.xml_file import LinedElement, children, parse_xml, text_of
from ipt_cards.formats.found import FormatError, Source
from ipt_cards.formats.mnemosyne.facts import Fact

CARDS = "cards.xml"
"""The member of an archive that holds the cards."""

_TAG, _FACT, _VIEW, _CARD = "10", "16", "19", "6"
"""The kinds of entries (openSM2sync/log_entry.py)."""


def archived_facts(source: Source) -> tuple[list[Fact], HeldMedia, dict[str, str]]:
    """The facts in an archive, its media, and the media's paths in the deck by their names in it.

    Raises FormatError.
    """
    archive = Archive(source)
    root = parse_xml(f"{source.name}/{CARDS}", archive.content(CARDS))
    if root.tag != "openSM2sync":
        raise FormatError(source.name, 1, 1, f"its {CARDS} holds no cards of Mnemosyne's")
    media = HeldMedia()
    paths = {}
    for name in sorted(archive.names - {CARDS, "METADATA"}):
        if (path := media.add(name, archive.content(name))) is not None:
            paths[name] = path
    return list(_facts(root)), media, paths


def _facts(root: LinedElement) -> Iterator[Fact]:
    entries: dict[str, list[LinedElement]] = {}
    for entry in children(root, "log"):
        entries.setdefault(entry.get("type", ""), []).append(entry)
    tags = {each.get("o_id", ""): text_of(each.find("name")) for each in entries.get(_TAG, ())}
    typed = {
        each.get("o_id", "")
        for each in entries.get(_VIEW, ())
        if text_of(each.find("type_answer")) in {"True", "1"}
    }
    cards: dict[str, LinedElement] = {}
    for card in entries.get(_CARD, ()):
        cards.setdefault(card.get("fact", ""), card)
    for entry in entries.get(_FACT, ()):
        key = entry.get("o_id", "")
        if (of_fact := cards.get(key)) is not None:
            yield Fact(
                key,
                of_fact.get("card_t", ""),
                {child.tag.removeprefix("___"): child.text or "" for child in entry},
                entry.line,
                tuple(tags.get(each, "") for each in of_fact.get("tags", "").split(",")),
                is_typed=of_fact.get("fact_v", "") in typed,
            )


def facts_of_first_version(root: LinedElement) -> Iterator[Fact]:
    """The facts in the XML of Mnemosyne 1.

    Of two items that are one's question and answer exchanged, the second has the first's id with
    `.inv` after it, or `.tr.1` for vocabulary (mnemosyne/libmnemosyne/file_formats/mnemosyne1.py).
    """
    items = {
        item.get("id", str(number)): item for number, item in enumerate(children(root, "item"))
    }
    for key, item in items.items():
        main, _, suffix = key.partition(".")
        if suffix in {"inv", "tr.1"} and main in items:
            continue
        asked, answer = (item.findtext(each) or "" for each in "QA")
        tags = (text_of(item.find("cat")),)
        if f"{key}.tr.1" in items:
            said, _, meaning = answer.rpartition("\n") if "\n" in answer else ("", "", answer)
            texts = {"f": asked, "p_1": said, "m_1": meaning}
            yield Fact(key, "3", texts, item.line, tags)
        else:
            kind = "2" if f"{key}.inv" in items else "1"
            yield Fact(key, kind, {"f": asked, "b": answer}, item.line, tags)
