"""A recording is made anew when what it shows may have changed, and only then."""

import ast
import inspect

import pytest

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


@pytest.mark.parametrize(
    ("source", "widgets_made_anew"),
    [("lectures.widgets.w20_logistic_graph", {"W20"}), ("lectures.widgetkit.style", set(widgets()))],
)
def test_only_what_depends_on_a_changed_source_is_made_anew(source, widgets_made_anew, monkeypatch, tmp_path):
    real, changed = cache.file_of, tmp_path / "changed.py"
    before = {name: cache.fingerprint(module_of(widget)) for name, widget in widgets().items()}
    changed.write_bytes(real(source).read_bytes() + b"# more\n")
    monkeypatch.setattr(cache, "file_of", lambda module: changed if module == source else real(module))
    after = {name: cache.fingerprint(module_of(widget)) for name, widget in widgets().items()}
    assert {name for name in after if after[name] != before[name]} == widgets_made_anew


def test_no_widget_imports_in_a_function_what_it_computes_with():
    # Such an import would not be followed.
    for widget in widgets().values():
        for name in cache.closure(module_of(widget)) - {"lectures.widgetkit.widget"}:
            for function in ast.walk(ast.parse(cache.file_of(name).read_text(encoding="utf-8"))):
                if isinstance(function, ast.FunctionDef):
                    inner = [node for node in ast.walk(function) if isinstance(node, ast.ImportFrom) and node.module]
                    assert not [node.module for node in inner if cache.file_of(node.module)], name


def test_a_recording_is_made_once_for_the_same_sources(tmp_path):
    first, again, changed = (record_one("W09", tmp_path, sources) for sources in ("as now", "as now", "changed"))
    assert first.states == changed.states > 100
    assert again.states == 0
    assert again.size == first.size < 6_000_000
