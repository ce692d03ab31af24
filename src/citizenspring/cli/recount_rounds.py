"""``citizenspring recount-rounds``: count a published round of a gathering again."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import click

from citizenspring.engines.errors import EngineError
from citizenspring.engines.rounds import describe, parse_method, read_events, recount, to_dict

from ._endings import BadInput, ended_by

__all__ = ["command"]

RESULT, FACTS = "result.json", "facts.jsonl"
MOST_BYTES = 200_000_000


@click.command("recount-rounds")
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--language", default="en", show_default=True, help="Of names in the answer.")
@click.option("--json", "as_json", is_flag=True, help="Answer for programs.")
@click.pass_context
def command(context: click.Context, folder: Path, language: str, *, as_json: bool) -> None:
    """Count the round of a gathering in FOLDER, or in its zip, again.

    Says whether the result is the one that was fixed when the round ended. The exit code is 0
    where it is, 1 where it is not, 2 where FOLDER cannot be used.
    """
    try:
        files = _files(folder)
        fixed = _fixed(files)
        name = fixed["method"]
        method = parse_method(_text(files, f"{name}.toml"), name=name, file=f"{name}.toml")
        facts = read_events(_text(files, FACTS).splitlines(), file=FACTS)
        outcome = recount(method, facts)
    except EngineError as problem:
        raise ended_by(problem) from problem
    same = _is_same(fixed, outcome.digest, outcome.results_digest)
    if as_json:
        found = {**to_dict(outcome), "is_the_one_that_was_fixed": same}
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        click.echo(describe(method, outcome, language=language))
        _tell(fixed, same=same)
    context.exit(0 if same else 1)


def _files(path: Path) -> dict[str, bytes]:
    """Every file of a folder or a zip, by its name alone."""
    try:
        if path.is_dir():
            return {file.name: file.read_bytes() for file in path.iterdir() if file.is_file()}
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as held:
            if sum(one.file_size for one in held.infolist()) > MOST_BYTES:
                message = f"{path.name} holds more than 200 MB."
                raise BadInput(message)
            return {Path(one.filename).name: held.read(one) for one in held.infolist()}
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as problem:
        message = f"{path.name} is neither a folder nor a zip that can be read."
        raise BadInput(message) from problem


def _text(files: dict[str, bytes], name: str) -> str:
    if name not in files:
        message = f"{name} is missing."
        raise BadInput(message)
    try:
        return files[name].decode()
    except UnicodeDecodeError as problem:
        message = f"{name} is not text in UTF-8."
        raise BadInput(message) from problem


def _fixed(files: dict[str, bytes]) -> dict[str, Any]:
    """What was fixed when the round ended."""
    try:
        found = json.loads(_text(files, RESULT))
        words = [found[name] for name in ("method", "sha256", "results_sha256")]
        if all(isinstance(word, str) for word in words) and isinstance(found["hidden"], list):
            return dict(found)
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    message = f"{RESULT} is not the result of a round."
    raise BadInput(message)


def _is_same(fixed: dict[str, Any], digest: str, results: str) -> bool:
    """Where words were hidden since, the digest that they do not matter to decides."""
    return results == fixed["results_sha256"] and (
        bool(fixed["hidden"]) or digest == fixed["sha256"]
    )


def _tell(fixed: dict[str, Any], *, same: bool) -> None:
    if not same:
        click.secho("This is not the result that was fixed when the round ended.", fg="red")
        return
    click.secho("This is the result that was fixed when the round ended.", fg="green")
    click.echo(f"Compare the digest with the public record: {fixed['sha256']}")
    if hidden := len(fixed["hidden"]):
        words = "1 card was" if hidden == 1 else f"{hidden} cards were"
        click.echo(f"{words} hidden: the words of cards are not compared, the votes are.")
