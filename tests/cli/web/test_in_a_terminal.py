import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are POSIX's", allow_module_level=True)

from tests.terminal.terminal import Terminal


@pytest.mark.parametrize("command", ["web", "preview"])
def test_the_shell_goes_on_below_the_ctrl_c_that_ended_the_server(
    tmp_path: Path, command: str
) -> None:
    terminal = Terminal(tmp_path, "ipt", "--no-browser", "--port", "0", subcommand=command)
    terminal.see("Ctrl-C ends it")
    assert terminal.interrupt() == 0
    assert terminal.raw.endswith(b"^C\r\n")
