"""An answer below `from numpy import *` may use Python's own functions, and numpy's."""

import builtins

import pytest

import course  # noqa: F401 - notebooks import it first


@pytest.mark.parametrize("package", ["numpy", "pylab"])
def test_star_imports_keep_pythons_own_functions(package):
    namespace = {}
    exec(f"from {package} import *", namespace)
    for name in ("abs", "bool", "max", "min", "pow", "round"):
        assert namespace.get(name, getattr(builtins, name)) is getattr(builtins, name), name
    assert namespace["exp"](0.0) == 1.0
