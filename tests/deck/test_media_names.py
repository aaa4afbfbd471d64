"""Files of media with blanks, accents and percent signs in their names, however a note writes them."""

import unicodedata
import zipfile
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ipt_cards.anki.packaging.build import build
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.media_files.media import MediaError, MediaFolder, collected_names, media_in
from ipt_cards.deck.note import BasicNote
from ipt_cards.deck.reading.folder import load_deck
from ipt_cards.deck.writing.deck_yaml import deck_files
from ipt_cards.study.authoring.checking import check_deck

PIXEL = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b"
)

NAMES = [
    "Ätna.gif",
    "my map.gif",
    "100%.gif",
    "a%20b.gif",
    "50% élan vital.gif",
    "図 1.gif",
    "été/çà et là.gif",
]


def deck_showing(folder: Path, written: str, name: str) -> Path:
    """A deck with a picture of that name, shown by what a note has written in round brackets."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(PIXEL)
    note = BasicNote(id="map", front="Where?", back=f"![]({written})")
    for file, text in deck_files(
        Deck("small", "Small", topics=(Topic("one", "One", (note,)),)), schema=""
    ).items():
        (folder / file).write_text(text, encoding="utf-8")
    return folder


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("on_disk", "written"),
    [
        (str, lambda name: f"<{name}>"),
        (str, quote),
        (decomposed, lambda name: f"<{name}>"),
        (decomposed, quote),
        (str, lambda name: quote(decomposed(name))),
    ],
    ids=[
        "as named",
        "encoded",
        "decomposed on the disk",
        "decomposed and encoded",
        "encoded decomposed",
    ],
)
def test_a_file_is_found_by_its_name_and_goes_into_the_package(
    tmp_path: Path, name: str, on_disk: type[str], written: type[str]
) -> None:
    folder = deck_showing(tmp_path / "deck", written(name), on_disk(name))
    assert check_deck(folder) == ()
    deck = load_deck(folder)
    build(deck, folder, tmp_path / "small.apkg", 1_700_000_000)
    with zipfile.ZipFile(tmp_path / "small.apkg") as package:
        assert package.read("0") == PIXEL


NAME = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters='/\\<>:"|?*'),
    min_size=1,
    max_size=12,
)


@given(NAME)
def test_whatever_a_file_is_called_its_encoded_name_means_it(
    tmp_path_factory: pytest.TempPathFactory, stem: str
) -> None:
    name = f"{stem}.gif"
    assume(unquote(name) == name and len(name.encode()) < 200)
    folder = tmp_path_factory.mktemp("media")
    (folder / name).write_bytes(PIXEL)
    [written] = media_in([BasicNote(id="a", front=f"![]({quote(name)})", back="b")])
    assert MediaFolder(folder).locate(written).read_bytes() == PIXEL


def test_a_file_named_just_as_written_goes_before_one_that_is_meant_otherwise(
    tmp_path: Path,
) -> None:
    for name in ("a b.gif", "a%20b.gif"):
        (tmp_path / name).write_bytes(PIXEL)
    assert MediaFolder(tmp_path).locate("a%20b.gif").name == "a%20b.gif"
    (tmp_path / "a%20b.gif").unlink()
    assert MediaFolder(tmp_path).locate("a%20b.gif").name == "a b.gif"


@pytest.mark.parametrize(
    "written", ["%2e%2e/out.gif", "..%2Fout.gif", "%2Fetc%2Fout.gif", "a%00b.gif", "..%5Cout.gif"]
)
def test_no_spelling_leads_out_of_the_folder(tmp_path: Path, written: str) -> None:
    (tmp_path / "out.gif").write_bytes(PIXEL)
    (tmp_path / "deck").mkdir()
    with pytest.raises(MediaError):
        MediaFolder(tmp_path / "deck").locate(written)


def test_what_is_not_there_is_told_as_its_author_wrote_it(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match=r"no file `my Ätna[.]gif` in the deck"):
        MediaFolder(tmp_path).locate("my%20%C3%84tna.gif")


@given(st.sets(st.text("aA-/ _.\\é", min_size=1, max_size=6), max_size=12), st.data())
def test_no_two_media_of_a_deck_get_one_name(paths: set[str], data: st.DataObject) -> None:
    given_names = data.draw(
        st.dictionaries(st.sampled_from(sorted(paths)), st.just("deck-a"), max_size=1)
        if paths
        else st.just({})
    )
    names = collected_names("deck", paths, given_names)
    assert names.keys() == paths
    assert names.items() >= given_names.items()
    assert len({name.casefold() for name in names.values()}) == len(paths)
    assert names == collected_names("deck", sorted(paths, reverse=True), given_names)
