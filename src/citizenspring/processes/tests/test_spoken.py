"""Organisers' words on a page."""

from django.utils.translation import override

from citizenspring.processes.templatetags.spoken import spoken


def test_no_french_line_begins_with_a_sign_and_what_was_typed_stays_harmless() -> None:
    with override("fr"):
        assert spoken({"fr": "Budget : <b>votez</b> !"}) == (
            "Budget\u00a0: &lt;b&gt;votez&lt;/b&gt;\u00a0!"
        )
        assert "Budget : stem" in spoken({"nl": "Budget : stem"})
