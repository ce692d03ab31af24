import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citizenspring.engines.errors import BadInput
from citizenspring.engines.record import (
    Tile,
    TiledTree,
    Tree,
    bundle,
    consistency_path,
    hash_leaf,
    inclusion_path,
    tiles_of,
)
from citizenspring.engines.record.tiles import unbundle

HASHES = [hash_leaf(at.to_bytes(4)) for at in range(70_000)]


def grow(*batches: int) -> tuple[TiledTree, dict[tuple[int, int], bytes]]:
    kept: dict[tuple[int, int], bytes] = {}
    tree = TiledTree(lambda level, number: kept[level, number])
    for batch in batches:
        tree = TiledTree(lambda level, number: kept[level, number], tree.size)
        tree.append(HASHES[tree.size : tree.size + batch])
        kept.update(tree.changed)
    return tree, kept


@given(st.lists(st.integers(1, 400), min_size=1, max_size=6))
@settings(max_examples=30, deadline=None)
def test_batches_of_any_size_give_the_same_tree(batches: list[int]) -> None:
    tree, kept = grow(*batches)
    whole = Tree.of_hashes(HASHES[: tree.size])
    assert tree.root() == whole.root()
    assert {(tile.level, tile.number) for tile in tiles_of(tree.size)} == set(kept)
    assert all(
        len(kept[tile.level, tile.number]) == 32 * tile.width for tile in tiles_of(tree.size)
    )


@given(st.integers(1, 900), st.data())
@settings(max_examples=60, deadline=None)
def test_proofs_from_tiles_equal_those_of_the_whole_tree(size: int, data: st.DataObject) -> None:
    tree, _ = grow(size)
    whole = Tree.of_hashes(HASHES[:size])
    at = data.draw(st.integers(0, size - 1))
    assert inclusion_path(tree.node, at, size) == whole.inclusion(at)
    assert consistency_path(tree.node, at, size) == whole.consistency(at)


@pytest.mark.slow
def test_the_third_level_begins_after_65536_leaves() -> None:
    tree, kept = grow(65_535, 1, 5)
    assert len(kept[2, 0]) == 32
    assert tree.root() == Tree.of_hashes(HASHES[:65_541]).root()
    assert tree.root(65_536) == kept[2, 0]


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(1, 999), "tile/1/999"),
        (Tile(0, 1000), "tile/0/x001/000"),
        (Tile(0, 1234067, 7), "tile/0/x001/x234/067.p/7"),
    ],
)
def test_paths_are_those_of_tlog_tiles(tile: Tile, path: str) -> None:
    assert tile.path == path
    assert Tile.at(tile.level, path.split("/", 2)[2]) == tile
    assert tile.bundle_path == path.replace(f"tile/{tile.level}", "tile/entries")


@pytest.mark.parametrize(
    "path",
    ["", "0", "00", "x000/000", "001/000", "273.p/0", "273.p/256", "273.p/257", "٠٠٠", "-01"],
)
def test_a_path_that_names_no_tile_is_refused(path: str) -> None:
    with pytest.raises(BadInput, match="names no tile"):
        Tile.at(0, path)


@given(st.lists(st.binary(max_size=300)))
def test_a_bundle_gives_back_its_entries(entries: list[bytes]) -> None:
    assert unbundle(bundle(entries)) == entries


def test_a_cut_bundle_is_refused() -> None:
    with pytest.raises(BadInput, match="cut off"):
        unbundle(bundle([b"whole"])[:-1])


def test_an_entry_that_fits_no_bundle_is_refused() -> None:
    with pytest.raises(BadInput, match="65536 bytes"):
        bundle([bytes(65_536)])
