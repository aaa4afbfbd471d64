"""What a migration assumed, for people."""

from pathlib import Path

from ipt_cards.progress.storage.assumed_days import AssumedDays
from ipt_cards.study.presenting.words import counted


def assumed_days_told(assumed: AssumedDays, path: Path) -> str:
    """By which zone the answers of the first edition got their days, and how to have another."""
    return (
        f"{path} now keeps with each answer the day it was given on, so that no later change of "
        f"time zone moves it. {counted(assumed.reviews, 'earlier answer')} got theirs by the zone "
        f"{assumed.zone}, with days from {assumed.rollover_hour}:00 on. If you answered elsewhere, "
        f"put the copy from before, in {path.parent / 'backups'}, back in its place, set the zone "
        "with `ipt-cards config set time_zone`, and start again."
    )
