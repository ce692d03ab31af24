"""A gathering of 1,500 with 167 facilitators on one machine: nothing lost, and how late the news.

``python bench/gathering.py [people] [tables] [seconds of a phase]``: drives the real server and its
worker over HTTP. People sign in behind one address while a script tries tickets from another,
eight doors check them in, seats are found and found again without those who stayed away, every
facilitator's phone writes cards (one in ten sends twice, one in six is offline for a while), a
wall and all phones follow, everybody gives dots, and at the end the cards in the database are
compared with what the phones were told is kept.
"""

import asyncio
import json
import random
import re
import resource
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from _phones import Phone, at_most, listen
from _server import Running, database, scratch, serving

PEOPLE, TABLES, SECONDS = 1500, 167, 90
CARDS, DOTS = 12, 5
SENT_TWICE, OFFLINE, AWAY = 0.10, 1 / 6, 0.15
ROOM, SCRIPT = "127.0.0.1", "127.0.0.2"
WORDS = ("rue", "arbre", "banc", "eau", "calme", "straat", "boom", "park", "fiets", "bench")
FIELD = re.compile(r'name="(card-[^"]+)" value="1"')
HIDDEN = re.compile(r'type="hidden" name="([^"]+)" value="([^"]*)"')
COUNTED = re.compile(r"<strong>([\d\s.,\xa0\u202f]+)</strong>\s*carte")
PAUSE = 0.25  # as the pages wait between two looks
ROW = "{:<52} {:>9} {:>9} {:>9}  {}"


@dataclass
class Day:
    """Where everything is, and what was measured."""

    server: Running
    stage: dict[str, Any]
    seconds: float
    lot: random.Random = field(default_factory=lambda: random.Random("bench"))
    written: dict[str, str] = field(default_factory=dict)
    sent_at: dict[str, float] = field(default_factory=dict)
    acknowledged: list[float] = field(default_factory=list)
    voted: int = 0
    problems: Counter[str] = field(default_factory=Counter)

    def phone(self, cookie: str = "", address: str = ROOM) -> Phone:
        known = {self.stage["cookie"]: cookie} if cookie else {}
        return Phone(self.server.port, address, cookies=known)

    def page(self, rest: str) -> str:
        return f"{self.stage['page']}{rest}"


def ask(environment: dict[str, str], *arguments: object) -> dict[str, Any]:
    command = [sys.executable, str(Path(__file__).with_name("_gathering_data.py"))]
    command += [str(one) for one in arguments]
    told = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def show(what: str, delays: list[float], note: str = "") -> float:
    """Print half and 95 of 100, in milliseconds."""
    if not delays:
        print(ROW.format(what, "-", "-", "0", note), flush=True)
        return 0.0
    ordered = sorted(delays)
    half, most = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    told = f"{half * 1000:.0f} ms", f"{most * 1000:.0f} ms", f"{len(ordered):,}"
    print(ROW.format(what, *told, note), flush=True)
    return most


@contextmanager
def working(environment: dict[str, str]) -> Iterator[None]:
    """The worker beside the web server, as `citizenspring run` has it."""
    process = subprocess.Popen([sys.executable, "-m", "citizenspring", "worker"], env=environment)
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


async def sign_in(day: Day) -> list[Phone]:
    """Everybody types her ticket behind one address, in the first seconds of the day."""

    async def one(ticket: str) -> tuple[Phone, int, float]:
        phone, began = day.phone(), time.perf_counter()
        await phone.get(f"/g/{day.stage['code']}")
        await phone.get(day.page("here/"))
        answer = await phone.post(day.page("here/"), {"ticket": ticket})
        return phone, answer.status, time.perf_counter() - began

    async def script() -> Counter[int]:
        phone, found = day.phone(address=SCRIPT), Counter[int]()
        await phone.get(day.page("here/"))
        for number in range(700):
            answer = await phone.post(day.page("here/"), {"ticket": f"AAAAA{number:05d}"})
            found[answer.status] += 1
        return found

    began = time.perf_counter()
    guess = asyncio.create_task(script())
    found = await at_most(24, [one(ticket) for ticket in day.stage["tickets"]])
    spent = time.perf_counter() - began
    inside = sum(status == HTTPStatus.FOUND for _phone, status, _ in found)
    show("signed in by ticket, one address (3 requests)", [each[2] for each in found])
    refused = await guess
    print(f"  {inside} of {len(found)} in after {spent:.0f} s; the script: {dict(refused)}")
    day.problems["not signed in"] += len(found) - inside
    day.problems["the script was not stopped"] += refused[HTTPStatus.TOO_MANY_REQUESTS] == 0
    return [phone for phone, *_ in found]


async def check_in(day: Day) -> list[bool]:
    """Eight doors; one in seven stays away, one in fifty shows her ticket at two doors at once."""
    came = [day.lot.random() >= AWAY for _ in day.stage["tickets"]]
    doors = [day.phone(cookie) for cookie in day.stage["helpers"]]
    for door in doors:
        await door.get(day.page("door/?door=A"))
    delays: list[float] = []
    statuses: Counter[int] = Counter()

    async def scan(number: int, ticket: str) -> None:
        times = 2 if number % 50 == 0 else 1
        for name in range(times):
            door = doors[(number + name) % len(doors)]
            letter = "ABCDEFGH"[(number + name) % len(doors)]
            form = {"act": "in", "door": letter, "ticket": ticket, "sent": str(uuid.uuid4())}
            answer = await door.post(day.page("door/"), form)
            delays.append(answer.seconds)
            statuses[answer.status] += 1

    tickets = enumerate(day.stage["tickets"])
    await at_most(8, [scan(number, ticket) for number, ticket in tickets if came[number]])
    show("checked in at one of eight doors", delays, f"statuses {dict(statuses)}")
    return came


async def write_cards(day: Day) -> None:
    """Each facilitator's phone writes its cards in its own time, and is told which are kept."""

    async def table(place: int, key: str) -> None:
        phone, lot = day.phone(), random.Random(f"table {place}")
        path = f"/t/{key}/sync"
        is_away, waiting = lot.random() < OFFLINE, []
        moments = sorted(lot.uniform(0, day.seconds) for _ in range(CARDS))
        began = time.perf_counter()
        for number, moment in enumerate(moments):
            await asyncio.sleep(max(0.0, moment - (time.perf_counter() - began)))
            waiting.append(card(place, number, lot, "concerns"))
            # A phone without network keeps its cards for the middle third of the phase.
            if is_away and day.seconds / 3 < moment < day.seconds * 2 / 3:
                continue
            await send(day, phone, path, waiting, twice=lot.random() < SENT_TWICE)
            waiting = []
        if waiting:
            await send(day, phone, path, waiting, twice=False)

    await asyncio.gather(*(table(place, key) for place, key in enumerate(day.stage["keys"])))


async def write_solutions(day: Day) -> None:
    """One solution a table, so that the room has a hundred and more to choose from."""

    async def table(place: int, key: str) -> None:
        lot = random.Random(f"solution {place}")
        facts = [card(place, CARDS, lot, "solutions")]
        await send(day, day.phone(), f"/t/{key}/sync", facts, twice=False)

    await at_most(8, [table(place, key) for place, key in enumerate(day.stage["keys"])])


def card(place: int, number: int, lot: random.Random, phase: str) -> dict[str, Any]:
    said = " ".join(lot.choices(WORDS, k=6))
    return {
        "key": str(uuid.UUID(int=lot.getrandbits(128))),
        "kind": "card",
        "card": str(uuid.UUID(int=lot.getrandbits(128))),
        "phase": phase,
        "turn": 1,
        "text": f"Table {place + 1}, {number}: {said}",
        "language": lot.choice(("fr", "nl", "en")),
        "theme": "",
        "position": number,
        "knows": None,
    }


async def send(
    day: Day, phone: Phone, path: str, facts: list[dict[str, Any]], *, twice: bool
) -> None:
    said = {"facts": facts, "ballot": ""}
    moment = time.perf_counter()
    for fact in facts:
        day.sent_at[fact["card"]] = moment
    answers = [await phone.send(path, said) for _ in range(1 + twice)]
    for answer in answers:
        if answer.status != HTTPStatus.OK:
            day.problems[f"sync {answer.status}"] += 1
            continue
        taken = set(answer.json()["taken"])
        day.acknowledged.append(answer.seconds)
        for fact in facts:
            if fact["key"] in taken:
                day.written[fact["card"]] = fact["text"]
            else:
                day.problems["a card was not taken"] += 1


async def cards(day: Day) -> None:
    """A phase of writing: how late the senders, the wall, and the second phone of a table know."""
    wall, seconds = Watch(), [Watch() for _ in day.stage["keys"]]
    opened = asyncio.Semaphore(50)
    watching = [asyncio.create_task(watch(day, wall, day.stage["cards_topic"], wall_of, opened))]
    for place, one in enumerate(seconds):
        topic, key = day.stage["table_topics"][place], day.stage["keys"][place]
        look = partial(table_of, path=f"/t/{key}/state")
        watching.append(asyncio.create_task(watch(day, one, topic, look, opened)))
    await asyncio.sleep(3)
    cpu, began = day.server.cpu_seconds(), time.perf_counter()
    await write_cards(day)
    spent = time.perf_counter() - began
    await asyncio.sleep(3)
    for task in watching:
        task.cancel()
    await asyncio.gather(*watching, return_exceptions=True)
    cost = (day.server.cpu_seconds() - cpu) / max(1, len(day.acknowledged)) * 1000
    note = f"{len(day.written):,} cards in {spent:.0f} s, {cost:.0f} ms CPU each, all told"
    show("cards acknowledged to the phone that sent them", day.acknowledged, note)
    show("cards counted on the wall", wall.delays(day), f"the wall asked {wall.asked} times")
    seen = [delay for one in seconds for delay in one.delays(day)]
    show("cards on the second phone of their table", seen)
    day.problems["cards not seen on a second phone"] += len(day.written) - len(seen)


@dataclass
class Watch:
    """An open page: when it first showed what had been sent."""

    seen: dict[str, float] = field(default_factory=dict)
    asked: int = 0
    known: int = 0

    def delays(self, day: Day) -> list[float]:
        return [moment - day.sent_at[card] for card, moment in self.seen.items()]


async def watch(day: Day, page: Watch, topic: str, look: Any, opened: asyncio.Semaphore) -> None:
    """When told that something changed, ask for what is shown, once at a time."""
    phone, bell = day.phone(), asyncio.Event()
    port = day.server.port
    hearing = asyncio.create_task(listen(port, topic, lambda _told, _at: bell.set(), opened))
    try:
        while True:
            await bell.wait()
            bell.clear()
            await look(day, page, phone)
            page.asked += 1
            await asyncio.sleep(PAUSE)
    finally:
        hearing.cancel()


async def wall_of(day: Day, page: Watch, phone: Phone) -> None:
    """The wall shows numbers: the first N cards that were acknowledged are on it, if it says N."""
    answer = await phone.get(day.page("wall/?show=themes"), fragment=True)
    found = COUNTED.search(answer.body.decode())
    count = int(re.sub(r"\D", "", found[1])) if found else 0
    moment = time.perf_counter()
    for card in list(day.written)[page.known : count]:
        page.seen[card] = moment
    page.known = max(page.known, count)


async def table_of(day: Day, page: Watch, phone: Phone, *, path: str) -> None:
    answer = await phone.get(path)
    moment = time.perf_counter()
    if answer.status != HTTPStatus.OK:
        day.problems[f"state {answer.status}"] += 1
        return
    for card in answer.json()["cards"]:
        page.seen.setdefault(card["key"], moment)


async def vote(day: Day, present: list[Phone]) -> None:
    """Everybody in the room reads all solutions and gives five dots."""
    page, delays, read = day.page("room/"), list[float](), list[float]()

    async def one(phone: Phone, number: int) -> None:
        await asyncio.sleep(day.lot.uniform(0, day.seconds))
        answer = await phone.get(page)
        read.append(answer.seconds)
        names = FIELD.findall(answer.body.decode())
        hidden = dict(HIDDEN.findall(answer.body.decode()))
        if not names:
            day.problems[f"no ballot {answer.status}"] += 1
            return
        lot = random.Random(number)
        form = dict.fromkeys(lot.sample(names, min(DOTS, len(names))), "1")
        for _ in range(1 + (number % 10 == 0)):
            answer = await phone.post(page, hidden | form)
            delays.append(answer.seconds)
            if answer.status != HTTPStatus.FOUND:
                day.problems[f"vote {answer.status}"] += 1
        day.voted += 1

    await asyncio.gather(*(one(phone, number) for number, phone in enumerate(present)))
    show("room page with all solutions, read", read)
    show("dots given, one in ten sent twice", delays, f"{day.voted:,} people")


def compare(day: Day, found: dict[str, Any]) -> None:
    """What phones were told is kept, what the database has, and what a recount finds."""
    kept, stored = found["kept"], found["cards"]
    lost = [card for card, text in day.written.items() if stored.get(card) != text]
    more = set(stored) - set(day.written)
    double = len(stored) - len(set(stored.values()))
    print(
        f"  {len(day.written):,} cards acknowledged: {len(lost)} lost, {len(more)} that nobody "
        f"wrote, {double} doubled; the recount of {found['facts']:,} facts in "
        f"{found['seconds']:.1f} s has {len(kept):,} cards, {found['late']} of them late, "
        f"{found['voters']:,} voters and {found['dots']:,.0f} dots"
    )
    day.problems["cards lost"] += len(lost)
    day.problems["cards nobody wrote"] += len(more)
    day.problems["cards doubled"] += double
    day.problems["recount differs"] += kept != stored
    day.problems["votes lost or doubled"] += abs(found["voters"] - day.voted)
    day.problems["dots lost or doubled"] += abs(int(found["dots"]) - DOTS * day.voted)


@dataclass
class Clocks:
    """All open pages, and when each heard of the organiser's acts."""

    acts: list[float] = field(default_factory=list)
    heard: list[float] = field(default_factory=list)

    def hear(self, facts: dict[str, Any], moment: float) -> None:
        if facts["event"] == "clock" and self.acts:
            self.heard.append(moment - self.acts[-1])


class Organiser:
    """Presses the buttons, in a process of its own."""

    def __init__(self, environment: dict[str, str], run: str) -> None:
        command = [sys.executable, str(Path(__file__).with_name("_gathering_data.py")), "drive"]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            [*command, run], env=environment, text=True, stdin=pipe, stdout=pipe
        )

    async def press(self, button: str) -> dict[str, Any]:
        return await asyncio.to_thread(self._press, button)

    def _press(self, button: str) -> dict[str, Any]:
        source, sink = self.process.stdout, self.process.stdin
        assert source
        assert sink
        sink.write(f"{button}\n")
        sink.flush()
        found: dict[str, Any] = json.loads(source.readline())
        return found


def main() -> None:
    people, tables, seconds = (
        int(sys.argv[place]) if len(sys.argv) > place else usual
        for place, usual in ((1, PEOPLE), (2, TABLES), (3, SECONDS))
    )
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 3 * people + 1024), hard))
    with scratch() as var, database(var) as environment:
        stage = ask(environment, "set-up", people, tables)
        serve = ("citizenspring", "serve", "--port", "{port}")
        with serving(environment, *serve) as server, working(environment):
            day = Day(server, stage, seconds)
            organiser = Organiser(environment, stage["run"])
            print(ROW.format(f"{people} people, {tables} tables", "half", "95 %", "times", ""))
            asyncio.run(hold(day, organiser))
            compare(day, ask(environment, "count", stage["run"]))
        if sum(day.problems.values()):
            sys.exit(f"Not as it should be: {dict(+day.problems)}")


async def hold(day: Day, organiser: Organiser) -> None:
    """From the first seating to the last dot."""
    told = await organiser.press("seat")
    print(f"  {told['told']['people']:,} people seated twice in {told['seconds']:.1f} s")
    await organiser.press("show")
    phones = await sign_in(day)
    came = await check_in(day)
    told = await organiser.press("again")
    print(f"  seated again without {came.count(False)} in {told['seconds']:.1f} s")
    await organiser.press("show")
    present = [phone for phone, is_here in zip(phones, came, strict=True) if is_here]
    clocks = Clocks()
    opened = asyncio.Semaphore(50)
    streams = [
        asyncio.create_task(listen(day.server.port, day.stage["topic"], clocks.hear, opened))
        for _ in range(len(present) + len(day.stage["keys"]))
    ]
    await asyncio.sleep(3)
    await hear_clocks(clocks, organiser, ["start", "pause", "resume"])
    await organiser.press("skip")
    await cards(day)
    for _ in range(3):
        await organiser.press("skip")
    await write_solutions(day)
    await organiser.press("skip")
    await vote(day, present)
    await hear_clocks(clocks, organiser, ["pause", "resume", "skip"])
    show("every phone heard of a pause, or that it goes on", clocks.heard)
    day.problems["clock events lost"] += 6 * len(streams) - len(clocks.heard)
    await organiser.press("end")
    for stream in streams:
        stream.cancel()
    await asyncio.gather(*streams, return_exceptions=True)


async def hear_clocks(clocks: Clocks, organiser: Organiser, buttons: list[str]) -> None:
    for button in buttons:
        clocks.acts.append(time.perf_counter())
        await organiser.press(button)
        await asyncio.sleep(2)
    clocks.acts.clear()


if __name__ == "__main__":
    main()
