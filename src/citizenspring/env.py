"""Settings of one machine, read from environment variables by typed helpers.

A value that makes no sense stops the start with one sentence that says what to set.
"""

import contextlib
import os
import secrets
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SHORTEST_SECRET = 50


class SettingRefused(SystemExit):
    """A setting that cannot be used; its text is the one sentence the operator sees."""

    def __init__(self, name: str, expected: str) -> None:
        super().__init__(f"Setting {name} cannot be used: {expected}")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool = False) -> bool:
    value = text(name).lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        raise SettingRefused(name, "write 1 or 0.")
    return default


def number(name: str, default: int, *, minimum: int = 0, maximum: int = 2**31 - 1) -> int:
    value = text(name)
    if not value:
        return default
    if not value.isdecimal() or not minimum <= int(value) <= maximum:
        raise SettingRefused(name, f"write a whole number from {minimum} to {maximum}.")
    return int(value)


def web_processes() -> int:
    return number("CITIZENSPRING_PROCESSES", os.cpu_count() or 1, minimum=1, maximum=64)


def page_threads() -> int:
    """Pages that one web process makes at once."""
    return number("CITIZENSPRING_THREADS", 4, minimum=1, maximum=64)


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = text(name, default)
    if value not in allowed:
        raise SettingRefused(name, f"write one of {', '.join(allowed)}.")
    return value


def listing(name: str, default: tuple[str, ...] = ()) -> list[str]:
    return [item.strip() for item in text(name).split(",") if item.strip()] or list(default)


def folder(name: str, default: Path) -> Path:
    return Path(text(name, str(default))).expanduser().resolve()


def kept_secret(path: Path) -> str:
    """A secret made once and kept in a file that only its owner can read."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            half = path.with_name(f"{path.name}.{os.getpid()}")
            half.touch(mode=0o600)
            half.write_text(secrets.token_urlsafe(48))
            # A link appears whole or not at all, and the first process to start wins.
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(half)
            half.unlink()
        return path.read_text().strip()
    except OSError as problem:
        expected = f"{path.parent} must be a folder that can be written ({problem.strerror})."
        raise SettingRefused("CITIZENSPRING_VAR", expected) from problem  # noqa: EM101  # a name


def pepper(name: str, path: Path) -> str:
    """The secret that digests of identities are made with, given or kept beside the other keys."""
    value = text(name)
    if value and len(value) < SHORTEST_SECRET:
        raise SettingRefused(name, f"write at least {SHORTEST_SECRET} random characters.")
    return value or kept_secret(path)


def web_address(name: str, default: str = "") -> str:
    value = text(name, default).rstrip("/")
    if value and urlsplit(value).scheme not in {"http", "https"}:
        raise SettingRefused(name, "write an address that starts with http:// or https://.")
    return value


def city_login(issuer: str, client: str, secret: str) -> dict[str, Any]:
    """What django-allauth needs to send people to the city's login; nothing without an issuer."""
    if not issuer:
        return {}
    if not client or not secret:
        expected = "set CITIZENSPRING_OIDC_CLIENT and CITIZENSPRING_OIDC_SECRET with it."
        raise SettingRefused("CITIZENSPRING_OIDC_ISSUER", expected)  # noqa: EM101  # a name
    app = {
        "provider_id": "city",
        "name": "City login",
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}


def is_at_home(address: str) -> bool:
    """Whether only this machine can reach the address."""
    host = urlsplit(address).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def database(name: str = "DATABASE_URL") -> dict[str, object]:
    """Django's description of the database named by a ``postgresql://`` address."""
    value = text(name)
    parts = urlsplit(value)
    if value and (parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/")):
        raise SettingRefused(name, "write postgresql://user:password@host:5432/database.")
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", "") or parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")) or "citizenspring",
        "USER": unquote(parts.username or "") or query.pop("user", ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**query, "connect_timeout": 5},
    }


def mail_server(name: str) -> dict[str, Any] | None:
    """What Django's SMTP backend needs, from ``smtp://`` (STARTTLS) or ``smtps://`` (TLS)."""
    value = text(name)
    if not value:
        return None
    expected = "write smtp://user:password@host:587 or smtps://user:password@host:465."
    parts = urlsplit(value)
    try:
        port = parts.port or {"smtp": 587, "smtps": 465}[parts.scheme]
    except (KeyError, ValueError):
        raise SettingRefused(name, expected) from None
    if not parts.hostname or parts.path.strip("/"):
        raise SettingRefused(name, expected)
    is_plain = dict(parse_qsl(parts.query)).get("tls") == "off"
    return {
        "host": parts.hostname,
        "port": port,
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": parts.scheme == "smtp" and not is_plain,
        "timeout": 20,
    }
