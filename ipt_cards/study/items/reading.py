"""Reading a class's answers, and their analysis."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from ipt_cards.deck.deck import Deck
from ipt_cards.items.analysis import Analysis, analyse
from ipt_cards.items.rasch_scale import rasch_scale
from ipt_cards.items.table_shape import Long, shape_of
from ipt_cards.scratch_folder import scratch_folder
from ipt_cards.study.errors import StudyError
from ipt_cards.study.items.answer_table import (
    AnswerTable,
    LearnerScore,
    connected,
    telling_defects,
)
from ipt_cards.study.items.catalogue import Catalogue
from ipt_cards.study.items.deck_questions import DeckQuestions
from ipt_cards.study.items.long_answers import add_long
from ipt_cards.study.items.own_exams import OwnExams
from ipt_cards.study.items.postgres import stage_postgres
from ipt_cards.study.items.staged import Staged, clear, stage_csv, stage_parquet
from ipt_cards.study.items.wide_answers import add_wide
from ipt_cards.study.presenting.words import counted

_OWN = frozenset({".json", ".jsonl"})
_PARQUET = ".parquet"
_TABLES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods"})

FEW = 3
"""Learners who gave an answer, below which it might tell whose it is."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a class's answers are.

    files: files, and folders of them. database, table: PostgreSQL's address, and the table there.
    deck_id: the deck that answers have to be on, where that is wanted. deck: the one that the
        questions are from, if it is known.
    """

    files: Sequence[Path]
    database: str | None = None
    table: str = "answers"
    deck_id: str | None = None
    deck: Deck | None = None


@dataclass(frozen=True, slots=True)
class ClassAnalysis:
    """The analysis of a class's answers.

    learners: each with what they reached; none where they are to stay unknown.
    notices: what a person should know of how it was read.
    """

    analysis: Analysis
    learners: tuple[LearnerScore, ...]
    notices: tuple[str, ...]


def analysed(sources: Sources, *, anonymous: bool = False) -> ClassAnalysis:
    """The item analysis of a class's answers.

    anonymous: whether to tell nothing of single learners: neither names, nor what fewer than `FEW`
    answered.

    Raises StudyError or FormatError, with a message for people, for what can't be read or compared,
    and where DuckDB isn't installed; OSError.
    """
    with scratch_folder() as scratch, connected(scratch) as database, telling_defects():
        reader = _Reader(sources, AnswerTable(database), scratch, anonymous)
        reader.read()
        table, catalogue, notices = reader.table, reader.catalogue, reader.notices
        if not table.sittings:
            raise StudyError(" ".join([*notices, "There are no answers to analyse."]))
        if doubled := table.drop_doubles():
            notices.append(
                f"{counted(doubled, 'answer')} given twice to the same question of a sitting: each "
                "counts once."
            )
        if repeated := table.drop_repeats():
            notices.append(
                f"{counted(repeated, 'answer')} to a question that the same learner was asked "
                "before: only the first counts."
            )
        catalogue.finish(table, FEW if anonymous else 1)
        counts = table.counts(catalogue.questions)
        return ClassAnalysis(
            analyse(counts, rasch_scale(counts, table.wins)),
            () if anonymous else tuple(table.learners()),
            tuple(notices),
        )


@dataclass
class _Reader:
    """Brings what is in sources into one table."""

    sources: Sources
    table: AnswerTable
    scratch: Path
    anonymous: bool
    catalogue: Catalogue = field(default_factory=Catalogue)
    notices: list[str] = field(default_factory=list)

    def read(self) -> None:
        """Read all of them."""
        own = OwnExams()
        read: dict[bytes, str] = {}
        for folder in self.sources.files:
            if not any(_files([folder])):
                name = "a folder" if self.anonymous else str(folder)
                self.notices.append(f"{name}: there are no files of answers in it.")
        for number, path in enumerate(_files(self.sources.files), start=1):
            # Files have learners' names.
            name = f"file {number}" if self.anonymous else str(path)
            if path.is_dir():
                parts = sorted(path.rglob(f"*{_PARQUET}"))
                self._add(stage_parquet(self.table.database, name, parts))
                continue
            digest = _digest(path)
            if path.suffix.lower() not in _OWN and digest in read:
                self.notices.append(f"{name}: the same as {read[digest]}, so it is read once.")
                continue
            read[digest] = name
            self._read_file(path, name, own)
        self.notices += own.add(self.sources.deck_id, self.table, self.catalogue)
        if self.sources.database is not None:
            self._add(
                stage_postgres(
                    self.table.database, self.sources.database, self.sources.table, self.scratch
                )
            )
        clear(self.table.database)

    def _read_file(self, path: Path, name: str, own: OwnExams) -> None:
        suffix = path.suffix.lower()
        if suffix in _OWN:
            self.notices += own.read(path, name)
        elif suffix == _PARQUET:
            self._add(stage_parquet(self.table.database, name, [path]))
        else:
            self._add(stage_csv(self.table.database, path, name, self.scratch))

    def _add(self, told: Staged) -> None:
        shape = shape_of(told.names, told.sample)
        wanted = self.sources.deck_id if self.sources.deck is None else None
        if shape is None:
            raise StudyError(
                f"{told.name}: these columns hold no answers that are known here. Known are "
                "Moodle's report of responses, a row an answer with columns `sitting`, `question` "
                "and `score`, and a row a learner with a column of points a question"
            )
        if wanted is not None and not (isinstance(shape, Long) and "deck" in shape.columns):
            raise StudyError(
                f"{told.name}: no column `deck` tells which deck its answers are on, so --deck "
                "can't choose among them: leave it out"
            )
        if not told.sample:
            self.notices.append(f"{told.name}: there are no answers in it.")
        if isinstance(shape, Long):
            self.notices += add_long(told, shape, self.sources.deck_id, self.table, self.catalogue)
        else:
            key = DeckQuestions(self.sources.deck).answers
            self.notices += add_wide(told, shape, self.table, self.catalogue, key)


def _files(named: Sequence[Path]) -> Iterator[Path]:
    """The files that are meant; a folder of Parquet is one table."""
    for path in named:
        if not path.is_dir():
            yield path
            continue
        if any(path.rglob(f"*{_PARQUET}")):
            yield path
        yield from sorted(each for each in path.iterdir() if each.suffix.lower() in _OWN | _TABLES)


def _digest(path: Path) -> bytes:
    digest = sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
    return digest.digest()
