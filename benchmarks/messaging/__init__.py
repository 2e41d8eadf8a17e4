"""Messages and files through the hub and through its peers, in turns, in one run on one machine.

    python -m benchmarks messaging
    python -m benchmarks.messaging.run --only pair,tput16 --rounds 3 --servers hub,synapse

The hub's messages are sealed to every post, signed, logged, answered with a signed receipt and opened by the
listener; the peers carry a ready-made ciphertext of the same size. Only ratios of one run mean something.
"""

from pathlib import Path

from benchmarks.figures import Figure


def measure(folder: Path) -> list[Figure]:
    """The whole comparison."""
    from benchmarks.messaging.run import compare

    return compare(folder)
