"""How long tests wait for what has to happen: longer than a slow and busy machine needs, and only if it fails."""

SECONDS = 120
MILLISECONDS = 1000 * SECONDS
