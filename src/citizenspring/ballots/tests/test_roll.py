"""The roll: who stands on it, once, and what a code is worth."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from citizenspring.ballots.errors import CodeUnknown, OnRollAlready, RollFixed, SecondPersonNeeded
from citizenspring.ballots.models import Poll
from citizenspring.ballots.services import roll
from citizenspring.ballots.services.roll import RegisterRow
from citizenspring.city.models import Territory
from citizenspring.people.documents import document_key
from citizenspring.people.errors import TooMany
from citizenspring.people.levels import Level, Way
from citizenspring.people.services import attain
from citizenspring.people.tests.factories import make_guest, make_person, make_role
from citizenspring.processes.tests.factories import make_commune, make_open_process, make_organiser
from citizenspring.threads.services import open_node

pytestmark = pytest.mark.django_db

DOCUMENT = "592-1234567-89"


def make_draft(**facts: object) -> Poll:
    """A draft poll in an open process."""
    process = make_open_process()
    node = open_node("poll", title="Parks", language="en", within=process.node)
    return Poll.objects.create(process=process, node=node, title="Parks", **facts)


def frozen(poll: Poll) -> int:
    size = roll.freeze(poll)
    moment = now()
    poll.state, poll.frozen_at, poll.opened_at = Poll.State.OPEN, moment, moment
    poll.closes_at = moment + timedelta(days=1)
    poll.save()
    return size


def test_accounts_with_the_level_and_the_home_stand_on_it() -> None:
    commune = make_commune()
    quarter = Territory.objects.create(code="q1", kind="quarter", name="Q", parent=commune)
    poll = make_draft(required_level=Level.PHONE)
    poll.territories.add(commune)
    ada = make_person(level=Level.PHONE, home=commune)
    bo = make_person(level=Level.IN_PERSON, home=quarter)
    make_person(level=Level.MAIL, home=commune)
    make_person(level=Level.PHONE, home=make_commune("ixelles", "Ixelles"))
    make_person(level=Level.PHONE, home=commune, is_active=False)
    make_guest(home=commune)
    assert frozen(poll) == 2
    assert set(poll.roll.values_list("person", "place")) == {
        (ada.pk, "molenbeek"),
        (bo.pk, "q1"),
    }


def test_the_same_document_never_stands_on_it_twice() -> None:
    poll = make_draft(required_level=Level.MAIL)
    ada, olga = make_role("verifier").person, make_organiser()
    key = document_key(DOCUMENT)
    code = roll.add_voter(poll, "Rose Peeters", key, "Ixelles", by=ada, second=olga)
    with pytest.raises(OnRollAlready):
        roll.add_voter(poll, "Rose P.", document_key("592 1234567 89"), "", by=ada, second=olga)
    with pytest.raises(OnRollAlready):
        roll.import_roll(poll, [RegisterRow(DOCUMENT.lower(), "Peeters Rose")], by=olga)
    rose = make_person()
    attain(rose, Way.DESK, by=ada, subject=key)
    frozen(poll)
    entry = roll.entry_of_code(poll, code.lower().replace("-", " "), address="10.0.0.1")
    assert entry.person_id == rose.pk
    assert poll.roll.filter(person=rose).count() == poll.roll.filter(identity=key).count() == 1


def test_nobody_is_added_by_one_person_nor_after_the_opening() -> None:
    poll, ada, key = make_draft(), make_organiser(), document_key(DOCUMENT)
    with pytest.raises(SecondPersonNeeded):
        roll.add_voter(poll, "Rose", key, "", by=ada, second=ada)
    frozen(poll)
    with pytest.raises(RollFixed):
        roll.add_voter(poll, "Rose", key, "", by=ada, second=make_organiser())
    with pytest.raises(RollFixed):
        roll.import_roll(poll, [RegisterRow("1", "Rose")], by=ada)


def test_new_letters_void_those_printed_before() -> None:
    poll, olga = make_draft(), make_organiser()
    rows = [RegisterRow("7001", "Zoé Ali", "Jette"), RegisterRow("7002", "Émile Bo")]
    (old, _other) = roll.import_roll(poll, rows, by=olga)
    letters = roll.new_letters(poll, by=olga)
    assert sorted(letter.name for letter in letters) == ["Zoé Ali", "Émile Bo"]
    with pytest.raises(CodeUnknown):
        roll.entry_of_code(poll, old, address="10.0.0.1")
    of_zoe = next(letter.code for letter in letters if letter.place == "Jette")
    assert roll.entry_of_code(poll, of_zoe, address="10.0.0.1").name == "Zoé Ali"


@pytest.mark.slow
def test_a19_a_code_has_60_bits_and_guessing_ends_soon() -> None:
    assert len(roll.SIGNS) ** roll.CODE_LENGTH >= 2**60
    assert len({roll.new_code() for _ in range(1000)}) == 1000
    poll, olga = make_draft(), make_organiser()
    (code,) = roll.import_roll(poll, [RegisterRow("7001", "Zoé")], by=olga)
    for _ in range(roll.WRONG_OF_ADDRESS.burst):
        with pytest.raises(CodeUnknown):
            roll.entry_of_code(poll, roll.new_code(), address="10.0.0.9")
    with pytest.raises(TooMany):
        roll.entry_of_code(poll, code, address="10.0.0.9")
    assert roll.entry_of_code(poll, code, address="10.0.0.1").name == "Zoé"
    wrong = roll.new_code()
    for number in range(roll.TRIES_OF_CODE.burst):
        with pytest.raises(CodeUnknown):
            roll.entry_of_code(poll, wrong, address=f"10.1.0.{number}")
    with pytest.raises(TooMany):
        roll.entry_of_code(poll, wrong, address="10.1.1.1")
    assert code.encode() not in bytes(poll.roll.get().code or b"")
