"""Finding a free port."""

import socket

import click

__all__ = ["free_port", "is_free"]


def is_free(host: str, port: int) -> bool:
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(kind, socket.SOCK_STREAM) as attempt:
        # As the server does, so that connections of a server just stopped do not count.
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except OSError:
            return False
    return True


def free_port(host: str, first: int, *, only: bool) -> int:
    """``first``, or the next free one unless the operator named ``only`` this one."""
    for port in range(first, first + (1 if only else 20)):
        if is_free(host, port):
            return port
    message = f"Port {first} is taken: stop what uses it, or set CITIZENSPRING_PORT to another."
    raise click.ClickException(message)
