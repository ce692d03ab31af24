"""An organiser sends a file of Pabulib; the worker reads it, and a page says how far it is."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from citizenspring.budgets import services
from citizenspring.budgets.forms.importing import LARGEST_FILE, PbForm
from citizenspring.budgets.models import PbUpload, Round
from citizenspring.people.tests.factories import signed_in
from citizenspring.processes.tests.factories import make_open_process, make_organiser

from .pb_files import APPROVAL

pytestmark = pytest.mark.django_db

HERE = {"X-Fragment": "1", "Accept-Language": "en"}


def a_file(text: str = APPROVAL) -> SimpleUploadedFile:
    return SimpleUploadedFile("vote.pb", text.encode())


@pytest.mark.slow
def test_a_file_waits_is_read_and_leads_to_its_round() -> None:
    ada = make_organiser()
    process, browser = make_open_process(by=ada), signed_in(ada)
    sent = {"file": a_file(), "title": "The past budget"}
    page = browser.post(f"/processes/{process.slug}/import-budget/", sent).headers["Location"]
    assert "waits for its turn" in browser.get(page, headers=HERE).text
    assert services.read_next_upload() == 1
    assert services.read_next_upload() == 0
    budget = Round.objects.get()
    assert str(budget.activity.title) == "The past budget"
    shown = browser.get(page, headers=HERE).text
    assert "6 ballots on 4 projects" in shown
    assert budget.get_absolute_url() in shown
    assert PbUpload.objects.get().content is None


def test_the_same_file_twice_is_one_round() -> None:
    ada = make_organiser()
    process = make_open_process(by=ada)
    first = services.take_upload(process, "vote.pb", APPROVAL.encode(), by=ada)
    services.read_next_upload()
    again = services.take_upload(process, "other.pb", APPROVAL.encode(), by=ada)
    assert again == first
    assert services.read_next_upload() == 0
    assert Round.objects.count() == 1


def test_a_wrong_file_is_named_with_its_line_and_can_be_sent_again() -> None:
    ada = make_organiser()
    process = make_open_process(by=ada)
    wrong = APPROVAL.replace("4;P7,P9,P1", "4;P7,P9,P5").encode()
    kept = services.take_upload(process, "vote.pb", wrong, by=ada)
    services.read_next_upload()
    kept.refresh_from_db()
    assert kept.state == PbUpload.State.FAILED
    assert kept.problem.startswith("vote.pb, line 27: the vote names the project 'P5'")
    assert not Round.objects.exists()
    address = f"/processes/{process.slug}/import-budget/{kept.pk}/"
    assert "Nothing was imported." in signed_in(ada).get(address, headers=HERE).text
    assert services.take_upload(process, "vote.pb", wrong, by=ada) != kept


def test_bytes_that_are_no_text_are_refused_with_a_line() -> None:
    ada = make_organiser()
    kept = services.take_upload(make_open_process(by=ada), "x.pb", b"META\n\xff\xfe", by=ada)
    services.read_next_upload()
    kept.refresh_from_db()
    assert "x.pb, line 2: the text is not encoded in UTF-8" in kept.problem


def test_a_file_that_is_too_large_is_refused_before_it_is_kept() -> None:
    large = a_file()
    large.size = LARGEST_FILE + 1
    form = PbForm({}, MultiValueDict({"file": [large]}))
    assert "larger than 40 MB" in str(form.errors)
