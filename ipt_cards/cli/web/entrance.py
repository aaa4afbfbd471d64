"""What `ipt-cards web` tells of where its pages are, and who may come in there."""

import os
import sys
from pathlib import Path

import click
from starlette.types import ASGIApp

from ipt_cards.study.configuration.settings import NO_COLOR
from ipt_cards.web.pages import Pages
from ipt_cards.web.safety.origin import own_hosts
from ipt_cards.web.sharing.addresses import (
    OWN_NAMES,
    Addresses,
    certified_addresses,
    machine_names,
    network_addresses,
    plain_addresses,
)
from ipt_cards.web.sharing.certificate import Certificate
from ipt_cards.web.sharing.code import PairingCode
from ipt_cards.web.sharing.devices import paired_devices
from ipt_cards.web.sharing.invitation import asked_for, invitation, pairing_address
from ipt_cards.web.sharing.pairing import Pairing


class Entrance:
    """The way to the pages on a port. names: what browsers may call this machine besides."""

    def __init__(self, port: int, certificate: Certificate | None, *, is_shared: bool) -> None:
        self._port = port
        self._certificate = certificate
        self._is_shared = is_shared
        self._code = PairingCode()
        certified = certificate.names if certificate else ()
        self.names = (*(machine_names() if is_shared else ()), *certified)

    def guarded(self, app: ASGIApp, pages: Pages, progress_file: Path) -> ASGIApp:
        """The pages, behind the pairing of devices where they are shared."""
        if not self._is_shared:
            return app
        scheme = "https" if self._certificate else "http"
        return Pairing(
            app,
            paired_devices(progress_file),
            self._code,
            pages,
            own_hosts(OWN_NAMES, self._port, scheme),
            secure=self._certificate is not None,
            show=_show_code,
            told=_tell_paired,
        )

    def announce(self, now: float) -> str:
        """Tell where the pages are; returns the address for the browser on this machine.

        now: seconds of the clock that `Pairing` has.
        """
        found = self._addresses()
        click.echo(f"{found.own} · Ctrl-C ends it")
        if self._certificate and not found.certified:
            held = ", ".join(self._certificate.names) or "none"
            click.echo(f"Browsers will warn: the certificate holds for other addresses ({held}).")
        if not self._is_shared:
            return found.own
        if not found.shared:
            click.echo("This machine is in no network now, so no other device can open the pages.")
            return found.own
        code = self._code.renew(now)
        secure = self._certificate is not None
        coloured = sys.stdout.isatty() and not os.environ.get(NO_COLOR)
        click.echo(invitation(found.shared, found.others, code, secure=secure, coloured=coloured))
        return pairing_address(found.own, code) if found.own == found.shared else found.own

    def _addresses(self) -> Addresses:
        networks = network_addresses() if self._is_shared else []
        if self._certificate is None:
            return plain_addresses(self._port, networks)
        names = self._certificate.names
        return certified_addresses(self._port, networks, names, is_shared=self._is_shared)


def _show_code(code: str) -> None:
    click.echo(f"A device asks to be paired. {asked_for(code)}")


def _tell_paired(address: str) -> None:
    click.echo(f"{address} is paired. Not yours? `ipt-cards web --forget` drops it.")
