"""The server killed amid the answers of four clients: what was acknowledged is there, once."""

import http.client
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.note import BasicNote
from tests.web.server import Server, Visitor, write_deck

CLIENTS = 4
CARDS = 60
KILLS, LONG = 5, 500

DECK = Deck(
    id="small",
    name="Small",
    topics=tuple(
        Topic(
            f"topic-{client}",
            f"Topic {client}",
            tuple(
                BasicNote(id=f"note-{client}-{card}", front=f"Card {client}-{card}?", back="Yes.")
                for card in range(CARDS)
            ),
        )
        for client in range(CLIENTS)
    ),
)


@dataclass
class Client:
    """Answers the cards of a topic. acknowledged: by the next page; unsure: sent, but not so."""

    number: int
    acknowledged: Counter[str] = field(default_factory=Counter)
    unsure: Counter[str] = field(default_factory=Counter)

    @property
    def path(self) -> str:
        return f"/decks/small/quiz?topic=topic-{self.number}&cram=1"

    def answer(self, server: Server, gone: Event, most: int) -> None:
        """Answer until the server is gone, or so many times; then have it killed."""
        visitor = Visitor(server)
        try:
            visitor.get(self.path)
            for _ in range(most):
                found = re.search(r"Card (\d+-\d+)\?", visitor.page)
                if found is None:  # all cards are through
                    break
                visitor.press(self.path, "reveal")
                card = f"note-{found[1]}/forward"
                self.unsure[card] += 1
                visitor.press(self.path, "grade-5")
                assert "out of date" not in visitor.page
                self.unsure[card] -= 1
                self.acknowledged[card] += 1
        except (OSError, http.client.HTTPException):
            assert gone.is_set()
            return
        gone.set()
        server.kill(waiting=False)


def test_what_was_acknowledged_is_in_the_log_once(
    tmp_path: Path, is_long: bool, kill_seed: int
) -> None:
    folder = write_deck(tmp_path / "small", DECK)
    rng = random.Random(kill_seed)  # noqa: S311 - no secret
    clients = [Client(number) for number in range(CLIENTS)]
    before: Counter[str] = Counter()
    for _ in range(LONG if is_long else KILLS):
        server = Server(tmp_path, folder, "--port", "0")
        gone = Event()
        killer = rng.randrange(CLIENTS)
        threads = [
            Thread(
                target=client.answer,
                args=(server, gone, rng.randrange(1, 12) if client.number == killer else 10_000),
            )
            for client in clients
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        server.kill()
        logged = Counter(review.card for review in server.reviews())
        for client in clients:
            for card in client.acknowledged | client.unsure:
                new = logged[card] - before[card]
                sure = client.acknowledged[card]
                assert sure <= new <= sure + client.unsure[card], (card, kill_seed)
            client.acknowledged.clear()
            client.unsure.clear()
        before = logged
    assert before.total() > 0
