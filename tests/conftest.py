import signal
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.browsers import skipped_for_a_browser

# A shared machine may be slow at any moment, so no test is judged by its time.
settings.register_profile("ipt-cards", deadline=None)
settings.register_profile("long", deadline=None, max_examples=2_000)
# For mutation testing: many runs of few examples, the same each time, that needn't be made small.
settings.register_profile(
    "mutants",
    deadline=None,
    max_examples=30,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("ipt-cards")

# What a shell starts in the background ignores Ctrl-C, and so would all processes that tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="Kill, fill and race for minutes.")
    parser.addoption("--kill-seed", type=int, default=20261124, help="The moments of the kills.")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reasons = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", ())]
    for line in skipped_for_a_browser(reasons):
        terminalreporter.write_line(line, yellow=True)


@pytest.fixture(scope="session", autouse=True)
def nothing_of_the_persons_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep every test away from the files of whoever runs it, also where it names no others."""
    kept = tmp_path_factory.mktemp("kept")
    tempfile.gettempdir()  # this process goes on with its own
    with pytest.MonkeyPatch.context() as environment, tempfile.TemporaryDirectory() as scratch:
        # Processes that are killed in the midst of their work leave their scratch folders.
        environment.setenv("TMPDIR", scratch)
        for name in ("CACHE", "CONFIG", "PROGRESS", "STATE"):
            environment.setenv(f"IPT_CARDS_{name}", str(kept / name.lower()))
        yield


@pytest.fixture(scope="session")
def is_long(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--long"))


@pytest.fixture(scope="session")
def kill_seed(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--kill-seed"))
