"""The migration that moves what moderators did into the one log, and back."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from .factories import make_map

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

MIGRATION = "0007_decisions_move_to_moderation"


def test_acts_and_what_waits_are_moved_whole() -> None:
    """On the models as they were, without turning the whole database back."""
    module = import_module(f"citizenspring.opinions.migrations.{MIGRATION}")
    executor = MigrationExecutor(connection)
    state = executor.loader.project_state(
        [("opinions", MIGRATION), ("moderation", "0001_first_tables")]
    )
    old = state.apps.get_model("opinions", "Moderation")
    with connection.schema_editor() as editor:
        editor.create_model(old)
    try:
        made = make_map("More trees.")
        statement = made.statements.select_related("node", "map__activity").get()
        old.objects.create(
            statement_id=statement.pk, act="hidden", reason="Insult.", language="en", by=None
        )
        module.move(state.apps, None)
        decision = statement.node.decisions.get()
        assert (decision.act, decision.reason, decision.language) == ("hidden", "Insult.", "en")
        assert decision.scope == statement.map.activity.process_id
        old.objects.all().delete()
        module.move_back(state.apps, None)
        assert old.objects.get().reason == "Insult."
        type(statement).objects.filter(pk=statement.pk).update(state="waiting")
        module.open_cases(state.apps, None)
        assert statement.node.cases.get().origin == "new"
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(old)
