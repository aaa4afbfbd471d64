"""`ipt-cards web` as a person starts it: a real process, with folders of its own."""

import http.client
import re
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from ipt_cards.deck.deck import Deck
from ipt_cards.deck.writing.deck_yaml import deck_files
from ipt_cards.progress.entries import Entry, Review
from ipt_cards.progress.log import ReviewLog
from tests.cli.command import environment_in
from tests.progress.making import BERLIN


class Server:
    """A running server. address: where its pages begin, without the last slash."""

    def __init__(self, home: Path, *arguments: str | Path, command: str = "web") -> None:
        self.home = home
        self._process = subprocess.Popen(
            [sys.executable, "-m", "ipt_cards", command, "--no-browser", *map(str, arguments)],
            cwd=home,
            env=environment_in(home) | {"TZ": "Europe/Berlin"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        assert self._process.stdout is not None
        self.said = self._process.stdout.readline()
        found = re.search(r"(https?://[^/\s]+)/", self.said)
        if found is None:
            rest, _ = self._process.communicate()
            raise AssertionError(self.said + rest)
        self.address = found[1]

    @property
    def port(self) -> int:
        port = urlsplit(self.address).port
        assert port is not None
        return port

    def told(self, pattern: str) -> str:
        """What it says next that matches, or the first group of that; waits for it."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.said += line
            if found := re.search(pattern, line):
                return found[found.re.groups]
        raise AssertionError(self.said)

    def interrupt(self) -> int:
        """End it as Ctrl-C does; gives its exit code."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        self.rest, _ = self._process.communicate(timeout=60)
        return self._process.returncode

    def kill(self, *, waiting: bool = True) -> None:
        """End it by SIGKILL; a thread that isn't the only one doesn't wait for the end."""
        self._process.kill()
        if waiting:
            self._process.communicate(timeout=60)

    def entries(self) -> list[Entry]:
        with ReviewLog.open(self.home / ".kept" / "progress.db", BERLIN) as log:
            assert log.check() == []
            return log.entries()

    def reviews(self) -> list[Review]:
        return [entry for entry in self.entries() if isinstance(entry, Review)]


@contextmanager
def serving(home: Path, *arguments: str | Path, command: str = "web") -> Iterator[Server]:
    server = Server(home, *arguments, command=command)
    try:
        yield server
    finally:
        server.interrupt()


class Visitor:
    """Reads pages and sends forms without a browser, as one without JavaScript would.

    address: of the server, where it isn't the one it told first; without the last slash.
    trusted: who signs certificates, for https.
    """

    def __init__(
        self, server: Server, address: str = "", trusted: ssl.SSLContext | None = None
    ) -> None:
        self._address = urlsplit(address or server.address)
        self._trusted = trusted
        self.cookie = ""
        self.page = ""
        self.status = 0
        self.headers: dict[str, str] = {}
        self.sent: dict[str, str] = {}

    def get(self, path: str, **headers: str) -> str:
        return self._ask("GET", path, "", headers)

    def post(self, path: str, form: Iterable[tuple[str, str]], **headers: str) -> str:
        kind = {"content-type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(list(form)), kind | headers)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The hidden fields of the page's first form."""
        fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', self.page)
        return [(name, unescape(value)) for name, value in fields]

    def press(self, path: str, does: str, *more: tuple[str, str], **headers: str) -> str:
        """Send the page's form by one of its buttons, and follow where that leads."""
        self.post(path, [*self.hidden, ("do", does), *more], **headers)
        if self.status == 303:
            self.get(self.headers["location"])
        return self.page

    def _ask(self, method: str, path: str, body: str, headers: dict[str, str]) -> str:
        host, port = self._address.hostname or "", self._address.port
        connection = (
            http.client.HTTPSConnection(host, port, timeout=60, context=self._trusted)
            if self._address.scheme == "https"
            else http.client.HTTPConnection(host, port, timeout=60)
        )
        try:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            names |= {"cookie": self.cookie} if self.cookie else {}
            connection.request(method, path, body or None, names)
            answer = connection.getresponse()
            self.status = answer.status
            self.headers = {name.lower(): value for name, value in answer.getheaders()}
            self.cookie = self.headers.get("set-cookie", self.cookie).partition(";")[0]
            self.page = answer.read().decode("utf-8", "replace")
        finally:
            connection.close()
        return self.page


def write_deck(folder: Path, deck: Deck) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in deck_files(deck).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
