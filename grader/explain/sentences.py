"""What a student reads about the changes that were found: where, and what they are about; never what they are."""

from dataclasses import dataclass, replace

from grader.exercises.model import Exercise
from grader.explain.code import Edit
from grader.explain.kinds import CODE, KINDS, WHERE
from grader.explain.program import Place, Program
from grader.explain.search import Found
from grader.judging.verdict import CellVerdict, Finding

_MAX_LINES = 3  # among more the wrong one could be any
_MAX_KINDS = 2
_MAX_QUOTED = 100  # characters


@dataclass(frozen=True)
class _Spot:
    """A line with what a change of it is about."""

    place: Place
    kind: str
    quoted: str
    line: int | None  # None if it is not in the answer's cell

    @property
    def name(self) -> str:
        code = self.quoted.replace("`", "'")  # one of its own would end the code
        quoted = code if len(code) <= _MAX_QUOTED else f"{code[:_MAX_QUOTED]}…"
        return f"line {self.line}, `{quoted}`" if self.line else f"the line `{quoted}` of another cell"


def explained(cell: CellVerdict, exercise: Exercise, program: Program, found: Found, seconds: float) -> CellVerdict:
    """A cell's verdict with what the search has found.

    Parameters
    ----------
    cell : CellVerdict
    exercise : Exercise
    program : Program
        Of this submission.
    found : Found
        Perhaps of another submission whose function is the same.
    seconds : float
        For which was searched at most.

    Returns
    -------
    CellVerdict
    """
    spots = [_spots(hit, program) for hit in found.hits]
    # Without those of a shorter search before.
    kept = (f for f in cell.findings if f.code != WHERE and not f.code.startswith(CODE))
    findings = tuple(replace(finding, line=None, quoted="") for finding in kept)
    if spots:
        known = {bug.code for bug in exercise.bugs}
        named = any(_names(finding, known) for finding in findings)
        said = _with_lines(findings, spots, known, found.cases) if named else (*_found(spots, found.cases), *findings)
        findings = tuple(said)
    return replace(cell, findings=findings, searched=seconds)


def _spots(hit: tuple[Edit, ...], program: Program) -> tuple[_Spot, ...]:
    lines = program.code.split("\n")
    found = []
    for edit in hit:
        place = program.places[edit.line - 1]
        own = place.line if place.cell in program.cells else None
        found.append(_Spot(place, edit.kind, lines[edit.line - 1].strip(), own))
    return tuple(found)


def _with_lines(
    findings: tuple[Finding, ...], spots: list[tuple[_Spot, ...]], known: set[str], cases: int
) -> tuple[Finding, ...]:
    """The findings on known bugs with the line, or with sentences on the lines if there are several."""
    lines = list({spot.place: spot for spot in (spots[0] if len(spots[0]) > 1 else [hit[0] for hit in spots])}.values())
    if len(lines) > _MAX_LINES:
        return findings
    first, *others = lines
    if not others and first.kind == "missing":  # the line itself is right
        found = (_missing(first, _right(cases), WHERE),)
        last = max(i for i, finding in enumerate(findings) if _names(finding, known))
        return (*findings[: last + 1], *found, *findings[last + 1 :])
    if not others:
        line, quoted = first.line, first.quoted if first.line else ""
        return tuple(replace(f, line=line, quoted=quoted) if _names(f, known) else f for f in findings)
    if len(spots[0]) > 1:
        named = ", and ".join(spot.name for spot in lines)
        text = f"Changes in {named}, together make the function {_right(cases)}."
        texts = [text, *(f"{_start(spot)}, is one of these lines." for spot in others)]
    else:
        text = f"One change in {first.name}, makes the function {_right(cases)}."
        texts = [text, *(f"One change in {spot.name}, does so too." for spot in others)]
    where = [Finding(WHERE, t, s.line, s.quoted if s.line else "") for t, s in zip(texts, lines, strict=True)]
    last = max(i for i, finding in enumerate(findings) if _names(finding, known))
    return (*findings[: last + 1], *where, *findings[last + 1 :])


def _names(finding: Finding, known: set[str]) -> bool:
    return bool(set(finding.code.split("+")) & known)


def _right(cases: int) -> str:
    return f"right in all {cases} cases" if cases > 1 else "right"


def _found(spots: list[tuple[_Spot, ...]], cases: int) -> tuple[Finding, ...]:
    right = _right(cases)
    if len(spots[0]) > 1:
        return _together(spots[0], right)
    single = [hit[0] for hit in spots if len(hit) == 1]
    kinds: dict[Place, list[_Spot]] = {}
    for spot in single:
        kinds.setdefault(spot.place, []).append(spot)
    if len(kinds) > _MAX_LINES:
        return ()
    first, *others = (several[0] for several in kinds.values())
    if first.kind == "missing":
        text = _missing(first, right).text
    else:
        text = f"{_start(first)}: one change in this line makes the function {right}. {_either(kinds[first.place])}"
    if others:
        text += " A change in another line would do it too:"
    more = [_finding(one, f"{_start(one)}: one change here instead. {_either(kinds[one.place])}") for one in others]
    return (_finding(first, text.rstrip(":") + "." * bool(others)), *more)


def _together(hit: tuple[_Spot, ...], right: str) -> tuple[Finding, ...]:
    """The findings on edits that make the function right together."""
    lines = list({spot.place: spot for spot in hit}.values())
    if len(lines) == 1:
        text = f"{_start(hit[0])}: {len(hit)} changes in this line together make the function {right}."
        return (_finding(hit[0], f"{text} {_about(list(hit))}"),)
    text = f"{_start(lines[0])}: a change in this line together with "
    text += "one" if len(lines) == 2 else "others"
    text += f" in {', and '.join(spot.name for spot in lines[1:])}, makes the function {right}. {_about(list(hit))}"
    more = [
        _finding(one, f"{_start(one)}: the change that this line needs is about {KINDS[one.kind]}.")
        for one in lines[1:]
    ]
    return (_finding(lines[0], text), *more)


def _finding(spot: _Spot, text: str) -> Finding:
    return Finding(f"{CODE}{spot.kind}", text, spot.line, spot.quoted if spot.line else "")


def _missing(spot: _Spot, right: str, code: str = f"{CODE}missing") -> Finding:
    text = f"Before {spot.name}, a statement is missing: with it the function is {right}."
    return Finding(code, text, spot.line, spot.quoted if spot.line else "")


def _either(spots: list[_Spot]) -> str:
    """What the changes of one line are about, if they agree on it or on one of two things."""
    kinds = list(dict.fromkeys(KINDS[spot.kind] for spot in spots))
    return f"It is about {', or about '.join(kinds)}." if len(kinds) <= _MAX_KINDS else ""


def _about(spots: list[_Spot]) -> str:
    kinds = list(dict.fromkeys(KINDS[spot.kind] for spot in spots))
    return f"It is about {kinds[0]}." if len(kinds) == 1 else f"They are about {', and about '.join(kinds)}."


def _start(spot: _Spot) -> str:
    return spot.name[:1].upper() + spot.name[1:]
