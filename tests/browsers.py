"""The browsers of this machine that tests may drive, and what is said where there is none."""

import shutil
from collections import Counter
from collections.abc import Iterable

import pytest

NO_CHROMIUM = "neither chromium nor google-chrome is on the PATH"
NO_FIREFOX = "neither firefox-esr nor firefox is on the PATH"


def chromium_program() -> str | None:
    return shutil.which("chromium") or shutil.which("google-chrome")


def firefox_program() -> str | None:
    return shutil.which("firefox-esr") or shutil.which("firefox")


needs_chromium = pytest.mark.skipif(chromium_program() is None, reason=NO_CHROMIUM)


def skipped_for_a_browser(reasons: Iterable[str]) -> list[str]:
    """What a run's last lines say of tests skipped for these reasons, a line a missing browser."""
    missing = Counter(
        why for reason in reasons for why in (NO_CHROMIUM, NO_FIREFOX) if why in reason
    )
    return [
        f"{count} {'test' if count == 1 else 'tests'} in a browser skipped: {why}"
        for why, count in missing.items()
    ]
