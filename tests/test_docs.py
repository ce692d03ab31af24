"""The documentation names only what exists, and all that an operator needs."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from citizenspring.cli import main

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("bench/*.md")])
LINK = re.compile(r"(?<!`)\[[^\]]*\]\(([^)\s]+)\)")
READ = re.compile(r"(?:env\.\w+|\bnumber)\(\s*\"((?:CITIZENSPRING|DATABASE)_[A-Z_]+)\"")
NAMED = re.compile(r"\b(CITIZENSPRING_[A-Z_]+[A-Z])\b")
# Read by tests and by the processes among themselves, never set by an operator.
INTERNAL = {"CITIZENSPRING_CHROMIUM", "CITIZENSPRING_PARENT"}


def settings() -> set[str]:
    read_first = [ROOT / "src/citizenspring" / name for name in ("settings.py", "env.py")]
    sources = [*read_first, *ROOT.glob("src/citizenspring/*/*.py")]
    found = {name for path in sources for name in READ.findall(path.read_text("utf-8"))}
    return found | {"DATABASE_URL"}


def commands(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each).strip().lower().replace(" ", "-") for each in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    wrong = []
    for target in LINK.findall(page.read_text("utf-8")):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        file, _, anchor = unquote(target).partition("#")
        found = (page.parent / file).resolve() if file else page
        if not found.exists() or (anchor and anchor not in anchors(found)):
            wrong.append(target)
    assert wrong == []


def test_every_setting_is_in_the_reference() -> None:
    reference = (ROOT / "docs/reference/settings.md").read_text("utf-8")
    assert sorted(name for name in settings() if f"`{name}`" not in reference) == []


def test_no_page_names_a_setting_that_is_not_read() -> None:
    known = settings() | INTERNAL
    wrong = [
        f"{page.name}: {name}"
        for page in PAGES
        for name in NAMED.findall(page.read_text("utf-8"))
        if name not in known
    ]
    assert wrong == []


def test_every_command_and_option_is_in_the_reference() -> None:
    lines = (ROOT / "docs/reference/commands.md").read_text("utf-8").splitlines()
    missing = []
    for name, command in commands(main, "citizenspring"):
        line = next((line for line in lines if line.startswith(f"| `{name}")), "")
        options = [
            parameter.opts[-1]
            for parameter in command.params
            if isinstance(parameter, click.Option)
        ]
        missing += [name] if not line else [f"{name} {o}" for o in options if o not in line]
    assert missing == []


def test_every_command_says_what_it_does() -> None:
    assert [name for name, command in commands(main, "citizenspring") if not command.help] == []


def test_no_page_names_a_command_that_is_not_there() -> None:
    known = {name for name, _ in commands(main, "citizenspring")}
    groups = {name.rpartition(" ")[0] for name in known}
    wrong = []
    for page in PAGES:
        for words in re.findall(r"`citizenspring ([a-z-]+(?: [a-z]+)?)", page.read_text("utf-8")):
            first = f"citizenspring {words.split()[0]}"
            if first not in known and first not in groups:
                wrong.append(f"{page.name}: {words}")
    assert wrong == []


def test_every_target_of_make_is_named_rightly() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    wrong = [
        f"{page.name}: {name}"
        for page in PAGES
        for name in re.findall(r"`make ([a-z-]+)`", page.read_text("utf-8"))
        if name not in targets
    ]
    assert wrong == []
