"""The import contracts hold, and each one breaks when somebody goes against it."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
OFFENCES = {
    "Later civic stages build on earlier ones": (
        "people/offence.py",
        "import citizenspring.opinions.models",
    ),
    "Engines know neither Django nor the platform": ("engines/offence.py", "import django"),
    "Inside an app: views call services": (
        "processes/permissions.py",
        "import citizenspring.processes.services",
    ),
    "Only urls import views": ("pages/context.py", "import citizenspring.pages.views"),
}


@pytest.fixture
def tree(tmp_path: Path) -> Iterator[Path]:
    """A copy of the sources, to be spoilt."""
    ignored = shutil.ignore_patterns("__pycache__", "static", "locale", "templates", "content")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(tree: Path) -> str:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    done = subprocess.run(
        [*command, "--no-cache"],
        check=False,
        cwd=tree,
        env={"PYTHONPATH": str(tree / "src"), "PATH": ""},
        capture_output=True,
        text=True,
    )
    return done.stdout + done.stderr


def test_the_contracts_hold(tree: Path) -> None:
    assert "0 broken" in lint(tree)


@pytest.mark.parametrize("contract", OFFENCES)
def test_a_contract_breaks_when_provoked(tree: Path, contract: str) -> None:
    where, offence = OFFENCES[contract]
    file = tree / "src" / "citizenspring" / where
    file.write_text(f"{offence}\n{file.read_text() if file.exists() else ''}")
    assert any(contract in line and "BROKEN" in line for line in lint(tree).splitlines())


def test_a_new_app_must_take_its_place_first(tree: Path) -> None:
    (tree / "src" / "citizenspring" / "newcomer").mkdir()
    (tree / "src" / "citizenspring" / "newcomer" / "__init__.py").touch()
    assert "newcomer" in lint(tree)
