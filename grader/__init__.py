"""The grader: from a submitted notebook to a verdict, a grade, a feedback page."""

import sys

# jsonschema, under nbformat, compiles a grammar of 1.5 s for a text format that no notebook schema uses, if it can
# import this package; told that it cannot, it does without.
sys.modules.setdefault("rfc3987_syntax", None)
