"""What the visible checks of p2 say beyond the bank."""

from course.check import p2 as check
from reference_solution.logic.boolean import parity_net


def test_a_wrong_parity_is_shown_once_for_the_fewest_inputs(said):
    def opposite(n):
        (W, b), (V, c) = parity_net(n)
        return [(W, b), (-V, -c)]

    assert said(check.parity_net, opposite).count("answers wrongly") == 1


def test_a_hint_fits_all_tables_that_are_judged_wrongly(said):
    assert "can be separated: is there a bias" in said(check.is_linearly_separable, lambda X, y: False)
    assert "Is every inequality strict?" in said(check.is_linearly_separable, lambda X, y: True)
    mixed = said(check.is_linearly_separable, lambda X, y: sum(y) == 2)
    assert "judged wrongly" in mixed
    assert "bias" not in mixed
    assert "strict" not in mixed
