"""Formulas as MathML."""

import re
from xml.etree import ElementTree

import pytest

from lectures.publish.mathml import html_of, mathml
from lectures.publish.notebooks import notebook_of, texts

PIECE = "{http://www.w3.org/1998/Math/MathML}"
PARTS = {"msup": 2, "msub": 2, "mfrac": 2, "mover": 2, "munder": 2, "mroot": 2, "msubsup": 3, "munderover": 3}
"""How many parts each has; with one more, browsers set all of them at random heights."""


def tree(formula):
    return ElementTree.fromstring(mathml(formula))


def shape(formula):
    """Cells in each row of the formula's table."""
    return [len(row.findall(f"{PIECE}mtd")) for row in tree(formula).iter(f"{PIECE}mtr")]


@pytest.mark.parametrize("environment", ["aligned", "align*", "split"])
def test_derivations_stand_line_under_line(environment):
    assert shape(rf"\begin{{{environment}}} a &= b + c \\ &= d \end{{{environment}}}") == [2, 2]


def test_cases_and_matrices_are_tables():
    assert shape(r"f(x) = \begin{cases} x & x > 0 \\ 0 & \text{otherwise} \end{cases}") == [2, 2]
    assert shape(r"\begin{pmatrix} 1 & 2 & 3 \\ 4 & 5 & 6 \end{pmatrix}") == [3, 3]


def test_sets_and_named_functions_are_one_symbol():
    assert "".join(tree(r"\mathbb{R}").itertext()) == "ℝ"
    words = [piece.text for piece in tree(r"\operatorname{softmax}(z)").iter(f"{PIECE}mo")]
    assert words == ["softmax", "(", ")"]


def test_a_named_function_stands_apart_from_its_argument():
    for formula in (r"\cos t", r"\ln 2", r"\log p_k", r"\log \frac{1}{2}"):
        assert len(tree(formula).findall(f".//{PIECE}mspace")) == 1
    assert len(tree(r"-t_k \log p_k").findall(f".//{PIECE}mspace")) == 2
    assert tree(r"\cos(t)").findall(f".//{PIECE}mspace") == []


def test_the_power_of_a_named_function_stands_at_its_name():
    [power] = tree(r"\tanh^2 z").iter(f"{PIECE}msup")
    assert [part.tag.removeprefix(PIECE) for part in power] == ["mi", "mn"]
    for formula in (r"\tanh^2 z", r"\tanh' z"):
        assert len(tree(formula).findall(f".//{PIECE}mspace")) == 1


@pytest.mark.parametrize("formula", [r"f'(x)", r"\sigma''(z)", "J'''", r"\tanh' z", r"\mathrm{relu}'(z)"])
def test_a_prime_is_as_large_as_its_letter(formula):
    assert not list(tree(formula).iter(f"{PIECE}msup"))
    [prime] = [piece for piece in tree(formula).iter(f"{PIECE}mo") if piece.text in "′″‴"]
    assert (prime.get("lspace"), prime.get("rspace")) == ("0", "0")


@pytest.mark.parametrize("formula", [r"\bar y", r"\hat{x} + \bar{W}^{(2)}"])
def test_a_bar_is_as_wide_as_its_letter(formula):
    [over] = [over for over in tree(formula).iter(f"{PIECE}mover") if over[1].text == "¯"]
    assert over.get("accent") == "true"


def test_a_hat_is_a_letters_own():
    [over] = tree(r"\hat y").iter(f"{PIECE}mover")
    assert (over[1].text, over[1].get("stretchy")) == ("ˆ", "false")


@pytest.mark.parametrize("formula", [r"a < \dots < z", r"a + \cdots + z"])
def test_dots_leave_the_gaps_to_what_stands_beside_them(formula):
    [dots] = [piece for piece in tree(formula).iter(f"{PIECE}mo") if piece.text in "…⋯"]
    assert dots.get("lspace") == dots.get("rspace") == "0.1em"


def test_the_lines_of_two_fractions_do_not_meet():
    [*parts] = tree(r"\frac{dy}{dx}\frac{dx}{dt}")[0]
    assert [part.tag.removeprefix(PIECE) for part in parts] == ["mfrac", "mspace", "mfrac"]


def test_an_upright_letter_is_upright():
    [letter] = tree(r"\mathrm{E}").iter(f"{PIECE}mi")
    assert (letter.text, letter.get("mathvariant")) == ("E", "normal")


def test_a_formula_begins_without_a_gap():
    for formula in (r"\max(0, z)", r"\partial J"):
        assert next(tree(formula).iter(f"{PIECE}mo")).get("lspace") == "0"


def test_a_distribution_is_set_as_a_relation():
    assert "∼" in [piece.text for piece in tree(r"y \sim N(0, 1)").iter(f"{PIECE}mo")]


def test_a_gap_that_is_written_is_not_doubled():
    assert len(tree(r"\log\, p").findall(f".//{PIECE}mspace")) == 1
    [largest] = [piece for piece in tree(r"a = \max(0, z)").iter(f"{PIECE}mo") if piece.text == "max"]
    assert (largest.get("lspace"), largest.get("rspace")) == ("0", "0")


def test_no_line_begins_with_the_comma_after_a_formula():
    html = html_of("A voltage $v$, an inflow $i$ (at most $x_1$), or none ($i = 0$ here).")
    kept = re.findall(r'<span class="unbroken">(\(?)<math (?:(?!</span>).)*</math>([^<]*)</span>', html)
    assert kept == [("", ","), ("", "),"), ("(", "")]


def test_another_alphabet_needs_no_braces():
    assert mathml(r"\mathcal L + \mathbb R^2") == mathml(r"\mathcal{L} + \mathbb{R}^2")


def test_bars_of_a_norm_are_as_high_as_what_they_enclose():
    bars = [piece for piece in tree(r"\lVert w \rVert_2").iter(f"{PIECE}mo") if piece.text == "‖"]
    assert [bar.get("stretchy") for bar in bars] == ["false", "false"]


def test_a_sign_stands_close_to_its_number_and_a_difference_keeps_its_gaps():
    forms = [piece.get("form") for piece in tree(r"\sigma(-z) = -1, a - b").iter(f"{PIECE}mo") if piece.text == "−"]
    assert forms == ["prefix", "prefix", None]
    for formula in (r"[-\pi, \pi]", r"x \approx -0.4", r"\begin{aligned} & -t \end{aligned}"):
        assert next(piece for piece in tree(formula).iter(f"{PIECE}mo") if piece.text == "−").get("form") == "prefix"


def test_bars_in_pairs_open_and_close():
    forms = [piece.get("form") for piece in tree(r"|w| \le e^{-|z|}").iter(f"{PIECE}mo") if piece.text == "|"]
    assert forms == ["prefix", "postfix"] * 2


def test_what_stands_between_wide_gaps_can_go_below_each_other_on_a_phone():
    assert mathml(r"a = b, \qquad c = d", "block").count("<math") == 2
    assert mathml(r"a = b, \qquad c = d").count("<math") == 1  # within a sentence
    for whole in (r"\begin{cases} a \qquad b \end{cases}", r"\left\{ a \qquad b \right\}", r"\underset{a \qquad b}{c}"):
        assert mathml(whole, "block").count("<math") == 1
        assert mathml(rf"{whole} \qquad d", "block").count("<math") == 2


def test_a_command_that_cannot_be_set_is_named():
    with pytest.raises(ValueError, match=r"\\nosuch cannot be set"):
        html_of(r"Text and $\nosuch{x}$.")


def test_markdown_leaves_formulas_alone():
    html = html_of("| a | b |\n|---|---|\n| $x_1 | y_2$ | $a*b*c$ |\n")
    assert html.count("<math") == 2
    assert html.count("<td") == 2
    assert "<em>" not in html


def test_dollars_in_code_stay():
    html = html_of("`$x$` costs \\$5 and \\$6\n\n```\n$y$\n```\n")
    assert "<math" not in html
    assert "$x$" in html
    assert "$y$" in html


def test_a_formula_within_a_fold_is_set():
    html = html_of("<details><summary>Answer</summary>\n\nIt is $x_1$.\n\n$$y$$\n\n</details>")
    assert html.count("<math") == 2


@pytest.mark.parametrize("text", texts(), ids=lambda text: text.stem)
def test_every_formula_of_a_lecture_is_set(text):
    cells = notebook_of(text.read_text(encoding="utf-8"), text.name)["cells"]
    pages = [html_of("".join(cell["source"])) for cell in cells if cell["cell_type"] == "markdown"]
    assert any("<math" in page for page in pages)
    for page in pages:
        for formula in re.findall(r"<math .*?</math>", page, re.DOTALL):
            for piece in ElementTree.fromstring(formula).iter():
                assert len(piece) == PARTS.get(piece.tag.removeprefix(PIECE), len(piece)), formula
        words = re.sub(r"<math.*?</math>|<code.*?</code>|<pre.*?</pre>", "", page, flags=re.DOTALL)
        assert "$" not in words
        assert "\\" not in words
