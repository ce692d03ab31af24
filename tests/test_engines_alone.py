"""A researcher uses the engines without the platform: nothing of it is loaded or needed."""

import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import citizenspring.engines

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
ENGINES = sorted(
    found.name for found in pkgutil.iter_modules(citizenspring.engines.__path__) if found.ispkg
)
PLATFORM = ("django", "psycopg", "procrastinate", "granian", "allauth", "ninja", "dask")
PAGES = sorted([*ROOT.glob("docs/reference/engines-*.md"), ROOT / "docs/howto/use-the-engines.md"])
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh process, in an empty folder, without settings of any kind."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        check=False,
        capture_output=True,
        cwd=folder,
        env={"PATH": "", "HOME": str(folder)},
        text=True,
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_is_imported_without_the_platform(engine: str, tmp_path: Path) -> None:
    done = run(
        f"import sys, citizenspring.engines.{engine}\n"
        f"print(*sorted({{name.split('.')[0] for name in sys.modules}} & set({PLATFORM!r})))\n"
        "print(*sorted(name for name in sys.modules if name.startswith('citizenspring.')"
        " and not name.startswith('citizenspring.engines')))",
        tmp_path,
    )
    assert done.stderr == ""
    assert done.stdout == "\n\n"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_code_of_a_page_runs(page: Path, tmp_path: Path) -> None:
    done = run("\n".join(BLOCK.findall(page.read_text("utf-8"))), tmp_path)
    assert done.stderr == ""
    assert done.returncode == 0


def test_the_pages_name_every_engine() -> None:
    written = "".join(page.read_text("utf-8") for page in PAGES)
    assert [one for one in ENGINES if f"citizenspring.engines.{one}" not in written] == []
