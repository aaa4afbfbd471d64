"""The readers under atheris (libFuzzer), which goes where it finds new branches.

    pip install atheris
    python -m tests.fuzz.with_atheris yaml -max_total_time=300 NEW_FOLDER tests/fuzz/corpus/deck

What it finds belongs in `corpus`. Not a part of the test run.
"""

import io
import sys
from contextlib import suppress
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["ipt_cards", "markdown_it", "tomllib"]):
    from ipt_cards.deck.markup.html import to_html
    from ipt_cards.deck.markup.plain import hidden_contents, to_plain
    from ipt_cards.deck.reading.yaml.nodes import YamlError
    from ipt_cards.deck.reading.yaml.parser import parse
    from ipt_cards.deck.reading.yaml.tree import decode
    from ipt_cards.exam.mock import past_exam, saved_sitting
    from ipt_cards.progress.errors import MalformedLineError
    from ipt_cards.progress.lines import read_lines
    from ipt_cards.progress.storage.pages import UnreadablePageError, rows_on
    from ipt_cards.study.configuration.settings import parsed


def yaml(content: bytes) -> None:
    with suppress(YamlError):
        parse(decode(content))


def markdown(content: bytes) -> None:
    text = content.decode(errors="replace")[:2000]
    to_html(text)
    to_plain(text)
    list(hidden_contents(text))


def lines(content: bytes) -> None:
    with suppress(MalformedLineError):
        list(read_lines(io.BytesIO(content), "lines"))


def pages(content: bytes) -> None:
    with suppress(UnreadablePageError):
        list(rows_on(content))


def config(content: bytes) -> None:
    parsed(content, Path("config.toml"))


def exams(content: bytes) -> None:
    with suppress(ValueError):
        saved_sitting.from_json(content)
    with suppress(ValueError):
        past_exam.from_line(content)


TARGETS = {each.__name__: each for each in (yaml, markdown, lines, pages, config, exams)}

if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()
