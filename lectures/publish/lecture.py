"""A lecture from outside: title, minutes, rows of the syllabus, widgets."""

import ast
import importlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lectures.publish.notebooks import title

_ROW = re.compile(r"\b(?:S[0-4]-\d\d|E\d\d)\b")


@dataclass(frozen=True)
class Shown:
    """What the gallery and the contact sheet show of a lecture's text.

    Attributes
    ----------
    path : pathlib.Path
    """

    path: Path

    @cached_property
    def text(self):
        return self.path.read_text(encoding="utf-8")

    @property
    def name(self):
        return self.path.stem

    @property
    def title(self):
        return title(self.text, self.path.name)

    @property
    def link(self):
        """From a page in a folder beside ``lectures/``: ``[Lecture 7, Why depth helps](…)``."""
        number, _, name = self.title.partition(" ")
        return f"[Lecture {number}, {name}](../lectures/{self.name}.ipynb)"

    @property
    def minutes(self):
        """Of all sections together, as their headings say: ``## Ridge and lasso (12 min)``."""
        return sum(int(minutes) for minutes in re.findall(r"^# ##.*\((\d+) min", self.text, re.MULTILINE))

    @property
    def rows(self):
        """Ids in the comments ``<!-- syllabus: S1-04 S2-03 -->``, each once, in their order."""
        margins = re.findall(r"<!-- syllabus:(.*?)-->", self.text)
        return list(dict.fromkeys(_ROW.findall(" ".join(margins))))

    @cached_property
    def widgets(self):
        """Declarations that the lecture imports from ``lectures.widgets``, in their order."""
        imports = [node for node in ast.walk(ast.parse(self.text)) if isinstance(node, ast.Import | ast.ImportFrom)]
        modules = []
        for node in sorted(imports, key=lambda node: node.lineno):
            of = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
            names = [of.removesuffix("."), *(of + alias.name for alias in node.names)]
            modules += [".".join(name.split(".")[:3]) for name in names if re.match(r"lectures\.widgets\.w\d\d", name)]
        return [importlib.import_module(module).WIDGET for module in dict.fromkeys(modules)]
