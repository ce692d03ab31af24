"""The door, a person's own page, roles and rules, and what only a demo has."""

import uuid
from typing import Any

from citizenspring.people.models import Burst, PowerChange
from citizenspring.people.tests.factories import make_booking, make_letter, make_role, make_slot

from . import OTHERS, Row

TO_THE_DOOR = {"stranger": 302}


def a_role() -> dict[str, Any]:
    return {"role_id": make_role("moderator").pk}


def a_change() -> dict[str, Any]:
    change = PowerChange.objects.create(
        role=make_role("organiser"), asked_by=make_role("organiser").person, reason="Why."
    )
    return {"change_id": str(change.pk), "act": "stop"}


def a_burst() -> dict[str, Any]:
    return {"burst_id": Burst.objects.create(kind="sign_up", about=uuid.uuid4()).pk}


def a_letter() -> dict[str, Any]:
    return {"letter_id": make_letter().pk}


def a_slot() -> dict[str, Any]:
    return {"slot_id": make_slot().pk}


def a_booking() -> dict[str, Any]:
    return {"booking_id": make_booking().pk}


def a_centre() -> dict[str, Any]:
    return {"centre_id": make_slot().centre_id}


def no_role() -> dict[str, Any]:
    return {"role_id": uuid.uuid4()}


ROWS = [
    Row(
        "account_login",
        get={"stranger": 200, "guest": 200, OTHERS: 302},
        post={"stranger": 422, "guest": 422, OTHERS: 302},
    ),
    Row("people:code", get=302, post=302, case="nothing asked"),
    Row("people:sign_out", get=200, post=302),
    Row("people:me", get={**TO_THE_DOOR, OTHERS: 200}, post={**TO_THE_DOOR, OTHERS: 422}),
    Row("people:levels", get={**TO_THE_DOOR, OTHERS: 200}),
    Row("people:consents", get={**TO_THE_DOOR, OTHERS: 200}, post=302),
    Row(
        "people:withdraw_consent",
        at=lambda: {"kind": "news"},
        post=302,
    ),
    Row(
        "people:withdraw_consent",
        at=lambda: {"kind": "all"},
        post={**TO_THE_DOOR, OTHERS: 404},
        case="no such consent",
    ),
    Row("people:ask_for_copy", post={**TO_THE_DOOR, OTHERS: 200}),
    Row(
        "people:open_copy",
        at=lambda: {"token": "guessed"},
        get={**TO_THE_DOOR, OTHERS: 410},
    ),
    Row(
        "people:erase",
        get={**TO_THE_DOOR, OTHERS: 200},
        post={**TO_THE_DOOR, OTHERS: 422},
    ),
    Row("people:bursts", get=200),
    Row(
        "people:decide_burst",
        at=a_burst,
        post={**TO_THE_DOOR, "organiser": 302, "moderator": 302, OTHERS: 403},
    ),
    Row("people:centres", get=200),
    Row("people:book", at=a_slot, post={**TO_THE_DOOR, "guest": 403, OTHERS: 302}),
    Row("people:cancel_booking", at=a_booking, post={**TO_THE_DOOR, OTHERS: 404}, case="another's"),
    Row("people:verify", get={**TO_THE_DOOR, OTHERS: 403}, post={**TO_THE_DOOR, OTHERS: 403}),
    Row(
        "people:organise_centres",
        get={**TO_THE_DOOR, "organiser": 200, OTHERS: 403},
        post={**TO_THE_DOOR, "organiser": 422, OTHERS: 403},
    ),
    Row(
        "people:open_slots",
        at=a_centre,
        post={**TO_THE_DOOR, "organiser": 422, OTHERS: 403},
    ),
    Row("people:city_login", post=404, case="none set"),
    Row("openid_connect_callback", at=lambda: {"provider_id": "city"}, get=404, case="none set"),
    Row(
        "account_reauthenticate",
        get={**TO_THE_DOOR, "guest": 302, OTHERS: 200},
        post=302,
    ),
    *(
        Row(name, get=302, post=302, case="nothing begun, or signed in long ago")
        for name in (
            "mfa_authenticate",
            "mfa_login_webauthn",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
            "mfa_index",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
        )
    ),
    Row("mfa_remove_webauthn", at=lambda: {"pk": 1}, get=302, post=302),
    Row("people:end_other_sessions", post=302),
    Row(
        "people:roles",
        get={**TO_THE_DOOR, "organiser": 200, OTHERS: 403},
        post={**TO_THE_DOOR, "organiser": 422, OTHERS: 403},
    ),
    Row("people:end_role", at=a_role, post={**TO_THE_DOOR, "organiser": 302, OTHERS: 403}),
    Row("people:end_role", at=no_role, post={**TO_THE_DOOR, OTHERS: 404}, case="none there"),
    Row("people:ask_to_end", at=a_role, post={**TO_THE_DOOR, OTHERS: 403}),
    Row("people:ask_to_end", at=no_role, post={**TO_THE_DOOR, OTHERS: 404}, case="none there"),
    Row("people:change_power", at=a_change, post={**TO_THE_DOOR, "organiser": 302, OTHERS: 403}),
    Row("people:rules", get=200),
    Row("people:mailbox", get=200),
    Row("people:letter", at=a_letter, get=200),
    Row("people:personas", get=200),
    Row("people:try_persona", at=lambda: {"kind": "moderator"}, post=302),
    Row("people:try_persona", at=lambda: {"kind": "king"}, post=404, case="nobody of that name"),
]
