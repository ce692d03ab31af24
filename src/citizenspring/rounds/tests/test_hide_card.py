"""Hiding a card of a table, with a public reason, and showing it again."""

import pytest

from citizenspring.common.errors import NotAllowed
from citizenspring.gatherings.tests.factories import make_helper
from citizenspring.ledger.models import Entry
from citizenspring.moderation.errors import ReasonMissing
from citizenspring.people.tests.factories import make_person, signed_in
from citizenspring.rounds import services
from citizenspring.rounds.exports import public_events
from citizenspring.rounds.queries import ballot_of, cards_of

from .factories import card as fact
from .factories import organiser_of, started, take, wait, written

pytestmark = pytest.mark.django_db


def test_a_hidden_card_is_on_no_ballot_and_the_reason_is_public() -> None:
    run = started()
    card = written(run, "Mrs Peeters is a thief")
    by = make_helper(run.gathering)
    services.hide_card(card, "It accuses somebody by name.", by=by)
    services.hide_card(card, "Twice", by=by)
    assert not cards_of(run).exists()
    assert not ballot_of(wait(run, 901), "dots")
    entry = Entry.objects.get(kind="card.hidden")
    assert entry.body["reason"] == "It accuses somebody by name."
    assert "Peeters" not in str(entry.body)
    services.show_card(card, by=by)
    assert cards_of(run).get() == card


def test_its_theme_is_not_in_the_facts_that_anybody_downloads() -> None:
    run = started()
    take(run, fact("Mrs Peeters is a thief", theme="Peeters"))
    card = run.cards.get()
    services.hide_card(card, "It accuses somebody by name.", by=organiser_of(run))
    services.end_run(run, by=organiser_of(run))
    assert "Peeters" not in str(public_events(run))


def test_nobody_hides_without_reason_or_right() -> None:
    run = started()
    card = written(run)
    with pytest.raises(ReasonMissing):
        services.hide_card(card, "  ", by=make_helper(run.gathering))
    with pytest.raises(NotAllowed):
        services.hide_card(card, "Because", by=make_person())
    assert cards_of(run).exists()


def test_it_is_done_on_a_page_by_plain_forms() -> None:
    run = started()
    card = written(run, "Mrs Peeters", table=2)
    client = signed_in(make_helper(run.gathering))
    assert "Peeters" not in client.get(run.page("cards"), {"table": "1"}).content.decode()
    assert "Peeters" in client.get(run.page("cards"), {"table": "2"}).content.decode()
    client.post(run.page("hide-card", card.key), {"reason": ""})
    assert cards_of(run).exists()
    client.post(run.page("hide-card", card.key), {"reason": "A\0 name"})
    assert not cards_of(run).exists()
    client.post(run.page("hide-card", card.key), {"act": "show"})
    assert cards_of(run).exists()
