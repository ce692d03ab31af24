"""How often one gets news."""

import re

import pytest
from django.test import Client
from django.utils.translation import override

from citizenspring.notifications import kinds
from citizenspring.notifications.kinds import Rhythm, all_kinds
from citizenspring.people.models import Person
from citizenspring.people.queries import wants_news
from citizenspring.people.tests.factories import make_guest, make_person, make_role, signed_in

from .factories import ESSENTIAL, PLAIN

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
PATH = "/news/settings/"


def page(person: Person) -> str:
    return signed_in(person).get(PATH, headers=ENGLISH).content.decode()


def fields(shown: str) -> dict[str, str]:
    """What a browser would send without a change."""
    picked = re.findall(r'<select name="(kind\d+)".*?</select>', shown, re.DOTALL)
    chosen = re.findall(r'<option value="(\w+)" selected', shown)
    return dict(zip(picked, chosen, strict=True))


def test_it_begins_with_the_rhythm_of_each_kind() -> None:
    sent = fields(page(make_person()))
    free = [one for one in all_kinds() if not (one.essential or one.roles) and one.label]
    assert list(sent.values()) == [str(kind.default) for kind in free]


def test_what_is_chosen_is_kept() -> None:
    ada = make_person()
    sent = fields(page(ada))
    answer = signed_in(ada).post(PATH, dict.fromkeys(sent, "weekly"))
    assert answer.status_code == 302
    assert set(fields(page(ada)).values()) == {"weekly"}
    assert ada.rhythms.get(kind=PLAIN.code).rhythm == Rhythm.WEEKLY


@pytest.mark.slow
def test_mail_needs_a_tick_that_nobody_made_for_her() -> None:
    ada = make_person()
    shown = page(ada)
    assert 'name="agrees"' in shown
    assert "checked" not in shown
    client, sent = signed_in(ada), fields(shown)
    client.post(PATH, sent | {"agrees": "on"})
    assert wants_news(ada)
    assert "checked" in page(ada)
    client.post(PATH, sent)
    assert not wants_news(ada)


@pytest.mark.slow
def test_a44_no_other_value_and_no_essential_kind_is_taken() -> None:
    ada = make_person()
    sent = fields(page(ada))
    for wrong in ("hourly", "", "at_once,never"):
        answer = signed_in(ada).post(PATH, dict.fromkeys(sent, wrong))
        assert answer.status_code == 422
    more = {ESSENTIAL.code: "never", "kind99": "never", "person": str(make_person().pk)}
    signed_in(ada).post(PATH, sent | more)
    assert not ada.rhythms.filter(kind=ESSENTIAL.code).exists()


def test_what_cannot_be_turned_off_says_why() -> None:
    shown = page(make_person())
    assert "Codes to sign in" in shown
    assert "You asked for it." in shown


def test_a_guest_is_told_that_there_is_no_address() -> None:
    assert "no address to write to" in page(make_guest())


def test_a_stranger_is_led_to_the_door() -> None:
    assert Client().get(PATH).status_code == 302


def test_what_only_some_roles_are_told_is_offered_to_them_alone() -> None:
    kinds.register(kinds.Kind("tests.role", "Only for auditors", "", "", roles=("auditor",)))
    assert "Only for auditors" not in page(make_person())
    assert "Only for auditors" in page(make_role("auditor").person)


def test_what_moderators_are_told_is_offered_to_nobody_else() -> None:
    with override("en"):
        labels = [str(one.label) for one in all_kinds() if not one.roles]
    assert not [label for label in labels if label.startswith("Moderators:")]
