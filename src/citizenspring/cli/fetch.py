"""``citizenspring fetch``: download the public record of a platform, to keep and to verify."""

from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import click

from citizenspring.engines.errors import BadInput, EngineError
from citizenspring.engines.record import Checkpoint, PublicKey, tiles_of, unbundle, write_record

from ._endings import ended_by

__all__ = ["command"]

SECONDS = 30
MOST_BYTES = 256 * 65_537


@click.command("fetch")
@click.argument("address")
@click.argument("folder", type=click.Path(path_type=Path))
def command(address: str, folder: Path) -> None:
    """Download the record at ADDRESS, such as https://spring.example/record/, to a new FOLDER.

    Needs no account. Afterwards `citizenspring verify FOLDER` checks it, without network.
    """
    try:
        if folder.exists():
            raise BadInput("there is something already", file=str(folder), expected="a new folder")  # noqa: EM101, TRY003  # BadInput builds its own sentence
        record = _Record(address)
        near = folder.absolute().parent
        with TemporaryDirectory(dir=near, prefix=f".{folder.name}-") as own:
            draft = Path(own) / "record"
            size = _fetch(record, draft)
            draft.rename(folder)
    except (EngineError, OSError) as problem:
        raise ended_by(problem) from problem
    click.echo(f"{size:,} entries in {folder}. Check them: citizenspring verify {folder}")


class _Record:
    """Files of a record on the web, by their names in tlog-tiles."""

    def __init__(self, address: str) -> None:
        if urlsplit(address).scheme not in {"http", "https"}:
            raise BadInput(f"{address!r} is no address", expected="https://…/record/")  # noqa: EM102, TRY003  # BadInput builds its own sentence
        self.address = address.rstrip("/") + "/"

    def file(self, name: str) -> bytes:
        request = Request(self.address + name, headers={"User-Agent": "citizenspring-fetch"})  # noqa: S310  # only http and https pass
        try:
            with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310  # the same
                return bytes(answer.read(MOST_BYTES))
        except HTTPError as problem:
            problem.close()
            found = f"the server answers {problem.code}"
            raise BadInput(found, file=self.address + name) from problem
        except (URLError, TimeoutError) as problem:
            raise BadInput("the server does not answer", file=self.address + name) from problem  # noqa: EM101, TRY003  # BadInput builds its own sentence


def _fetch(record: _Record, folder: Path) -> int:
    note = record.file("checkpoint").decode(errors="replace")
    key = PublicKey.parse(record.file("key.pub").decode(errors="replace"))
    size = Checkpoint.open(note, [key]).size
    tiles = list(tiles_of(size))
    bundles = [tile for tile in tiles if tile.level == 0]
    with click.progressbar(bundles, label="Entries") as bar:
        entries = (row for tile in bar for row in unbundle(record.file(tile.bundle_path)))
        hashes = ((tile, record.file(tile.path)) for tile in tiles)
        write_record(folder, entries=entries, tiles=hashes, checkpoints=[note], key=key)
    return size
