"""How long tests wait for what has to happen, and how much work may be done at most."""

import time
from contextlib import contextmanager

# Longer than a slow and busy machine needs; waited for only if it fails.
SECONDS = 120
MILLISECONDS = 1000 * SECONDS
_PIECES_A_SECOND = 20


@contextmanager
def at_most(seconds):
    """Hold what the block does against pieces of work beside it: a slow or busy machine needs longer for both."""
    start = time.process_time()
    yield
    took = time.process_time() - start
    start = time.process_time()
    sum(i * i for i in range(2_000_000))
    piece = time.process_time() - start
    assert took < seconds * _PIECES_A_SECOND * piece
