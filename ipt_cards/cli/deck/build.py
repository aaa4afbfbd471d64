"""`ipt-cards build`: a deck as a package for Anki."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ipt_cards.anki.packaging.build import BuildReport, build
from ipt_cards.cli.shared.deck_argument import deck_argument, load_or_exit, problem_line
from ipt_cards.cli.shared.named_options import named_options
from ipt_cards.cli.shared.output_file import require_replaceable
from ipt_cards.cli.shared.progress_option import (
    existing_progress_option,
    learner_settings,
)
from ipt_cards.deck.deck import Deck
from ipt_cards.study.authoring.fronts import RememberedFronts
from ipt_cards.study.configuration.settings import SchedulerName
from ipt_cards.study.decks import kept_entries
from ipt_cards.study.packages import progress_to_carry, source_date_epoch
from ipt_cards.study.presenting.words import counted
from ipt_cards.study.review_log import scheduler_of

if TYPE_CHECKING:
    from ipt_cards.anki.packaging.packaged_progress import PackagedProgress

PACKAGE_BEGINNING, PACKAGE_ENDING = b"PK", ".apkg"
_OTHER_KINDS = {".anki2", ".colpkg", ".csv", ".html", ".json", ".pdf", ".tsv", ".txt", ".zip"}


@click.command
@deck_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the package.  [default: the deck's id, .apkg, in this folder]",
)
@click.option(
    "--with-progress", is_flag=True, help="Let the cards carry your schedule and your answers."
)
@click.option(
    "--scheduler",
    type=click.Choice([each.value for each in SchedulerName]),
    help="What gives the intervals that are carried.  [default: sm2, or as configured]",
)
@click.option(
    "--since",
    type=click.Path(exists=True, path_type=Path, dir_okay=False),
    help="The last release's package: what it says just so keeps its time stamp.  "
    "[default: the package that is replaced]",
)
@existing_progress_option
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(  # noqa: PLR0913, PLR0917 - an option each
    deck: Path,
    output: Path | None,
    with_progress: bool,  # noqa: FBT001 - click's flags
    scheduler: str | None,
    since: Path | None,
    progress_file: Path,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Write DECK as a package (.apkg) to import into Anki.

    DECK is a folder with a deck.yaml, or the name of a bundled deck. Importing a newer build
    updates the notes in place, and the scheduling that Anki gave them stays.

    Anki updates only the notes that changed: each keeps its time stamp from the package that is
    replaced, or from --since, and without either has that of its lines' last commit in git, else of
    its file. With SOURCE_DATE_EPOCH set, that is the stamp of what changed.

    With --with-progress, Anki goes on where you are: each card is due on the same day, with the
    same interval and ease, and with all the answers you gave. When you import, let Anki "import
    any learning progress". It takes progress for cards that are new to it; where it has the cards
    already, `ipt-cards anki push` brings it.
    """
    if not with_progress and named_options("progress_file", "scheduler"):
        raise click.UsageError("--progress and --scheduler only go together with --with-progress")
    loaded = load_or_exit(deck)
    fronts = RememberedFronts(loaded, deck)
    for warning in fronts.renamed():
        click.echo(problem_line(deck, warning), err=True)
    if str(output) == "-":
        raise click.UsageError("a package isn't printed: name a file to write")
    target = output or Path(f"{loaded.id}.apkg")
    require_replaceable(target, PACKAGE_BEGINNING, "no package")
    _require_ending(target)
    progress = _progress(loaded, progress_file, scheduler) if with_progress else None
    stamp = source_date_epoch(os.environ)
    report = build(loaded, deck, target, stamp, progress, since, kept_entries())
    for warning in report.warnings:
        click.echo(problem_line(deck, warning), err=True)
    fronts.remember(built=True)
    click.echo(_as_json(report) if as_json else _for_people(report))


def _require_ending(target: Path) -> None:
    """Refuse a name that Anki would read as something else."""
    if target.suffix.lower() != PACKAGE_ENDING:
        stem = target.with_suffix("") if target.suffix.lower() in _OTHER_KINDS else target
        named = stem.with_name(f"{stem.name}{PACKAGE_ENDING}")
        raise click.UsageError(
            f"{target} doesn't end in {PACKAGE_ENDING}, by which Anki knows a package: name it "
            f"{named}. `ipt-cards export` writes other formats"
        )


def _progress(deck: Deck, progress_file: Path, scheduler_name: str | None) -> "PackagedProgress":
    from ipt_cards.cli.shared.learners_log import open_learners_log  # noqa: PLC0415 - as few do

    settings = learner_settings()
    named = SchedulerName(scheduler_name) if scheduler_name else settings.scheduler
    with open_learners_log(progress_file, scheduler_of(named, settings)) as log:
        return progress_to_carry(deck, log)


def _as_json(report: BuildReport) -> str:
    return json.dumps(
        {
            "path": str(report.path),
            "time_stamp": report.time_stamp,
            "notes": report.notes,
            "cards": report.cards,
            "cards_by_kind": report.cards_by_kind,
            "cards_by_topic": report.cards_by_topic,
            "media": report.media,
            "media_size": report.media_size,
            "size": report.size,
            "cards_with_progress": report.cards_with_progress,
            "reviews": report.packaged_reviews,
            "unchanged": report.unchanged,
        },
        ensure_ascii=False,
        indent=2,
    )


def _for_people(report: BuildReport) -> str:
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in report.cards_by_kind.items())
    hint = "."
    lines = [
        f"{counted(report.notes, 'note')}, {counted(report.cards, 'card')}"
        + (f": {kinds}" if kinds else ""),
        *(f"{count:>6,}  {topic}" for topic, count in report.cards_by_topic.items()),
    ]
    if report.media:
        lines.append(f"{counted(report.media, 'media file')}, {_size(report.media_size)}")
    if report.cards_with_progress is not None and report.packaged_reviews is not None:
        lines.append(
            f"{counted(report.cards_with_progress, 'card')} with your progress, "
            f"{counted(report.packaged_reviews, 'answer')}."
            if report.cards_with_progress
            else "You have no progress with this deck yet: all cards are new."
        )
        hint = (
            ', with "Import any learning progress" ticked. Anki takes progress for cards that are '
            "new to it; for cards it has already: ipt-cards anki push."
        )
    done = "is up to date" if report.unchanged else "written"
    lines.append(f"{report.path} {done}, {_size(report.size)}. In Anki: File > Import{hint}")
    return "\n".join(lines)


def _size(count: int) -> str:
    return f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"
