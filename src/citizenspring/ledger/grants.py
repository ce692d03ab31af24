"""The rights a database role needs to append to the record, and no more."""

__all__ = ["grants_for"]

GRANTS = """
REVOKE ALL ON ledger_entry, ledger_checkpoint, ledger_tile FROM {role};
GRANT SELECT, INSERT ON ledger_entry, ledger_checkpoint, ledger_tile TO {role};
GRANT UPDATE (index) ON ledger_entry TO {role};
GRANT UPDATE (hashes) ON ledger_tile TO {role};
"""


def grants_for(role: str) -> str:
    """SQL to run as the owner of the tables, for a platform that runs as ``role``."""
    quoted = '"' + role.replace('"', '""') + '"'
    return GRANTS.format(role=quoted).strip()
