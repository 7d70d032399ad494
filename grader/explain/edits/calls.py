"""Changes of calls: arguments, axes, other functions of the same family, calls that are missing or too many."""

import ast
import itertools
from collections.abc import Iterator

from grader.explain.code import Code, Edit

_FAMILIES = (
    ("sum", "mean"),
    ("max", "min", "maximum", "minimum", "mean", "sum"),
    ("argmax", "argmin"),
    ("mean", "max", "min", "median"),
    ("exp", "log"),
    ("log", "log2", "log10", "log1p"),
    ("exp", "expm1"),
    ("zeros", "ones", "eye"),
    ("zeros_like", "ones_like"),
    ("std", "var"),
    ("sqrt", "square", "abs"),
    ("any", "all"),
    ("append", "extend"),
    ("hstack", "vstack", "column_stack", "concatenate"),
    ("floor", "ceil", "round"),
    ("random", "standard_normal", "normal", "uniform"),
    ("permutation", "shuffle"),
    ("inv", "pinv"),
    ("reshape", "transpose"),
    ("cos", "sin", "tanh"),
)
_REDUCTIONS = {"sum", "mean", "max", "min", "std", "var", "argmax", "argmin", "any", "all", "prod", "cumsum", "norm"}
_REDUCTIONS |= {"argsort", "sort", "concatenate", "stack", "median", "repeat", "logsumexp", "diff", "amax", "softmax"}
_DRAWN_WITH_REPLACEMENT = ("integers", "choice")
_AROUND = (
    "{0}.copy()",  # first: others make new arrays, too
    "np.sqrt({0})",
    "{0}.T",
    "np.abs({0})",
    "np.exp({0})",
    "np.log({0})",
    "np.sum({0})",
    "np.mean({0})",
    "{0}.sum(axis=0)",
    "{0}.sum(axis=1)",
    "{0}.sum(axis=1, keepdims=True)",
    "{0}.mean(axis=0)",
    "{0}.max(axis=1, keepdims=True)",
    "{0}.max()",
    "np.maximum({0}, 0)",
    "np.minimum({0}, 0)",
    "np.sign({0})",
    "np.square({0})",
    "float({0})",
    "int({0})",
    "len({0})",
    "{0}.astype(float)",
    "np.array({0}, dtype=float)",
    "__import__('copy').deepcopy({0})",
    "{0}[:, None]",
    "{0}[None]",
    "{0}.ravel()",
    "np.where({0} == 0, 1.0, {0})",
    "np.linalg.norm({0})",
    "np.diag({0})",
    "np.tanh({0})",
    "np.argsort({0})",
    "np.cumsum({0})",
)


def arguments(code: Code) -> Iterator[Edit]:
    """Two arguments or parts of a tuple swapped, one left out, an axis or `keepdims` changed."""
    for node in code.expressions():
        if isinstance(node, ast.Call):
            yield from _axes(code, node)
            yield from _transposed_inside(code, node)
            items = [a for a in node.args if not isinstance(a, ast.Starred)]
            for a, b in itertools.pairwise(items):
                yield Edit("arguments", a.lineno, (code.put(a, code.of(b)), code.put(b, code.of(a))))
            if len(node.args) + len(node.keywords) > 1:
                for i in range(len(node.args) + len(node.keywords)):
                    yield Edit("needless", node.lineno, (code.put(node, _call(code, node, without=i)),))
        elif isinstance(node, ast.Tuple | ast.List):
            items = [a for a in node.elts if not isinstance(a, ast.Starred)]
            for a, b in itertools.pairwise(items):
                yield Edit("arguments", a.lineno, (code.put(a, code.of(b)), code.put(b, code.of(a))))
            if isinstance(node, ast.List) and items:
                yield from _edit(code, "needless", node, "[]")
    for target in ast.walk(code.tree):
        if isinstance(target, ast.Tuple) and isinstance(target.ctx, ast.Store):
            for a, b in zip(target.elts, target.elts[1:], strict=False):
                if isinstance(a, ast.Name) and isinstance(b, ast.Name):
                    yield Edit("arguments", a.lineno, (code.put(a, b.id), code.put(b, a.id)))


def too_many(code: Code) -> Iterator[Edit]:
    """A call that is too many: what it is called with stands alone."""
    for node in code.expressions():
        if isinstance(node, ast.Call):
            for arg in node.args:
                if not isinstance(arg, ast.Starred):
                    yield from _edit(code, "call", node, code.of(arg))
            if isinstance(node.func, ast.Attribute):
                yield from _edit(code, "call", node, code.of(node.func.value))
        elif isinstance(node, ast.Attribute) and node.attr != "T":
            yield from _edit(code, "call", node, code.of(node.value))


def functions(code: Code) -> Iterator[Edit]:
    """Another function of the same family; the generator that is passed in for numpy's global one."""
    for node in code.expressions():
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute):
            value, name = code.of(node.func.value), node.func.attr
            for family in _FAMILIES:
                for other in family if name in family else ():
                    if other != name:
                        yield Edit("function", node.lineno, (code.put(node.func, f"{value}.{other}"),))
            if value in ("(np.random)", "(numpy.random)"):
                yield Edit("variable", node.lineno, (code.put(node.func.value, "rng"),))
            if name in _DRAWN_WITH_REPLACEMENT and node.args:
                yield Edit("function", node.lineno, (code.put(node, f"{value}.permutation({code.of(node.args[0])})"),))
            if name == "default_rng" and value == "(np.random)":
                yield Edit("variable", node.lineno, (code.put(node, "rng"),))
        elif isinstance(node.func, ast.Name):
            for other in _called(code):
                if other != node.func.id:
                    yield Edit("function", node.lineno, (code.put(node.func, other),))


def missing(code: Code, known: tuple[str, ...]) -> Iterator[Edit]:
    """A call that is missing, of what is common or of a function of this notebook."""
    around = [_AROUND[0], *(f"{name}({{0}})" for name in (*_called(code), *known)), *_AROUND[1:]]
    wanted = [n for n in code.expressions() if not isinstance(n, ast.Constant | ast.Tuple | ast.List | ast.Compare)]
    wanted = [n for n in wanted if getattr(code.parents[n], "func", None) is not n]  # what is called is no number
    for text in dict.fromkeys(around):
        kind = "transpose" if text == "{0}.T" else "power" if "sqrt" in text or "square" in text else "call"
        kind = "copy" if "copy" in text else kind
        for node in wanted:
            # Copied where it is returned, a variable would make up for a slip in the line where it is made.
            if kind != "copy" or not _is_local(code, node):
                yield from _edit(code, kind, node, text.format(code.of(node)))


def _is_local(code: Code, node: ast.expr) -> bool:
    """Whether a function returns a variable of its own here."""
    function = code.function_of(node)
    arguments = {arg.arg for arg in function.args.args} if function else set()
    return isinstance(node, ast.Name) and node.id not in arguments and isinstance(code.parents[node], ast.Return)


def one_hot(code: Code) -> Iterator[Edit]:
    """Rows of a unit matrix in the place of labels."""
    for node in code.expressions():
        base = node
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            base = node.func.value
        if isinstance(base, ast.Name) and base.id not in ("np", "rng"):
            function = code.function_of(node)
            for arg in function.args.args if function else []:
                yield from _edit(code, "expression", node, f"np.eye({arg.arg}.shape[1])[{base.id}]")


def _called(code: Code) -> list[str]:
    names = (n.func for n in ast.walk(code.tree) if isinstance(n, ast.Call))
    return list(dict.fromkeys(f.id for f in names if isinstance(f, ast.Name) and f.id not in ("print", "range", "zip")))


def _axes(code: Code, node: ast.Call) -> Iterator[Edit]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    if name not in _REDUCTIONS:
        return
    axis, keep = _keyword(node, "axis"), _keyword(node, "keepdims")
    others = [k for k in node.keywords if k.arg not in ("axis", "keepdims")]
    method = not (isinstance(node.func, ast.Attribute) and code.of(node.func.value) == "np")
    position = 0 if method else 1
    plain = node.args[:position]
    if axis is None and len(node.args) > position:
        axis = node.args[position]
    for new_axis in ("0", "1", "-1", None):
        for new_keep in (True, False):
            if name.startswith("arg") and new_keep:
                continue
            words = [code.of(a) for a in plain] + [f"{k.arg}={code.of(k.value)}" for k in others if k.arg]
            words += [f"axis={new_axis}"] if new_axis else []
            words += ["keepdims=True"] if new_keep else []
            text = f"{code.of(node.func)}({', '.join(words)})"
            if (
                (axis is None) != (new_axis is None)
                or (axis and code.of(axis) != new_axis)
                or (keep is None) == new_keep
            ):
                yield Edit("axis", node.lineno, (code.put(node, text),))


def _transposed_inside(code: Code, node: ast.Call) -> Iterator[Edit]:
    """A function of the transpose in the place of one along the other axis."""
    match node.args:
        case [ast.Attribute(attr="T") as inside]:
            of_itself = f"{code.of(node.func)}({code.of(inside.value)})"
            for text in (f"{of_itself}[:, None]", f"{of_itself}.T"):
                yield Edit("axis", node.lineno, (code.put(node, text),))


def _keyword(node: ast.Call, name: str) -> ast.expr | None:
    return next((k.value for k in node.keywords if k.arg == name), None)


def _call(code: Code, node: ast.Call, without: int) -> str:
    words = [f"*{code.of(a.value)}" if isinstance(a, ast.Starred) else code.of(a) for a in node.args]
    words += [f"{k.arg}={code.of(k.value)}" if k.arg else f"**{code.of(k.value)}" for k in node.keywords]
    return f"{code.of(node.func)}({', '.join(words[:without] + words[without + 1 :])})"


def _edit(code: Code, kind: str, node: ast.expr, text: str) -> Iterator[Edit]:
    yield Edit(kind, node.lineno, (code.put(node, f"({text})"),))
