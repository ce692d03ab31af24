"""The page of a ballot, when its answer was lost and the browser sends it once more."""

import pytest
from django.urls import reverse

from citizenspring.people.tests.factories import signed_in

from .factories import make_open_poll, voters_of

pytestmark = pytest.mark.django_db


def test_a02_a03_the_page_gives_the_same_receipt_again_and_refuses_another_ballot() -> None:
    poll = make_open_poll(voters=1)
    client = signed_in(voters_of(poll)[0])
    page, sent = reverse("ballots:vote", args=[poll.pk]), {"tracker": "ab" * 32, "choices": "1"}
    answers = [client.post(page, sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].context["receipt"] == answers[1].context["receipt"]
    other = client.post(page, {"tracker": "cd" * 32, "choices": "2"})
    assert other.status_code == 422
    assert [ballot.choices for ballot in poll.ballots.all()] == [[1]]
