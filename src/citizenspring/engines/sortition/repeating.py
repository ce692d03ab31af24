"""Repeat a public draw from this folder, with Python and nothing else.

    python3 -I -S repeat_draw.py "THE PUBLIC VALUE"

Compares every file with the digests in commitment.json, checks that each person is on as many
panels as chances.csv says, turns the public value into the number of a panel, and prints it.
The exit code is 0 when everything agrees and 1 when something was changed.
"""

import hashlib
import json
import sys
from collections import Counter
from pathlib import Path

__all__ = ["main"]

BLOCK = 32


def digest(text: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(text).hexdigest()


def below(seed: str, limit: int) -> int:
    """A number from the bytes of SHA-256(length ‖ seed ‖ "draw" ‖ counter), with rejection."""
    said = seed.encode()
    key = len(said).to_bytes(8, "big") + said + b"draw"
    size = max(1, -(-(limit - 1).bit_length() // 8))
    ceiling = (1 << (8 * size)) // limit * limit
    stream, counter = b"", 0
    while True:
        while len(stream) < size:
            stream += hashlib.sha256(key + counter.to_bytes(8, "big")).digest()
            counter += 1
        value, stream = int.from_bytes(stream[:size], "big"), stream[size:]
        if value < ceiling:
            return value % limit


def faults(folder: Path, commitment: dict[str, object]) -> list[str]:
    """What does not agree with the commitment."""
    found = [
        f"{name} is not the file that was committed to"
        for name, key in (
            ("portfolio.txt", "portfolio_sha256"),
            ("chances.csv", "chances_sha256"),
            ("alternates.csv", "alternates_sha256"),
        )
        if digest((folder / name).read_bytes()) != commitment[key]
    ]
    lines = (folder / "portfolio.txt").read_text("utf-8").splitlines()
    if len(lines) != commitment["panels"]:
        found.append(f"there are {len(lines)} panels, not {commitment['panels']}")
    times = Counter(name for line in lines for name in line.split()[1:])
    for row in (folder / "chances.csv").read_text("utf-8").splitlines()[1:]:
        name, _, rest = row.partition(",")
        panels = rest.partition(",")[0]
        if str(times[name]) != panels:
            found.append(f"{name} is on {times[name]} panels, not {panels}")
    found += [
        f"panel {number} has not {commitment['size']} different people"
        for number, line in enumerate(lines)
        if len(set(line.split()[1:])) != commitment["size"]
    ]
    return found


def main() -> int:
    """Check the folder this file lies in and print the draw."""
    folder = Path(__file__).resolve().parent
    told = (folder / "commitment.json").read_bytes()
    commitment = json.loads(told)
    say = sys.stdout.write
    say(f"commitment {digest(told)}\n")
    wrong = faults(folder, commitment)
    for line in wrong:
        say(f"WRONG: {line}\n")
    value = " ".join(" ".join(sys.argv[1:]).split())
    if value:
        seed = digest(bytes.fromhex(commitment["portfolio_sha256"]) + value.encode())
        number = below(seed, commitment["panels"])
        lines = (folder / "portfolio.txt").read_text("utf-8").splitlines()
        panel = lines[number].split()[1:]
        say(f"seed {seed}\npanel {number}\n{' '.join(panel)}\n")
    say("Something was changed.\n" if wrong else "Everything agrees.\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
