r"""Commands of a source's own in its formulas: KaTeX's, a line each, as hashcards has them.

The file beside the cards, or where hashcards keeps its collection, has lines such as
`\norm \left\lVert #1 \right\rVert`; those that begin with `%` are comments.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ipt_cards.deck.markup.macros import macros_in
from ipt_cards.deck.note_texts import texts_by_key
from ipt_cards.deck.reading.description_file import read_description
from ipt_cards.deck.reading.findings import Findings
from ipt_cards.deck.reading.macros import read_macros
from ipt_cards.deck.reading.yaml.nodes import Mapping as YamlMapping
from ipt_cards.deck.reading.yaml.tree import root_of
from ipt_cards.formats.found import Found, FoundNote, Loss

LARGEST_FILE = 1 << 20
_HASHCARDS_FILE = "hashcards.db"
"""Lies in the folder that all decks are in, once a card was asked."""


def with_macros_beside(found: Found, beside: Path | None) -> Found:
    """What was found, with the macros of the file that it names, as far as a deck can have them.

    Those that it can't have, and that its formulas need, are losses.

    beside: the folder of the source; None where it has none. Raises OSError.
    """
    path = _macros_file(beside, found.macros_file) if beside and found.macros_file else None
    if path is None:
        return found
    if path.stat().st_size > LARGEST_FILE:
        too_large = Loss(1, f"{path.name} has more than {LARGEST_FILE >> 20} MiB: left out")
        return replace(found, losses=(*found.losses, too_large))
    lines = path.read_bytes().decode("utf-8-sig", "replace").splitlines()
    written = {name: (number, body) for number, name, body in _macros_in(lines)}
    findings = Findings(path.name)
    sound = _meanings(written, findings)
    used = {name for each in found.notes for name in _macros_of(each, dict.fromkeys(written, ""))}
    lines_used = {written[name][0] for name in used}
    refused = (
        Loss(1, f"{path.name}:{problem.at.line}: {problem.message}")
        for problem in findings.problems
        if problem.at.line in lines_used
    )
    return replace(
        found,
        losses=(*found.losses, *refused),
        macros={name: body for name, (_, body) in written.items() if name in sound},
    )


def _macros_in(lines: Iterable[str]) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(lines, start=1):
        name, _, body = line.strip().partition(" ")
        if name and not name.startswith("%"):
            yield number, name, body.strip()


def together(sources: Iterable[Found]) -> dict[str, str]:
    """The macros of all sources; of one that several have, what the first says."""
    macros: dict[str, str] = {}
    for found in sources:
        macros = {**found.macros, **macros}
    return macros


def with_lacking_told(found: Found, deck_yaml: bytes) -> Found:
    """What was found, with a loss for each macro that the deck lacks and a formula needs.

    deck_yaml: the deck's description, which is its author's to edit.
    """
    needed = {name for each in found.notes for name in _macros_of(each, found.macros)}
    if not needed:
        return found
    description = read_description(deck_yaml, Findings(""))
    has = description.notation.macros if description else {}
    written = {name: (n, body) for n, (name, body) in enumerate(found.macros.items(), start=1)}
    means = _meanings(written, Findings(""))
    told = [
        Loss(1, f"`{name}` {_unlike(name in has)}: write `{name}: {found.macros[name]}` there")
        for name in found.macros
        if name in needed and has.get(name) != means[name]
    ]
    return replace(found, losses=(*found.losses, *told))


def _unlike(is_there: bool) -> str:  # noqa: FBT001 - which of two it is
    if is_there:
        return "means something else under `macros` in deck.yaml than in the source"
    return "is no macro in deck.yaml, under `macros`, yet"


def _macros_of(each: FoundNote, macros: Mapping[str, str]) -> set[str]:
    if not macros:
        return set()
    return {name for _, text in texts_by_key(each.note) for name in macros_in(text, macros)}


def _macros_file(folder: Path, name: str) -> Path | None:
    """The file beside the source, or in the folder of hashcards' collection that it is in."""
    for each in (folder, *folder.parents):
        is_collection = (each / _HASHCARDS_FILE).is_file()
        if (each == folder or is_collection) and (each / name).is_file():
            return each / name
        if is_collection:
            break
    return None


def _meanings(written: Mapping[str, tuple[int, str]], findings: Findings) -> dict[str, str]:
    """What each macro stands for, as a deck has it; those that it can't have are noted, left out.

    written: the line and the body of each.
    """
    # JSON's texts are YAML's, too; with each on its own line, what is noted has the right one.
    lines = [""] * max((number for number, _ in written.values()), default=0)
    for name, (number, body) in written.items():
        lines[number - 1] = f"{json.dumps(name)}: {json.dumps(body)}"
    root = root_of("\n".join(lines).encode(), findings)
    return read_macros(root, findings) if isinstance(root, YamlMapping) else {}
