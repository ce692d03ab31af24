"""Votes brought in and out, and what became of funded projects."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from citizenspring.budgets.models import Round
from citizenspring.budgets.pabulib import import_pb
from citizenspring.budgets.services import take_upload
from citizenspring.budgets.tests.factories import make_commitment
from citizenspring.budgets.tests.pb_files import APPROVAL
from citizenspring.processes.tests.factories import make_open_process, make_organiser

from . import OTHERS, Row

ORGANISER = {"organiser": 200, OTHERS: 403}
ORGANISER_POSTS = {"organiser": 302, OTHERS: 403}


def address_of(budget: Round) -> dict[str, Any]:
    return {"process": budget.activity.process.slug, "activity": budget.activity.slug}


def a_process() -> dict[str, Any]:
    return {"process": make_open_process().slug}


def an_upload() -> dict[str, Any]:
    ada = make_organiser()
    process = make_open_process(by=ada)
    kept = take_upload(process, "vote.pb", APPROVAL.encode(), by=ada)
    return {"process": process.slug, "upload_id": kept.pk}


def a_vote_brought_in() -> dict[str, Any]:
    ada = make_organiser()
    return address_of(import_pb(APPROVAL, make_open_process(by=ada), file="v.pb", by=ada).budget)


def an_unvoted_round() -> dict[str, Any]:
    return address_of(make_commitment().project.round)


def a_commitment() -> dict[str, Any]:
    made = make_commitment()
    return {**address_of(made.project.round), "key": made.project.key}


def a_file() -> dict[str, Any]:
    return {"file": SimpleUploadedFile("vote.pb", APPROVAL.encode())}


def what_is_owed() -> dict[str, Any]:
    return {"amount": "600", "steward_name": "Green service"}


def a_report() -> dict[str, Any]:
    return {"state": "done", "text": "Done.", "spent": "600", "language": "en"}


ROWS = [
    Row("budgets:import", get=ORGANISER, post=ORGANISER_POSTS, at=a_process, sends=a_file),
    Row("budgets:upload", get=ORGANISER, at=an_upload),
    Row("budgets:export", get=200, at=a_vote_brought_in),
    Row("budgets:export", get=403, at=an_unvoted_round, case="not voted on"),
    Row("budgets:commitments", get=200, at=an_unvoted_round),
    Row("budgets:commitments-file", get=200, at=an_unvoted_round),
    Row("budgets:commitment", get=200, at=a_commitment),
    Row("budgets:owe", get=ORGANISER, post=ORGANISER_POSTS, at=a_commitment, sends=what_is_owed),
    Row("budgets:report", get=ORGANISER, post=ORGANISER_POSTS, at=a_commitment, sends=a_report),
]
