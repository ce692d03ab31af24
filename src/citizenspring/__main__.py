"""``python -m citizenspring``: the same as the ``citizenspring`` command."""

from .cli import main

if __name__ == "__main__":
    main(prog_name="citizenspring")
