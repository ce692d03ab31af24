"""The gathering for a calendar: one event with one number, so that a change replaces it."""

from datetime import UTC, timedelta

from icalendar import Alarm, Calendar, Event, vUri

from citizenspring.common.clock import database_now

from .models import Gathering

__all__ = ["calendar_file"]


def calendar_file(gathering: Gathering, address: str) -> bytes:
    """An iCalendar file (RFC 5545); ``address`` is the complete address of the page."""
    calendar = Calendar()
    calendar.add("prodid", "-//Citizen Spring//gatherings//")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event = Event()
    event.add("uid", f"{gathering.pk}@citizenspring")
    event.add("dtstamp", database_now().astimezone(UTC))
    event.add("dtstart", gathering.starts_at.astimezone(UTC))
    event.add("dtend", gathering.ends_at.astimezone(UTC))
    event.add("summary", str(gathering.activity.title))
    event.add("description", str(gathering.activity.introduction))
    event.add("location", f"{gathering.place}, {gathering.address}")
    event.add("url", vUri(address))
    event.add("sequence", gathering.revision)
    event.add("status", "CANCELLED" if gathering.is_cancelled else "CONFIRMED")
    if not gathering.is_cancelled:
        event.add_component(_the_day_before(gathering))
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _the_day_before(gathering: Gathering) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", str(gathering.activity.title))
    alarm.add("trigger", timedelta(days=-1))
    return alarm
