"""A passkey in software: what a browser and a security key would answer, for any origin it is told."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_bytes
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import bytes_to_base64url as b64url
from webauthn.helpers import encode_cbor

PRESENT, ATTESTED = 0x01, 0x40


@dataclass
class Authenticator:
    """One ES256 credential (W3C Web Authentication, 6.1 and 6.5)."""

    origin: str
    id: bytes = field(default_factory=lambda: token_bytes(16))
    key: Any = field(default_factory=lambda: generate_private_key(SECP256R1()))
    uses: int = 0

    def create(self, options: str) -> str:
        """The answer to creation options."""
        asked = json.loads(options)
        public = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: public.x.to_bytes(32, "big"), -3: public.y.to_bytes(32, "big")}
        credential = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + encode_cbor(cose)
        data = self._data(asked["rp"]["id"], PRESENT | ATTESTED) + credential
        attestation = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer("webauthn.create", asked["challenge"], attestationObject=b64url(attestation))

    def get(self, options: str) -> str:
        """The answer to request options."""
        asked = json.loads(options)
        self.uses += 1
        data = self._data(asked["rpId"], PRESENT)
        said = self._client_data("webauthn.get", asked["challenge"])
        signature = self.key.sign(data + sha256(said).digest(), ECDSA(SHA256()))
        fields = {"authenticatorData": b64url(data), "signature": b64url(signature)}
        return self._answer("webauthn.get", asked["challenge"], **fields)

    def _data(self, rp: str, flags: int) -> bytes:
        return sha256(rp.encode()).digest() + bytes([flags]) + self.uses.to_bytes(4, "big")

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, kind: str, challenge: str, **fields: str) -> str:
        said = b64url(self._client_data(kind, challenge))
        answer = {"clientDataJSON": said, **fields}
        return json.dumps(
            {"id": b64url(self.id), "rawId": b64url(self.id), "type": "public-key", "response": answer}
        )
