"""A learner's Anki, with a real collection, running or closed, that a push is made to."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from anki.collection import Collection

from ipt_cards.anki.push.anki_connect import AnkiConnect
from ipt_cards.anki.push.closed import ClosedAnki
from ipt_cards.anki.push.live_anki import LiveAnki
from ipt_cards.anki.push.running import RunningAnki
from tests.anki.push.anki_connect_server import AddOn, serving
from tests.anki.real_anki import answer

WAYS = ["running", "closed"]
PUSHED_AT = datetime(2026, 3, 30, 12, tzinfo=UTC)


@dataclass
class LearnersAnki:
    """Anki's collection at `path`; `way` tells how a push gets at it.

    actions: what AnkiConnect was asked for by the last push, where that is the way.
    """

    path: Path
    way: str
    actions: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        with self.collection():
            pass  # makes it

    @contextmanager
    def collection(self) -> Iterator[Collection]:
        """The collection, for the learner to work with or a test to look at."""
        collection = Collection(str(self.path))
        try:
            yield collection
        finally:
            collection.close()

    @contextmanager
    def live(self) -> Iterator[LiveAnki]:
        """Anki as a push has it."""
        if self.way == "closed":
            with ClosedAnki(self.path, PUSHED_AT) as closed:
                yield closed
        else:
            with self.collection() as collection:
                add_on = AddOn(collection)
                self.actions = add_on.actions
                with serving(add_on) as url:
                    yield RunningAnki(AnkiConnect(url))

    def answers(self, guid: str, ordinal: int, at: datetime) -> None:
        """The learner answers a card "Good" in Anki, at that moment."""
        with self.collection() as collection:
            database = collection.db
            assert database is not None
            card = database.scalar(
                "select c.id from cards c join notes n on c.nid = n.id where guid = ? and ord = ?",
                guid,
                ordinal,
            )
            answer(collection, card)
            made = database.scalar("select max(id) from revlog where cid = ?", card)
            at_ms = int(at.timestamp() * 1000)
            database.execute("update revlog set id = ? where id = ?", at_ms, made)
