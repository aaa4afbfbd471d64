"""Learners' days of every kind: what clocks on earth do, and every rollover hour."""

from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from ipt_cards.scheduling.day import Calendar

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",  # half an hour off, and until 2011 its clocks changed at 00:01
    "America/Sao_Paulo",  # summer time began at midnight, which then didn't exist
    "America/Havana",
    "Atlantic/Azores",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",  # changes by half an hour
    "Pacific/Apia",  # skipped 30 December 2011
    "Pacific/Kiritimati",  # 14 hours ahead
    "Pacific/Pago_Pago",
    "Antarctica/Troll",  # changes by two hours
    "Africa/Casablanca",
)
calendars = st.builds(
    Calendar,
    st.sampled_from(ZONES).map(ZoneInfo),
    st.integers(min_value=0, max_value=23),
)
