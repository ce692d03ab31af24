"""What every test can use."""

from citizenspring.testing import django_db_setup

__all__ = ["django_db_setup"]
