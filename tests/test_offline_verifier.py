"""The verifier runs where there is neither the platform nor a database."""

import os
import subprocess
import sys
from pathlib import Path

from citizenspring.engines.record.tests.factories import make_entries, make_record

PROGRAM = """
import sys
from citizenspring.cli import main
try:
    main(["verify", sys.argv[1]])
except SystemExit as end:
    loaded = {name.split(".")[0] for name in sys.modules}
    print(end.code, sorted(loaded & {"django", "psycopg", "numpy"}))
"""


def test_it_loads_neither_django_nor_a_database(tmp_path: Path) -> None:
    folder = make_record(tmp_path / "record", make_entries(20))
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "0 []"
