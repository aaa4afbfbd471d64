"""What notes become in Anki, and what a package that was built says, kept between builds."""

import json
from collections.abc import Sequence
from pathlib import Path

from ipt_cards.anki.packaged_content import PackagedContent, TopicOverview
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.file_notes import FileNotes
from ipt_cards.deck.reading.cache.entries import Entries, as_json, code_sign, key_of

_PROGRAM = Path(__file__).parents[2]
_MADE_BY = (_PROGRAM / "anki", _PROGRAM / "deck")


class ContentCache:
    """The contents of topics' notes, by all that they are made from.

    Nothing is ever raised: what isn't kept is made anew.
    """

    def __init__(self, entries: Entries) -> None:
        self.entries = entries

    def overview(self, deck: Deck, topic: Topic) -> TopicOverview | None:
        """What the notes of a topic were as a whole when they were last made."""
        kept = self._find(deck, topic)
        return None if kept is None else TopicOverview(*json.loads(kept.partition(b"\n")[0]))

    def find(self, deck: Deck, topic: Topic) -> list[PackagedContent] | None:
        """What each was."""
        kept = self._find(deck, topic)
        if kept is None:
            return None
        return [PackagedContent(*row) for row in json.loads(kept.partition(b"\n")[2])]

    def keep(
        self,
        deck: Deck,
        topic: Topic,
        overview: TopicOverview,
        contents: Sequence[PackagedContent],
    ) -> None:
        """Keep what the notes of a topic are, for as long as nothing that they hang on changes."""
        key = _key(deck, topic)
        if key:
            payload = b"\n".join((as_json(overview), as_json(contents)))
            self.entries.keep("anki", key, payload)

    def _find(self, deck: Deck, topic: Topic) -> bytes | None:
        key = _key(deck, topic)
        return self.entries.find("anki", key) if key else None


def _key(deck: Deck, topic: Topic) -> str | None:
    notes = topic.notes
    # An adopted note hangs on its origin, too.
    if not isinstance(notes, FileNotes) or topic.has_adopted_notes:
        return None
    overview = notes.overview
    cited = {source: deck.sources[source] for source in sorted(overview.sources)}
    return key_of(overview.digest, deck.id, json.dumps(cited), code_sign(*_MADE_BY))
