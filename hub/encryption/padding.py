"""Padmé padding: the hub sees a size bucket, at most 12 % above the true size.

Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs"
(PoPETs 2019), section 4.3. The padded plaintext is u64be(true length), the data, zero bytes.
"""

from __future__ import annotations

from hub.encryption.errors import BadFormat, Tampered

HEADER_LENGTH = 8
MAX_SIZE = 2**50  # bytes; far above any file, far below what Cobblestone can carry


def padme(length: int) -> int:
    """Return the padded length, in bytes, of something `length` bytes long."""
    if length < 2:
        return length
    exponent = length.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (length + mask) & ~mask


def padded_length(size: int) -> int:
    """Return how long the padded plaintext of `size` bytes of data is."""
    return padme(HEADER_LENGTH + size)


def header(size: int) -> bytes:
    """Return the eight bytes that say the true length."""
    if not 0 <= size <= MAX_SIZE:
        raise BadFormat("too-large", "more data than version 1 carries")
    return size.to_bytes(HEADER_LENGTH, "big")


def pad(data: bytes) -> bytes:
    """Return header, data and zero bytes up to the padded length."""
    return (header(len(data)) + data).ljust(padded_length(len(data)), b"\0")


def unpad(padded: bytes) -> bytes:
    """Return the data inside; raises Tampered if length, zeros or total do not fit."""
    unpadder = Unpadder()
    data = bytes(unpadder.feed(memoryview(padded)))
    unpadder.finish()
    return data


class Unpadder:
    """Takes padded plaintext in pieces and gives back the data inside."""

    def __init__(self) -> None:
        self.size = 0
        self._head = bytearray()
        self._left = 0
        self._total = 0

    def feed(self, piece: memoryview) -> memoryview:
        """Return what of this piece is data; raises Tampered if padding carries anything."""
        self._total += len(piece)
        if len(self._head) < HEADER_LENGTH:
            piece = self._read_head(piece)
        data = piece[: self._left]
        self._left -= len(data)
        tail = bytes(piece[len(data) :])
        if tail.count(0) != len(tail):
            raise Tampered("bad-padding", "the padding is not empty")
        return data

    def finish(self) -> int:
        """Return the true size; raises Tampered unless length and total fit together."""
        short = len(self._head) < HEADER_LENGTH or self._left
        if short or self._total != padded_length(self.size):
            raise Tampered("bad-padding", "the padding is not the one this size has")
        return self.size

    def _read_head(self, piece: memoryview) -> memoryview:
        taken = HEADER_LENGTH - len(self._head)
        self._head += piece[:taken]
        if len(self._head) == HEADER_LENGTH:
            self.size = self._left = int.from_bytes(self._head, "big")
        if self.size > MAX_SIZE:
            raise Tampered("bad-padding", "the stated length is impossible")
        return piece[taken:]
