"""Preparing a panel: quotas from the city, published with their source, letters planned."""

import pytest
from django.utils.translation import override

from citizenspring.common.errors import NotAllowed
from citizenspring.ledger.models import Entry
from citizenspring.panels import services
from citizenspring.panels.errors import (
    AddressesUnreadable,
    FeaturesFixed,
    FiguresDoNotAdd,
    PanelExists,
    PanelNotInviting,
    QuotasDoNotAdd,
    ReasonForQuotas,
    SourceMissing,
)
from citizenspring.panels.models import Invitation, Quota
from citizenspring.people.tests.factories import make_person

from .factories import codes_of, inviting, make_panel, organiser_of, volunteers

pytestmark = pytest.mark.django_db


def test_quotas_are_proposed_around_the_shares_of_the_city() -> None:
    panel = make_panel(size=6)
    found = {(one.feature, one.value): (one.least, one.most) for one in panel.quotas.all()}
    assert found["commune", "north"] == (3, 4)
    assert found["commune", "south"] == (2, 3)
    assert found["age", "65_plus"] == (1, 2)
    assert found["gender", "woman"] == (3, 4)
    assert ("age", "under_18") not in found


def test_a_gathering_has_one_panel_and_only_its_organisers_begin_it() -> None:
    panel = make_panel()
    with pytest.raises(PanelExists):
        services.prepare_panel(panel.gathering, 6, by=organiser_of(panel.gathering))
    with pytest.raises(NotAllowed):
        services.prepare_panel(panel.gathering, 6, by=make_person())


def test_own_figures_make_quotas_only_when_they_make_a_whole() -> None:
    panel = make_panel()
    by = organiser_of(panel.gathering)
    with pytest.raises(FiguresDoNotAdd):
        services.set_figures(panel, "language", "fr: 60\nnl: 10", by=by)
    services.set_figures(panel, "language", "fr: 75%\nnl: 25", by=by)
    assert Quota.objects.get(feature="language", value="fr").least == 4


def test_quotas_that_no_pool_could_meet_are_refused() -> None:
    panel = make_panel()
    north = panel.quotas.get(value="north")
    with override("en"), pytest.raises(QuotasDoNotAdd, match="at most 5"):
        services.set_quotas(panel, {north.pk: (0, 2)}, by=organiser_of(panel.gathering))


def test_quotas_are_published_with_their_source_and_change_for_a_public_reason() -> None:
    panel = make_panel()
    by = organiser_of(panel.gathering)
    with pytest.raises(SourceMissing):
        services.publish_quotas(panel, " ", by=by)
    inviting(panel)
    north = panel.quotas.get(value="north")
    with pytest.raises(ReasonForQuotas):
        services.set_quotas(panel, {north.pk: (2, 4)}, by=by)
    services.set_quotas(panel, {north.pk: (2, 4)}, reason="Few answers", by=by)
    said = Entry.objects.filter(kind="panel.quotas").last()
    assert said is not None
    assert said.body["quotas"]["commune north"] == [2, 4]
    assert said.body["reason"] == "Few answers"


def test_what_people_answered_for_stays_a_feature() -> None:
    panel = inviting()
    volunteers(panel, 1)
    with pytest.raises(FeaturesFixed):
        services.drop_feature(panel, "age", by=organiser_of(panel.gathering))


def test_letters_follow_shares_and_response_and_codes_are_kept_as_digests() -> None:
    panel = make_panel()
    by = organiser_of(panel.gathering)
    with pytest.raises(PanelNotInviting):
        services.plan(panel, 100, by=by)
    inviting(panel)
    found = services.plan(panel, 100, {"north": 0.03, "south": 0.06}, by=by)
    assert [(row.name, row.letters) for row in found.strata] == [("north", 75), ("south", 25)]
    codes = codes_of(panel, 10)
    assert len(set(codes)) == 10
    assert all(codes[0].encode() not in bytes(one.digest) for one in Invitation.objects.all())


def test_households_are_drawn_from_a_list_and_none_is_written_to_twice() -> None:
    panel = inviting()
    by = organiser_of(panel.gathering)
    rows = [f"Noord-fr,Street {n}" for n in range(8)] + [f"south,Lane {n}" for n in range(8)]
    file = "\n".join(["stratum,household", *rows]).encode()
    services.plan(panel, 10, by=by)
    made = services.make_letters(panel, channel="post", language="nl", addresses=file, by=by)
    assert len(made) == 10
    again = services.make_letters(panel, channel="post", language="nl", addresses=file, by=by)
    assert not {one.household for one in made} & {one.household for one in again}
    wrong = b"stratum,household\nAtlantis,Deep 1"
    with pytest.raises(AddressesUnreadable, match="Atlantis"):
        services.make_letters(panel, channel="post", language="nl", addresses=wrong, by=by)
