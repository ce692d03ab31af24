"""The pages of what became of funded projects."""

from datetime import date

import pytest
from django.test import Client

from citizenspring.budgets.models import Report
from citizenspring.people.tests.factories import signed_in

from .factories import make_commitment, organiser_of

pytestmark = pytest.mark.django_db

ENGLISH = {"Accept-Language": "en"}


def test_what_is_late_is_red_without_anybody_saying_so(client: Client) -> None:
    made = make_commitment(due_on=date(2026, 1, 2))
    listed = client.get(made.project.round.page("commitments"), headers=ENGLISH).text
    assert "badge--overdue" in listed
    assert "overdue since 2 January 2026" in listed
    page = client.get(made.get_absolute_url(), headers=ENGLISH).text
    assert "in red until it is done" in page


@pytest.mark.slow
def test_an_organiser_names_the_steward_and_then_reports() -> None:
    made = make_commitment()
    page, olga = made.project.round.page, signed_in(organiser_of(made.project.round))
    sent = {"steward_name": "Green service", "due_on": "2027-05-01", "amount": "1 500,50"}
    assert olga.post(page("owe", made.project.key), sent).status_code == 302
    said = {
        "state": "done",
        "text": "Twelve benches stand.",
        "spent": "1 400",
        "evidence": "https://example.org/benches.jpg",
        "language": "en",
    }
    assert olga.post(page("report", made.project.key), said).status_code == 302
    shown = olga.get(made.get_absolute_url(), headers=ENGLISH).text
    assert "Twelve benches stand." in shown
    assert 'href="https://example.org/benches.jpg" rel="nofollow noopener' in shown
    assert "Green service" in shown
    assert "1,500.50" in shown


def test_what_was_typed_stays_when_a_report_is_refused() -> None:
    made = make_commitment()
    olga = signed_in(organiser_of(made.project.round))
    address = made.project.round.page("report", made.project.key)
    sent = {"state": "done", "text": "All done.", "evidence": "ftp://x", "language": "en"}
    answer = olga.post(address, sent, headers=ENGLISH)
    assert answer.status_code == 422
    assert "All done." in answer.text
    assert "begins with https://" in answer.text
    assert not Report.objects.exists()
