"""Every bug that the bank must know, by exercise: its slip and its code. To take one away is to change this list."""

KNOWN = {
    "p1.add_bias": """
        first:bias_order zeros:zeros row:row no_column:no_column
    """,
    "p1.normal_equation": """
        no_bias:no_bias bias_first:bias_order bias_is_mean:bias_is_mean a_little_ridge:a_little_ridge
    """,
    "p1.mse_grad": """
        no_factor_2:factor_half summed:summed sign:sign not_transposed:not_transposed
        divided_by_weights:divided_by_weights
    """,
    "p1.ridge": """
        always_penalised:bias_penalised never_penalised:flag_ignored flag_inverted:flag_inverted
        first_exempt:bias_order times_N:lam_times_N over_N:lam_over_N halved:lam_halved doubled:lam_doubled
        penalty_sign:penalty_sign
    """,
    "p1.soft_threshold": """
        hard:hard crosses:crosses negatives_lost:negatives_lost sign_lost:sign_lost
        away_from_zero:away_from_zero
    """,
    "p1.lasso_ista": """
        pull_not_scaled:pull_not_scaled steps_too_long:steps_too_long no_factor_2:factor_half
        half_pull:half_pull mean_of_squares:mean_of_squares uphill:sign no_pull:no_pull pull_first:pull_first
        one_step:one_step
    """,
    "p1.perceptron_fit": """
        tie_is_right:tie_is_right labels_0_1:labels_0_1 wrong_way:sign label_forgotten:label_forgotten
        always:always once_an_epoch:once_an_epoch never_says_so:never_says_so always_says_so:always_says_so
        stops_at_once:stops_at_once last_epoch_only:last_epoch_only
    """,
    "p1.logistic_loss_pm1": """
        loss_overflows:overflow slope_overflows:slope_overflow margin_sign:margin_sign slope_sign:sign
        label_forgotten:label_forgotten slope_at_margin:slope_at_margin labels_0_1:labels_0_1 bits:bits
        loss_averaged:loss_averaged slope_over_N:slope_over_N
    """,
    "p2.gate": """
        fires_at_zero:edge and_or_swapped:and_or_swapped not_inverted:not_inverted
        threshold_for_bias:threshold_for_bias no_bias:no_bias
    """,
    "p2.nand_net": """
        and_not_inverted:and_not_inverted or_inverted:or_inverted
        or_inputs_not_inverted:or_inputs_not_inverted xor_inverted:xor_inverted
        carry_in_ignored:carry_in_ignored carries_anded:carries_anded
        sum_and_carry_swapped:sum_and_carry_swapped nothing_shared:nothing_shared
    """,
    "p2.ripple_adder": """
        highest_first:highest_first interleaved:interleaved carries_dropped:carries_dropped
        first_carry_only:first_carry_only sum_and_carry_swapped:sum_and_carry_swapped
    """,
    "p2.xor_params": """
        on_the_edge:edge and_added:and_added no_hidden_biases:never_fires answer_inverted:answer_inverted
    """,
    "p2.xor_logistic": """
        biases_not_scaled:biases_not_scaled weights_not_scaled:weights_not_scaled divided:divided
        hidden_only:hidden_only output_only:output_only
    """,
    "p2.is_linearly_separable": """
        minus_one_only:labels_0_1 no_bias:no_bias touching_allowed:not_strict means_only:means_only
        stopped_early:stopped_early one_class:one_class
    """,
    "p2.polygon_net": """
        one_way_round:one_way_round last_side_missing:last_side_missing any_side:or_for_and
        on_the_edge:fires_nowhere through_the_origin:fires_nowhere bias_sign:fires_nowhere
    """,
    "p2.dnf_compile": """
        bits_reversed:bits_reversed unit_for_every_row:unit_for_every_row rows_of_zeros:rows_of_zeros
        zeros_ignored:zeros_ignored on_the_edge:edge and_of_rows:and_for_or
    """,
    "p2.parity_net": """
        signs_equal:signs_equal even:even on_the_edge:edge minterms:minterms
    """,
    "p6.dense_forward": """
        no_bias:no_bias bias_subtracted:bias_sign cache_swapped:cache_order
    """,
    "p6.dense_backward": """
        dW_transposed:G08 weights_not_transposed:G09 db_zero:G15 db_mean:G15 db_wrong_axis:G15 db_not_summed:G15
        db_keeps_rows:G15 dW_not_summed:first_example_only divided_again:divided_again whole_numbers:G23
        dense_sign:G02
    """,
    "p6.activation_backward": """
        no_derivative:G10 derivative_at_a:G11 formula_in_a_fed_z:G11 value_for_derivative:G12
        mask_of_upstream:G13 mask_inverted:G14 upstream_ignored:upstream_ignored
        tanh_not_squared:tanh_not_squared slope_whole_numbers:G23
    """,
    "p6.softmax_cross_entropy": """
        not_divided:G01 sign:G02 factor_2:G03 factor_half:G03 extra_slope:G04 target_forgotten:G05
        softmax_over_examples:G06 divided_by_classes:divided_by_classes loss_summed:loss_summed
        loss_over_classes:loss_over_classes loss_sign:loss_sign bits:bits no_shift:overflow
        one_shift_for_all:underflow dlogits_whole_numbers:G23
    """,
    "p6.mlp_forward": """
        activation_on_output:activation_on_output no_activation:no_activation
        last_hidden_linear:last_hidden_linear no_bias:no_bias bias_subtracted:bias_sign
    """,
    "p6.mlp_backward": """
        own_activation:G07 penalty_missing:G16 penalty_doubled:G16 penalty_over_N:G16 bias_penalised:G17
        hidden_zero:G18 order_reversed:order_reversed loss_without_penalty:loss_without_penalty
        loss_penalty_not_halved:loss_penalty_not_halved loss_penalises_bias:loss_penalises_bias not_divided:G01
        sign:G02 factor_2:G03 factor_half:G03 extra_slope:G04 target_forgotten:G05 softmax_over_examples:G06
        divided_by_classes:divided_by_classes dW_transposed:G08 weights_not_transposed:G09 db_zero:G15
        db_mean:G15 db_wrong_axis:G15 db_not_summed:G15 db_keeps_rows:G15 dW_not_summed:first_example_only
        divided_again:divided_again whole_numbers:G23 dense_sign:G02 no_derivative:G10 derivative_at_a:G11
        formula_in_a_fed_z:G11 value_for_derivative:G12 mask_of_upstream:G13 mask_inverted:G14
        upstream_ignored:upstream_ignored tanh_not_squared:tanh_not_squared slope_whole_numbers:G23
        activation_on_output:activation_on_output no_activation:no_activation
        last_hidden_linear:last_hidden_linear no_bias:no_bias bias_subtracted:bias_sign loss_summed:loss_summed
        loss_over_classes:loss_over_classes loss_sign:loss_sign bits:bits dlogits_whole_numbers:G23
    """,
    "p6.input_gradient": """
        summed_over_examples:summed_over_examples stops_before_the_weights:stops_early not_divided:G01 sign:G02
        factor_2:G03 factor_half:G03 extra_slope:G04 target_forgotten:G05 softmax_over_examples:G06
        divided_by_classes:divided_by_classes weights_not_transposed:G09 no_derivative:G10 derivative_at_a:G11
        formula_in_a_fed_z:G11 value_for_derivative:G12 mask_of_upstream:G13 mask_inverted:G14
        activation_on_output:activation_on_output no_activation:no_activation
        last_hidden_linear:last_hidden_linear no_bias:no_bias bias_subtracted:bias_sign
    """,
    "p6.grad_check": """
        always_true:accepts_all always_false:rejects_all first_array_only:first_only last_layer_only:last_only
        biases_skipped:biases_skipped weights_skipped:weights_skipped zero_passes:zero_passes
        signs_ignored:signs_ignored direction_only:direction_only sum_only:sum_only
        tolerance_too_wide:tolerance_too_wide nan_passes:nan_passes layer_missing:layer_missing
        no_floor:no_floor kink_crossed:G25
    """,
    "p6.mac_counts": """
        input_gradient_counted:input_gradient_counted batch_forgotten:batch_forgotten
        biases_counted:biases_counted as_much_as_forward:one_product_only
        output_layer_skipped:output_layer_skipped
    """,
}
