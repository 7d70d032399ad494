"""A recording is made anew when what it shows may have changed, and only then."""

import ast
import inspect

from lectures.record import cache
from lectures.record.job import record_one
from lectures.widgets.registry import widgets


def module_of(widget):
    return inspect.getmodule(widget.stage).__name__


def test_a_recording_depends_on_what_computes_and_draws():
    found = cache.closure("lectures.widgets.w03_margin_losses")
    assert {"lectures.widgetkit.style", "lectures.widgetkit.renderer"} <= found
    assert "reference_solution.linear.margin_losses" in found
    assert "lectures.widgetkit.control_views" not in found


def test_a_changed_source_changes_the_fingerprint(monkeypatch, tmp_path):
    name = "lectures.widgets.w03_margin_losses"
    before, real, changed = cache.fingerprint(name), cache.file_of, tmp_path / "changed.py"
    assert cache.fingerprint(name) == before
    changed.write_bytes(real("reference_solution.linear.perceptron").read_bytes() + b"# more\n")
    monkeypatch.setattr(
        cache, "file_of", lambda module: changed if module.endswith("linear.perceptron") else real(module)
    )
    assert cache.fingerprint(name) != before


def test_no_widget_imports_in_a_function_what_it_computes_with():
    # Such an import would not be followed.
    for widget in widgets().values():
        for name in cache.closure(module_of(widget)) - {"lectures.widgetkit.widget"}:
            for function in ast.walk(ast.parse(cache.file_of(name).read_text(encoding="utf-8"))):
                if isinstance(function, ast.FunctionDef):
                    inner = [node for node in ast.walk(function) if isinstance(node, ast.ImportFrom) and node.module]
                    assert not [node.module for node in inner if cache.file_of(node.module)], name


def test_a_recording_is_made_once(tmp_path):
    first, again = (record_one("W09", tmp_path) for _ in range(2))
    assert first.states > 100
    assert again.states == 0
    assert again.size == first.size < 6_000_000
