"""Pages of people: the door, their own page, roles and rules, and the demo's conveniences."""

from .demo import letter, mailbox, personas, try_persona
from .door import code, sign_in, sign_out
from .levels import levels
from .me import end_other_sessions, me
from .roles import end_role, roles, rules

__all__ = [
    "code",
    "end_other_sessions",
    "end_role",
    "letter",
    "levels",
    "mailbox",
    "me",
    "personas",
    "roles",
    "rules",
    "sign_in",
    "sign_out",
    "try_persona",
]
