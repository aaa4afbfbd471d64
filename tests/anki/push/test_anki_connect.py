"""Whatever answers, or doesn't, where AnkiConnect should listen, gets a clear message."""

import json
import socket
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from ipt_cards.anki.push import anki_connect
from ipt_cards.anki.push.anki_connect import AnkiConnect, require_loopback
from ipt_cards.anki.push.live_anki import AnkiUnavailableError
from ipt_cards.anki.push.running import RunningAnki
from tests.anki.push.anki_connect_server import AddOn, listening, response, serving
from tests.anki.real_anki import fresh_collection


def refused(url: str, key: str | None = None) -> str:
    """What is said when a push can't be made to what answers there."""
    with pytest.raises(AnkiUnavailableError) as error, RunningAnki(AnkiConnect(url, key)).read("D"):
        pass
    return str(error.value)


def answering(body: object, status: str = "200 OK") -> Callable[[bytes], bytes]:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return lambda _: response(content, status)


def test_without_anki_it_is_said_what_to_do() -> None:
    with closing(socket.socket()) as unused:
        unused.bind(("127.0.0.1", 0))
        said = refused(f"http://127.0.0.1:{unused.getsockname()[1]}")
    assert "There is no Anki at" in said
    assert "2055492159" in said
    assert "--collection" in said


@pytest.mark.parametrize(
    "answer",
    [
        answering(b"<html>It works!</html>"),
        answering(b"\xff\xfe"),
        answering(b"[" * 100_000),
        answering({"result": 6}),
        answering(6),
        answering({"result": "six", "error": None}),
        answering(b"not here", "404 Not Found"),
        answering(b"", "500 Internal Server Error"),
        lambda _: b"220 mail.example.org ESMTP\r\n",
    ],
)
def test_another_server_is_not_taken_for_anki(answer: Callable[[bytes], bytes]) -> None:
    with listening(answer) as url:
        assert "is not the add-on AnkiConnect" in refused(url)


def test_a_redirect_is_not_followed() -> None:
    asked = []

    def elsewhere(body: bytes) -> bytes:
        asked.append(body)
        return response(json.dumps({"result": 6, "error": None}).encode())

    with (
        listening(elsewhere) as there,
        listening(lambda _: response(b"", "302 Found", Location=there)) as url,
    ):
        assert "is not the add-on AnkiConnect" in refused(url)
    assert asked == []


def test_a_proxy_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    with listening(answering({"result": 6, "error": None})) as url:
        AnkiConnect(url).require_version()


def test_an_endless_answer_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anki_connect, "_LARGEST_ANSWER", 1000)
    with listening(answering(b" " * 2000)) as url:
        assert "is not the add-on AnkiConnect" in refused(url)


def test_a_connection_that_breaks_off_is_told() -> None:
    with listening(lambda _: b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{") as url:
        assert "broke off" in refused(url)
    with listening(lambda _: b"") as url:
        assert "broke off" in refused(url)


def test_an_anki_that_does_not_answer_is_not_waited_for_forever() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        connect = AnkiConnect(f"http://127.0.0.1:{silent.getsockname()[1]}")
        with pytest.raises(AnkiUnavailableError, match=r"gave no answer for 0.05 seconds"):
            connect.call("version", patience_s=0.05)


def test_an_old_add_on_has_to_be_updated() -> None:
    with listening(answering({"result": 5, "error": None})) as url:
        assert "too old" in refused(url)


def test_a_denied_access_is_told() -> None:
    with listening(answering(b"", "403 Forbidden")) as url:
        assert "denies access" in refused(url)


def test_an_add_on_without_an_action_has_to_be_updated() -> None:
    def answer(body: bytes) -> bytes:
        if json.loads(body)["action"] == "version":
            return answering({"result": 6, "error": None})(body)
        return answering({"result": None, "error": "unsupported action"})(body)

    with listening(answer) as url:
        assert "too old" in refused(url)


def test_anki_without_an_open_profile_is_told() -> None:
    with serving(AddOn(None)) as url:
        assert "choose your profile" in refused(url)


def test_the_api_key_is_sent_and_its_lack_is_told() -> None:
    with fresh_collection() as collection, serving(AddOn(collection, key="secret")) as url:
        assert "wants an API key: set IPT_CARDS_ANKI_KEY" in refused(url)
        assert "wants another API key" in refused(url, "wrong")
        with RunningAnki(AnkiConnect(url, "secret")).read("Default") as parts:
            assert ["Default" in part.deck_names().values() for part in parts] == [True]


def test_what_anki_says_of_a_failed_import_is_told(tmp_path: Path) -> None:
    with fresh_collection() as collection, serving(AddOn(collection)) as url:
        anki = RunningAnki(AnkiConnect(url))
        with pytest.raises(AnkiUnavailableError, match=r"Anki couldn't do it, and says: .+"):
            anki.import_package(b"no package")


def test_an_export_that_can_not_be_seen_is_told() -> None:
    answers = {
        "version": 6,
        "findCards": [],
        "deckNames": ["D"],
        "exportPackage": True,
    }

    def answer(body: bytes) -> bytes:
        return answering({"result": answers[json.loads(body)["action"]], "error": None})(body)

    with (
        listening(answer) as url,
        pytest.raises(AnkiUnavailableError, match="Flatpak"),
        RunningAnki(AnkiConnect(url)).read("D") as parts,
    ):
        list(parts)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:8765", "http://localhost:1", "http://[::1]:8765", "http://127.9.9.9:8765/"],
)
def test_this_machine_may_be_named_in_several_ways(url: str) -> None:
    require_loopback(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org:8765",
        "http://192.168.1.2:8765",
        "http://127.0.0.1.example.org",
        "http://localhost@example.org",
        "http://user@127.0.0.1",
        "https://127.0.0.1:8765",
        "file:///etc/passwd",
        "127.0.0.1:8765",
        "http://127.0.0.1:99999",
        "http://[::1",
        "",
    ],
)
def test_no_other_machine_may_be_named(url: str) -> None:
    with pytest.raises(ValueError, match=r"progress is sent nowhere else|is no URL"):
        AnkiConnect(url)
