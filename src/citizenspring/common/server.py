"""One port for everything: streams are answered here, every other address by Django in threads.

Granian calls ``application`` (RSGI). A stream costs a few kilobytes and no thread, so one process
holds thousands; a page costs one thread for as long as it is made.
"""

import asyncio
import signal
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from granian.rsgi import ProtocolClosed  # type: ignore[attr-defined]  # its stubs forget it

from .bridge import BodyTooLong, Headers, Proto, Scope, answer, body_of, environment
from .connecting import own_parameters
from .hub import Hub
from .live import PREFIX, topic_of
from .parent import GOODBYE, end_with_parent
from .warming import warm_up

__all__ = ["Application", "application"]

PLAIN: Headers = [("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store")]
STREAM: Headers = [
    ("content-type", "text/event-stream; charset=utf-8"),
    ("cache-control", "no-store"),
    # Tells nginx and its like to pass every event on at once.
    ("x-accel-buffering", "no"),
]
FIRST = b"retry: 3000\n: listening\n\n"


class Application:
    """The platform as Granian sees it: one per web process."""

    def __init__(self) -> None:
        self.wsgi = get_wsgi_application()
        self.threads = ThreadPoolExecutor(settings.THREADS, thread_name_prefix="page")
        self.hub = Hub(settings.LIVE_LIMIT)
        self.tasks: list[asyncio.Task[None]] = []

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        end_with_parent(signal.SIGKILL)
        loop.add_signal_handler(GOODBYE, self.hub.close)
        warm_up()
        self.tasks = [
            loop.create_task(self.hub.hear(own_parameters())),
            loop.create_task(self.hub.beat()),
        ]

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        for task in self.tasks:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*self.tasks, return_exceptions=True))
        self.threads.shutdown(wait=False)

    async def __rsgi__(self, scope: Scope, proto: Proto) -> None:
        if scope.path.startswith(PREFIX):
            await self.stream(scope, proto)
        else:
            await self.page(scope, proto)

    async def page(self, scope: Scope, proto: Proto) -> None:
        loop = asyncio.get_running_loop()
        try:
            body = await body_of(scope, proto, settings.LONGEST_UPLOAD)
        except BodyTooLong:
            proto.response_bytes(413, PLAIN, b"This is too big to send here.\n")
            return
        work = partial(answer, self.wsgi, environment(scope, body), proto, loop)
        await loop.run_in_executor(self.threads, work)

    async def stream(self, scope: Scope, proto: Proto) -> None:
        topic = topic_of(scope.path)
        if topic is None or scope.method != "GET":
            proto.response_bytes(404, PLAIN, b"There is nothing here.\n")
            return
        listener = self.hub.join(topic)
        if listener is None:
            headers = [*PLAIN, ("retry-after", "30")]
            proto.response_bytes(503, headers, b"Too many pages are open: reload to see news.\n")
            return
        leaving = asyncio.ensure_future(proto.client_disconnect())
        leaving.add_done_callback(lambda _: listener.leave())
        try:
            out = proto.response_stream(200, STREAM)
            await out.send_bytes(FIRST)
            while not listener.gone:
                await listener.bell.wait()
                listener.bell.clear()
                while listener.waiting and not listener.gone:
                    await out.send_bytes(listener.waiting.popleft())
        except ProtocolClosed:
            pass
        finally:
            leaving.cancel()
            self.hub.part(topic, listener)


django.setup(set_prefix=False)
application = Application()
