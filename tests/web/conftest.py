"""What tests of pages in a browser share: a module has another browser or server where it says so."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.quiz.making import DECK
from tests.web.browser import chromium
from tests.web.server import Server, serving, write_deck


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path, write_deck(tmp_path / "small", DECK), "--port", "0") as started:
        yield started
