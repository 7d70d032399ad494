"""What the visible checks of p2 say of typical slips."""

UNSEEN = {"is_linearly_separable": ("means_only",)}
SAID = [
    ("gate", "fires_at_zero", "and answers wrongly for (1, 1): 0. There z is exactly 0"),
    ("gate", "threshold_for_bias", "The sign of b?"),
    ("nand_net", "and_not_inverted", "one NAND too many at the end, or one missing"),
    ("nand_net", "sum_and_carry_swapped", "half adder: sum and carry are exchanged"),
    ("nand_net", "nothing_shared", "half adder has 6 gates; 5 are enough"),
    ("ripple_adder", "highest_first", "Numbers of 1 bits: 0 + 1 gives 2; 3 of 4 sums are wrong. The bits are right"),
    ("ripple_adder", "carries_dropped", "1 + 1 gives 0; 4 of 16 sums are wrong. Every bit is added for itself"),
    ("xor_params", "and_added", "That is or"),
    ("xor_params", "no_hidden_biases", "Your hidden units answer [0, 1, 1, 1]; [0, 1, 1, 1]"),
    ("xor_logistic", "biases_not_scaled", "the biases of the hidden layer do not double"),
    ("is_linearly_separable", "touching_allowed", "Is every inequality strict?"),
    ("is_linearly_separable", "no_bias", "is there a bias"),
    ("polygon_net", "one_way_round", "the same square, clockwise: 100 of 400 points are wrong"),
    ("polygon_net", "on_the_edge", "It fires nowhere"),
    ("polygon_net", "last_side_missing", "a triangle has 2 hidden units, expected 3"),
    ("dnf_compile", "bits_reversed", "the highest binary digit comes first"),
    ("dnf_compile", "unit_for_every_row", "got 4 hidden units; one for each 1 is enough"),
    ("dnf_compile", "rows_of_zeros", "It is the opposite in every row"),
    ("parity_net", "signs_equal", "That is or"),
    ("parity_net", "minterms", "4 hidden units for 3 inputs; 3 are enough"),
]
