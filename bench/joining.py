"""A room of 1,500 phones behind one address joins, and a script at one address is stopped.

``python bench/joining.py [phones]``: every phone opens the short address of the event and casts a
first vote over HTTP on a real server. The script reads the long address of the page from another
address of this machine and writes a new ``X-Forwarded-For`` each time (A39, A40).
"""

import http.client
import json
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from _server import database, scratch, serving

PHONES = 1500
AT_ONCE = 32
MOST_TRIES = 800
ROOM, SCRIPT, HOME = "127.0.0.1", "127.0.0.2", "127.0.0.3"
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
ROW = "{:<46} {:>8} {:>8}  {}"


def join(port: int, path: str, address: str, short: str = "", **headers: str) -> int:
    """One browser without cookies: read the page, vote once; the status of the vote."""
    connection = http.client.HTTPConnection(
        "127.0.0.1", port, timeout=60, source_address=(address, 0)
    )
    try:
        cookies = []
        for page in [short, path] if short else [path]:
            connection.request("GET", page, headers=headers | {"Cookie": "; ".join(cookies)})
            answer = connection.getresponse()
            found = TOKEN.search(answer.read())
            cookies += [one.partition(";")[0] for one in answer.headers.get_all("Set-Cookie", [])]
        assert found, "the page has no form"
        sent = f"csrfmiddlewaretoken={found[1].decode()}&statement=1&vote=agree"
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": "; ".join(cookies)}
        connection.request("POST", path, sent, headers | kind)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def room(port: int, path: str, short: str, phones: int) -> tuple[int, float]:
    """How many of the room got in, and in how many seconds."""
    began = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as crowd:
        found = list(crowd.map(lambda _one: join(port, path, ROOM, short), range(phones)))
    return found.count(302), time.monotonic() - began


def script(port: int, path: str) -> tuple[int, int]:
    """How many guests a script made before it was stopped, and how many tries were refused."""

    def attempt(number: int) -> int:
        spoofed = f"198.51.{number // 250 % 250}.{number % 250}"
        return join(port, path, SCRIPT, **{"X-Forwarded-For": spoofed})

    with ThreadPoolExecutor(AT_ONCE) as crowd:
        found = list(crowd.map(attempt, range(MOST_TRIES)))
    return found.count(302), found.count(429)


def main() -> None:
    phones = int(sys.argv[1]) if len(sys.argv) > 1 else PHONES
    with scratch() as var, database(var) as environment:
        command = [sys.executable, str(Path(__file__).with_name("_stage.py")), "10"]
        told = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE)
        stage = json.loads(told.stdout)
        path, short = stage["vote"], stage["short"]
        with serving(environment, "citizenspring", "serve", "--port", "{port}") as server:
            print(ROW.format("joining from one address", "in", "refused", ""))
            inside, seconds = room(server.port, path, short, phones)
            print(ROW.format("a room of phones", inside, phones - inside, f"{seconds:.0f} s"))
            made, refused = script(server.port, path)
            print(ROW.format("a script at another address", made, refused, "then stopped"))
            home = join(server.port, path, HOME)
            print(ROW.format("somebody at home meanwhile", int(home == 302), int(home != 302), ""))
    if inside < phones or not refused or home != 302:
        sys.exit("The room was refused, or the script was not.")


if __name__ == "__main__":
    main()
