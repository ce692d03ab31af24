"""The migrations of ``city`` and one more after them, for a database that is behind."""

from importlib import import_module

__path__ = [*__path__, *import_module("citizenspring.city.migrations").__path__]
