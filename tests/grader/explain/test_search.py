"""One edit that makes a function right in every case is found where it is, and nothing else is said to be wrong."""

from grader.exercises import EXERCISES
from grader.explain.code import Edit
from grader.explain.smallest import Hit, smallest
from tests.grader.explain.in_this_process import found, lines_found

DENSE = EXERCISES["p6.dense_backward"]
MACS = EXERCISES["p6.mac_counts"]
RIGHT = """def dense_backward(dZ, cache):
    X, W = cache
    dX = dZ @ W.T
    dW = X.T @ dZ
    db = dZ.sum(axis=0)
    return dX, dW, db
"""


def slip(old, new):
    assert old in RIGHT
    return RIGHT.replace(old, new)


def test_the_line_of_a_slip_is_found():
    found = lines_found(DENSE, slip("dZ @ W.T", "dZ @ W.T * 2"))
    assert set.union(*found) == {3}


def test_a_factor_that_would_make_up_for_it_later_is_not_said():
    found = lines_found(DENSE, slip("X.T @ dZ", "(X.T @ dZ) / len(X)"))
    assert set.union(*found) == {4}


def test_an_axis_too_many_is_found():
    found = lines_found(DENSE, slip("axis=0", "axis=0, keepdims=True"))
    assert set.union(*found) == {5}


def test_the_line_is_that_of_the_students_cell():
    assert set.union(*lines_found(DENSE, "# Task 2\n\n\n" + slip("dZ @ W.T", "W @ dZ.T"))) == {6}


def test_two_slips_are_found_where_each_makes_a_part_wrong():
    source = slip("X.T @ dZ", "(X.T @ dZ) / len(X)").replace("dZ.sum(axis=0)", "dZ.mean(axis=0)")
    assert {4, 5} in lines_found(DENSE, source)


def test_a_right_value_is_not_said_to_be_wrong_because_two_lines_divide_by_it():
    source = slip("X.T @ dZ", "(X.T @ dZ) / m").replace("dZ.sum(axis=0)", "dZ.sum(axis=0) / m")
    found = lines_found(DENSE, source.replace("    dX", "    m = X.shape[0]\n    dX"))
    assert {5, 6} in found
    assert {3} not in found


def test_in_a_right_function_nothing_is_found():
    _, result = found(DENSE, RIGHT)
    assert result.hits == ()
    assert result.cases == 4


def test_where_nothing_small_helps_nothing_is_found():
    source = "def dense_backward(dZ, cache):\n    raise KeyError(dZ)\n"
    assert lines_found(DENSE, source, seconds=1.0) == []


def test_a_slip_in_a_function_of_their_own_is_found_there():
    source = """def times(sizes):
    return [m + n for m, n in zip(sizes, sizes[1:])]

def mac_counts(sizes, batch):
    per = times(sizes)
    return {"forward": batch * sum(per), "backward": batch * (2 * sum(per) - per[0])}
"""
    assert set.union(*lines_found(MACS, source)) == {2}


def test_a_change_of_what_is_given_out_is_none_of_the_edits():
    given = "def times(sizes):\n    return [m + n for m, n in zip(sizes, sizes[1:])]\n"
    source = """def mac_counts(sizes, batch):
    per = times(sizes)
    return {"forward": batch * sum(per), "backward": batch * (2 * sum(per) - per[0])}
"""
    program, result = found(MACS, source, seconds=2.0, before=[given])
    assert "m + n" not in program.code
    assert all(program.places[edit.line - 1].cell == 2 for hit in result.hits for edit in hit)


def test_what_a_second_call_finds_changed_is_found():
    source = slip("    db =", "    dZ *= 1.0\n    dZ -= dZ.mean()\n    db =")
    assert any(hit <= {5, 6} for hit in lines_found(DENSE, source))


def test_the_time_is_kept():
    _, result = found(DENSE, slip("dZ @ W.T", "np.sin(dZ) @ np.cos(W.T)"), seconds=0.3)
    assert result.seconds < 0.8


def test_an_edit_that_overflows_where_the_code_did_not_is_none():
    source = """def sigmoid(Z):
    e = np.exp(-np.abs(Z))
    return 1 / (1 + e)

def sigmoid_derivative(Z):
    e = np.exp(-np.abs(Z))
    return e / (1 + e) ** 2
"""
    assert 2 not in set.union(set(), *lines_found(EXERCISES["p3.sigmoid"], source))


def test_the_same_change_in_two_lines_is_found():
    source = """def adam_step(params, grads, mean, square, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    P, M, S = [], [], []
    for layer, ds, ms, vs in zip(params, grads, mean, square):
        M.append(tuple(beta1 * m + (1 - beta1) * d for m, d in zip(ms, ds)))
        S.append(tuple(beta2 * v + (1 - beta2) * d**2 for v, d in zip(vs, ds)))
        m_hat = M[-1]
        v_hat = S[-1]
        m_hat = [m for m in m_hat]
        v_hat = [v for v in v_hat]
        P.append(tuple(w - lr * m / (np.sqrt(v) + eps) for w, m, v in zip(layer, m_hat, v_hat)))
    return P, M, S
"""
    assert {8, 9} in lines_found(EXERCISES["p7.adam_step"], source)


def test_a_statement_may_move_however_long_it_is():
    source = """def mac_counts(sizes, batch):
    forward = backward = m = n = 0
    backward = backward + 2 * batch * m * n
    for m, n in zip(sizes, sizes[1:]):
        forward += batch * m * n
    return {"forward": forward, "backward": backward - batch * sizes[0] * sizes[1]}
"""
    assert {3} in lines_found(MACS, source)


def test_of_changes_that_grow_the_small_one_is_kept():
    text = "v = a + b + c + d\n"
    small = Hit((Edit("power", 1, ()),), "v = np.sqrt(a + b + c + d)\n")
    large = Hit((Edit("expression", 1, ()),), "v = p * q * r * s\n")
    assert smallest(text, [small, large]) == [small]


def test_a_change_in_a_very_long_line_is_measured_at_once():
    text = f"v = {' + '.join('v' * 20_000)}\n"
    hits = [Hit((Edit("sign", 1, ()),), text.replace("v + v", "v - v", n)) for n in (1, 9_000)]
    assert smallest(text, hits) == hits[:1]


def test_the_time_is_kept_in_a_long_function_with_many_pieces_of_right_code():
    lines = [f"    a{i} = run['X'].mean() * {i} + run['lr']" for i in range(150)]
    source = "\n".join(["def diagnose(run):", *lines, "    return 'healthy', a3", ""])
    _, result = found(EXERCISES["p8.diagnose"], source, seconds=0.5)
    assert result.seconds < 2.0


def test_a_counter_that_is_not_moved_on_is_missing_between_its_use_and_the_next():
    source = """def mac_counts(sizes, batch):
    forward, at = 0, 0
    first = batch * sizes[0] * sizes[1]
    for n in sizes[1:]:
        weights = sizes[at] * n
        forward += batch * weights
    return {"forward": forward, "backward": 2 * forward - first}
"""
    assert lines_found(MACS, source) == [{6}]


def test_of_a_copy_that_is_not_deep_enough_its_line_is_said():
    source = """def rescale_relu(params, layer, scale):
    params = list(params)
    W, b = params[layer]
    V, c = params[layer + 1]
    W *= scale
    b *= scale
    V /= scale[:, None]
    return params
"""
    assert lines_found(EXERCISES["p4.rescale_relu"], source) == [{2}]


HEAD = """def softmax_cross_entropy(logits, labels):
    shifted = logits - logits.max(axis=1, keepdims=True)
    P = np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)
    dlogits = P{copied}
    dlogits[np.arange(len(P)), labels] -= 1
    loss = -np.log(P[np.arange(len(P)), labels]).mean()
    return loss, dlogits / len(P)
"""


def test_a_logarithm_of_probabilities_is_the_slip_only_where_moderate_numbers_are_right():
    exercise = EXERCISES["p6.softmax_cross_entropy"]
    assert set.union(*lines_found(exercise, HEAD.format(copied=".copy()"))) == {6}
    assert {4, 6} in lines_found(exercise, HEAD.format(copied=""))
