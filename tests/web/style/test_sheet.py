import re
from importlib.resources import files

from ipt_cards.web.style.sheet import style_sheet

TEMPLATES = files("ipt_cards.anki") / "templates"


def rules_of(css: str) -> list[tuple[str, str]]:
    """What a style sheet says of what, outside of @media."""
    plain = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return [(" ".join(of.split()), says) for of, says in re.findall(r"([^{}]+)\{([^{}]*)\}", plain)]


def test_pages_have_the_texts_of_cards_and_say_them_once() -> None:
    texts = rules_of((TEMPLATES / "text.css").read_text(encoding="utf-8"))
    assert len(texts) > 15
    on_pages = rules_of(style_sheet())
    for of, says in texts:
        for each in filter(None, map(str.strip, says.split(";"))):
            assert sum(what == of and each in said for what, said in on_pages) == 1


def test_pages_have_the_colours_of_cards_by_day_and_by_night() -> None:
    of_cards = rules_of((TEMPLATES / "card.css").read_text(encoding="utf-8"))
    colours = [says for _, says in of_cards if "--paper:" in says]
    assert len(colours) == 2
    assert [says for of, says in rules_of(style_sheet()) if "--paper:" in says] == colours
    assert "prefers-color-scheme: dark" in style_sheet().partition("--paper: #1b1c1f")[0]
