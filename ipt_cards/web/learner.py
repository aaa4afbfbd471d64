"""The learner whom a server serves: decks, log and settings, and the one thread that uses them."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.day import Calendar
from ipt_cards.scheduling.queue import Limits
from ipt_cards.scheduling.scheduler import Scheduler
from ipt_cards.study.clock import learner_calendar, now_ms
from ipt_cards.study.configuration.settings import Settings
from ipt_cards.study.open_decks import OpenDecks
from ipt_cards.study.presenting.grades import GradeKeys, grade_keys
from ipt_cards.study.review_log import open_log
from ipt_cards.study.sync import synced

if TYPE_CHECKING:
    from ipt_cards.progress.sync.exchange import Exchange

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Learner:
    """What every page is about. clock: tells the present instant, in UTC milliseconds."""

    decks: OpenDecks
    log: ReviewLog
    settings: Settings
    scheduler: Scheduler
    calendar: Calendar
    clock: Callable[[], int] = now_ms

    @property
    def grades(self) -> GradeKeys:
        """The grades that are offered, by their keys."""
        return grade_keys(self.settings.grades)

    @property
    def limits(self) -> Limits:
        """The most cards a day."""
        return Limits(new=self.settings.new, reviews=self.settings.reviews)


class StudyThread:
    """The thread in which everything of the learner happens, one thing after the other.

    The log belongs to the thread that opened it, and what two tabs do at once has an order.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "study")
        self._open = ExitStack()

    def open(  # noqa: PLR0913, PLR0917 - all that a learner has
        self,
        folders: Sequence[Path],
        progress_file: Path,
        settings: Settings,
        scheduler: Scheduler,
        tell: "Callable[[Exchange | Exception], None]",
        tell_problem: Callable[[str], object] | None = None,
    ) -> Learner:
        """Open decks and log, and sync where a folder is configured.

        tell: as in `synced`. tell_problem: as `tell` in OpenDeck.

        Raises what opening them raises.
        """

        def opened() -> Learner:
            decks = OpenDecks(folders, tell_problem)
            log = self._open.enter_context(open_log(progress_file, settings, scheduler))
            self._open.enter_context(synced(log, settings, tell))
            return Learner(decks, log, settings, scheduler, learner_calendar(settings))

        return self._thread.submit(opened).result()

    def close(self) -> None:
        """Sync and close the log, after what was begun is done."""
        self._thread.submit(self._open.close).result()
        self._thread.shutdown()

    async def run(self, what: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do something of the learner's; returns and raises what it does."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: what(*args, **kwargs))
