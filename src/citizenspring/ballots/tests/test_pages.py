"""The pages of a secret vote: what they show, keep and refuse."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from citizenspring.ballots.models import Ballot, Poll, RollEntry
from citizenspring.ballots.queries import roll_counts
from citizenspring.ballots.services import cast_ballot, close_poll, seal_poll
from citizenspring.ballots.services.roll import CODE_LENGTH, SIGNS
from citizenspring.people.desks import desks_of
from citizenspring.people.documents import document_key
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_person, signed_in

from .roll_factories import choice_of, draft_poll, official, opened, register_of

pytestmark = pytest.mark.django_db

CODE = re.compile(rf"(?:[{SIGNS}]{{4}}-){{2}}[{SIGNS}]{{4}}")


def english() -> Client:
    return Client(headers={"accept-language": "en"})


def at(poll: Poll, page: str = "poll", *more: object) -> str:
    return reverse(f"ballots:{page}", args=[poll.pk, *more])


def of_the_team(poll: Poll, kind: str = "verifier") -> Client:
    return signed_in(official(poll, kind), english())


def desks_with_votes(person: Person) -> list[str]:
    return [desk.url for desk in desks_of(person) if desk.url.startswith("/votes/")]


@pytest.mark.slow
def test_officials_find_their_pages_on_their_own_page() -> None:
    draft = draft_poll()
    ada, fay = official(draft), official(draft, "facilitator")
    assert desks_with_votes(ada) == [at(draft, "roll")]
    opened(draft)
    assert desks_with_votes(ada) == [at(draft, page) for page in ("roll", "desk", "sheets")]
    assert desks_with_votes(fay) == [at(draft, "sheets")]


@pytest.mark.slow
def test_two_officials_put_somebody_on_and_the_code_is_shown_once() -> None:
    poll = draft_poll()
    ada, bo = of_the_team(poll), of_the_team(poll, "organiser")
    sent = {"name": "Rose Peeters", "document": "592-1234567-89", "place": "Jette"}
    refused = ada.post(at(poll, "add"), {**sent, "document": "1"})
    assert refused.status_code == 422
    assert "Rose Peeters" in refused.text
    assert ada.post(at(poll, "add"), sent).status_code == 302
    (change,) = poll.roll_changes.all()
    assert "You asked for this yourself" in ada.get(at(poll, "change", change.pk)).text
    other = {"document": "592-1234567-88", "decision": "yes"}
    assert bo.post(at(poll, "change", change.pk), other).status_code == 422
    done = bo.post(at(poll, "change", change.pk), {**sent, "decision": "yes"})
    (code,) = CODE.findall(done.text)
    assert poll.roll.get().identity == document_key("592 1234567 89")
    assert code not in bo.get(at(poll, "roll")).text
    opened(poll)
    ballot = {"code": code, "choices": ["1", "2"], "tracker": "ab" * 32}
    assert "Your ballot is in" in english().post(at(poll, "vote"), ballot).text
    assert Ballot.objects.get().choices == [1, 2]


@pytest.mark.slow
def test_a_register_is_imported_and_its_letters_are_printed_once() -> None:
    poll = draft_poll()
    olga = of_the_team(poll, "organiser")
    bad = SimpleUploadedFile("r.csv", b"reference,name,place\n1,,Jette\n")
    refused = olga.post(at(poll, "register"), {"file": bad})
    assert "Line 2 has no name." in refused.text
    good = SimpleUploadedFile("r.csv", b"reference,name,place\n7001,Rose,Jette\n7002,=Bo,\n")
    assert olga.post(at(poll, "register"), {"file": good}).status_code == 302
    assert roll_counts(poll).codes == 2
    table = olga.post(at(poll, "letters"), {"as": "table"})
    codes = CODE.findall(table.text)
    assert len(set(codes)) == 2
    assert "'=Bo" in table.text
    printed = olga.post(at(poll, "letters"), {"as": "pages"})
    assert printed.content.startswith(b"%PDF")
    assert not CODE.findall(olga.get(at(poll, "export")).text)
    opened(poll)
    gone = english().post(at(poll, "vote"), {"code": codes[0], "choices": "1", "tracker": "a" * 64})
    assert gone.status_code == 422
    assert "No voter has this code" in gone.text
    assert codes[0] in gone.text
    assert olga.post(at(poll, "letters"), {"as": "table"}).status_code == 409


@pytest.mark.slow
def test_an_account_votes_once_and_keeps_her_receipt() -> None:
    rose = make_person()
    poll = opened(draft_poll())
    client = signed_in(rose, english())
    assert "Vote now" in client.get(at(poll)).text
    too_many = {"choices": ["1", "2", "3"], "tracker": "cd" * 32}
    refused = client.post(at(poll, "vote"), too_many)
    assert (refused.status_code, Ballot.objects.count()) == (422, 0)
    assert refused.text.count("checked") == 3
    taken = client.post(at(poll, "vote"), {"choices": ["1", "3"], "tracker": "cd" * 32})
    receipt = taken.context["receipt"]
    assert taken["Cache-Control"].count("no-store")
    file = client.post(at(poll, "receipt-file"), {"receipt": receipt.replace("\n", "\r\n")})
    assert file.text == receipt
    again = client.post(at(poll, "vote"), {"choices": ["2"], "tracker": "ef" * 32})
    assert (again.status_code, Ballot.objects.count()) == (422, 1)
    assert "Recorded." in english().post(at(poll, "receipt"), {"text": receipt}).text
    upload: dict[str, Any] = {"file": BytesIO(receipt.encode())}
    seal_poll(close_poll(poll, by=None))
    sealed = english().post(at(poll, "receipt"), upload)
    assert "Counted." in sealed.text
    assert str(rose.pk) not in sealed.text


@pytest.mark.slow
def test_a30_a_part_of_the_number_finds_nothing() -> None:
    poll = draft_poll()
    (code,) = register_of(poll, 1)
    opened(poll)
    choice = choice_of(2)
    receipt = cast_ballot(poll, choice, code=code)
    whole, address = choice.tracker.hex(), at(poll, "receipt")
    prefix = english().post(address, {"text": whole[:63]})
    assert prefix.status_code == 422
    assert "A part of the number is not enough" in prefix.text
    assert "Recorded." in english().post(address, {"text": whole}).text
    assert "no such ballot" in english().post(address, {"text": "0" * 64}).text
    forged = receipt.replace(whole, "0" * 64)
    assert english().post(address, {"text": forged}).status_code == 422
    elsewhere = at(opened(draft_poll()), "receipt")
    assert "another vote" in english().post(elsewhere, {"text": receipt}).text


@pytest.mark.slow
def test_at_the_desk_a_name_admits_nobody_and_a_document_does() -> None:
    poll = draft_poll()
    register_of(poll, 1)
    opened(poll)
    ada = of_the_team(poll)
    by_name = ada.post(at(poll, "desk"), {"name": "voter 1"})
    assert "type the number of her document" in by_name.text
    assert by_name.context.get("admission") is None
    shown = ada.post(at(poll, "desk"), {"shown": "doc 00001"})
    token = shown.context["admission"]
    page = ada.post(at(poll, "desk-ballot"), {"admission": token})
    assert "You are alone with this ballot" in page.text
    ballot = {"admission": token, "choices": "3", "tracker": "12" * 32}
    done = ada.post(at(poll, "desk-ballot"), ballot)
    assert "Your ballot is in" in done.text
    assert "tracker" not in done.text
    assert poll.roll.get(has_voted=True).channel == RollEntry.Channel.DESK
    refused = ada.post(at(poll, "desk"), {"shown": "DOC-00001"})
    assert "has voted already" in refused.text
    forged = ada.post(at(poll, "desk-ballot"), {"admission": "x"})
    assert forged.status_code == 410


def test_a_code_on_a_paper_ballot_tells_nobody_whose_it_is() -> None:
    poll = draft_poll()
    (code,) = register_of(poll, 1)
    name = poll.roll.get().name
    assert name
    opened(poll)
    ada, bo = of_the_team(poll), of_the_team(poll)
    shown = ada.post(at(poll, "desk"), {"shown": code})
    assert shown.context["admission"]
    assert name not in shown.text
    ada.post(at(poll, "remove"), {"shown": code, "reason": "Moved away."})
    change = poll.roll_changes.get()
    assert (change.entry, change.name) == (poll.roll.get(), "")
    assert name not in bo.get(at(poll, "change", change.pk)).text


@pytest.mark.slow
def test_the_keying_page_keeps_what_was_typed_and_tells_both() -> None:
    poll = draft_poll(method="points", points=10, most_each=6)
    (code,) = register_of(poll, 1)
    opened(poll)
    ada, bo = of_the_team(poll), of_the_team(poll, "facilitator")
    wrong = ada.post(at(poll, "sheets"), {"code": code, "numbers": "1=7"})
    assert wrong.status_code == 422
    assert 'value="1=7"' in wrong.text
    assert ada.post(at(poll, "sheets"), {"code": code, "numbers": "3=4 1=6"}).status_code == 302
    other = bo.post(at(poll, "sheets"), {"code": code, "numbers": "1=6 3=3"})
    assert "read this ballot in another way" in other.text
    for one in (ada, bo):
        assert f"{code[:4]}…" in one.get(at(poll, "sheets")).text
    bo.post(at(poll, "sheets"), {"code": code, "numbers": "1=6, 3=4"})
    ballot = Ballot.objects.get()
    assert (ballot.choices, ballot.points) == ([1, 3], [6, 4])


def test_the_page_tells_the_rules_and_a_draft_is_hidden() -> None:
    draft = draft_poll(method="ranking")
    assert english().get(at(draft)).status_code == 404
    assert of_the_team(draft).get(at(draft)).status_code == 200
    text = english().get(at(opened(draft))).text
    assert "in order, the best first" in text
    assert draft.digest in text
    assert len(SIGNS) ** CODE_LENGTH >= 2**60
