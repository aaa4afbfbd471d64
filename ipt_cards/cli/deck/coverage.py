"""`ipt-cards coverage`: a deck's cards by topic, by level and by fact."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ipt_cards.cli.shared.deck_argument import deck_argument, load_or_exit
from ipt_cards.cli.shared.progress_option import learner_colours
from ipt_cards.deck.level import Level
from ipt_cards.deck.note import kind_of
from ipt_cards.deck.rules.coverage import Coverage, CoveredFact, CoveredTopic, Part, coverage
from ipt_cards.study.presenting.words import counted

if TYPE_CHECKING:
    from rich.console import Console

_SHOWN = 10
"""Of notes that name no fact, so many are told; the JSON has them all."""


@click.command
@deck_argument
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def command(deck: Path, as_json: bool) -> None:  # noqa: FBT001 - click's flag
    """Tell how many cards DECK has on each topic, at each level, and on each fact.

    Shares of the cards stand beside those of the exam in deck.yaml. Facts are what topics name
    under `facts`: for each, the notes that ask for it are told, and what is missing where fewer
    than two do, all are of one kind, or all are at one level.
    """
    read = load_or_exit(deck)
    made = coverage(read)
    if as_json:
        click.echo(json.dumps(_as_json(made), indent=2, ensure_ascii=False))
        return
    from ipt_cards.terminal.screen.console import report_console  # noqa: PLC0415 - imports rich

    console = report_console(learner_colours())
    if made.facts:
        _print_facts(console, made.facts)
        click.echo()
    _print_topics(console, made.topics)
    if made.levels:
        click.echo()
        _print_levels(console, made.levels)
    _print_gaps(made)


def _print_facts(console: "Console", facts: Sequence[CoveredFact]) -> None:
    from ipt_cards.terminal.screen.tables import Column, print_table  # noqa: PLC0415 - as above

    columns = (
        Column("fact", folds=True),
        Column("topic", from_width=160),
        Column("notes", right=True),
        Column("cards", right=True),
        Column("asked for by", from_width=60, shrinks=True),
        Column("in words", from_width=130, shrinks=True),
    )
    rows = [
        (
            each.fact.id,
            each.topic,
            str(len(each.notes)),
            str(each.cards),
            ", ".join(_kinds_with_levels(each)) or "–",
            each.fact.statement,
        )
        for each in facts
    ]
    print_table(console, columns, rows)


def _kinds_with_levels(each: CoveredFact) -> list[str]:
    """Such as "cloze (recall)", each once."""
    told = (f"{kind_of(n)} ({n.level})" if n.level else kind_of(n) for n in each.notes)
    return list(dict.fromkeys(told))


def _print_topics(console: "Console", topics: Sequence[CoveredTopic]) -> None:
    from ipt_cards.terminal.screen.tables import Column, print_table  # noqa: PLC0415 - as above

    levels = [level for level in Level if any(topic.by_level.get(level) for topic in topics)]
    columns = (
        Column("topic", shrinks=True),
        *([Column("facts", right=True)] if any(topic.facts for topic in topics) else []),
        Column("cards", right=True),
        Column("share", right=True),
        *([Column("exam", right=True)] if any(_weighs(topic.part) for topic in topics) else []),
        *(Column(level.value, right=True, from_width=100) for level in levels),
    )
    with_facts = any(topic.facts for topic in topics)
    rows = [
        (
            topic.part.name,
            *([str(topic.facts)] if with_facts else []),
            *_shares(topic.part),
            *(str(topic.by_level.get(level, 0)) for level in levels),
        )
        for topic in topics
    ]
    print_table(console, columns, rows)


def _print_levels(console: "Console", levels: Sequence[Part]) -> None:
    from ipt_cards.terminal.screen.tables import Column, print_table  # noqa: PLC0415 - as above

    columns = (
        Column("level"),
        Column("cards", right=True),
        Column("share", right=True),
        *([Column("exam", right=True)] if any(map(_weighs, levels)) else []),
    )
    print_table(console, columns, [(level.name, *_shares(level)) for level in levels])


def _weighs(part: Part) -> bool:
    return part.weight is not None


def _shares(part: Part) -> tuple[str, ...]:
    weight = () if part.weight is None else (f"{part.weight} %",)
    return str(part.cards), f"{part.share:.0f} %", *weight


def _print_gaps(made: Coverage) -> None:
    if not made.facts:
        click.echo(
            "\nNo topic names its facts. Named under `facts` at the top of a topic, they make it "
            "seen which of them are asked for too little."
        )
        return
    thin = [each for each in made.facts if each.lacks]
    if thin:
        click.echo(f"\n{counted(len(thin), 'fact')} of {len(made.facts):,} asked for too little:")
    else:
        click.echo("\nEvery fact is asked for by two notes or more, of different kinds.")
    for each in thin:
        click.echo(f"  {each.fact.at} {each.fact.id}: {', and '.join(each.lacks)}")
    if made.without_facts:
        others = [note.id for note in made.without_facts]
        left = len(others) - _SHOWN
        told = ", ".join(others[:_SHOWN]) + (f" … and {left:,} more" if left > 0 else "")
        click.echo(f"\n{counted(len(others), 'note')} on none of the facts: {told}")


def _as_json(made: Coverage) -> dict[str, object]:
    return {
        "topics": [
            {
                "topic": topic.id,
                **_part(topic.part),
                "by_level": {level or "no level": n for level, n in topic.by_level.items()},
                "facts": topic.facts,
                "thin_facts": topic.thin,
            }
            for topic in made.topics
        ],
        "levels": [_part(level) for level in made.levels],
        "facts": [
            {
                "fact": each.fact.id,
                "statement": each.fact.statement,
                "topic": each.topic,
                "file": each.fact.at.file,
                "line": each.fact.at.line,
                "cards": each.cards,
                "notes": [
                    {"note": note.id, "kind": kind_of(note), "level": note.level}
                    for note in each.notes
                ],
                "lacks": each.lacks,
            }
            for each in made.facts
        ],
        "notes_without_facts": [note.id for note in made.without_facts],
    }


def _part(part: Part) -> dict[str, object]:
    return {
        "name": part.name,
        "cards": part.cards,
        "share_percent": round(part.share, 2),
        "exam_percent": part.weight,
    }
