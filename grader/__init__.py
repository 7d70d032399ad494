"""The grader: from a submitted notebook to a verdict, a grade, a feedback page."""

import sys

# nbformat's jsonschema spends 1.5 s compiling this package's grammar for a string format that no notebook schema
# uses. None makes the import fail, and jsonschema then does without it.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type] # typeshed does not know that None blocks
