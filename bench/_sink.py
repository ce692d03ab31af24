"""A mail server that takes everything for ``messages.py``; says its port, then what it took."""

import sys

from citizenspring.testing.postbox import open_postbox

if __name__ == "__main__":
    with open_postbox() as box:
        print(box.port, flush=True)
        sys.stdin.read()
        print(len(box.raw), len(set(box.recipients)), box.connections, flush=True)
