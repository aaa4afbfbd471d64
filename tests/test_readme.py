"""The README promises commands: each is run, as it stands there."""

import doctest
import re
import shlex
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from anki.collection import Collection

from ipt_cards.deck.reading.folder import load_deck
from tests.anki.push.anki_connect_server import AddOn, serving
from tests.anki.real_anki import fresh_collection
from tests.cli.command import ipt_cards
from tests.items.simulation import simulated
from tests.study.items.tables import moodle, write_csv
from tests.web.server import serving as serving_pages

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
]
INSTALL, TEST = COMMANDS[:2]
SERVERS = ("preview", "web")
"""Commands that go on until they are interrupted, which is what ends them here."""
MAIN_JOB = INSTALL.rpartition(" && ")[2].removeprefix(".venv/bin/")


def test_the_second_command_is_exactly_what_ci_runs() -> None:
    assert TEST.endswith("python -m pytest -n auto")
    assert TEST in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_every_command_works_in_the_order_of_the_readme(tmp_path: Path) -> None:
    # The README names a day to come; whenever the test runs, this one is.
    to_come = str(datetime.now(UTC).date() + timedelta(60))
    (tmp_path / "Sync" / "ipt-cards").mkdir(parents=True)
    Collection(str(tmp_path / "collection.anki2")).close()
    write_csv(tmp_path / "responses.csv", moodle(simulated(np.random.default_rng(1), 60, 9)))
    with fresh_collection() as running, serving(AddOn(running)) as url:
        for line in [MAIN_JOB, *COMMANDS[2:]]:
            program, *arguments = shlex.split(re.sub(r"\d{4}-\d{2}-\d{2}", to_come, line))
            assert program == "ipt-cards"
            arguments = [re.sub("^~", str(tmp_path), argument) for argument in arguments]
            if arguments[0] in SERVERS:
                with serving_pages(tmp_path, *arguments[1:], command=arguments[0]) as server:
                    assert server.interrupt() == 0, line
                continue
            target = None
            if ">" in arguments:  # as a shell does
                *arguments, _, target = arguments
            handed_in = ":h\n" if arguments == ["exam"] else ""
            done = ipt_cards(*arguments, cwd=tmp_path, stdin=handed_in, IPT_CARDS_ANKI_URL=url)
            assert done.returncode == 0, f"{line}: {done.stderr}"
            if target is not None:
                (tmp_path / target).write_text(done.stdout, encoding="utf-8")


def test_every_line_of_python_does_what_the_readme_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    examples = doctest.DocTestParser().get_doctest(README, {}, "README", "README.md", 0)
    said: list[str] = []
    failures, tried = doctest.DocTestRunner().run(examples, out=said.append)
    assert tried > 10
    assert failures == 0, "".join(said)


def test_the_example_notes_make_a_deck(tmp_path: Path) -> None:
    examples = re.findall(r"^```yaml\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    (tmp_path / "deck.yaml").write_text("id: demo\nname: Demo\n", encoding="utf-8")
    (tmp_path / "pics").mkdir()
    (tmp_path / "pics" / "heart.png").write_bytes(
        (ROOT / ".github/card-image-occlusion.png").read_bytes()
    )
    for number, example in enumerate(examples):
        (tmp_path / f"example-{number}.yaml").write_text(example, encoding="utf-8")
    assert len(list(load_deck(tmp_path).cards())) == 6 + 3 + 4 + 1 + 3


@pytest.mark.parametrize("target", re.findall(r"\]\((?!https?:)([^)#]+)\)", README))
def test_every_link_and_picture_is_there(target: str) -> None:
    if target not in {"pics/map.png", "say.mp3", "scene.mp4"}:  # the README's examples of Markdown
        assert (ROOT / target).exists()
