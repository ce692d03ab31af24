"""A kept connection is checked before each request, without a question to the database.

A server that stops or ends a connection says so on its socket, so a silent socket is sound as
far as anybody knows; only one with something to read is worth the ``SELECT 1`` that Django sends.
"""

import select

from django.db.backends.postgresql import base

__all__ = ["DatabaseWrapper"]


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, but for the health check."""

    def is_usable(self) -> bool:
        kept = self.connection
        if kept is not None and not (self.errors_occurred or kept.closed):
            poll = select.poll()
            poll.register(kept.pgconn.socket, select.POLLIN)
            if not poll.poll(0):
                return True
        return bool(super().is_usable())
