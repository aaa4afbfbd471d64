"""Who is let in, and what a deck that wants to be more than text can do in a page."""

import re
import socket
from collections.abc import Iterator

import pytest

from ipt_cards.web.safety.limits import RequestRate
from ipt_cards.web.safety.origin import is_stranger, own_hosts
from tests.hostile.deck import write_hostile_deck
from tests.web.server import Server, Visitor, serving

QUIZ = "/decks/hostile/quiz"
PIXEL = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,"
    b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
DRAWN = "<svg xmlns='http://www.w3.org/2000/svg'/>"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("home")
    deck = write_hostile_deck(home / "hostile")
    (deck / "pics").mkdir()
    (deck / "pics" / "a b.gif").write_bytes(PIXEL)
    (deck / "drawn.svg").write_text(DRAWN, encoding="utf-8")
    (home / "outside.gif").write_bytes(PIXEL)
    (deck / "link.gif").symlink_to(home / "outside.gif")
    with serving(home, deck, "--port", "0") as started:
        yield started


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "evil.example:{port}"},
        {"host": "127.0.0.1"},
        {"host": "127.0.0.1:1"},
        {"host": "localhost.evil.example:{port}"},
        {"host": ""},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "https://127.0.0.1:{port}"},
        {"origin": "http://127.0.0.1:1"},
        {"sec_fetch_site": "cross-site", "sec_fetch_mode": "no-cors"},
        {"sec_fetch_site": "same-site", "sec_fetch_mode": "cors"},
        {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate", "sec_fetch_dest": "iframe"},
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_refused(server: Server, method: str, headers: dict[str, str]) -> None:
    visitor = Visitor(server)
    visitor.get(QUIZ)
    form = [*visitor.hidden, ("do", "bury")]
    told = {name: value.format(port=server.port) for name, value in headers.items()}
    if method == "get":
        visitor.get(QUIZ, **told)
    else:
        visitor.post(QUIZ, form, **told)
    assert visitor.status == 403
    assert server.entries() == []


def test_a_link_from_elsewhere_opens_a_page_and_a_form_from_elsewhere_does_nothing(
    server: Server,
) -> None:
    visitor = Visitor(server)
    link = {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"}
    visitor.get(QUIZ, **link)
    assert visitor.status == 200
    visitor.post(QUIZ, [*visitor.hidden, ("do", "bury")], **link)
    assert visitor.status == 403
    assert server.entries() == []


@pytest.mark.parametrize("csrf", [None, "", "x" * 43, "ü"])
def test_a_form_without_this_servers_token_does_nothing(server: Server, csrf: str | None) -> None:
    visitor = Visitor(server)
    visitor.get(QUIZ)
    form = [(name, value) for name, value in visitor.hidden if name != "csrf"]
    form += [] if csrf is None else [("csrf", csrf)]
    visitor.post(QUIZ, [*form, ("do", "bury")])
    assert visitor.status == 303
    assert server.entries() == []


def test_every_answer_forbids_what_no_page_needs(server: Server) -> None:
    visitor = Visitor(server)
    for path in ("/", QUIZ, "/nothing", "/decks/hostile/media/drawn.svg"):
        visitor.get(path)
        policy = visitor.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; ")
        assert "script-src 'self'" in policy or "script-src" not in policy
        assert "unsafe-eval" not in policy
        assert "frame-ancestors 'none'" in policy
        assert visitor.headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in visitor.headers
        assert "server" not in visitor.headers
        assert "set-cookie" not in visitor.headers
    visitor.get("/decks/hostile/media/drawn.svg")
    assert visitor.status == 200, visitor.page
    assert "sandbox" in visitor.headers["content-security-policy"]
    assert visitor.headers["content-type"] == "image/svg+xml"


@pytest.mark.parametrize(
    "path",
    [
        "../outside.gif",
        "%2e%2e/outside.gif",
        "..%2foutside.gif",
        "..%5coutside.gif",
        "pics/../../outside.gif",
        "/etc/passwd",
        "//etc/passwd",
        "deck.yaml",
        "topic.yaml",
        "link.gif",
        "pics",
        "",
        "%00.gif",
        "http://evil.example/a.gif",
        "C:%5cWindows%5cwin.ini",
        "a" * 5000 + ".gif",
    ],
)
def test_no_path_leaves_the_deck_and_nothing_but_media_is_given(server: Server, path: str) -> None:
    visitor = Visitor(server)
    visitor.get(f"/decks/hostile/media/{path}")
    assert visitor.status in (404, 307)
    assert "GIF89a" not in visitor.page
    assert "root:" not in visitor.page


def test_media_are_given_only_of_decks_that_are_open(server: Server) -> None:
    visitor = Visitor(server)
    assert visitor.get("/decks/hostile/media/pics/a%20b.gif").startswith("GIF89a")
    visitor.get("/decks/ipt/media/pics/a%20b.gif")
    assert visitor.status == 404


@pytest.mark.parametrize("length", ["9999999999", "-1", "x", "9" * 5000])
def test_a_request_that_says_it_is_too_large_is_refused_unread(server: Server, length: str) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as raw:
        raw.sendall(
            f"POST {QUIZ} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
            f"Content-Length: {length}\r\n\r\n".encode()
        )
        assert re.match(rb"HTTP/1.1 4(13|00) ", raw.recv(100))


def test_a_request_that_is_too_large_without_saying_so_is_refused(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as raw:
        raw.sendall(
            f"POST {QUIZ} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
            "Transfer-Encoding: chunked\r\n\r\n".encode()
        )
        chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
        for _ in range(8):
            raw.sendall(chunk)
        raw.sendall(b"0\r\n\r\n")
        assert raw.recv(100).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(server: Server, method: str) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as raw:
        raw.sendall(f"{method} {QUIZ} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
        assert raw.recv(100).startswith(b"HTTP/1.1 405 ")


def test_who_asks_too_fast_waits() -> None:
    rate = RequestRate(a_second=2, at_once=3)
    assert [rate.allows("a", 0.0) for _ in range(4)] == [True, True, True, False]
    assert rate.allows("b", 0.0)
    assert not rate.allows("a", 0.4)
    assert rate.allows("a", 1.0)


def test_the_own_names_are_those_with_the_port() -> None:
    hosts = own_hosts(("127.0.0.1", "::1"), 80, "http")
    assert hosts == {"127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:80"}
    assert is_stranger("GET", {"host": "127.0.0.1"}, hosts, "http") == ""
    assert is_stranger("GET", {}, hosts, "http") != ""


def test_a_hostile_deck_is_text_in_every_page(server: Server) -> None:
    visitor = Visitor(server)
    visitor.get(f"{QUIZ}?cram=1")
    for _ in range(5):
        assert visitor.status == 200
        [does, *_] = re.findall(r'<button name="do" value="([\w-]+)"', visitor.page)
        for page in (visitor.page, visitor.press(f"{QUIZ}?cram=1", does, ("text", "<b>x</b>"))):
            assert all(
                re.fullmatch(r'<script src="/static/[^"]+" (defer|type="module")>', tag)
                for tag in re.findall(r"<script[^>]*>", page)
            )
            assert not re.search(r"<(iframe|svg|object|embed|base|b)\b", page)
            assert not re.search(r"<[^>]*\son\w+=", page)
            assert not re.search(r"<[^>]*\sstyle=", page)
            assert not re.search(r"href=\"(?i:javascript|data|vbscript|file):", page)
        visitor.press(f"{QUIZ}?cram=1", "grade-5")


def test_no_other_machine_is_answered(server: Server) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))  # nothing is sent: it tells the own address
            own = asking.getsockname()[0]
        except OSError:
            own = ""
    if not own or own.startswith("127."):
        pytest.skip("this machine has no address but its own")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((own, server.port), timeout=60)
