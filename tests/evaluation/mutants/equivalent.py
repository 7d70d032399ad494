"""The mutants that change no result on valid input, from a list made by hand."""

from pathlib import Path


def equivalent():
    """Mutants by exercise, as `equivalent.txt` lists them: a line with exercise and reason, then theirs, indented."""
    listed, name = {}, ""
    for line in Path(__file__).with_name("equivalent.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            listed[name].add(line.strip())
        elif line:
            name, _, reason = line.partition(": ")
            assert reason, f"{line!r}: expected `exercise: reason`"
            listed.setdefault(name, set())
    return listed
