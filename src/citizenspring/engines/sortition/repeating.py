"""Repeat a public draw from this folder, with Python and nothing else.

    python3 -I -S repeat_draw.py "THE PUBLIC VALUE"

Compares every file with SHA256SUMS and with the digests in commitment.json, checks that each
person is on as many panels as chances.csv says, turns the public value into the number of a
panel, and prints it.
The digest of commitment.json, which comes first, must be the one announced before the draw.
The exit code is 0 when everything agrees and 1 when something was changed.
"""

import hashlib
import json
import sys
from collections import Counter
from pathlib import Path

__all__ = ["main"]

FILES = ("alternates.csv", "chances.csv", "commitment.json", "portfolio.txt", "repeat_draw.py")


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


def changed(folder: Path) -> list[str]:
    """The files that are not as SHA256SUMS lists them."""
    try:
        pairs = [line.split("  ", 1) for line in lines_of(folder / "SHA256SUMS")]
        sums = {name: told for told, name in pairs}
        listed = {name: digest((folder / name).read_bytes()) for name in FILES}
    except (OSError, ValueError) as error:
        return [f"a file is missing or cannot be read ({error})"]
    found = [name for name in FILES if sums.pop(name, "") != listed[name]]
    return [f"{name} is not the file in SHA256SUMS" for name in [*found, *sums]]


def lines_of(path: Path) -> list[str]:
    """The lines of a file."""
    return path.read_text("utf-8", errors="replace").splitlines()


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
    lines = lines_of(folder / "portfolio.txt")
    if len(lines) != commitment["panels"]:
        found.append(f"there are {len(lines)} panels, not {commitment['panels']}")
    times = Counter(name for line in lines for name in line.split()[1:])
    for row in lines_of(folder / "chances.csv")[1:]:
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
    say = sys.stdout.write
    if wrong := changed(folder):
        say("".join(f"WRONG: {line}\n" for line in wrong) + "Something was changed.\n")
        return 1
    told = (folder / "commitment.json").read_bytes()
    commitment = json.loads(told)
    say(f"commitment {digest(told)}\n")
    wrong = faults(folder, commitment)
    say("".join(f"WRONG: {line}\n" for line in wrong))
    value = " ".join(" ".join(sys.argv[1:]).split())
    if value:
        seed = digest(bytes.fromhex(commitment["portfolio_sha256"]) + value.encode())
        number = below(seed, commitment["panels"])
        lines = lines_of(folder / "portfolio.txt")
        panel = lines[number].split()[1:]
        say(f"seed {seed}\npanel {number}\n{' '.join(panel)}\n")
    say("Something was changed.\n" if wrong else "Everything agrees.\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
