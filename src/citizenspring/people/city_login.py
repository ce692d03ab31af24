"""The city's own login over OpenID Connect: what may go wrong on the way is refused here.

django-allauth carries state, PKCE and the exchange of the code. The token's signature, issuer,
audience, time and nonce are always checked, and who somebody is there is never kept in clear.
"""

import secrets
from dataclasses import dataclass
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from requests import RequestException

from .addresses import keyed
from .errors import CityLoginFailed

__all__ = ["PROVIDER", "CityPerson", "begin", "complete", "is_offered"]

PROVIDER = "city"
NONCE = "city_login_nonce"
NEEDED = ["iss", "aud", "exp", "iat", "sub", "nonce"]
# Never what the token itself asks for: it could ask for none.
SIGNED_WITH = ["RS256", "PS256", "ES256", "EdDSA"]


@dataclass(frozen=True)
class CityPerson:
    """Who came back, as a keyed digest of issuer and subject; her address, as a hint only."""

    uid: str
    email: str
    then: str


def is_offered() -> bool:
    return bool(settings.SOCIALACCOUNT_PROVIDERS)


def begin(request: HttpRequest, *, then: str) -> HttpResponse:
    """Send the visitor to the city's login, with a state and a nonce that only she holds."""
    request.session[NONCE] = secrets.token_urlsafe(24)
    nonce = request.session[NONCE]
    try:
        provider = _adapter(request).get_provider()
        answer: HttpResponse = provider.redirect(
            request, "login", next_url=then, scope=["openid", "email"], auth_params={"nonce": nonce}
        )
    except (RequestException, OAuth2Error, KeyError) as problem:
        raise CityLoginFailed from problem
    return answer


def complete(request: HttpRequest) -> CityPerson:
    """The person whom the city's login vouches for, or a refusal."""
    state = statekit.unstash_state(
        request, provider_id=PROVIDER, state_id=request.GET.get("state", "")
    )
    nonce = request.session.pop(NONCE, None)
    if state is None or nonce is None or "code" not in request.GET:
        raise CityLoginFailed
    try:
        adapter = _adapter(request)
        app = adapter.get_provider().app
        client = adapter.get_client(request, app)
        verifier = state.get("pkce_code_verifier")
        answer = adapter.get_access_token_data(request, app, client, pkce_code_verifier=verifier)
        told = _claims(adapter, app, str(answer.get("id_token", "")))
    except (RequestException, OAuth2Error, jwt.PyJWTError, KeyError, ValueError) as problem:
        raise CityLoginFailed from problem
    if not secrets.compare_digest(str(told["nonce"]), nonce):
        raise CityLoginFailed
    uid = keyed("city login", f"{told['iss']}\n{told['sub']}").hex()
    return CityPerson(uid, str(told.get("email", "")), str(state.get("next") or ""))


def _adapter(request: HttpRequest) -> OpenIDConnectOAuth2Adapter:
    try:
        adapter = OpenIDConnectOAuth2Adapter(request, PROVIDER)
        adapter.get_provider()
    except SocialApp.DoesNotExist as missing:
        raise CityLoginFailed from missing
    return adapter


def _claims(adapter: OpenIDConnectOAuth2Adapter, app: SocialApp, token: str) -> dict[str, Any]:
    """What the token says, once its signature is that of the issuer we were told to trust."""
    config = adapter.openid_config
    if config["issuer"] != settings.OIDC_ISSUER:
        raise OAuth2Error
    with get_adapter().get_requests_session() as session:
        answer = session.get(config["jwks_uri"])
        answer.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(answer.json())
    key = keys[jwt.get_unverified_header(token)["kid"]]
    found: dict[str, Any] = jwt.decode(
        token,
        key,
        algorithms=SIGNED_WITH,
        audience=app.client_id,
        issuer=config["issuer"],
        leeway=30,
        options={"require": NEEDED},
    )
    if isinstance(found["aud"], list) and found.get("azp", app.client_id) != app.client_id:
        raise OAuth2Error
    return found
