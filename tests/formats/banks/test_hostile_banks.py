"""Banks that want to be more than questions."""

import io
import zipfile

import pytest

from ipt_cards.formats.banks.gift import reading as gift
from ipt_cards.formats.banks.moodle import reading as moodle
from ipt_cards.formats.banks.qti import reading as qti
from ipt_cards.formats.found import FormatError, Source
from ipt_cards.formats.registry import read

LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE quiz [
  <!ENTITY a "ha">
  <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
  <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
]>
<{root}>&c;</{root}>"""

OUTSIDE = """<?xml version="1.0"?>
<!DOCTYPE quiz [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
<{root}>&secret;</{root}>"""

OTHER_DTD = """<?xml version="1.0"?>
<!DOCTYPE quiz SYSTEM "https://example.org/quiz.dtd" [<!ENTITY % more SYSTEM "x"> %more;]>
<{root}/>"""

ITEM = """<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="q" title="Q">
<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="string">
<correctResponse><value>a</value></correctResponse></responseDeclaration>
<itemBody><p>What? <img src="{src}" alt="it"/></p>
<p><textEntryInteraction responseIdentifier="RESPONSE"/></p></itemBody></assessmentItem>"""

MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m"><resources>
<resource identifier="q" type="imsqti_item_xmlv2p2" href="{href}"/></resources></manifest>"""


def package(
    files: dict[str, str | bytes], href: str = "q.xml", compress: int = zipfile.ZIP_STORED
) -> Source:
    container = io.BytesIO()
    with zipfile.ZipFile(container, "w", compress) as archive:
        archive.writestr("imsmanifest.xml", MANIFEST.format(href=href))
        for name, content in files.items():
            archive.writestr(name, content)
    return Source("bank.zip", container.getvalue())


@pytest.mark.parametrize("xml", [LAUGHS, OUTSIDE, OTHER_DTD], ids=["bomb", "outside", "dtd"])
@pytest.mark.parametrize("root", ["quiz", "assessmentItem"])
def test_xml_that_explodes_or_reaches_outside_is_refused(xml: str, root: str) -> None:
    reader = moodle if root == "quiz" else qti
    with pytest.raises(FormatError, match="declares entities or names other files"):
        reader.read(Source("bank.xml", xml.format(root=root).encode()))


@pytest.mark.parametrize("name", ["imsmanifest.xml", "q.xml"])
def test_so_is_such_xml_within_a_package(name: str) -> None:
    container = io.BytesIO()
    with zipfile.ZipFile(container, "w") as archive:
        files = {"imsmanifest.xml": MANIFEST.format(href="q.xml"), "q.xml": ITEM.format(src="")}
        for each, content in {**files, name: LAUGHS.format(root="manifest")}.items():
            archive.writestr(each, content)
    with pytest.raises(FormatError, match=f"bank.zip/{name}:.*entities"):
        qti.read(Source("bank.zip", container.getvalue()))


@pytest.mark.parametrize(
    "name", ["../evil.sh", "/etc/cron.d/evil", "a/../../evil", "..\\evil", "C:\\evil", "C:/evil"]
)
def test_a_package_with_a_name_that_leads_outside_is_refused(name: str) -> None:
    source = package({"q.xml": ITEM.format(src=""), name: b"evil"})
    with pytest.raises(FormatError, match="outside of a folder"):
        qti.read(source)


@pytest.mark.parametrize(
    "address", ["../../secret.png", "/secret.png", "file:///secret.png", "https://x.org/a.png"]
)
def test_a_medium_outside_of_the_package_is_never_looked_for(address: str) -> None:
    found = qti.read(package({"q.xml": ITEM.format(src=address)}))
    assert found.media == {}
    assert len(found.notes) == 1
    assert any(address in loss.what for loss in found.losses)


@pytest.mark.parametrize("href", ["../q.xml", "/q.xml", "https://example.org/q.xml", "nowhere.xml"])
def test_an_item_outside_of_the_package_is_no_item(href: str) -> None:
    with pytest.raises(FormatError, match="lists no items"):
        qti.read(package({"q.xml": ITEM.format(src="")}, href))


def test_a_member_that_unpacks_to_gigabytes_is_refused() -> None:
    bomb = b" " * (1 << 26)
    source = package({"q.xml": bomb}, compress=zipfile.ZIP_DEFLATED)
    assert len(source.content) < 1 << 20
    with pytest.raises(FormatError, match="too large"):
        qti.read(source)


@pytest.mark.parametrize("damage", [b"PK\x03\x04", b"PK\x03\x04" + b"x" * 100])
def test_a_damaged_package_is_refused(damage: bytes) -> None:
    with pytest.raises(FormatError, match="damaged"):
        qti.read(Source("bank.zip", damage))


def test_a_package_cut_short_is_refused() -> None:
    whole = package({"q.xml": ITEM.format(src="")}).content
    with pytest.raises(FormatError):
        qti.read(Source("bank.zip", whole[: len(whole) // 2]))


def test_xml_nested_without_end_is_refused() -> None:
    deep = "<quiz>" + "<a>" * 5000 + "</a>" * 5000 + "</quiz>"
    with pytest.raises(FormatError, match="deep"):
        moodle.read(Source("bank.xml", deep.encode()))


def test_markup_of_ours_in_a_bank_is_text() -> None:
    text = "What is \\{\\{c1\\:\\:hidden\\}\\}, [sound\\:x.mp3] and $1?{\\=a}".replace("{\\=", "{=")
    [each] = gift.read(Source("b.gift", text.encode())).notes
    note = each.note
    assert "\\{{c1::hidden}}" not in getattr(note, "cloze", "")
    assert each.key == "What is {{c1::hidden}}, [sound:x.mp3] and $1?"


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"\x00" * 64, b"{", b"}", b"::", b"$CATEGORY:", b"{=", b"\xc3\x28"]
)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for name in ("gift", "aiken", "moodle", "qti"):
        try:
            read(Source("bank.txt", content), name)
        except FormatError as error:
            assert str(error).startswith("bank.txt:")  # noqa: PT017 - either is right


def test_many_braces_take_no_longer_than_their_number() -> None:
    gift.read(Source("b.gift", ("{" * 200_000).encode()))
    gift.read(Source("b.gift", ("What?{" + "=a#b " * 20_000 + "}").encode()))
