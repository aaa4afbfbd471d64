"""`ipt-cards anki import`: reviews made in Anki come into the learner's log."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path

import click

from ipt_cards.anki.import_reviews import ImportReport, ReviewImport
from ipt_cards.anki.reading.collection import open_collection
from ipt_cards.anki.reading.errors import AnkiFileError
from ipt_cards.cli.shared.deck_argument import DeckFolder, load_or_exit
from ipt_cards.cli.shared.learners_log import open_learners_log
from ipt_cards.cli.shared.progress_option import progress_option
from ipt_cards.deck.bundled import DEFAULT_DECK
from ipt_cards.errors import UserError
from ipt_cards.progress.entries import Review
from ipt_cards.progress.log import ReviewLog
from ipt_cards.study.presenting.words import counted


@click.command("import", short_help="Add the answers that you gave in Anki to your progress.")
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--deck",
    "decks",
    metavar="DECK",
    type=DeckFolder(),
    multiple=True,
    default=(DEFAULT_DECK,),
    show_default=True,
    help="Whose notes to look for: a folder, or the name of a bundled deck. May be repeated.",
)
@click.option("--dry-run", is_flag=True, help="Only tell what would come in.")
@progress_option
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(
    files: tuple[Path, ...],
    decks: tuple[Path, ...],
    dry_run: bool,  # noqa: FBT001 - click's flags
    progress_file: Path,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Add the answers that you gave in Anki to your progress.

    FILE is what Anki's File > Export writes, with the scheduling information included: a deck
    (.apkg) or the whole collection (.colpkg). A collection.anki2 will do while Anki is closed.

    Each answer comes in once, however often and in whatever order you import; answers that you
    gave here and took to Anki are recognised. Anki's buttons count as grades 1, 3, 4 and 5. Cards
    that you suspended, or changed by hand, stay here as they are.

    A backup of your progress is taken first; if a file can't be read, nothing is imported.
    """
    loaded = [load_or_exit(deck) for deck in dict.fromkeys(decks)]
    with open_learners_log(progress_file) as log, ExitStack() as opened:
        found = ReviewImport(loaded, log.calendar, log.instants(), log.names())
        try:
            collections = [opened.enter_context(open_collection(file)) for file in files]
            reviews = chain.from_iterable(map(found.new_reviews, collections))
            if dry_run:
                for _ in reviews:
                    pass
            else:
                _add(log, reviews)
        except AnkiFileError as error:
            raise UserError(f"{error}\nNothing was imported.") from error
    if as_json:
        click.echo(_as_json(found.report, dry_run=dry_run))
        return
    for line in _for_people(found.report, [deck.name for deck in loaded], dry_run=dry_run):
        click.echo(line)


def _add(log: ReviewLog, reviews: Iterator[Review]) -> None:
    first = next(reviews, None)
    if first is not None:  # an import without news takes no backup, of which few are kept
        log.merge(chain([first], reviews))


def _as_json(report: ImportReport, *, dry_run: bool) -> str:
    return json.dumps(
        {
            "dry_run": dry_run,
            "new": report.new.total(),
            "new_by_card": dict(sorted(report.new.items())),
            "known": report.known,
            "notes": report.our_notes,
            "other_notes": report.other_notes,
            "other_answers": report.other_answers,
            "answers_to_deleted_cards": report.deleted_answers,
            "answers_to_unknown_cards": [
                {"note": note, "card": place, "answers": count}
                for (note, place), count in sorted(report.unknown_cards.items())
            ],
            "changes_by_hand": report.by_hand,
            "impossible": report.impossible,
        },
        ensure_ascii=False,
        indent=2,
    )


def _for_people(report: ImportReport, decks: list[str], *, dry_run: bool) -> Iterator[str]:
    new, names = report.new.total(), " or ".join(decks)
    if not report.our_notes:
        yield (
            f"There is no note of {names} here ({counted(report.other_notes, 'note')} of other "
            "decks). --deck names the deck to look for."
        )
        return
    if not new + report.known:
        yield (
            f"{counted(report.our_notes, 'note')} of {names}, but no answers. If you gave some in "
            'Anki, tick "Include scheduling information" when you export.'
        )
    else:
        come = "would come in" if dry_run else "came in"
        cards = f" to {counted(len(report.new), 'card')}" if new else ""
        yield f"{counted(new, 'answer')}{cards} {come}, {report.known:,} known already."
    if report.other_notes:
        yield f"{counted(report.other_notes, 'note')} of other decks left aside."
    if report.by_hand:
        yield f"{counted(report.by_hand, 'change')} by hand (set due, forgotten) left aside."
    if report.deleted_answers:
        yield f"{counted(report.deleted_answers, 'answer')} to deleted cards left aside."
    for (note, place), count in sorted(report.unknown_cards.items()):
        yield f"{counted(count, 'answer')} to card {place} of {note} left aside: not in the deck."
    if report.impossible:
        yield (
            f"{counted(report.impossible, 'answer')} left aside that can't be: dated before 1970 "
            "or after 9000, or with a button that Anki doesn't have."
        )
