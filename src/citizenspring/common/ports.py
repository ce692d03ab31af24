"""Finding a free port."""

import socket

__all__ = ["PortTaken", "free_port", "is_free", "require_free"]


class PortTaken(SystemExit):
    """Nothing can be served there; its text is the one sentence the operator sees."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} is taken: stop what uses it, or set CITIZENSPRING_PORT to another."
        )


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
    raise PortTaken(first)


def require_free(host: str, port: int) -> None:
    if not is_free(host, port):
        raise PortTaken(port)
