import pytest
from click.formatting import HelpFormatter

from ipt_cards.cli.main import _help_width


@pytest.mark.parametrize("columns", ["", "0", "-3", "40", "66", "80", "200", "wide"])
def test_the_help_is_as_wide_as_click_would_make_it(
    columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert _help_width() == HelpFormatter().width
