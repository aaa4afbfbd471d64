"""The server: where it listens, and how it begins and ends."""

import errno
import logging
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

import uvicorn
from starlette.types import ASGIApp

from ipt_cards.study.errors import StudyError
from ipt_cards.web.safety.gate import Gate
from ipt_cards.web.safety.limits import RequestRate
from ipt_cards.web.safety.origin import own_hosts
from ipt_cards.web.sharing.addresses import LOOPBACK, OWN_NAMES
from ipt_cards.web.sharing.certificate import Certificate

USUAL_PORT = 8478
"""No well-known server's: AnkiConnect, for one, has 8765."""
_ALL_NETWORKS = "0.0.0.0"  # noqa: S104 - who isn't this machine has to be paired
_LOCAL_RATE = RequestRate(a_second=400, at_once=1200)
"""Far more than a person makes, a page with all its cards included."""


def listening(port: int | None, *, shared: bool = False) -> socket.socket:
    """A socket of this machine alone or, where it is shared, of its networks, too.

    port: the usual one where None, or any where that is taken; 0 for any.

    Raises StudyError where the port can't be had.
    """
    for wanted in (port,) if port is not None else (USUAL_PORT, 0):
        bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            if os.name == "posix":  # elsewhere it would let two servers have one port
                bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.bind((_ALL_NETWORKS if shared else LOOPBACK, wanted))
            bound.listen(128)
        except (OSError, OverflowError) as error:
            bound.close()
            told = error
        else:
            return bound
    raise StudyError(f"port {port or USUAL_PORT} can't be listened on: {_why(told)}")


def elsewhere_told(port: int | None, bound: socket.socket) -> str:
    """What there is to say where the usual port couldn't be had; "" where it was, or another named.

    port: that was asked for. bound: the socket that there is.
    """
    if port is not None or (had := bound.getsockname()[1]) == USUAL_PORT:
        return ""
    return (
        f"Port {USUAL_PORT} is taken, maybe by another ipt-cards that runs already "
        f"(http://{LOOPBACK}:{USUAL_PORT}/). So these pages have port {had} this time."
    )


def _why(refused: OSError | OverflowError) -> str:
    match getattr(refused, "errno", None):
        case errno.EADDRINUSE:
            return "another program has it. Name another with --port"
        case errno.EACCES:
            return "this system keeps it for its own. Name one from 1024 on with --port"
        case _:
            return f"{getattr(refused, 'strerror', None) or refused}. Name another with --port"


def serve(
    app: ASGIApp,
    bound: socket.socket,
    began: Callable[[], None],
    *,
    names: Iterable[str] = (),
    certificate: Certificate | None = None,
) -> None:
    """Serve pages until they are interrupted.

    began: is called when they can be opened.
    names: what else browsers may call this machine; the address at which they reach it is let
        through, too.
    certificate: by which pages go over HTTPS; None for HTTP.
    """
    address, port = bound.getsockname()
    scheme = "https" if certificate else "http"
    hosts = own_hosts((*OWN_NAMES, *names), port, scheme)
    config = uvicorn.Config(
        Gate(app, hosts, scheme, _LOCAL_RATE, shared=address != LOOPBACK),
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        lifespan="on",
        ws="none",
        limit_concurrency=200,
        timeout_graceful_shutdown=2,
        ssl_certfile=certificate.file if certificate else None,
        ssl_keyfile=certificate.key if certificate else None,
    )
    # What strangers send amiss is none of the person's business, and what fails here is a page.
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    with suppress(KeyboardInterrupt):
        _Server(config, began).run([bound])


class _Server(uvicorn.Server):
    """A server that tells when an interruption ends it as it should."""

    def __init__(self, config: uvicorn.Config, began: Callable[[], None]) -> None:
        super().__init__(config)
        self._began = began

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn has it."""
        await super().startup(sockets)
        self._began()


def open_browser(address: str, environ: Mapping[str, str]) -> None:
    """Show the address in the learner's browser, if there is one with a window."""
    has_screen = sys.platform in ("darwin", "win32") or any(
        environ.get(name) for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY")
    )
    if has_screen:
        # Some browsers keep who starts them waiting.
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
