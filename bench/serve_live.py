"""1,500 open pages on one process, one event a second: how late the news comes, what it costs.

``python bench/serve_live.py [connections] [seconds]``
"""

import asyncio
import json
import resource
import sys
import time

import psycopg
from _server import Running, database, scratch, serving

TOPIC = "bench"


async def listen(port: int, delays: list[float], opened: asyncio.Semaphore) -> None:
    async with opened:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"GET /live/{TOPIC} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        await reader.readuntil(b": listening\n\n")
    try:
        while line := await reader.readline():
            if line.startswith(b"data: "):
                said = json.loads(line[6:])
                if said["event"] == "tick":
                    delays.append(time.time() - said["at"] / 1e6)
    finally:
        writer.close()


async def measure(server: Running, connections: int, seconds: int) -> None:
    delays: list[float] = []
    opened = asyncio.Semaphore(50)
    before = server.megabytes()
    pages = [asyncio.create_task(listen(server.port, delays, opened)) for _ in range(connections)]
    await asyncio.sleep(5)
    full = server.megabytes()
    cpu = server.cpu_seconds()
    database = server.environment["DATABASE_URL"]
    async with await psycopg.AsyncConnection.connect(database, autocommit=True) as teller:
        for _ in range(seconds):
            fact = {"topic": TOPIC, "event": "tick", "facts": {"at": int(time.time() * 1e6)}}
            notify = "SELECT pg_notify('citizenspring_live', %s)"
            await teller.execute(notify, [json.dumps(fact)])
            await asyncio.sleep(1)
    await asyncio.sleep(1)
    delays.sort()
    lost = connections * seconds - len(delays)
    half, most = delays[len(delays) // 2], delays[int(len(delays) * 0.95)]
    print(f"{connections} connections, {seconds} events: {len(delays)} heard, {lost} lost")
    print(f"p50 {half * 1000:.0f} ms, p95 {most * 1000:.0f} ms, last {delays[-1] * 1000:.0f} ms")
    after = server.megabytes()
    print(f"memory {before:.0f} MB empty, {full:.0f} MB full, {after:.0f} MB after the events")
    print(f"CPU {(server.cpu_seconds() - cpu) / seconds * 1000:.0f} ms for each event")
    for page in pages:
        page.cancel()
    await asyncio.gather(*pages, return_exceptions=True)


def main() -> None:
    connections = int(sys.argv[1]) if len(sys.argv) > 1 else 1500
    seconds = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, connections + 512), hard))
    with scratch() as var, database(var) as environment:
        one = {**environment, "CITIZENSPRING_PROCESSES": "1"}
        with serving(one, "citizenspring", "serve", "--port", "{port}") as server:
            asyncio.run(measure(server, connections, seconds))


if __name__ == "__main__":
    main()
