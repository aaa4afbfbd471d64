"""Certificates as people have them, and what is wrong with others."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from ipt_cards.study.errors import StudyError
from ipt_cards.web.sharing.certificate import read_certificate
from tests.cli.command import ipt_cards

AUTHORITY = trustme.CA()


def written(folder: Path, *names: str, not_after: datetime | None = None) -> tuple[Path, Path]:
    """A certificate that holds for some names, and its key."""
    made = AUTHORITY.issue_cert(*names, not_after=not_after)
    file, key = folder / "cards.pem", folder / "cards.key"
    file.write_bytes(b"".join(each.bytes() for each in made.cert_chain_pems))
    key.write_bytes(made.private_key_pem.bytes())
    return file, key


def trusted() -> ssl.SSLContext:
    """What trusts the certificates of `written`."""
    context = ssl.create_default_context()
    AUTHORITY.configure_trust(context)
    return context


def test_its_names_are_read(tmp_path: Path) -> None:
    file, key = written(tmp_path, "cards.example.org", "*.example.net", "192.0.2.7")
    assert read_certificate(file, key).names == ("cards.example.org", "*.example.net", "192.0.2.7")


def test_certificate_and_key_may_stand_in_one_file(tmp_path: Path) -> None:
    file, key = written(tmp_path, "localhost")
    file.write_bytes(key.read_bytes() + file.read_bytes())
    assert read_certificate(file, file).names == ("localhost",)


def test_a_certificate_that_signed_itself_will_do(tmp_path: Path) -> None:
    file, key = tmp_path / "own.pem", tmp_path / "own.key"
    file.write_bytes(AUTHORITY.cert_pem.bytes())
    key.write_bytes(AUTHORITY.private_key_pem.bytes())
    assert read_certificate(file, key).names == ()


def test_a_key_of_another_certificate_is_told(tmp_path: Path) -> None:
    file, _ = written(tmp_path, "localhost")
    (tmp_path / "other").mkdir()
    _, key = written(tmp_path / "other", "localhost")
    with pytest.raises(StudyError, match="belongs to another certificate"):
        read_certificate(file, key)


def test_a_certificate_of_the_past_is_told(tmp_path: Path) -> None:
    file, key = written(tmp_path, "localhost", not_after=datetime.now(UTC) - timedelta(days=1))
    with pytest.raises(StudyError, match="expired"):
        read_certificate(file, key)


def test_a_key_with_a_password_is_told(tmp_path: Path) -> None:
    file, key = written(tmp_path, "localhost")
    bare = load_pem_private_key(key.read_bytes(), None)
    locked = bare.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret")
    )
    key.write_bytes(locked)
    with pytest.raises(StudyError, match="has a password"):
        read_certificate(file, key)


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"-----BEGIN CERTIFICATE-----\nx\n"])
def test_what_is_no_certificate_and_no_key_is_told(tmp_path: Path, content: bytes) -> None:
    file, key = written(tmp_path, "localhost")
    other = tmp_path / "other"
    other.write_bytes(content)
    with pytest.raises(StudyError, match="holds no certificate in PEM"):
        read_certificate(other, key)
    with pytest.raises(StudyError, match="holds no private key in PEM"):
        read_certificate(file, other)


def test_the_command_tells_what_is_missing(tmp_path: Path) -> None:
    file, key = written(tmp_path, "localhost")
    alone = ipt_cards("web", "--certificate", file, cwd=tmp_path)
    assert alone.returncode == 2
    assert "--certificate and --key go together" in alone.stderr
    missing = ipt_cards("web", "--certificate", file, "--key", "none.key", cwd=tmp_path)
    assert missing.returncode == 2
    assert "'none.key' does not exist" in missing.stderr
    mixed = ipt_cards("web", "--certificate", key, "--key", file, cwd=tmp_path)
    assert mixed.returncode == 2
    assert "holds no certificate in PEM" in mixed.stderr
    assert "Traceback" not in mixed.stderr
