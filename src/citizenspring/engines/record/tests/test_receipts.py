import json
from dataclasses import replace
from pathlib import Path

import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.record import (
    Checkpoint,
    Receipt,
    SigningKey,
    Tree,
    canonical,
    digest_of,
    read_receipt,
    seal,
    verify_receipt,
)

KEY = SigningKey("spring.example", bytes(32))


def make_receipt() -> Receipt:
    private = seal({"vote": 1, "person": "ada"})
    entries = [{"kind": "vote.cast", "nonce": at} for at in range(7)]
    entries[3]["seal"] = private.digest
    tree = Tree(canonical(entry) for entry in entries)
    note = Checkpoint("spring.example", 7, tree.root()).signed(KEY)
    proof = tuple(tree.inclusion(3))
    return Receipt(entries[3], 3, proof, note, str(KEY.public), private)


def test_a_receipt_holds_after_being_written_and_read() -> None:
    receipt = read_receipt(json.dumps(make_receipt().as_json()))
    report = verify_receipt(receipt, key=KEY.public)
    assert report.holds
    assert report.key_given


def test_a_receipt_holds_without_its_private_part() -> None:
    receipt = replace(make_receipt(), private=None)
    assert "private" not in receipt.as_json()
    assert verify_receipt(receipt).holds


def test_a_changed_entry_is_found() -> None:
    receipt = make_receipt()
    forged = replace(receipt, entry={**receipt.entry, "kind": "vote.undone"})
    assert [each.code for each in verify_receipt(forged).problems] == ["inclusion"]


def test_another_place_is_found() -> None:
    assert [each.row for each in verify_receipt(replace(make_receipt(), index=4)).problems] == [4]


def test_changed_private_facts_are_found() -> None:
    receipt = make_receipt()
    assert receipt.private
    forged = replace(receipt, private=replace(receipt.private, facts={"vote": -1, "person": "ada"}))
    assert [each.code for each in verify_receipt(forged).problems] == ["private"]


def test_a_key_from_elsewhere_finds_a_forged_record() -> None:
    other = SigningKey.generate("spring.example")
    assert [each.code for each in verify_receipt(make_receipt(), key=other.public).problems] == [
        "signature"
    ]


@pytest.mark.parametrize("text", ["[]", "{}", '{"type":"other"}', '"x"'])
def test_a_file_that_is_no_receipt_is_named(text: str, tmp_path: Path) -> None:
    file = tmp_path / "receipt.json"
    file.write_text(text)
    with pytest.raises(BadInput, match=r"receipt\.json"):
        verify_receipt(file)


def test_a_short_salt_keeps_nothing_secret_and_is_refused() -> None:
    with pytest.raises(BadInput, match="The salt has 0 bytes"):
        digest_of({"vote": 1}, b"")
