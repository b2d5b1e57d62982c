"""A small OpenID Connect provider as a process of its own on loopback, which does as ACM/IDM does, and errs when asked.

`python -m tests.accounts.provider PORT`. What it should say or do wrong is put at /control; /seen tells what was asked.
"""

import base64
import hashlib
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from joserfc.jws import JWSRegistry

CLIENT, SECRET = "kg-aanmelden", "geheim-voor-de-test"
PERSON = {
    "sub": "2365621db15c6e2846ca71a1f2774e79fg28c487",
    "given_name": "Mia",
    "family_name": "Proefvlaander",
    "vo_id": "a5720746-4c9e-48a8-9aa0-7ab456648487",
    "vo_doelgroepcode": "LB",
    "vo_orgcode": "0212181956",
    "vo_orgnaam": "OCMW Voorbeeld",
}


class Provider:
    """What the provider knows: its keys, the codes it gave, and how it should err."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.keys = [new_key()]
        self.codes: dict[str, dict[str, str]] = {}
        self.seen: list[dict[str, Any]] = []
        self.control: dict[str, Any] = {}

    def metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/v1/auth",
            "token_endpoint": f"{self.issuer}/v1/token",
            "jwks_uri": f"{self.issuer}/v1/keys",
            "end_session_endpoint": f"{self.issuer}/v1/logout",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "response_types_supported": ["code"],
            **self.control.get("metadata", {}),
        }

    def id_token(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        claims = {
            **PERSON,
            "iss": self.issuer,
            "aud": CLIENT,
            "azp": CLIENT,
            "iat": now,
            "exp": now + 3600,
            "nonce": asked["nonce"],
            **self.control.get("claims", {}),
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        key, algorithm = self.keys[-1], self.control.get("algorithm", "RS256")
        header = {"alg": algorithm, "kid": key.kid}
        if self.control.get("stranger"):  # signs with a key that is not published
            key = new_key()
            header["kid"] = self.control["stranger"] if isinstance(self.control["stranger"], str) else key.kid
        if algorithm == "none":
            return ".".join([encoded(header), encoded(claims), ""])
        if algorithm == "HS256":  # with the public key, as in the old attack, or with our own secret
            key = OctKey.import_key(SECRET)
        return jwt.encode(header, claims, key, registry=JWSRegistry(algorithms=[algorithm]))


def new_key() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": secrets.token_hex(8), "use": "sig", "alg": "RS256"}, private=True)


def encoded(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


class Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        path = address.path.removeprefix("/op")
        self.provider.seen.append({"path": path, **asked})
        if path == "/v1/auth":
            code = secrets.token_urlsafe()
            self.provider.codes[code] = asked
            self.lead(asked["redirect_uri"], {"code": code, "state": asked["state"]})
        elif path == "/v1/logout":
            self.lead(asked["post_logout_redirect_uri"], {"state": asked.get("state", "")})
        else:
            self.err_or(path)

    def err_or(self, path: str) -> None:
        """Answer what is public: addresses and keys."""
        answers = {
            "/.well-known/openid-configuration": self.provider.metadata,
            "/v1/keys": lambda: {"keys": [key.as_dict(private=False) for key in self.provider.keys]},
            "/seen": lambda: self.provider.seen,
        }
        if path not in answers:
            self.answer({}, status=404)
        else:
            self.answer(answers[path](), err=path != "/seen")

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == "/control":
            self.provider.control = json.loads(sent)
            if self.provider.control.get("rotate"):
                self.provider.keys = [new_key()]
            self.answer({}, err=False)
            return
        asked = {name: values[0] for name, values in parse_qs(sent).items()}
        self.provider.seen.append({"path": "/v1/token", **asked})
        given = self.provider.codes.pop(asked.get("code", ""), None)
        login = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        proof = base64.urlsafe_b64encode(hashlib.sha256(asked.get("code_verifier", "").encode()).digest())
        is_right = (
            given is not None
            and self.headers.get("Authorization") == f"Basic {login}"
            and given["code_challenge_method"] == "S256"
            and given["code_challenge"] == proof.rstrip(b"=").decode()
            and given["redirect_uri"] == asked["redirect_uri"]
        )
        if not is_right:
            self.answer({"error": "invalid_grant"}, status=400)
            return
        token = self.provider.id_token(given)
        self.answer({"access_token": secrets.token_hex(8), "token_type": "Bearer", "id_token": token})

    def answer(self, content: Any, *, status: int = 200, err: bool = True) -> None:
        control = self.provider.control if err else {}
        body = json.dumps(content).encode()
        self.send_response(control.get("status", status))
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        if "body" in control:
            body = control["body"].encode() * control.get("times", 1)
        if control.get("drips"):
            for position in range(len(body)):
                self.wfile.write(body[position : position + 1])
                time.sleep(control["drips"])
        time.sleep(control.get("waits", 0))
        self.wfile.write(body)

    def lead(self, where: str, parameters: dict[str, str]) -> None:
        self.send_response(302)
        self.send_header("Location", f"{where}?{urlencode(parameters)}")
        self.end_headers()

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


if __name__ == "__main__":
    port = int(sys.argv[1])
    Handler.provider = Provider(f"http://127.0.0.1:{port}/op")
    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
