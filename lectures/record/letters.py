"""Text as glyphs: each outline is stored once, and a text is the row of its glyphs."""

from matplotlib.textpath import text_to_path

from lectures.record.paths import svg

EM = 1000  # units of an outline to the size of the letters
_SCALE = EM / text_to_path.FONT_SCALE
_FIRST = ord("#")


def letter_of(number):
    """The character that stands for the glyph with this number; never one that JSON would have to escape."""
    code = _FIRST + number
    return chr(code + (code >= ord("\\")))


class Letters:
    """The glyphs that have been used so far.

    Attributes
    ----------
    outlines : list of str
        SVG path data, from the origin of the glyph.
    advances : list of int
        How far it is to the next glyph, where nothing else is said.
    """

    def __init__(self):
        self.outlines, self.advances = [], []
        self._numbers, self._texts = {}, {}

    def text(self, string, prop, ismath):
        """What is stored for a text.

        Parameters
        ----------
        string : str
        prop : matplotlib.font_manager.FontProperties
        ismath : bool

        Returns
        -------
        tuple
            ``(letters,)``; or ``(letters, gaps)``, where some glyphs are nearer to each other than usual; or
            ``(letters, xs, ys, sizes)`` for a formula, the sizes in percent.

        Raises
        ------
        NotImplementedError
            For a formula with a bar: a fraction or a root.
        """
        key = (string, bool(ismath), prop)
        if key not in self._texts:
            self._texts[key] = self._formula(string, prop) if ismath else self._line(string, prop)
        return self._texts[key]

    def _line(self, string, prop):
        placed, outlines, _ = text_to_path.get_glyphs_with_font(text_to_path._get_font(prop), string)
        numbers = [self._number(name, outlines) for name, *_ in placed]
        xs = [round(_SCALE * x) for _, x, *_ in placed]
        gaps = []
        for number, x, after in zip(numbers, xs, xs[1:], strict=False):
            if not self.advances[number]:
                self.advances[number] = after - x
            gaps.append(after - x - self.advances[number])
        letters = "".join(map(letter_of, numbers))
        return (letters, tuple(gaps)) if any(gaps) else (letters,)

    def _formula(self, string, prop):
        placed, outlines, bars = text_to_path.get_glyphs_mathtext(prop, string)
        if bars:
            raise NotImplementedError(f"got a formula with a bar, {string!r}; expected letters alone")
        letters = "".join(letter_of(self._number(name, outlines)) for name, *_ in placed)
        xs, ys = (tuple(round(_SCALE * row[i]) for row in placed) for i in (1, 2))
        return letters, xs, ys, tuple(round(100 * row[3]) for row in placed)

    def _number(self, name, outlines):
        if name not in self._numbers:
            vertices, codes = outlines[name]
            data, x, y = svg(vertices * [_SCALE, -_SCALE], codes) if len(vertices) else ("", 0, 0)
            self._numbers[name] = len(self.outlines)
            self.outlines.append(f"m{x} {y}{data[4:]}")
            self.advances.append(0)
        return self._numbers[name]
