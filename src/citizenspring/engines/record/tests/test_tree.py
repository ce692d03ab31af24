import pytest
from hypothesis import given
from hypothesis import strategies as st

from citizenspring.engines.errors import BadInput
from citizenspring.engines.record import Tree, hash_leaf, proves_consistency, proves_inclusion
from citizenspring.engines.record.tree import EMPTY_ROOT

LEAVES = [
    b"",
    b"\x00",
    b"\x10",
    bytes.fromhex("2021"),
    bytes.fromhex("3031"),
    bytes.fromhex("40414243"),
    bytes.fromhex("5051525354555657"),
    bytes.fromhex("606162636465666768696a6b6c6d6e6f"),
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PLACES = st.integers(1, 300).flatmap(
    lambda size: st.tuples(st.integers(0, size - 1), st.just(size))
)
GROWN = Tree(bytes([at % 256, at // 256]) for at in range(300))


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_published_for_certificate_transparency(size: int) -> None:
    assert Tree(LEAVES).root(size).hex() == ROOTS[size - 1]


def test_an_empty_tree_has_the_hash_of_nothing() -> None:
    assert Tree().root() == EMPTY_ROOT


def test_the_inclusion_proof_is_the_one_published() -> None:
    proof = Tree(LEAVES).inclusion(5, 8)
    assert [step.hex() for step in proof] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def test_the_consistency_proof_is_the_one_published() -> None:
    proof = Tree(LEAVES).consistency(6, 8)
    assert [step.hex() for step in proof] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


@given(PLACES)
def test_every_leaf_can_be_proved_in_every_tree(place: tuple[int, int]) -> None:
    index, size = place
    proof = GROWN.inclusion(index, size)
    assert proves_inclusion(GROWN.leaf(index), index, size, proof, GROWN.root(size))


@pytest.mark.slow
@given(PLACES, st.data())
def test_no_proof_holds_elsewhere(place: tuple[int, int], data: st.DataObject) -> None:
    index, size = place
    proof = GROWN.inclusion(index, size)
    other = data.draw(st.integers(0, size).filter(lambda at: at != index))
    assert not proves_inclusion(GROWN.leaf(index), other, size, proof, GROWN.root(size))


@pytest.mark.slow
@given(PLACES, st.data())
def test_a_shortened_or_changed_proof_fails(place: tuple[int, int], data: st.DataObject) -> None:
    index, size = place
    proof = GROWN.inclusion(index, size)
    bad = [*proof, bytes(32)]
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        bad = data.draw(st.sampled_from([proof[:-1], [*proof[:at], bytes(32), *proof[at + 1 :]]]))
    assert not proves_inclusion(GROWN.leaf(index), index, size, bad, GROWN.root(size))


@pytest.mark.slow
@given(PLACES)
def test_every_tree_continues_every_smaller_one(place: tuple[int, int]) -> None:
    old, new = place
    proof = GROWN.consistency(old, new)
    assert proves_consistency(old, new, GROWN.root(old), GROWN.root(new), proof)


@pytest.mark.slow
@given(PLACES, st.data())
def test_a_changed_leaf_breaks_consistency(place: tuple[int, int], data: st.DataObject) -> None:
    old, new = place[0] + 1, place[1] + 1
    at = data.draw(st.integers(0, old - 1))
    hashes = [GROWN.leaf(each) for each in range(min(new, 300))]
    new = len(hashes)
    old = min(old, new)
    at = min(at, old - 1)
    forged = Tree.of_hashes([*hashes[:at], hash_leaf(b"forged"), *hashes[at + 1 :]])
    proof = forged.consistency(old, new)
    assert not proves_consistency(old, new, GROWN.root(old), forged.root(new), proof)


@pytest.mark.parametrize(("old", "new"), [(5, 3), (-1, 3)])
def test_a_proof_backwards_is_refused(old: int, new: int) -> None:
    with pytest.raises(BadInput, match="A proof from"):
        GROWN.consistency(old, new)
    assert not proves_consistency(old, new, GROWN.root(3), GROWN.root(3), [])


def test_a_leaf_that_is_not_there_cannot_be_proved() -> None:
    with pytest.raises(BadInput, match="Leaf 8"):
        Tree(LEAVES).inclusion(8)


def test_a_step_of_the_wrong_length_proves_nothing() -> None:
    assert not proves_inclusion(GROWN.leaf(0), 0, 2, [b"short"], GROWN.root(2))
