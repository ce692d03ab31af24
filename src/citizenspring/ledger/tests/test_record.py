import secrets

import pytest
from django.db import IntegrityError, transaction

from citizenspring.engines.errors import BadInput
from citizenspring.engines.record import canonical, digest_of, hash_leaf
from citizenspring.ledger.models import Entry
from citizenspring.ledger.services import SALT_BYTES, record
from citizenspring.people.tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_an_entry_holds_public_facts_and_waits() -> None:
    entry = record("process.opened", facts={"title": "Cool streets"})
    entry.refresh_from_db()
    assert entry.body["title"] == "Cool streets"
    assert entry.index is None


def test_the_leaf_is_the_hash_of_what_is_stored() -> None:
    entry = record("map.edited", facts={"share": 0.25, "name": "Été", "none": None, "no": 1.0})
    entry.refresh_from_db()
    assert bytes(entry.leaf) == hash_leaf(canonical(entry.body))


def test_sealed_facts_leave_only_their_digest() -> None:
    salt = secrets.token_bytes(SALT_BYTES)
    entry = record("vote.cast", sealed={"voter": "ada", "choice": 1}, salt=salt)
    assert "ada" not in str(entry.body)
    assert entry.body["seal"] == digest_of({"voter": "ada", "choice": 1}, salt)


def test_sealed_facts_without_salt_are_refused() -> None:
    with pytest.raises(BadInput, match="The salt has 0 bytes"):
        record("vote.cast", sealed={"choice": 1})


def test_the_person_is_a_pseudonym() -> None:
    ada = make_person()
    entry = record("process.opened", by=ada)
    assert str(ada.pk) not in str(entry.body)
    assert entry.body["by"] == ada.pseudonym("record")


def test_two_acts_alike_have_different_leaves() -> None:
    assert record("vote.cast").leaf != record("vote.cast").leaf


def test_a_fact_cannot_pass_for_the_words_of_the_record_itself() -> None:
    with pytest.raises(BadInput, match="A fact is called kind"):
        record("vote.cast", facts={"kind": "vote.withdrawn"})


def test_an_entry_too_long_for_a_bundle_is_refused() -> None:
    with pytest.raises(BadInput, match="at most 65535"):
        record("statement.added", facts={"text": "x" * 65_536})


def test_an_act_that_fails_leaves_no_entry() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        record("vote.cast").save(force_insert=True)
    assert not Entry.objects.exists()


@pytest.mark.parametrize("fact", [2**70, 1e16, [1e21], {"deep": -(2.0**60)}])
def test_a59_a_number_the_record_could_not_read_again_is_refused(fact: object) -> None:
    with pytest.raises(BadInput):
        record("process.opened", facts={"fact": fact})
