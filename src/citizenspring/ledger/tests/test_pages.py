import base64
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from citizenspring.engines.record import (
    Checkpoint as SignedCheckpoint,
)
from citizenspring.engines.record import (
    PublicKey,
    canonical,
    hash_leaf,
    proves_consistency,
    read_receipt,
    verify_receipt,
)
from citizenspring.engines.record.tiles import unbundle
from citizenspring.ledger.keys import public_key
from citizenspring.ledger.models import Checkpoint, Entry
from citizenspring.ledger.tests.factories import make_entry, sequenced

pytestmark = pytest.mark.django_db


def page(client: Client, address: str) -> str:
    return client.get(address, headers={"accept-language": "en"}).content.decode()


def test_the_newest_entries_come_first(client: Client) -> None:
    sequenced(40)
    text = page(client, "/record/")
    assert 'href="/record/39/"' in text
    assert 'href="/record/9/"' not in text
    assert "before=10" in text


def test_older_entries_are_a_click_away(client: Client) -> None:
    sequenced(40)
    assert 'href="/record/9/"' in page(client, "/record/?before=10")


def test_entries_of_one_kind_can_be_shown_alone(client: Client) -> None:
    make_entry("process.opened")
    sequenced(3)
    index = Entry.objects.get(kind="process.opened").index
    text = page(client, "/record/?kind=process.opened")
    assert text.count('class="row record-row"') == 1
    assert f'href="/record/{index}/"' in text


@pytest.mark.parametrize("query", ["kind=nonsense", "before=-1", "before=x", "before=٣"])
def test_a_question_that_makes_no_sense_is_not_found(client: Client, query: str) -> None:
    assert client.get(f"/record/?{query}").status_code == 404


def test_an_empty_record_says_so(client: Client) -> None:
    assert "Nothing is recorded yet" in page(client, "/record/")


def test_an_entry_shows_its_facts_and_the_whole_proof(client: Client) -> None:
    entry = sequenced(5)[2]
    text = page(client, "/record/2/")
    assert entry.body["seal"] in text
    assert bytes(Checkpoint.objects.get().root).hex() in text
    assert text.count('class="proof-leaf"') == 3


def test_facts_with_parts_are_told_in_words(client: Client) -> None:
    rules = {"rules": {"shown": True, "fields": ["title", "dates"], "limit": None}}
    make_entry("map.edited", facts=rules)
    sequenced(0)
    text = page(client, "/record/0/")
    assert "shown: yes" in text
    assert "fields: title, dates" in text
    assert "&#x27;" not in text.split("<tbody>")[1].split("</tbody>")[0]


def test_what_people_wrote_stays_text(client: Client) -> None:
    make_entry("statement.added", facts={"text": "<script>alert(1)</script>"})
    sequenced(0)
    assert "&lt;script&gt;alert(1)" in page(client, "/record/0/")


def test_the_only_entry_is_itself_the_root(client: Client) -> None:
    sequenced(1)
    assert client.get("/record/0/").status_code == 200


def test_what_waits_is_not_shown_as_recorded(client: Client) -> None:
    make_entry()
    assert client.get("/record/0/").status_code == 404


def test_a_downloaded_receipt_holds(client: Client) -> None:
    sequenced(300)
    answer = client.get("/record/7/receipt.json")
    receipt = read_receipt(answer.content)
    assert verify_receipt(receipt, key=public_key()).holds
    assert "receipt-7.json" in answer.headers["Content-Disposition"]


def test_the_checkpoint_and_its_key_are_files(client: Client) -> None:
    sequenced(2)
    key = PublicKey.parse(client.get("/record/key.pub").content.decode())
    note = client.get("/record/checkpoint").content.decode()
    assert SignedCheckpoint.open(note, [key]).size == 2


def test_tiles_and_entries_are_served_as_tlog_tiles(client: Client) -> None:
    sequenced(300)
    hashes = client.get("/record/tile/0/001.p/44").content
    entries = unbundle(client.get("/record/tile/entries/001.p/44").content)
    assert b"".join(map(hash_leaf, entries)) == hashes
    assert entries[0] == canonical(Entry.objects.get(index=256).body)
    full = client.get("/record/tile/0/000")
    assert len(full.content) == 8192
    assert "immutable" in full.headers["Cache-Control"]


@pytest.mark.slow
@pytest.mark.parametrize("path", ["0/001.p/45", "0/002", "1/001", "9/000", "0/nonsense"])
def test_a_tile_that_is_not_there_is_not_found(client: Client, path: str) -> None:
    sequenced(300)
    assert client.get(f"/record/tile/{path}").status_code == 404


def test_a_consistency_proof_holds(client: Client) -> None:
    sequenced(3)
    sequenced(4)
    told = json.loads(client.get("/record/consistency.json?old=3&new=7").content)
    small, large = (Checkpoint.objects.get(size=size) for size in (3, 7))
    proof = [base64.b64decode(step) for step in told["proof"]]
    assert proves_consistency(3, 7, bytes(small.root), bytes(large.root), proof)


def test_how_to_verify_names_the_key(client: Client) -> None:
    assert str(public_key()) in page(client, "/record/verify/").replace("&#x2B;", "+")


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_pages_speak_the_language_of_the_reader(client: Client, language: str) -> None:
    sequenced(2)
    for address in ("/record/", "/record/1/", "/record/verify/"):
        answer = client.get(address, headers={"accept-language": language})
        assert f'lang="{language}"' in answer.content.decode()


def test_the_list_costs_few_queries(client: Client) -> None:
    sequenced(60)
    with CaptureQueriesContext(connection) as asked:
        client.get("/record/")
    assert len(asked) <= 12


@pytest.mark.parametrize("written", ["9" * 5000, "9" * 19, "-1", "٣", "x"])
def test_a59_a_number_that_makes_no_sense_is_refused(client: Client, written: str) -> None:
    sequenced(2)
    assert client.get("/record/consistency.json", {"old": written}).status_code == 400
    assert client.get("/record/consistency.json", {"new": written}).status_code == 400
    assert client.get("/record/", {"before": written}).status_code == 404
