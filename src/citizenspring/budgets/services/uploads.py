"""Files of Pabulib that organisers send: kept at once, read by the worker."""

import zlib
from hashlib import sha256
from pathlib import PurePath

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils.translation import override as speaking

from citizenspring.budgets.errors import FileNotRead
from citizenspring.budgets.models import PbUpload
from citizenspring.budgets.pabulib import import_pb
from citizenspring.budgets.pabulib.showing import Shown
from citizenspring.budgets.permissions import may_make_round
from citizenspring.common.errors import Refusal
from citizenspring.common.live import tell
from citizenspring.engines.budgeting import pb_text
from citizenspring.engines.errors import BadInput
from citizenspring.people.models import Person
from citizenspring.processes.models import Process

__all__ = ["read_next_upload", "read_upload", "take_upload"]

State = PbUpload.State
UNREAD = State.WAITING, State.RUNNING
LONGEST_NAME = 200


def take_upload(
    process: Process, name: str, content: bytes, *, title: str = "", by: Person
) -> PbUpload:
    """Keep a file for the worker; the same file again is the same upload."""
    may_make_round.require(by, process)
    digest = sha256(content).hexdigest()
    facts = {"name": PurePath(name).name[-LONGEST_NAME:] or "file.pb", "title": title, "by": by}
    try:
        with transaction.atomic():
            return PbUpload.objects.create(
                process=process, digest=digest, content=zlib.compress(content), **facts
            )
    except IntegrityError:
        return PbUpload.objects.exclude(state=State.FAILED).get(process=process, digest=digest)


def read_next_upload() -> int:
    """Read one file that waits, or one whose reader died; returns how many were read."""
    for pk in PbUpload.objects.filter(state__in=UNREAD).order_by("at").values_list("pk", flat=True):
        key = int.from_bytes(pk.bytes[8:], "big", signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
            if not cursor.fetchone()[0]:
                continue
            try:
                if _read_if_unread(PbUpload.objects.get(pk=pk)):
                    return 1
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
    return 0


def _read_if_unread(upload: PbUpload) -> bool:
    if upload.state not in UNREAD:
        return False
    read_upload(upload)
    return True


def read_upload(upload: PbUpload) -> PbUpload:
    """Make the round of a file, or say why not; the bytes go either way."""
    PbUpload.objects.filter(pk=upload.pk).update(state=State.RUNNING)
    problem = str(FileNotRead())
    try:
        with speaking(upload.by.language if upload.by else settings.LANGUAGE_CODE):
            _make_round_of(upload)
        problem = ""
    except (BadInput, Refusal) as refusal:
        problem = str(refusal)
    finally:
        # Also after a fault of our own: no file keeps the others waiting.
        if problem:
            failed = {"state": State.FAILED, "problem": problem, "content": None}
            PbUpload.objects.filter(pk=upload.pk).update(**failed)
            tell(upload.topic, "done")
    upload.refresh_from_db()
    return upload


def _make_round_of(upload: PbUpload) -> None:
    with Shown(upload) as shown, transaction.atomic():
        text = pb_text(zlib.decompress(bytes(upload.content or b"")), file=upload.name)
        made = import_pb(
            text,
            upload.process,
            file=upload.name,
            title=upload.title,
            by=upload.by,  # type: ignore[arg-type]  # the rule refuses nobody
            progress=shown,
        )
        PbUpload.objects.filter(pk=upload.pk).update(
            state=State.DONE,
            round=made.budget,
            notes=list(made.notes),
            done=made.ballots,
            total=made.projects,
            content=None,
        )
        tell(upload.topic, "done")
