"""A small real OpenID Connect provider on this machine, for tests: own keys, code flow with PKCE.

Whoever is to come in is set beforehand in ``subject`` and ``email``; ``claims`` and ``signs_with``
let a test have it misbehave in one point.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

__all__ = ["CityProvider", "city_provider"]

CLIENT, SECRET = "citizenspring", "a secret of the client"
Told = tuple[int, dict[str, str], bytes]


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class CityProvider:
    """The state of the provider: who comes, what it has handed out."""

    issuer: str
    subject: str = "resident-1"
    email: str = ""
    email_verified: bool = True
    claims: dict[str, Any] = field(default_factory=dict)
    key: rsa.RSAPrivateKey = field(default_factory=new_key)
    signs_with: rsa.RSAPrivateKey | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]}

    def authorize(self, asked: dict[str, str]) -> str | None:
        """Where to send the browser back to, or nothing when what is asked is wrong."""
        is_right = (
            asked.get("client_id") == CLIENT
            and asked.get("response_type") == "code"
            and "openid" in asked.get("scope", "").split()
            and asked.get("code_challenge_method") == "S256"
            and {"state", "nonce", "code_challenge", "redirect_uri"} <= asked.keys()
        )
        if not is_right:
            return None
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, sent: dict[str, str]) -> dict[str, Any] | None:
        """Tokens for a code that is used once, by the client that asked, with its verifier."""
        asked = self.codes.pop(sent.get("code", ""), None)
        if asked is None or (sent.get("client_id"), sent.get("client_secret")) != (CLIENT, SECRET):
            return None
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if challenge != asked["code_challenge"] or sent["redirect_uri"] != asked["redirect_uri"]:
            return None
        answer = {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer"}
        return {**answer, "id_token": self.id_token(asked["nonce"])}

    def id_token(self, nonce: str) -> str:
        moment = int(time.time())
        told = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": self.subject,
            "nonce": nonce,
            "iat": moment,
            "exp": moment + 300,
            "email": self.email,
            "email_verified": self.email_verified,
        }
        changed = {name: said for name, said in (told | self.claims).items() if said is not None}
        key = self.signs_with or self.key
        return jwt.encode(changed, key, algorithm="RS256", headers={"kid": "one"})


def _answer(provider: CityProvider, path: str, asked: dict[str, str]) -> Told:
    if path == "/authorize":
        back = provider.authorize(asked)
        return (302, {"Location": back}, b"") if back else (400, {}, b"")
    pages: dict[str, Callable[[], dict[str, Any] | None]] = {
        "/.well-known/openid-configuration": provider.discovery,
        "/keys": provider.keys,
        "/token": lambda: provider.token(asked),
    }
    told = pages[path]() if path in pages else None
    kind = {"Content-Type": "application/json"}
    return (200, kind, json.dumps(told).encode()) if told else (400, kind, b"{}")


@contextmanager
def city_provider() -> Iterator[CityProvider]:
    """Serve a provider of its own until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name that the server asks for
            self._tell(urlsplit(self.path).query)

        def do_POST(self) -> None:  # the name that the server asks for
            self._tell(self.rfile.read(int(self.headers["Content-Length"])).decode())

        def _tell(self, written: str) -> None:
            asked = {name: values[-1] for name, values in parse_qs(written).items()}
            status, headers, body = _answer(provider, urlsplit(self.path).path, asked)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_facts: Any) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = CityProvider(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
