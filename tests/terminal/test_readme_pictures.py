import pytest

from tests.terminal.readme_pictures import PICTURES


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_for_the_readme_is_the_same_each_time_it_is_drawn(name: str) -> None:
    drawn = PICTURES[name]()
    assert drawn == PICTURES[name]()
    assert drawn.startswith("<svg")
