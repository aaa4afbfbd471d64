"""Devices that aren't this machine: strangers see how to be paired and nothing else, others all."""

import os
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipt_cards.web.app import ROUTES
from ipt_cards.web.sharing.addresses import machine_names, network_addresses
from tests.cli.command import ipt_cards
from tests.quiz.making import DECK
from tests.web.server import Server, Visitor, serving, write_deck
from tests.web.sharing.test_certificate import trusted, written

NETWORK = next(iter(network_addresses()), "")
if not NETWORK:
    pytest.skip("this machine has no address but its own", allow_module_level=True)

VALUES = {
    "deck": st.sampled_from(["small", "ipt", "nothing"]),
    "card": st.sampled_from(["contrast", "abbreviation/forward", "x"]),
    "note": st.sampled_from(["contrast", "x"]),
    "path": st.sampled_from(["map.gif", "../deck.yaml", "x"]),
    "digest": st.sampled_from(["0", "x"]),
    "name": st.sampled_from(["style.css", "page.js", "x"]),
}
TOKENS = st.one_of(
    st.just(""),
    st.from_regex(r"[0-9a-f]{8}\.[A-Za-z0-9_-]{43}", fullmatch=True),
    st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters=";,")),
)


@st.composite
def addresses(draw: st.DrawFn) -> str:
    """The address of any page."""
    path = draw(st.sampled_from([route.path for route in ROUTES]))
    return re.sub(r"\{(\w+)(:path)?\}", lambda found: draw(VALUES[found[1]]), path)


@contextmanager
def sharing(home: Path, *options: str | Path) -> Iterator[tuple[Server, str]]:
    """A shared server, and the code it shows."""
    deck = write_deck(home / "small", DECK)
    with serving(home, deck, "--port", "0", "--share", *options) as server:
        code = server.told(r"Code: (\d{4} \d{4}) ")
        yield server, code


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with sharing(tmp_path_factory.mktemp("home")) as (started, _):
        yield started


def device(server: Server) -> Visitor:
    return Visitor(server, f"http://{NETWORK}:{server.port}")


def pair(visitor: Visitor, code: str) -> int:
    visitor.get("/pair")
    visitor.post("/pair", [("code", code)])
    return visitor.status


@given(address=addresses(), method=st.sampled_from(["get", "post"]), token=TOKENS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_stranger_sees_the_pairing_page_and_nothing_else(
    server: Server, address: str, method: str, token: str
) -> None:
    visitor = device(server)
    page = re.sub(r'name="code"[^>]*>', "", visitor.get("/pair"))
    assert "Pair this device" in page
    visitor.cookie = f"ipt-cards-device={token}"
    if method == "get":
        visitor.get(address)
    else:
        visitor.post(address, [("do", "bury"), ("csrf", "x")], hx_request="true")
    assert visitor.status == 401
    assert re.sub(r'name="code"[^>]*>', "", visitor.page) == page
    assert "set-cookie" not in visitor.headers


def test_the_pairing_page_tells_of_no_deck_and_holds_no_secret(server: Server) -> None:
    page = device(server).get("/pair?code=1234")
    own = Visitor(server)
    own.get("/decks/small/quiz")
    [csrf] = [value for name, value in own.hidden if name == "csrf"]
    assert csrf not in page
    assert (
        "small"
        not in page.replace(
            own.get(re.findall(r'href="(/static/[^"]+css)', own.page)[0]), ""
        ).lower()
    )
    assert "<script" not in page
    assert 'value="1234"' in page
    assert '"><b>' not in device(server).get('/pair?code="><b>')


def test_a_code_pairs_one_device_and_the_cookie_keeps_it(tmp_path: Path) -> None:
    with sharing(tmp_path) as (server, code):
        phone, stranger = device(server), device(server)
        assert pair(phone, code) == 303
        kept = phone.headers["set-cookie"]
        assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(kept.split("; "))
        assert "Secure" not in kept
        assert "Question" in phone.get("/decks/small/quiz")
        phone.press("/decks/small/quiz", "bury")
        assert len(server.entries()) == 1
        phone.get("/pair")
        assert phone.headers["location"] == "/"
        assert pair(stranger, code) == 403
        assert "That isn&#39;t the code" in stranger.page
        assert stranger.get("/decks/small/quiz") == stranger.get("/")
        assert server.told(r"(\S+) is paired\. Not yours\?") == NETWORK


def test_another_code_is_shown_when_the_first_was_used(tmp_path: Path) -> None:
    with sharing(tmp_path) as (server, code):
        phone, tablet = device(server), device(server)
        assert pair(phone, code) == 303
        tablet.get("/", accept="text/html")
        another = server.told(r"A device asks to be paired\. Code: (\d{4} \d{4})")
        assert another != code
        assert pair(tablet, another) == 303
        assert phone.cookie != tablet.cookie
        assert phone.get("/").count("Small") == tablet.get("/").count("Small") > 0


def test_a_wrong_code_pairs_nothing_and_who_tries_many_waits(tmp_path: Path) -> None:
    with sharing(tmp_path) as (server, code):
        phone = device(server)
        wrong = f"{(int(code.replace(' ', '')) + 1) % 10**8:08}"
        assert [pair(phone, each) for each in ("", wrong, "x" * 9000, "²", wrong)] == [403] * 5
        assert pair(phone, code) == 429
        phone.get("/")
        assert phone.status == 401


def test_devices_outlive_the_server_until_they_are_forgotten(tmp_path: Path) -> None:
    with sharing(tmp_path) as (server, code):
        phone = device(server)
        pair(phone, code)
    with sharing(tmp_path) as (server, code):
        again = device(server)
        again.cookie = phone.cookie
        again.get("/")
        assert again.status == 200
        done = ipt_cards("web", "--forget", cwd=tmp_path)
        assert (done.returncode, done.stdout) == (0, "The paired device is forgotten.\n")
        again.get("/")
        assert again.status == 401
        assert pair(again, code) == 303
        marks = [each.cookie.partition("=")[2].partition(".")[0] for each in (phone, again)]
        assert marks[0] == marks[1]  # what it answered before is still its own
        assert again.cookie != phone.cookie
    ipt_cards("web", "--forget", cwd=tmp_path)
    assert ipt_cards("web", "--forget", cwd=tmp_path).stdout == "No device was paired.\n"


def test_no_token_is_kept_in_the_clear_or_for_others_to_read(tmp_path: Path) -> None:
    with sharing(tmp_path) as (server, code):
        phone = device(server)
        pair(phone, code)
    token = phone.cookie.partition("=")[2]
    secret = token.partition(".")[2]
    kept = [path for path in (tmp_path / ".kept" / "state").rglob("*") if path.is_file()]
    assert kept
    for path in kept:
        assert secret not in str(path)
        assert secret.encode() not in path.read_bytes()
        if path.parent.name.startswith("web-") and os.name == "posix":
            assert path.stat().st_mode & 0o777 == 0o600
            assert path.parent.stat().st_mode & 0o777 == 0o700


def test_this_machines_browser_needs_no_code(server: Server) -> None:
    own = Visitor(server)
    assert "Small" in own.get("/")
    assert own.status == 200
    own.get("/pair")
    assert own.headers["location"] == "/"


@pytest.mark.parametrize("name", machine_names())
def test_by_names_that_others_could_make_lead_here_this_machine_is_a_device_like_any(
    server: Server, name: str
) -> None:
    own = Visitor(server)
    own.get("/", host=f"{name}:{server.port}")
    assert own.status == 401


@pytest.mark.parametrize("host", ["evil.example", "192.0.2.99", "127.0.0.2"])
def test_names_that_arent_this_machines_are_refused(server: Server, host: str) -> None:
    for visitor in (device(server), Visitor(server)):
        visitor.get("/", host=f"{host}:{server.port}")
        assert visitor.status == 403
        visitor.post("/pair", [("code", "1")], origin=f"http://{host}:{server.port}")
        assert visitor.status == 403


def test_it_says_that_http_can_be_overheard(tmp_path: Path) -> None:
    with sharing(tmp_path) as (server, _):
        assert server.told("overheard")
        assert f"http://{NETWORK}:{server.port}/" in server.said
        assert "█▀▄" in server.said
        assert "\x1b" not in server.said


def test_with_a_certificate_pages_go_over_https_alone(tmp_path: Path) -> None:
    file, key = written(tmp_path, NETWORK, "localhost")
    with sharing(tmp_path, "--certificate", file, "--key", key) as (server, code):
        assert server.address == f"https://localhost:{server.port}"
        phone = Visitor(server, f"https://{NETWORK}:{server.port}", trusted())
        assert pair(phone, code) == 303
        assert "Secure" in phone.headers["set-cookie"].split("; ")
        assert phone.cookie.startswith("__Host-")
        assert "Small" in phone.get("/")
        own = Visitor(server, trusted=trusted())
        assert "Small" in own.get("/")
        own.post("/decks/small/quiz", [("do", "bury")], origin=f"http://localhost:{server.port}")
        assert own.status == 403
    assert "overheard" not in server.said + server.rest


def test_a_certificate_for_other_addresses_is_told(tmp_path: Path) -> None:
    file, key = written(tmp_path, "203.0.113.9")
    with sharing(tmp_path, "--certificate", file, "--key", key) as (server, _):
        assert "Browsers will warn: the certificate holds for other addresses" in server.said


def test_what_strangers_send_amiss_is_answered_and_not_told(tmp_path: Path) -> None:
    with sharing(tmp_path) as (server, _):
        for sent in (
            b"\x16\x03\x01\x02\x00\x01",
            b"x" * 100 + b"\r\n\r\n",
            b"GET / HTTP/9\r\n\r\n",
        ):
            with socket.create_connection((NETWORK, server.port), timeout=60) as raw:
                raw.sendall(sent)
                raw.shutdown(socket.SHUT_WR)
                raw.recv(1000)
        assert server.interrupt() == 0
        assert server.rest == ""
