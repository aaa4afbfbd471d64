"""A deck as a package of QTI: an item a note, a test with a section a topic, and the media."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.media_files.media import MediaFolder, collected_name, media_in
from ipt_cards.deck.note import Note
from ipt_cards.formats.banks.qti.body import MARKUP, MATHML
from ipt_cards.formats.banks.qti.dialect import QTI_2_2, Dialect, as_qti_3
from ipt_cards.formats.banks.qti.item_writing import ItemWriting, identifier_of
from ipt_cards.formats.banks.qti.package import MANIFEST, packed
from ipt_cards.formats.banks.writing import UnsaidError, unsaid_of
from ipt_cards.formats.exported import Exported, NotSaid

_TEST = "assessment.xml"
_LOM = "http://ltsc.ieee.org/xsd/LOM"
_LOM_SCHEMA = "https://purl.imsglobal.org/spec/md/v1p3/schema/xsd/imsmd_loose_v1p3p2.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def write(deck: Deck, media: MediaFolder) -> Exported:
    """The package in QTI 2.2, and what of the deck it can't say. Raises OSError for a medium."""
    return package_of(deck, media, QTI_2_2)


def package_of(deck: Deck, media: MediaFolder, dialect: Dialect) -> Exported:
    """The same in any version."""
    writing = _Package(deck, media, dialect)
    if deck.blueprint:
        writing.losses.append(NotSaid("how long an exam takes, and who passes"))
    for topic in deck.topics:
        for note in topic.notes:
            writing.add(note, topic)
    name = f"{deck.id}.{dialect.name.lower().replace(' ', '-').replace('.', '-')}.zip"
    return Exported({name: packed(writing.files())}, tuple(writing.losses))


@dataclass(slots=True)
class _Package:
    deck: Deck
    media: MediaFolder
    dialect: Dialect
    losses: list[NotSaid] = field(default_factory=list)
    _items: dict[str, bytes] = field(default_factory=dict)
    _notes: dict[str, list[Note]] = field(default_factory=dict)
    _held: dict[str, bytes] = field(default_factory=dict)

    def add(self, note: Note, topic: Topic) -> None:
        """Add a note's item, if it has one."""
        writing = ItemWriting(self.dialect, self._named, list(unsaid_of(note)))
        try:
            item = writing.item(note)
        except UnsaidError as error:
            self.losses.append(NotSaid(f"the whole note: {error}", note))
            return
        for path in media_in([note]):
            self._held[self._named(path)] = self.media.locate(path).read_bytes()
        self._items[_file(note)] = self._written(item)
        self._notes.setdefault(topic.id, []).append(note)
        self.losses += (NotSaid(what, note) for what in dict.fromkeys(writing.unsaid))

    def files(self) -> dict[str, bytes]:
        """The files of the package."""
        files = {**self._items, **self._held, _TEST: self._written(self._test())}
        return {**files, MANIFEST: self._manifest()}

    def _named(self, path: str) -> str:
        return f"media/{collected_name(self.deck.id, path)}"

    def _test(self) -> Element:
        test = Element("assessmentTest", identifier=f"test-{self.deck.id}", title=self.deck.name)
        SubElement(
            test, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float"
        )
        part = SubElement(
            test,
            "testPart",
            identifier="part",
            navigationMode="nonlinear",
            submissionMode="individual",
        )
        for topic in self.deck.topics:
            notes = self._notes.get(topic.id, [])
            if not notes:
                continue
            section = SubElement(
                part,
                "assessmentSection",
                identifier=f"section-{topic.id}",
                title=topic.name,
                visible="true",
            )
            self._selection(section, topic, len(notes))
            for note in notes:
                identifier = identifier_of(note)
                SubElement(section, "assessmentItemRef", identifier=identifier, href=_file(note))
        outcomes = SubElement(test, "outcomeProcessing")
        total = SubElement(SubElement(outcomes, "setOutcomeValue", identifier="SCORE"), "sum")
        SubElement(total, "testVariables", variableIdentifier="SCORE")
        return test

    def _selection(self, section: Element, topic: Topic, there: int) -> None:
        """How many of a section's items an exam asks, by the blueprint."""
        blueprint = self.deck.blueprint
        if blueprint is None:
            return
        wanted = round(blueprint.questions * self.deck.weights.get(topic.id, 0) / 100)
        SubElement(section, "selection", select=str(min(wanted, there)))
        SubElement(section, "ordering", shuffle="true")

    def _manifest(self) -> bytes:
        manifest = Element(
            "manifest", {"identifier": f"manifest-{self.deck.id}", **self._schemas(package=True)}
        )
        metadata = SubElement(manifest, "metadata")
        SubElement(metadata, "schema").text = self.dialect.profile
        SubElement(metadata, "schemaversion").text = self.dialect.profile_version
        SubElement(manifest, "organizations")
        resources = SubElement(manifest, "resources")
        test = _resource(resources, "test", self.dialect.kind % "test", _TEST)
        for notes in self._notes.values():
            for note in notes:
                name = f"item-{note.id}"
                SubElement(test, "dependency", identifierref=name)
                item = _resource(
                    resources, name, self.dialect.kind % "item", _file(note), note.tags
                )
                for path in media_in([note]):
                    SubElement(item, "file", href=self._named(path))
        return _serialised(manifest)

    def _written(self, root: Element) -> bytes:
        if self.dialect is not QTI_2_2:
            as_qti_3(root, MARKUP)
        attributes = dict(root.attrib)
        root.attrib.clear()
        root.attrib.update({**attributes, **self._schemas(package=False)})
        return _serialised(root)

    def _schemas(self, *, package: bool) -> dict[str, str]:
        """The attributes that say which schema a file follows."""
        dialect = self.dialect
        names = [dialect.namespace, dialect.schema]
        if package:
            names = [dialect.package, dialect.package_schema, _LOM, _LOM_SCHEMA]
        return {"xmlns": names[0], f"{{{_XSI}}}schemaLocation": " ".join(names)}


def _file(note: Note) -> str:
    return f"item-{note.id}.xml"


def _resource(
    resources: Element, identifier: str, kind: str, href: str, tags: tuple[str, ...] = ()
) -> Element:
    resource = SubElement(resources, "resource", identifier=identifier, type=kind, href=href)
    if tags:
        lom = SubElement(SubElement(resource, "metadata"), f"{{{_LOM}}}lom")
        general = SubElement(lom, f"{{{_LOM}}}general")
        for tag in tags:
            keyword = SubElement(general, f"{{{_LOM}}}keyword")
            SubElement(keyword, f"{{{_LOM}}}string").text = tag
    SubElement(resource, "file", href=href)
    return resource


def _serialised(root: Element) -> bytes:
    register_namespace("xsi", _XSI)
    register_namespace("imsmd", _LOM)
    register_namespace("m", MATHML)
    written = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'.encode()
