"""Zones by name, by POSIX rule and from the machine, also where it has no data on zones."""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.study.configuration.time_zone import local_zone, zone_named

RULES = {
    "CET-1CEST,M3.5.0,M10.5.0/3": "Europe/Berlin",
    "AEST-10AEDT,M10.1.0,M4.1.0/3": "Australia/Sydney",
    "<+0545>-5:45": "Asia/Kathmandu",
    "NST3:30NDT,M3.2.0,M11.1.0": "America/St_Johns",
    "PST8PDT": "America/Los_Angeles",
}
"""Rules that hold of a zone since 2015."""
instants = st.datetimes(
    datetime(2015, 1, 1, tzinfo=UTC).replace(tzinfo=None),
    datetime(2037, 12, 31, tzinfo=UTC).replace(tzinfo=None),
    timezones=st.just(UTC),
)


@given(st.sampled_from(sorted(RULES)), instants)
def test_a_rule_tells_the_time_of_the_zone_it_is_of(rule: str, moment: datetime) -> None:
    by_rule = moment.astimezone(zone_named(rule))
    by_name = moment.astimezone(ZoneInfo(RULES[rule]))
    assert (by_rule.replace(tzinfo=None), by_rule.fold) == (
        by_name.replace(tzinfo=None),
        by_name.fold,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="there, TZ doesn't set the zone of a process")
@pytest.mark.parametrize("rule", [*RULES, "UTC0", "JST-9", "FOO+2BAR", "<-02>2"])
@pytest.mark.parametrize("month", [1, 7])
def test_a_rule_means_what_it_means_to_the_c_library(
    rule: str, month: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = datetime(2026, month, 15, 12, tzinfo=UTC)
    monkeypatch.setenv("TZ", rule)
    time.tzset()
    try:
        theirs = time.localtime(moment.timestamp()).tm_gmtoff
    finally:
        monkeypatch.undo()
        time.tzset()
    assert moment.astimezone(zone_named(rule)).utcoffset() == timedelta(seconds=theirs)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Europe/Berlim", "`Europe/Berlim` is no time zone: did you mean `Europe/Berlin`?"),
        ("Mars/Olympus", "`Mars/Olympus` is no time zone: write a name such as Europe/Berlin"),
        ("CET-1CEST,M13.1.0,M1.1.0", "is no time zone"),
        ("CET-1CEST,M3.5.0", "is no time zone"),
        ("äöü-1", "is no time zone"),
        ("../../etc/passwd", "is no time zone"),
        ("", "is no time zone"),
    ],
)
def test_what_is_no_zone_is_refused(written: str, said: str) -> None:
    with pytest.raises(ValueError, match="is no time zone") as refused:
        zone_named(written)
    assert said in str(refused.value)


@pytest.mark.parametrize("name", ["Europe/Kiev", "Europe/Kyiv", "US/Pacific", "Asia/Calcutta"])
def test_a_zone_that_was_renamed_is_known_by_both_names(name: str) -> None:
    assert zone_named(name).key == name


@pytest.mark.parametrize("named", [":Asia/Tokyo", "Asia/Tokyo"])
def test_the_machines_zone_is_that_of_tz(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", named)
    assert local_zone().key == "Asia/Tokyo"


def test_without_any_data_on_zones_utc_is_one_and_rules_are_others() -> None:
    script = """if True:
        import sys, zoneinfo
        sys.modules["tzdata"] = None
        from ipt_cards.study.configuration.time_zone import zone_named
        assert not zoneinfo.available_timezones()
        print(zone_named("UTC").key, zone_named("CET-1CEST,M3.5.0,M10.5.0/3").key)
        try:
            zone_named("Europe/Berlin")
        except ValueError as error:
            print(error)
    """
    ran = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONTZPATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    first, second = ran.stdout.splitlines()
    assert first == "UTC CET-1CEST,M3.5.0,M10.5.0/3"
    assert second.startswith("`Europe/Berlin` is no time zone")
