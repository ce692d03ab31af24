"""Loaded by pytest before the settings are read: every test runs on a real PostgreSQL."""

import os
from pathlib import Path

from citizenspring.common.postgres import use_own_database_unless_told

os.environ.setdefault("CITIZENSPRING_DEMO", "1")
use_own_database_unless_told(Path.cwd() / "var" / "test-postgres")
(Path.cwd() / "var" / "static").mkdir(parents=True, exist_ok=True)
