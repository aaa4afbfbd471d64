"""The file that keeps what YAML can't say of an adopted deck."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.anki.origin import AdoptedNote, Mapped, Origin, OwnWords
from ipt_cards.anki.origin_file import ORIGIN_FILE, origin_json, read_origin

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
IDS = st.integers(0, 1 << 62)
NOTES = st.builds(
    AdoptedNote,
    IDS,
    IDS,
    st.lists(TEXTS, max_size=2).map(tuple),
    st.just(()),
    st.dictionaries(
        st.integers(1, 9), st.dictionaries(TEXTS, st.builds(Mapped, st.none(), TEXTS), max_size=2)
    ),
)
ORIGINS = st.builds(
    Origin,
    st.just({}),
    st.dictionaries(TEXTS, NOTES, max_size=3),
    st.dictionaries(TEXTS, TEXTS, max_size=2),
    st.dictionaries(TEXTS, TEXTS, max_size=2),
    st.builds(OwnWords, st.frozensets(IDS, min_size=1), st.dictionaries(TEXTS, TEXTS, max_size=2)),
)


@given(ORIGINS)
def test_it_is_json_as_the_library_indents_it_and_reads_back(origin: Origin) -> None:
    written = origin_json(origin)
    assert written == json.dumps(json.loads(written), ensure_ascii=False, indent=1) + "\n"
    with TemporaryDirectory() as folder:
        Path(folder, ORIGIN_FILE).write_bytes(written.encode())
        assert read_origin(Path(folder)) == origin
