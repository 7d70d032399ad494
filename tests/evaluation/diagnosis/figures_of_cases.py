"""How often a cause is named and a line is right for answers that nobody prepared the grader for."""

import json
from collections import Counter

import numpy as np

from tests.evaluation.diagnosis.cases import SAID, Outcome, outcomes, sentences_found_true

_COUNTED = ("made", "made_named", "real", "real_named", "other", "other_named", "named")
_COUNTED += ("single", "single_line_right", "line_right", "line_wrong", "line_none", "false", "unread")


def figures_of_cases(only: str = "", record: bool = False) -> dict[str, float]:
    """Grade and search all cases, and print those that fall short.

    Parameters
    ----------
    only : str, optional
        How the names begin, such as ``"p6"``.
    record : bool, optional
        Whether to add what is said to the sentences that somebody has read.

    Returns
    -------
    dict
        Figures. ``single`` counts slips in one place whose line is known.
    """
    counts, unknown, explained, said = Counter[str](), list[float](), list[float](), dict[str, dict[str, list[str]]]()
    for one in outcomes(only):
        graded = list(one.graded)
        said[one.case.key] = {"graded": graded, "searched": [text for text in one.texts if text not in graded]}
        if not one.caught:
            print(f"{one.case.key}: full points", flush=True)
            continue
        counts.update(_counted(one))
        (explained if one.named else unknown).append(one.seconds)
        line = "" if one.lines or not one.case.lines else "no line, "
        wrong = "the wrong line, " if one.lines and one.case.lines and not one.lines & one.case.lines else ""
        if not one.named or line or wrong or one.unread:
            texts = "".join(f"\n    {'' if text not in one.unread else 'unread: '}{text}" for text in one.texts)
            what = "" if one.named else "not named, "
            print(f"{one.case.key}: {what}{line}{wrong}{one.seconds:.1f} s{texts}", flush=True)
    if record:
        merged = sentences_found_true() | {key: _merged(key, texts) for key, texts in said.items()}
        SAID.write_text(json.dumps(dict(sorted(merged.items())), indent=1, ensure_ascii=False) + "\n")
    seconds = {"cases_seconds": unknown + explained, "cases_unnamed_seconds": unknown}
    means = {key: round(float(np.mean(values or [0])), 2) for key, values in seconds.items()}
    return {f"cases_{key}": counts[key] for key in _COUNTED} | means


def _merged(key: str, said: dict[str, list[str]]) -> dict[str, list[str]]:
    """What is said without a search now, and what searches have found up to now: they depend on the time they have."""
    before = sentences_found_true().get(key, {}).get("searched", [])
    return {"graded": said["graded"], "searched": list(dict.fromkeys([*before, *said["searched"]]))}


def _counted(one: Outcome) -> list[str]:
    """What an outcome counts as."""
    kind = one.case.kind
    found = [kind, *(["named", f"{kind}_named"] if one.named else [])]
    found += ["false"] * one.false + ["unread"] * bool(one.unread)
    if not one.case.lines:
        return found
    right = bool(one.lines & one.case.lines)
    found.append("line_right" if right else "line_wrong" if one.lines else "line_none")
    if one.case.is_single:
        found += ["single", *(["single_line_right"] if right else [])]
    return found
