"""Showing how far the reading of a file has come, before its transaction is committed."""

import time
from types import TracebackType
from typing import Self

from django.db import connection

from citizenspring.budgets.models import PbUpload
from citizenspring.common.live import tell

__all__ = ["Shown"]

EVERY_SECONDS = 0.3
SHOW = "UPDATE budgets_pbupload SET step = %s, done = %s, total = %s WHERE id = %s"


class Shown:
    """Call it with a step, how much is done and how much there is.

    It writes over a connection of its own: nobody sees what is in an open transaction. So the
    transaction must leave the row of the upload alone until the last step was shown.
    """

    def __init__(self, upload: PbUpload) -> None:
        self.upload = upload
        self.step = ""
        self.last = 0.0

    def __enter__(self) -> Self:
        self.own = connection.copy()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.own.close()

    def __call__(self, step: str, done: int, total: int) -> None:
        moment = time.monotonic()
        if step == self.step and moment - self.last < EVERY_SECONDS:
            return
        self.step, self.last = step, moment
        with self.own.cursor() as cursor:
            cursor.execute(SHOW, [step, done, total, self.upload.pk])
        tell(self.upload.topic, "progress", over=self.own)
