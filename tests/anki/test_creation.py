"""The day that a collection counts from is the one that the real Anki counts from."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from anki.collection import Collection, ExportAnkiPackageOptions

from ipt_cards.anki.reading.collection import open_collection
from ipt_cards.scheduling.day import Calendar, day_of

HERE = datetime.now().astimezone().tzinfo or UTC


@pytest.mark.parametrize("west_minutes", [None, 0, -600, 480])
@pytest.mark.parametrize("legacy", [False, True])
def test_days_are_counted_from_where_the_collection_was_made(
    tmp_path: Path, west_minutes: int | None, legacy: bool
) -> None:
    """Made 400 days ago at four in the morning, by a learner who may have moved since."""
    path = tmp_path / "collection.anki2"
    collection = Collection(str(path))
    zone = HERE if west_minutes is None else timezone(-timedelta(minutes=west_minutes))
    made_on = date.today() - timedelta(days=400)  # noqa: DTZ011 - Anki, too, looks at the clock
    made = datetime(made_on.year, made_on.month, made_on.day, 4, tzinfo=zone)
    assert collection.db is not None
    collection.db.execute("update col set crt = ?", int(made.timestamp()))
    if west_minutes is None:
        collection.remove_config("creationOffset")
    else:
        collection.set_config("creationOffset", west_minutes)
    collection.close()
    collection.reopen()
    elapsed = collection.sched.today
    package = tmp_path / "collection.apkg"
    collection.export_anki_package(
        out_path=str(package),
        options=ExportAnkiPackageOptions(with_scheduling=True, legacy=legacy),
        limit=None,
    )
    collection.close()
    for file in (path, package):
        with open_collection(file) as opened:
            assert opened.first_day(HERE) == day_of(made_on)
            today = Calendar(HERE).day(int(datetime.now(UTC).timestamp() * 1000))
            assert opened.first_day(HERE) + elapsed == today
