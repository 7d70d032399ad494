"""A table of the notations of the five decks and of the course."""

DECKS = ("S0", "S1", "S2", "S3", "S4", "course")

# Read on the slides; "-" where a deck has no such thing. Names of functions are those that convert.
NOTATION = {
    "linear map": ("W x + b", "w a + b", "W^T x + b", "W^T x; code: W x + b", "W^T X + W_0", "X @ W + b"),
    "shape of W": ("out x in", "out x in", "in x out", "both", "in x out", "in x out"),
    "index of w": ("w_ki: i to k", "w_ji: i to j", "-", "v_ji, w_kj: 2nd to 1st", "W_jk: j to k", "W[j, k]: j to k"),
    "pre-activation": ("z", "z", "z; once a", "s, z", "Z", "z"),
    "activation": ("h, y", "a", "a; once y", "x^(l), h, o", "A, g", "a"),
    "bias": ("b", "b; w_0 in regression", "b", "none; v_j0, w_k0; b1", "W_0", "b"),
    "target / output": ("t / y", "y / a", "y / yhat", "t / o, y", "y / g", "y / a"),
    "gradient by v": ("v-bar", "delta^l, by z only", "-", "delta_v", "dloss/dv", "dv; delta^l = dz^l"),
    "squared error": ("1/2 (y-t)^2", "sum, or 1/m sum", "(y-yhat)^2", "1/2 sum_k", "sum_k", "1/2, mean over N"),
    "over the examples": ("mean", "sum; 1/m", "-", "sum", "sum; 1/n", "mean"),
    "weight penalty": ("lam 1/2 w^2", "lam sum w^2", "-", "lam 1/2 w^2", "-", "lam/2 sum W^2"),
    "labels": ("0, 1", "-1, +1 in losses", "0, 1; one-hot", "0, 1; one-hot", "0, 1", "all three, by name"),
    "layer numbers": ("h^(0) = x", "a^1 = x", "from 1", "x^(0) = x", "A^0 = x", "A^0 = x"),
    "step size": ("-", "alpha", "-", "eta", "-", "lr"),
    "error": ("L, J", "L, E, C", "J, L", "E, L", "loss, J", "l, J"),
    "step at 0": ("0", "-", "sign: undefined", "-", "-", "0"),
    "leaky slope": ("-", "0.1", "alpha", "-", "-", "alpha = 0.01"),
    "Jacobians": ("entries only", "entries only", "-", "numerator-looking", "denominator layout", "never multiplied"),
}
