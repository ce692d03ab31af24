"""The public record: everyone reads all of it."""

from typing import Any

from citizenspring.ledger.tests.factories import sequenced

from . import Row


def an_entry() -> dict[str, Any]:
    return {"index": sequenced(2)[0].index}


def nothing_recorded() -> dict[str, Any]:
    return {"index": 10_000_000}


def a_record() -> dict[str, Any]:
    sequenced(2)
    return {}


def a_tile() -> dict[str, Any]:
    sequenced(2)
    return {"level": 0, "number": "000.p/1"}


def a_bundle() -> dict[str, Any]:
    sequenced(2)
    return {"number": "000.p/1"}


ROWS = [
    Row("ledger:record", get=200),
    Row("ledger:verifying", get=200),
    Row("ledger:entry", get=200, at=an_entry),
    Row("ledger:entry", get=404, at=nothing_recorded, case="none such"),
    Row("ledger:receipt", get=200, at=an_entry),
    Row("ledger:receipt", get=404, at=nothing_recorded, case="none such"),
    Row("ledger:checkpoint", get=200, at=a_record),
    Row("ledger:checkpoint", get=404, case="nothing recorded"),
    Row("ledger:consistency", get=200, at=a_record),
    Row("ledger:consistency", get=400, at=a_record, query="?old=x", case="no number"),
    Row("ledger:key", get=200),
    Row("ledger:tile", get=200, at=a_tile),
    Row("ledger:tile", get=404, at=lambda: {"level": 0, "number": "5"}, case="no such path"),
    Row("ledger:bundle", get=200, at=a_bundle),
    Row("ledger:bundle", get=404, at=lambda: {"number": "999"}, case="none such"),
]
