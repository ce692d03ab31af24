"""A refusal is a page that says what happened and where to go."""

import pytest
from django.test import Client

from citizenspring.opinions.tests.factories import make_map
from citizenspring.people.tests.factories import make_visitor

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


@pytest.mark.parametrize(
    ("address", "back"),
    [
        (("undo",), ("vote",)),
        (("similar",), ("statements",)),
        (("moderate", 1), ("statement", 1)),
    ],
)
def test_an_address_that_only_takes_forms_leads_back_to_its_page(
    client: Client, address: tuple[str, ...], back: tuple[str, ...]
) -> None:
    made = make_map()
    answer = client.get(made.page(*address), headers=ENGLISH)
    page = answer.content.decode()
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "This address only takes what a form sends" in page
    assert f'href="{made.page(*back)}"' in page


def test_a_program_still_gets_its_own_answer(client: Client) -> None:
    answer = client.post("/api/v1/processes")
    assert answer.status_code == 405
    assert b"<html" not in answer.content


def test_a_page_that_one_may_not_see_says_so_and_an_act_says_that_it_was_not_done() -> None:
    made = make_map()
    guest = make_visitor("guest")
    seen = guest.get(made.page("queue"), headers=ENGLISH).content.decode()
    assert "<h1>You may not see this page</h1>" in seen
    done = guest.post(made.page("moderate", 1), {"act": "hidden"}, headers=ENGLISH)
    assert "<h1>This was not done</h1>" in done.content.decode()
