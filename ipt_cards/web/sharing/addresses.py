"""Where browsers on this machine and on others find a server."""

import socket
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address

LOOPBACK = "127.0.0.1"
OWN_NAMES = (LOOPBACK, "localhost")
"""What a browser on this machine calls it, by which none on another can mean it."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the pages begin, each with its last slash.

    own: for browsers on this machine. shared: for those on others; "" where there is no network.
    others: for those on others, too, by this machine's other networks.
    certified: whether the certificate, if there is one, holds for `shared` or, where nothing is
        shared, for `own`.
    """

    own: str
    shared: str = ""
    others: tuple[str, ...] = ()
    certified: bool = True


def plain_addresses(port: int, networks: Sequence[str]) -> Addresses:
    """The addresses without a certificate. networks: this machine's addresses in them."""
    shared, *others = [_address("http", each, port) for each in networks] or [""]
    return Addresses(_address("http", LOOPBACK, port), shared, tuple(others))


def certified_addresses(
    port: int, networks: Sequence[str], names: Sequence[str], *, is_shared: bool
) -> Addresses:
    """The addresses with a certificate that holds for these names.

    Browsers warn of every address that it doesn't hold for.
    """
    held = [each for each in networks if each in names]
    called = [each for each in names if each not in OWN_NAMES and not _is_literal(each)]
    shared = next(iter((*held, *called, *networks)), "") if is_shared else ""
    own = next((each for each in OWN_NAMES if each in names), "")
    certified = shared in names if is_shared else bool(own)
    if not own:
        own = shared if certified else LOOPBACK
    return Addresses(
        _address("https", own, port),
        _address("https", shared, port) if shared else "",
        tuple(_address("https", each, port) for each in held if is_shared and each != shared),
        certified,
    )


def _is_literal(name: str) -> bool:
    """Whether it is an address rather than a name, or stands for many names."""
    try:
        ip_address(name)
    except ValueError:
        return "*" in name
    return True


def _address(scheme: str, name: str, port: int) -> str:
    is_usual = port == (443 if scheme == "https" else 80)
    return f"{scheme}://{name}/" if is_usual else f"{scheme}://{name}:{port}/"


def network_addresses() -> list[str]:
    """This machine's addresses in its networks, that of the usual way out first."""
    import ifaddr  # noqa: PLC0415 - only sharing needs it

    found = [
        str(address.ip)
        for adapter in ifaddr.get_adapters()
        for address in adapter.ips
        if address.is_IPv4
    ]
    usual = _usual_address()
    ordered = dict.fromkeys(([usual] if usual in found else []) + found)
    return [each for each in ordered if _leads_elsewhere(IPv4Address(each))]


def _usual_address() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))  # nothing is sent: the system chooses the way
            return str(asking.getsockname()[0])
        except OSError:
            return ""


def _leads_elsewhere(address: IPv4Address) -> bool:
    return not (address.is_loopback or address.is_link_local or address.is_unspecified)


def machine_names() -> tuple[str, ...]:
    """What this machine is called in its networks."""
    name = socket.gethostname().lower().removesuffix(".local")
    return (name, f"{name}.local") if name else ()
