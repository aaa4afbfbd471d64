"""What the terminal shows to whoever wants to pair a device."""

from collections.abc import Iterator, Sequence

from ipt_cards.web.sharing.code import LIFETIME_MINUTES

_BLOCKS = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}
_ON_LIGHT = "\x1b[38;5;231;48;5;16m"
_PLAIN = "\x1b[0m"

OVERHEARD = (
    "Without a certificate, what goes between your devices can be overheard: share on no network "
    "of strangers."
)


def pairing_address(address: str, code: str) -> str:
    """The page that pairs a device, with the code in its place. address: where the pages begin."""
    return f"{address}pair?code={code}"


def invitation(
    address: str, others: Sequence[str], code: str, *, secure: bool, coloured: bool
) -> str:
    """How to open the pages on another device, some lines of text.

    address: where the pages begin. others: addresses by other networks.
    coloured: whether the terminal shows colours; without, the picture is for a dark one.
    """
    lines = ["", "On a phone in the same network, scan this, or open the address:", address]
    if others:
        lines.append(f"By another network: {', '.join(others)}")
    lines += ["", *_qr(pairing_address(address, code), coloured=coloured), "", asked_for(code)]
    return "\n".join(lines if secure else [*lines, OVERHEARD])


def asked_for(code: str) -> str:
    """The code as the person reads it."""
    middle = len(code) // 2
    told = f"Code: {code[:middle]} {code[middle:]}"
    return f"{told} (pairs one device, within {LIFETIME_MINUTES} minutes)"


def _qr(content: str, *, coloured: bool) -> Iterator[str]:
    import segno  # noqa: PLC0415 - only sharing needs it

    light = [
        [not dark for dark in row]
        for row in segno.make_qr(content, error="l").matrix_iter(border=4)
    ]
    light += [[False] * len(light[0])] * (len(light) % 2)
    for upper, lower in zip(light[::2], light[1::2], strict=True):
        line = "".join(_BLOCKS[pair] for pair in zip(upper, lower, strict=True))
        yield f"{_ON_LIGHT}{line}{_PLAIN}" if coloured else line
