from tests.terminal.pictures import picture


def test_the_picture_for_the_readme_is_the_same_each_time_it_is_drawn() -> None:
    drawn = picture()
    assert drawn == picture()
    assert drawn.startswith("<svg")
