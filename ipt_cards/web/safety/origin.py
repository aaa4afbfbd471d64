"""Whether a request is meant for this server, and comes from one of its own pages.

A page of a stranger can make the learner's browser ask this server, under a name that leads here
(DNS rebinding) or by a form. The browser tells by Host, Origin and Sec-Fetch-Site that it did.
"""

from collections.abc import Iterable, Mapping

_PORTLESS = {"http": "80", "https": "443"}


def own_hosts(names: Iterable[str], port: int, scheme: str) -> frozenset[str]:
    """What the header Host may be for a server that is known by these names.

    A name may begin with `*.`, as in a certificate: for any one part that stands there.
    """
    bare = [f"[{name}]" if ":" in name else name for name in names]
    hosts = {f"{name}:{port}" for name in bare}
    if _PORTLESS[scheme] == str(port):
        hosts |= set(bare)
    return frozenset(hosts)


def is_stranger(method: str, headers: Mapping[str, str], hosts: frozenset[str], scheme: str) -> str:
    """Why a request is refused, for the person; "" where it isn't.

    headers: by their names in lower case.

    A browser without Origin and Sec-Fetch-Site, such as one in a terminal, is let through: its
    forms carry a token that no stranger knows.
    """
    host = headers.get("host", "").lower()
    if host not in hosts and f"*.{host.partition('.')[2]}" not in hosts:
        return f"`{host}` is no name of this server: open the address that it printed."
    origin = headers.get("origin")
    if origin is not None and origin.lower() != f"{scheme}://{host}":
        return "This was asked for by a page of another server."
    site = headers.get("sec-fetch-site", "same-origin")
    if site in ("same-origin", "none"):
        return ""
    # A link elsewhere may lead to a page here, which changes nothing. Nothing else may.
    is_link = method == "GET" and headers.get("sec-fetch-mode") == "navigate"
    if is_link and headers.get("sec-fetch-dest", "document") == "document":
        return ""
    return "This was asked for by a page of another server."
