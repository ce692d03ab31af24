"""Keys beside the mailbox: the pages are django-allauth's, with our words, look and order."""

from allauth.mfa.base import views as keys
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import path

from .second_factor import as_stranger, only_after_sign_in

# The names are those that django-allauth looks for.
urlpatterns = [
    path("sign-in/second-step/", as_stranger(keys.authenticate), name="mfa_authenticate"),
    path("sign-in/passkey/", as_stranger(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("sign-in/again/", keys.reauthenticate, name="mfa_reauthenticate"),
    path(
        "sign-in/again/passkey/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("me/keys/", only_after_sign_in(keys.index), name="mfa_index"),
    path("me/keys/app/add/", only_after_sign_in(app.activate_totp), name="mfa_activate_totp"),
    path(
        "me/keys/app/remove/", only_after_sign_in(app.deactivate_totp), name="mfa_deactivate_totp"
    ),
    path(
        "me/keys/recovery/",
        only_after_sign_in(recovery.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "me/keys/recovery/new/",
        only_after_sign_in(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("me/keys/passkeys/", only_after_sign_in(keys.index), name="mfa_list_webauthn"),
    path(
        "me/keys/passkeys/add/", only_after_sign_in(passkeys.add_webauthn), name="mfa_add_webauthn"
    ),
    path(
        "me/keys/passkeys/<int:pk>/remove/",
        only_after_sign_in(passkeys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
]
