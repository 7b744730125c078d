# SPDX-License-Identifier: EUPL-1.2
"""A small OpenID Connect provider as a process of its own, for tests: good answers, and wrong ones on demand.

Start: `python oidc_provider.py`; it prints its port. `POST /test` with JSON sets the claims of the next
sign-ins and `fault`: wrong-nonce, no-nonce, expired, wrong-issuer, wrong-audience, wrong-key, other-userinfo.
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
from joserfc.jwk import RSAKey

CLIENT, SECRET = "werkregio-test", "secret-of-the-test-client"
KEY = RSAKey.generate_key(2048, {"kid": "test-key", "alg": "RS256", "use": "sig"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "test-key", "alg": "RS256", "use": "sig"})

state: dict[str, Any] = {"claims": {}, "fault": ""}
codes: dict[str, dict[str, str]] = {}
tokens: set[str] = set()


class Provider(BaseHTTPRequestHandler):
    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def log_message(self, *args: Any) -> None:
        """Quiet."""

    def answer(self, body: Any, status: int = 200) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(address.query).items()}
        if address.path == "/.well-known/openid-configuration":
            self.answer(
                {
                    "issuer": self.issuer,
                    "authorization_endpoint": f"{self.issuer}/authorize",
                    "token_endpoint": f"{self.issuer}/token",
                    "userinfo_endpoint": f"{self.issuer}/userinfo",
                    "jwks_uri": f"{self.issuer}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        elif address.path == "/keys":
            self.answer({"keys": [KEY.as_dict(private=False)]})
        elif address.path == "/authorize" and query.get("client_id") == CLIENT:
            code = secrets.token_urlsafe(16)
            codes[code] = query
            back = urlencode({"code": code, "state": query["state"]})
            self.send_response(302)
            self.send_header("Location", f"{query['redirect_uri']}?{back}")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif address.path == "/userinfo":
            if self.headers.get("Authorization", "").removeprefix("Bearer ") not in tokens:
                self.answer({"error": "invalid_token"}, 401)
            else:
                claims = dict(state["claims"])
                if state["fault"] == "other-userinfo":
                    claims["sub"] = "somebody-else"
                self.answer(claims)
        else:
            self.answer({"error": "not_found"}, 404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        if self.path == "/test":
            state.update(json.loads(body))
            self.answer({"ok": True})
        elif self.path == "/token":
            self.token({key: values[0] for key, values in parse_qs(body).items()})
        else:
            self.answer({"error": "not_found"}, 404)

    def token(self, form: dict[str, str]) -> None:
        asked = codes.pop(form.get("code", ""), None)
        verifier = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).decode().rstrip("=")
        if (
            asked is None
            or form.get("client_secret") != SECRET
            or asked.get("redirect_uri") != form.get("redirect_uri")
            or asked.get("code_challenge") != challenge
        ):
            self.answer({"error": "invalid_grant"}, 400)
            return
        fault, now = state["fault"], int(time.time())
        claims = {
            **state["claims"],
            "iss": "https://unknown.example" if fault == "wrong-issuer" else self.issuer,
            "aud": "another-client" if fault == "wrong-audience" else CLIENT,
            "iat": now - 7200 if fault == "expired" else now,
            "exp": now - 3600 if fault == "expired" else now + 300,
            "nonce": "of-another-sign-in" if fault == "wrong-nonce" else asked.get("nonce", ""),
        }
        if fault == "no-nonce":
            del claims["nonce"]
        key = OTHER_KEY if fault == "wrong-key" else KEY
        access = secrets.token_urlsafe(16)
        tokens.add(access)
        self.answer(
            {
                "access_token": access,
                "token_type": "Bearer",
                "expires_in": 300,
                "id_token": jwt.encode({"alg": "RS256", "kid": "test-key"}, claims, key),
            }
        )


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever()
