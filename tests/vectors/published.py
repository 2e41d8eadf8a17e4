"""Published vectors: only what we need of them, each with its source."""

from __future__ import annotations

import base64
import importlib.resources
import zlib
from typing import Any

from hub.encryption.canonical import b64
from tests.vectors.reference import Hpke, public_of

Cases = list[dict[str, Any]]
_PACKAGE = importlib.resources.files("cryptography_vectors")


def rfc8032() -> tuple[str, Cases]:
    """Ed25519: the first 64 lines of the authors' file, of which RFC 8032 prints tests 1 to 3."""
    text = _PACKAGE.joinpath("asymmetric/Ed25519/sign.input").read_text()
    cases = []
    for line in text.splitlines()[:64]:
        secret, public, message, signed = line.split(":")[:4]
        case = {"secret": secret[:64], "public": public, "message": message, "signature": signed[:128]}
        cases.append(case)
    return "RFC 8032, section 7.1, and ed25519.cr.yp.to/python/sign.input (cryptography_vectors)", cases


def rfc7748() -> tuple[str, Cases]:
    """X25519."""
    text = _PACKAGE.joinpath("asymmetric/X25519/rfc7748.txt").read_text()
    rows = [
        {"scalar": one["INPUT_SCALAR"], "u": one["INPUT_U"], "shared": one["OUTPUT_U"]}
        for one in _blocks(text)
    ]
    return "RFC 7748, section 5.2 (cryptography_vectors)", rows


def rfc5869() -> tuple[str, Cases]:
    """HKDF with SHA-256."""
    text = _PACKAGE.joinpath("KDF/rfc-5869-HKDF-SHA256.txt").read_text()
    cases = [
        {
            "ikm": one["IKM"],
            "salt": one["salt"],
            "info": one["info"],
            "length": int(one["L"]),
            "okm": one["OKM"],
        }
        for one in _blocks(text)
    ]
    return "RFC 5869, appendix A.1 to A.3 (cryptography_vectors)", cases


def rfc9180() -> tuple[str, Cases]:
    """HPKE: appendix A.1.1 as printed, then the same keys with our AEAD, computed from the RFC."""
    info, plain = b"Ode on a Grecian Urn", b"Beauty is truth, truth beauty"
    ephemeral = bytes.fromhex("52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736")
    private = bytes.fromhex("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8")
    cases = []
    for aead_id, aad in ((1, b"Count-0"), (2, b"")):
        hpke, public = Hpke(aead_id), public_of(private)
        enc = public_of(ephemeral)
        shared = hpke.shared_secret(ephemeral, public, enc + public)
        key, nonce = hpke.schedule(shared, info)
        sealed = hpke.seal(ephemeral, public, info, aad, plain)
        values = {
            "info": info, "skEm": ephemeral, "skRm": private, "pkRm": public, "enc": enc,
            "shared_secret": shared, "key": key, "base_nonce": nonce, "aad": aad, "pt": plain,
            "ct": sealed[32:],
        }  # fmt: skip
        ids = {"kem_id": 0x20, "kdf_id": 1, "aead_id": aead_id}
        cases.append(ids | {name: value.hex() for name, value in values.items()})
    return "RFC 9180, appendix A.1.1; case 2 computed from sections 4.1, 5.1 and 6.1 with AES-256-GCM", cases


def wycheproof() -> tuple[str, Cases]:
    """Ed25519 signatures that must not verify."""
    public = "7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa"
    head = "7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab0"
    rows = [
        (42, "modified bit 0 in R", "313233343030",
         ("647c1492402ab5ce03e2c3a7f0384d051b9cf3570f1207fc78c1bcc98c281c2b"
          "1d125e5538f38afbcc1c84e489521083041d24bc6240767029da063271a1ff0c")),
        (60, "R==0", "313233343030", "00" * 32
         + "e0b8e7770d51c7a36375d006c5bffd6af43ff54aaf47e4330dc118c71d61ec02"),
        (63, "s + L", "54657374", head + "67654bce3832c2d76f8f6f5dafc08d9339d4eef676573336a5c51eb6f946b31d"),
        (64, "s + 2L", "54657374", head + "5439412b5395d42f462c67008eba6ca839d4eef676573336a5c51eb6f946b32d"),
        (65, "s + 4L", "54657374", head + "2ee12ce5875bf9dff26556464bae2ad239d4eef676573336a5c51eb6f946b34d"),
        (66, "s + 8L", "54657374", head + "e2300459f1e742404cd934d2c595a6253ad4eef676573336a5c51eb6f946b38d"),
    ]  # fmt: skip
    cases = [
        {"tcId": tc, "comment": comment, "public": public, "message": message, "signature": signature}
        for tc, comment, message, signature in rows
    ]
    return "C2SP wycheproof, testvectors_v1/ed25519_test.json (all invalid)", cases


def cobblestone() -> tuple[str, Cases]:
    """Cobblestone-256 messages; ciphertexts are zlib streams, as published."""
    key = b"YELLOW SUBMARINE YELLOW SUBMARIN".hex()
    cases = []
    for tc, comment, length, digest, packed in _COBBLESTONE:
        zlib_b64 = b64(bytes.fromhex(packed))
        case = {"tcId": tc, "comment": comment, "key": key, "context": "", "zlib": zlib_b64, "length": length}
        cases.append(case | {"sha512": digest})
    return "C2SP wycheproof, testvectors_v1/c2sp_chunked_encryption_aes_256_gcm_test.json (all valid)", cases


def _blocks(text: str) -> list[dict[str, str]]:
    blocks: list[dict[str, str]] = []
    for line in text.splitlines():
        if line.startswith("COUNT"):
            blocks.append({})
        elif "=" in line and blocks and not line.startswith("#"):
            name, value = line.split("=", 1)
            blocks[-1][name.strip()] = value.strip()
    return blocks


_COBBLESTONE = (
    (
        1,
        "empty message",
        0,
        (
            "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff83"
            "18d2877eec2f63b931bd47417a81a538327af927da3e"
        ),
        (
            "78da004800b7ff43a2e39431cbae0389d3fc86adf46f7c3a24de88d9311617e53f3164cc1d5dc738a66b"
            "97f0bf786565c31799c2f463d50a7e10046011dc6fc3c939e3a5db7affb6191551669554fb010000ffff"
            "4bc124df"
        ),
    ),
    (
        2,
        "short message, single chunk",
        7,
        (
            "e85f32a85f1d4f7c9b2d36d20eca8435d81253e7075e9dea069eb1b6da48daf92ef1797367b520d8a46c"
            "4f72cecb85b1daff8887fcb41721d39943d1952fc180"
        ),
        (
            "78da004f00b0ffa1a1b56f6db58cd1ede0c5c9db62aef20d3f96a6c594bb9252bb38122de91236502b42"
            "a1d7fcab820ffa292940d2f86add212cfa42c38df19d3cc9139ee61a5990d3db57433514229beea49a8a"
            "72bd010000ffffdb4f2a44"
        ),
    ),
    (
        3,
        "full chunk followed by short chunk",
        16385,
        (
            "db9e441f318209d02c8eaedfa94be7a08d3414057835c80ecea2deb0b16438ff97ae6dac13a749efe4a2"
            "4686b01dc0dfab756703e810cc164466cd5cce99b3e8"
        ),
        (
            "78daecc0312b05010000e0ab33889449c9a0cb22b9ba89943f70a5fc02db1918582c6e757465a0db6eb1"
            "1ad5a52e1383b2dca26c66a4647b75f55ebdf733def27d4f7ff71fd7e9db7137b778b1558707cdd27cf2"
            "70d4177b2f7751f738d80e376f9ed7aaaf7c793dfa0d47ef2797b3e57ed6bf3601000000000000000000"
            "00000000000030750bc9613ffc6cafd232cb57ebd3b320de5d29cedbf876a7da18ff7fffcc4c020000ff"
            "ffea552abb"
        ),
    ),
    (
        4,
        "two full chunks followed by empty terminating chunk",
        32768,
        (
            "ccf53be90b5c9bc1aad1fb9b37e86fd60ca86a41401051e636c41e8ddc61b574d6767d16f035f18391c2"
            "1ff24d1fa5171c5a537685e7197532884845bf7e990b"
        ),
        (
            "78daecd0bf2b05010000e057b7d8defc5296b788cda88ce495e10d4a51865726b2d09592e1ba18c8c525"
            "0bc748dde094410ccaea57ec2283888c57a6f767dcf27d7fc277bed777fc96e565eb3b5d1b7e1e8c5e66"
            "77ff3b0737ad93c7e946efd15d732359df1f5f196a4ffc66a7f5ab9db9783e9d7c2a1a5b350000000000"
            "00000000000000000000a0726998070f97f7edbf7acff2f6d8f587110000000000000000000000000000"
            "00a8dee7ebe6ed623093f49f45f1577938b2f053d49a03e1d4fb45dc590d9646bb010000ffff046e3552"
        ),
    ),
    (
        6,
        "full chunk followed by empty terminating chunk",
        16384,
        (
            "d787e0bf39e0d2e9a707b94bc77329f665286160744507f0fac9608e33a98994b6d9dd4a43a6326287d3"
            "2b2e15d76e0de6a8818689698bee2ca419bf9bbedc02"
        ),
        (
            "78daecc0ad4a0301000060c560f019c49faca0ed821ea2588c62100541cc2746413841835a7c018b2007"
            "6a325dd4032d8eb5856361db2d6d6c8b2b838ded3156beeff3fce3e4eb20e9fcf5aaedb07ffb589b1f65"
            "7190fee7f16f763d3bdcf9ce8aabe5d74a145e5e1cdd6fad6c2c1ebead8d8b87c60c0000000000000000"
            "0000000000000030759bfb7bc7ade6dcfa69ba5abf7bff79d92e3d07e585a7ddbcbb743648a29b490000"
            "00ffff4eef2f3b"
        ),
    ),
)


def unpack(zlib_b64: str) -> bytes:
    """Return the ciphertext of a published Cobblestone case."""
    return zlib.decompress(base64.b64decode(zlib_b64))
