"""The certificate by which pages are served over HTTPS."""

import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from ipt_cards.study.errors import StudyError


@dataclass(frozen=True, slots=True)
class Certificate:
    """Files in PEM. names: the names and addresses that the certificate holds for."""

    file: Path
    key: Path
    names: tuple[str, ...]


class _EncryptedKeyError(Exception):
    pass


def read_certificate(file: Path, key: Path) -> Certificate:
    """The certificate in a file, with its private key in another or the same.

    Raises StudyError where it can't be used, with why.
    """
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.check_hostname = False
    client.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN  # whoever signed it
    try:
        client.load_verify_locations(file)
    except ssl.SSLError:
        raise StudyError(f"{file} holds no certificate in PEM.") from None
    except OSError as error:
        raise StudyError(f"the certificate can't be read: {error}") from None

    def ask() -> str:
        raise _EncryptedKeyError

    try:
        server.load_cert_chain(file, key, ask)
    except _EncryptedKeyError:
        raise StudyError(
            f"the key in {key} has a password: `openssl pkey -in {key} -out NEW-FILE` writes it "
            "without one"
        ) from None
    except ssl.SSLError as error:
        if error.reason == "KEY_VALUES_MISMATCH":
            raise StudyError(
                f"the key in {key} belongs to another certificate than {file}."
            ) from None
        raise StudyError(
            f"{key} holds no private key in PEM that {file} can be served with ({_told(error)})."
        ) from None
    except OSError as error:
        raise StudyError(f"the key can't be read: {error}") from None
    try:
        return Certificate(file, key, _names(server, client))
    except ssl.SSLCertVerificationError as error:
        told = f"{file} can't be served: {error.verify_message}."
        raise StudyError(told) from None
    except ssl.SSLError as error:
        raise StudyError(f"{file} can't be served: {_told(error)}.") from None


def _told(error: ssl.SSLError) -> str:
    return (error.reason or str(error)).replace("_", " ").lower()


def _names(server: ssl.SSLContext, client: ssl.SSLContext) -> tuple[str, ...]:
    """What stands in a certificate: Python tells it of a connection's other end, so one is made."""
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    asking = client.wrap_bio(back, there)
    answering = server.wrap_bio(there, back, server_side=True)
    for end in (asking, answering, asking, answering, asking):
        try:
            end.do_handshake()
        except ssl.SSLWantReadError:  # the other end's turn
            continue
    found = asking.getpeercert() or {}
    names = cast("tuple[tuple[str, str], ...]", found.get("subjectAltName", ()))
    return tuple(str(name).lower() for kind, name in names if kind in ("DNS", "IP Address"))
