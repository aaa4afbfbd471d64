from collections.abc import Iterator

import pytest
from hypothesis import settings

# A shared machine may be slow at any moment, so no test is judged by its time.
settings.register_profile("ipt-cards", deadline=None)
settings.load_profile("ipt-cards")


@pytest.fixture(scope="session", autouse=True)
def _cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or fills the cache of whoever runs it."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("IPT_CARDS_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
