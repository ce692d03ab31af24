"""Acts of notifications: telling people, and their own acts on what they were told."""

from .telling import notify

__all__ = ["notify"]
