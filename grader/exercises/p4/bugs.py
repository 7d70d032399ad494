"""The known bugs of p4, each with the sentence a student reads: what is wrong, why it happens, where to look.

Those of the functions that construct networks are in `construction_bugs`.
"""

from grader.exercises.model import Bug

INIT_PARAMS = (
    Bug(
        "variance_for_deviation",
        "variance_for_deviation",
        "The weights have the variance where their standard deviation belongs, so they are much too small. Which of "
        "the two does the generator ask for?",
    ),
    Bug(
        "fan_out",
        "fan_out",
        "The variance is taken from the number of units that the layer makes. A unit adds up its inputs: which number "
        "says how many terms there are?",
    ),
    Bug(
        "scheme_ignored",
        "scheme_ignored",
        "All schemes give the standard deviation of lecun: the scheme that is asked for makes no difference.",
    ),
    Bug(
        "not_scaled",
        "not_scaled",
        "All weights have the standard deviation 1, whatever the width of the layer. Then the signal grows from layer "
        "to layer.",
    ),
    Bug(
        "uniform_limit",
        "uniform_limit",
        "The weights are uniform between plus and minus the standard deviation, so their own standard deviation is "
        "smaller than that, by the square root of 3. Which limits give the right variance?",
    ),
    Bug(
        "one_sign", "one_sign", "No weight is negative. Weights must have the mean 0, or all units see nearly the same."
    ),
    Bug(
        "zeros",
        "zeros",
        "All weights are 0. Then all units of a layer are equal and receive the same gradient, so they stay equal.",
    ),
    Bug("random_biases", "random_biases", "The biases are random; they should be 0 at the start."),
    Bug(
        "drawn_once",
        "drawn_once",
        "Layers of the same shape get the very same weights: one array is drawn and used again. Each layer needs a "
        "draw of its own.",
    ),
    Bug(
        "own_generator",
        "own_generator",
        "Each call draws the same numbers again: the function makes a generator of its own with a fixed seed. It is "
        "given one, and two draws from it must differ.",
    ),
    Bug(
        "global_generator",
        "global_generator",
        "The same seed gives other weights each time: the numbers come from another source of randomness than the "
        "generator that is passed in, and no experiment can be repeated.",
    ),
)

FORWARD = (
    Bug(
        "activation_on_output",
        "activation_on_output",
        "The activation is applied to the output layer, too. The output is linear: it must be able to take any value.",
    ),
    Bug(
        "no_activation",
        "no_activation",
        "No activation is applied: however many layers there are, the network is a single linear layer.",
    ),
    Bug(
        "last_hidden_linear",
        "last_hidden_linear",
        "The last hidden layer is left linear, as if it were the output: the activation stops one layer too early.",
    ),
    Bug(
        "input_activated",
        "input_activated",
        "The input is activated before the first layer reads it. A_0 is X as it is.",
    ),
    Bug(
        "Z_activated",
        "Z_activated",
        "What is kept as Z of the hidden layers are the activations. Is Z overwritten, or activated in place? The way "
        "back needs the values before the activation.",
    ),
    Bug("f_ignored", "f_ignored", "The activation is always tanh: the function f that is passed in is not used."),
    Bug("no_bias", "no_bias", "The biases are not added. Without them every unit's border runs through the origin."),
    Bug("bias_subtracted", "bias_sign", "The biases are subtracted. In this course z is the weighted sum plus b."),
    Bug(
        "bias_to_columns",
        "bias_to_columns",
        "Each example gets a bias instead of each unit: b was turned into a column. If there are as many examples as "
        "units, nothing complains. Which axis of Z counts the units?",
    ),
    Bug(
        "weights_transposed",
        "weights_transposed",
        "The weights are used transposed, as in decks that store one row for each unit. Here a unit is a column of W; "
        "a square W hides the slip from a check of shapes.",
    ),
)

CONVERT_CONVENTION = (
    Bug(
        "never_transposed",
        "never_transposed",
        "W is passed on as it is. Between decks that store a unit as a row and decks that store it as a column, "
        "something must happen to it, also if it is square.",
    ),
    Bug(
        "always_transposed",
        "always_transposed",
        "W is transposed even between decks that store it the same way round.",
    ),
    Bug(
        "only_from_rows",
        "only_from_rows",
        "Whether W is transposed is decided by the source alone. The target has a convention, too.",
    ),
    Bug(
        "reshaped",
        "reshaped",
        "W has the right shape and the numbers in the wrong places: it was reshaped. A reshape keeps the numbers in "
        "their order, row by row; it does not exchange rows and columns.",
    ),
    Bug(
        "code_like_slides",
        "code_like_slides",
        "The code of S3 is taken to store W as the slides of S3 do. Look at the table again: they differ.",
    ),
    Bug(
        "S2_like_S0",
        "S2_like_S0",
        "S2 is taken to store W as S0 and S1 do. It writes the transpose of W before x: what is then the shape of W?",
    ),
    Bug(
        "bias_as_given",
        "bias_as_given",
        "The bias is passed on in the shape in which it came. The decks write a column, the course a single axis.",
    ),
    Bug("bias_column", "bias_column", "In the course's convention the bias has one axis; it is not a column."),
    Bug(
        "bias_flat",
        "bias_flat",
        "The decks write the bias as a column, of shape (n_out, 1). Here it has one axis only.",
    ),
    Bug(
        "bias_row",
        "bias_row",
        "The decks write the bias as a column; here it is a row, of shape (1, n_out). Added to a column it makes a "
        "matrix.",
    ),
    Bug(
        "no_bias_from_slides",
        "no_bias_from_slides",
        "Coming from the slides of S3, which have no bias, the bias stays None. The target has one: with which "
        "values does the layer remain the same?",
    ),
    Bug(
        "zeros_for_slides",
        "zeros_for_slides",
        "The slides of S3 have no bias at all: what belongs there is None, not zeros.",
    ),
)

COUNT_PARAMS = (
    Bug("weights_only", "weights_only", "Only the weights are counted. Every unit has a bias as well."),
    Bug("input_biases", "input_biases", "The inputs are given biases. They are numbers, not units."),
    Bug("no_output_biases", "no_output_biases", "The biases of the output layer are missing."),
    Bug(
        "one_bias_a_layer",
        "one_bias_a_layer",
        "One bias is counted for each layer. Each unit has a bias of its own.",
    ),
    Bug(
        "product_of_all",
        "product_of_all",
        "All widths are multiplied with one another. Only neighbouring layers are connected: their products are added.",
    ),
    Bug("first_layer_only", "first_layer_only", "Only the first layer's weights are counted."),
)

_FLAT_ORDER = "The agreed order is W_1, b_1, W_2, b_2 and so on."
FLATTEN = (
    Bug(
        "by_columns", "by_columns", "The weights are taken column by column. Agreed was row by row, numpy's own order."
    ),
    Bug("weights_first", "weights_first", f"First come all weights, then all biases. {_FLAT_ORDER}"),
    Bug("biases_first", "biases_first", f"In each layer the biases come before the weights. {_FLAT_ORDER}"),
    Bug("last_first", "last_first", f"The last layer comes first. {_FLAT_ORDER}"),
    Bug("biases_missing", "biases_missing", "The biases are missing. Each of them is a coordinate of its own."),
)

UNFLATTEN = (
    Bug(
        "views",
        "views",
        "The arrays are parts of the vector, not copies: a training step that changes W in place changes the vector as "
        "well. A slice and a reshape share the memory of the array that they are taken from.",
    ),
    Bug(
        "by_columns", "by_columns", "The weights are filled column by column. Agreed was row by row, numpy's own order."
    ),
    Bug("weights_first", "weights_first", f"All weights are read before the first bias. {_FLAT_ORDER}"),
    Bug("biases_first", "biases_first", f"In each layer the biases are read before the weights. {_FLAT_ORDER}"),
    Bug("last_first", "last_first", f"The last layer is read first. {_FLAT_ORDER}"),
    Bug(
        "always_from_the_start",
        "always_from_the_start",
        "Every layer is read from the beginning of the vector. Where does the one before it end?",
    ),
    Bug(
        "shape_turned",
        "shape_turned",
        "The weights get the shape (n_out, n_in). In this course the rows of W belong to the inputs.",
    ),
)

COLLAPSE_LINEAR = (
    Bug(
        "order_reversed",
        "order_reversed",
        "The weights are multiplied in the wrong order, that of columns. Our examples are rows: which W do they "
        "reach first? If all layers have the same width, shapes do not tell.",
    ),
    Bug("no_bias", "no_bias", "The collapsed bias is 0. What do the layers make of the input 0?"),
    Bug(
        "biases_added",
        "biases_added",
        "The biases are simply added. The bias of a layer is part of its output: what do the layers after it do to "
        "that?",
    ),
    Bug(
        "only_the_last_bias",
        "only_the_last_bias",
        "Only the last layer's bias is left. Those before it reach the output as well, through the layers after them.",
    ),
    Bug(
        "only_the_first_bias",
        "only_the_first_bias",
        "Only the first layer's bias is carried on. Each further layer adds one of its own.",
    ),
    Bug(
        "all_weights",
        "all_weights",
        "The biases are multiplied with the weights of all layers so far. A bias is added after its own layer's "
        "weights: only those that follow act on it.",
    ),
)

_UNIT = "A unit is a column of one W, an entry of b, and a row of the next W."
PERMUTE_HIDDEN = (
    Bug("out_not_moved", "out_not_moved", f"The layer that reads the units still reads them in the old order. {_UNIT}"),
    Bug("in_not_moved", "in_not_moved", f"The weights into the units are still in the old order. {_UNIT}"),
    Bug("biases_not_moved", "biases_not_moved", f"The biases stay behind when their units move. {_UNIT}"),
    Bug(
        "rows_for_columns",
        "rows_for_columns",
        "The rows of the weights into the layer are moved, which belong to its inputs; the units are its columns.",
    ),
    Bug(
        "out_columns",
        "out_columns",
        "The columns of the weights out of the layer are moved, which belong to the units after it; they read our "
        "units along the rows.",
    ),
    Bug(
        "inverse_order",
        "inverse_order",
        "The function is the same as before, but the units are in the inverse order. Unit i of the result should be "
        "unit order[i] of what was given; here unit i went to the place order[i].",
    ),
)

RESCALE_RELU = (
    Bug(
        "out_not_divided",
        "out_not_divided",
        "The units are made larger, but the next layer reads them as before, so the outputs change.",
    ),
    Bug(
        "out_multiplied",
        "out_multiplied",
        "The next layer reads the larger units with a larger weight. What keeps the product the same?",
    ),
    Bug(
        "biases_not_scaled",
        "biases_not_scaled",
        "The biases are not scaled. For a unit to be c times as large, all that is added up in it has to be.",
    ),
    Bug(
        "rows_for_columns",
        "rows_for_columns",
        "The rows of the weights into the layer are scaled, which belong to its inputs; the units are its columns.",
    ),
    Bug(
        "out_columns",
        "out_columns",
        "The columns of the weights out of the layer are divided, which belong to the units after it; they read our "
        "units along the rows.",
    ),
    Bug(
        "inverse_scale",
        "inverse_scale",
        "The function is the same as before, but the units are smaller by their factor where they should be larger.",
    ),
)
