"""The code that pairs a device."""

from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.web.sharing.code import LIFETIME_MINUTES, PairingCode, Tried, drawn

LIFETIME = 60 * LIFETIME_MINUTES


def holding(*codes: str) -> PairingCode:
    coming = iter(codes)
    return PairingCode(lambda: next(coming))


def test_a_code_pairs_one_device() -> None:
    code = holding("12345678")
    assert code.renew(0) == "12345678"
    assert code.attempt("12345678", "a", 1) is Tried.RIGHT
    assert code.attempt("12345678", "a", 2) is Tried.WRONG


def test_a_code_may_be_written_in_groups() -> None:
    for written in ("1234 5678", "1234-5678", " 12345678\n"):
        code = holding("12345678")
        code.renew(0)
        assert code.attempt(written, "a", 1) is Tried.RIGHT


@given(st.text())
def test_no_other_text_is_the_code(written: str) -> None:
    code = holding("12345678")
    code.renew(0)
    expected = "".join(c for c in written if c in "0123456789") == "12345678"
    assert (code.attempt(written, "a", 1) is Tried.RIGHT) == expected


def test_no_text_is_the_code_where_none_holds() -> None:
    assert PairingCode().attempt("", "a", 1) is Tried.WRONG


def test_a_code_ends_and_another_holds() -> None:
    code = holding("12345678", "87654321")
    code.renew(0)
    assert code.renew(LIFETIME - 1) == ""
    assert code.attempt("12345678", "a", LIFETIME) is Tried.WRONG
    assert code.renew(LIFETIME) == "87654321"
    assert code.attempt("87654321", "a", LIFETIME + 1) is Tried.RIGHT


def test_another_code_holds_when_one_was_used() -> None:
    code = holding("12345678", "87654321")
    code.renew(0)
    code.attempt("12345678", "a", 1)
    assert code.renew(2) == "87654321"


def test_who_tries_many_codes_waits_and_keeps_nobody_else_waiting() -> None:
    code = holding("12345678")
    code.renew(0)
    tried = [code.attempt("00000000", "a", 1) for _ in range(7)]
    assert tried == [Tried.WRONG] * 5 + [Tried.TOO_OFTEN] * 2
    assert code.attempt("12345678", "a", 2) is Tried.TOO_OFTEN
    assert code.attempt("12345678", "b", 2) is Tried.RIGHT


def test_many_devices_together_try_few_codes_while_one_holds() -> None:
    code = holding("12345678")
    code.renew(0)
    looked_at = sum(
        code.attempt("00000000", f"device {number}", second) is Tried.WRONG
        for second in range(LIFETIME)
        for number in range(20 * second, 20 * second + 20)
    )
    assert looked_at <= 60 + LIFETIME


def test_codes_differ() -> None:
    codes = {drawn() for _ in range(100)}
    assert len(codes) > 90
    assert all(len(code) == 8 and code.isdecimal() for code in codes)
