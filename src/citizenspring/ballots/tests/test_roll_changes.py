"""Changing the roll: two people, counted in public, and not for long (A20, A25)."""

import pytest

from citizenspring.ballots import queries
from citizenspring.ballots.errors import (
    AskedAlready,
    ChangeDecided,
    OtherDocument,
    RollStays,
    SecondPersonNeeded,
    VotedAlready,
)
from citizenspring.ballots.services import cast_ballot
from citizenspring.ballots.services.changes import (
    Voter,
    ask_to_add,
    ask_to_remove,
    decide_change,
)
from citizenspring.ballots.services.roll import entry_of_code
from citizenspring.ledger.models import Entry
from citizenspring.people.documents import document_key
from citizenspring.people.tests.factories import make_person

from .roll_factories import choice_of, draft_poll, official, opened, register_of, voted

pytestmark = pytest.mark.django_db

KEY = document_key("B 123 456")


def test_a20_one_asks_another_looks_and_the_public_reads_how_many() -> None:
    poll = opened(draft_poll())
    ada, bo = official(poll), official(poll, "organiser")
    asked = ask_to_add(poll, Voter("Rose Peeters", KEY, "Jette"), reason="Moved in", by=ada)
    with pytest.raises(AskedAlready):
        ask_to_add(poll, Voter("Rose P.", KEY), reason="Again", by=bo)
    with pytest.raises(SecondPersonNeeded):
        decide_change(asked, accepts=True, by=ada, identity=KEY)
    with pytest.raises(OtherDocument):
        decide_change(asked, accepts=True, by=bo, identity=document_key("B 123 457"))
    code = decide_change(asked, accepts=True, by=bo, identity=KEY)
    with pytest.raises(ChangeDecided):
        decide_change(asked, accepts=False, by=bo)
    entry = entry_of_code(poll, code, address="10.0.0.1")
    removal = ask_to_remove(entry, reason="Moved out", by=bo)
    assert decide_change(removal, accepts=True, by=ada) == ""
    assert queries.changes_since_opening(poll) == queries.Changes(added=1, removed=1)
    poll.refresh_from_db()
    assert poll.roll_size == poll.roll.count()
    assert not poll.roll.filter(pk=entry.pk).exists()
    asked.refresh_from_db()
    assert (asked.name, asked.identity) == ("", None)
    bodies = Entry.objects.filter(kind="roll.changed").values_list("body", flat=True)
    assert len(bodies) == 2
    assert not any("Rose" in str(body) for body in bodies)


def test_an_account_is_put_on_with_its_document_and_gets_no_code() -> None:
    poll = opened(draft_poll())
    ada, bo, rose = official(poll), official(poll), make_person()
    asked = ask_to_add(poll, Voter("Rose", KEY, person=rose), reason="Late level", by=ada)
    assert decide_change(asked, accepts=True, by=bo, identity=KEY) == ""
    assert cast_ballot(poll, choice_of(1, 2), by=rose)


def test_a25_after_ten_ballots_nobody_is_added_or_taken_off() -> None:
    poll = draft_poll()
    codes = register_of(poll, 11)
    opened(poll)
    ada, bo = official(poll), official(poll)
    early = ask_to_add(poll, Voter("Rose", KEY), reason="Early", by=ada)
    voted(poll, codes[:9])
    assert queries.may_still_change(poll)
    removal = ask_to_remove(entry_of_code(poll, codes[10], address="a"), reason="Moved", by=ada)
    with pytest.raises(VotedAlready):
        ask_to_remove(entry_of_code(poll, codes[0], address="a"), reason="Moved", by=ada)
    voted(poll, codes[9:10])
    assert not queries.may_still_change(poll)
    with pytest.raises(RollStays):
        decide_change(early, accepts=True, by=bo, identity=KEY)
    with pytest.raises(RollStays):
        decide_change(removal, accepts=True, by=bo)
    with pytest.raises(RollStays):
        ask_to_add(poll, Voter("Zoe", document_key("C 1234")), reason="Late", by=ada)
    assert poll.roll.count() == poll.roll_size


def test_a_change_whose_asker_is_gone_needs_another_to_ask_before_it_is_accepted() -> None:
    poll = opened(draft_poll())
    ada, bo = official(poll), official(poll)
    asked = ask_to_add(poll, Voter("Rose Peeters", KEY), reason="Moved in", by=ada)
    type(asked).objects.filter(pk=asked.pk).update(asked_by=None)
    asked.refresh_from_db()
    with pytest.raises(SecondPersonNeeded):
        decide_change(asked, accepts=True, by=bo, identity=KEY)
    decide_change(asked, accepts=False, by=bo)
    assert not poll.roll.filter(identity=KEY).exists()
