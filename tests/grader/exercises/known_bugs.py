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
        first_exempt:bias_order ones_first:bias_order times_N:lam_times_N over_N:lam_over_N halved:lam_halved
        doubled:lam_doubled penalty_sign:penalty_sign
    """,
    "p1.soft_threshold": """
        hard:hard crosses:crosses negatives_lost:negatives_lost sign_lost:sign_lost
        away_from_zero:away_from_zero
    """,
    "p1.lasso_ista": """
        hard:hard crosses:crosses negatives_lost:negatives_lost sign_lost:sign_lost
        pull_not_scaled:pull_not_scaled steps_too_long:steps_too_long whole_steps:whole_steps no_factor_2:factor_half
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
    "p3.identity": """
        value_for_slope:G12 one_number:one_number slope_zero:slope_zero
    """,
    "p3.step": """
        sign_for_step:E17 step_inverted:step_inverted value_for_slope:G12 slope_of_sigmoid:slope_of_sigmoid
    """,
    "p3.sigmoid": """
        exponent_sign:exponent_sign tanh_for_sigmoid:tanh_for_sigmoid f_overflows:overflow value_for_slope:G12
        slope_at_a:G11 formula_in_a_fed_z:G11 one_factor_only:one_factor_only slope_overflows:overflow
        both_overflow:overflow both_overflow_on_both_sides:overflow
    """,
    "p3.tanh": """
        not_stretched:not_stretched sigmoid_for_tanh:sigmoid_for_tanh f_overflows:overflow
        slope_overflows:overflow both_overflow:overflow value_for_slope:G12 slope_at_a:G11
        formula_in_a_fed_z:G11 tanh_not_squared:tanh_not_squared
    """,
    "p3.relu": """
        smaller_of_the_two:smaller_of_the_two absolute_value:absolute_value value_for_slope:G12
        mask_inverted:G14 slope_of_absolute_value:slope_of_absolute_value
    """,
    "p3.leaky_relu": """
        larger_of_the_two:E30 alpha_on_the_right:alpha_on_the_right no_leak:no_leak
        slope_without_leak:slope_without_leak alpha_times_z:alpha_times_z slope_sides_exchanged:G14
    """,
    "p3.elu": """
        minus_one_missing:minus_one_missing alpha_missing:alpha_missing f_overflows:overflow
        slope_alpha_missing:slope_alpha_missing formula_in_a_fed_z:G11 value_for_slope:G12 slope_at_a:G11
        slope_overflows:overflow
    """,
    "p3.softplus": """
        brackets_forgotten:E24 exponent_sign:exponent_sign f_overflows:overflow value_for_slope:G12
        slope_at_a:G11 inner_slope_only:inner_slope_only outer_slope_only:outer_slope_only
        slope_overflows:overflow
    """,
    "p3.swish": """
        beta_missing:beta_missing gate_alone:gate_alone as_printed:E14 gate_for_slope:gate_for_slope
        inner_beta_missing:inner_beta_missing slope_beta_missing:slope_beta_missing value_for_slope:G12
        slope_at_a:G11 f_overflows:overflow slope_overflows:overflow both_overflow:overflow
    """,
    "p3.gelu": """
        tanh_approximation:gelu_by_tanh sigmoid_approximation:gelu_by_sigmoid chance_alone:chance_alone
        slope_tanh_approximation:gelu_by_tanh chance_for_slope:chance_for_slope
        density_not_normalised:density_not_normalised density_without_z:density_without_z value_for_slope:G12
        slope_at_a:G11
    """,
    "p3.maxout": """
        over_units:axis sum_of_pieces:sum_of_pieces axis_kept:axis_kept to_all_pieces:to_all_pieces
        shared:shared value_of_the_winner:G12 winner_among_units:axis one_winner_of_all:one_winner_of_all
    """,
    "p3.logsumexp": """
        softmax_over_examples:G06 no_shift:overflow one_shift_for_all:underflow shift_not_added:shift_not_added
        axis_kept:axis_kept temperature_not_multiplied:temperature_once temperature_only_inside:temperature_once
        temperature_ignored:temperature_ignored
    """,
    "p3.log_softmax": """
        softmax_over_examples:G06 log_of_softmax:log_of_zero no_shift:overflow one_shift_for_all:underflow
        keepdims_missing:keepdims bits:bits temperature_ignored:temperature_ignored
        temperature_multiplied:temperature_multiplied
    """,
    "p3.softmax": """
        softmax_over_examples:G06 no_shift:overflow one_shift_for_all:underflow no_shift_in_logarithm:overflow
        one_shift_in_logarithm:underflow keepdims_missing:keepdims not_normalised:not_normalised
        temperature_ignored:temperature_ignored temperature_multiplied:temperature_multiplied
    """,
    "p3.mse_half": """
        shapes_not_compared:G22 loss_not_halved:G03 loss_summed:loss_summed factor_2:G03 not_divided:G01
        sign:G02 mean_over_entries:divided_by_outputs loss_over_entries:divided_by_outputs
    """,
    "p3.gaussian_nll": """
        sigma_not_squared:sigma_not_squared constant_missing:constant_missing log_of_variance:log_of_variance
        constant_sign:constant_sign constant_once:constant_once loss_not_halved:G03
        squares_over_entries:divided_by_outputs gradient_without_sigma:gradient_without_sigma sign:G02
    """,
    "p3.bce_with_logits": """
        logarithm_of_probabilities:log_of_zero sigmoid_overflows:overflow only_the_ones:only_the_ones
        labels_pm1:labels_pm1 loss_summed:loss_summed loss_over_entries:loss_over_entries loss_sign:E01
        sigmoid_missing:sigmoid_missing extra_slope:G04 sign:G02 not_divided:G01
    """,
    "p3.softmax_ce": """
        labels_from_rows:smoothing_lost not_divided:G01 sign:G02 factor_2:G03 factor_half:G03 extra_slope:G04
        target_forgotten:G05 softmax_over_examples:G06 divided_by_classes:divided_by_classes
        loss_summed:loss_summed loss_over_classes:loss_over_classes loss_sign:loss_sign bits:bits
        log_of_softmax:log_of_zero no_shift:overflow one_shift_for_all:underflow
    """,
    "p3.output_head": """
        squared_for_binary:squared_for_binary softmax_for_binary:softmax_for_binary
        sigmoid_for_classes:sigmoid_for_classes sigmoid_for_regression:sigmoid_for_regression
        logits_answered:logits_answered activation_twice:activation_twice
    """,
    "p4.init_params": """
        variance_for_deviation:variance_for_deviation fan_out:fan_out scheme_ignored:scheme_ignored
        not_scaled:not_scaled uniform_limit:uniform_limit one_sign:one_sign zeros:zeros
        random_biases:random_biases drawn_once:drawn_once own_generator:own_generator
        global_generator:global_generator
    """,
    "p4.forward": """
        activation_on_output:activation_on_output no_activation:no_activation
        last_hidden_linear:last_hidden_linear input_activated:input_activated Z_activated:Z_activated
        f_ignored:f_ignored no_bias:no_bias bias_subtracted:bias_sign bias_to_columns:bias_to_columns
        weights_transposed:weights_transposed
    """,
    "p4.convert_convention": """
        never_transposed:never_transposed always_transposed:always_transposed only_from_rows:only_from_rows
        reshaped:reshaped code_like_slides:code_like_slides S2_like_S0:S2_like_S0 bias_as_given:bias_as_given
        bias_column:bias_column bias_flat:bias_flat bias_row:bias_row no_bias_from_slides:no_bias_from_slides
        zeros_for_slides:zeros_for_slides
    """,
    "p4.count_params": """
        weights_only:weights_only input_biases:input_biases no_output_biases:no_output_biases
        one_bias_a_layer:one_bias_a_layer product_of_all:product_of_all first_layer_only:first_layer_only
    """,
    "p4.flatten": """
        by_columns:by_columns weights_first:weights_first biases_first:biases_first last_first:last_first
        biases_missing:biases_missing
    """,
    "p4.unflatten": """
        by_columns:by_columns weights_first:weights_first biases_first:biases_first last_first:last_first
        always_from_the_start:always_from_the_start shape_turned:shape_turned
    """,
    "p4.collapse_linear": """
        order_reversed:order_reversed no_bias:no_bias biases_added:biases_added
        only_the_last_bias:only_the_last_bias only_the_first_bias:only_the_first_bias all_weights:all_weights
    """,
    "p4.permute_hidden": """
        out_not_moved:out_not_moved in_not_moved:in_not_moved biases_not_moved:biases_not_moved
        rows_for_columns:rows_for_columns out_columns:out_columns inverse_order:inverse_order
    """,
    "p4.rescale_relu": """
        out_not_divided:out_not_divided out_multiplied:out_multiplied biases_not_scaled:biases_not_scaled
        rows_for_columns:rows_for_columns out_columns:out_columns inverse_scale:inverse_scale
    """,
    "p4.bump_net": """
        bias_not_steep:bias_not_steep edges_divided:edges_divided bias_sign:bias_sign never_ends:never_ends
        downs_add:downs_add downs_first:downs_first last_bump_missing:last_bump_missing
        steepness_ignored:steepness_ignored output_steep:output_steep
    """,
    "p4.relu_interpolant": """
        slopes_for_bends:slopes_for_bends not_divided:not_divided no_start:no_start
        first_bend_missing:first_bend_missing bends_reversed:bends_reversed shifted:shifted
        bias_sign:bias_sign
    """,
    "p4.tent_net": """
        folds_once:folds_once one_fold_too_many:one_fold_too_many not_down_again:not_down_again
        bend_at_one:bend_at_one later_bends_missing:later_bends_missing not_merged:not_merged shallow:shallow
    """,
    "p4.mult_gate": """
        lam_once:lam_once not_scaled_back:not_scaled_back curvature_missing:curvature_missing
        slope_for_curvature:slope_for_curvature quarter_missing:quarter_missing squares_added:squares_added
        one_sided:one_sided odd_terms:odd_terms lam_not_in_hidden:lam_not_in_hidden
    """,
    "p4.product_net": """
        one_round_only:one_round_only not_merged:not_merged pairs_mixed:pairs_mixed
        lam_too_large:lam_too_large lam_once:lam_once not_scaled_back:not_scaled_back
        curvature_missing:curvature_missing slope_for_curvature:slope_for_curvature
        quarter_missing:quarter_missing squares_added:squares_added one_sided:one_sided odd_terms:odd_terms
        lam_not_in_hidden:lam_not_in_hidden
    """,
    "p5.two_paths": """
        direct_way_forgotten:direct_way_forgotten factors_swapped:factors_swapped
        inner_slope_missing:inner_slope_missing cosine_sign:cosine_sign square_slope:G03
        paths_multiplied:paths_multiplied one_path:G19
    """,
    "p5.logistic_least_squares": """
        loss_not_halved:G03 penalty_not_halved:penalty_not_halved lam_forgotten:G16
        lam_forgotten_backward:lam_forgotten_backward target_first:G02 slope_2:G03 slope_missing:G10
        slope_at_y:G11 formula_in_y_fed_z:G11 penalty_path_forgotten:penalty_path_forgotten
        data_path_overwritten:G19 input_forgotten:input_forgotten input_in_db:input_in_db
    """,
    "p5.add": """
        values_for_slopes:G12 slopes_of_a_product:slopes_of_a_product first_only:first_only
        one_edge_a_parent:G19
    """,
    "p5.mul": """
        own_value:own_value slopes_of_a_sum:slopes_of_a_sum whole_product:G12 first_only:first_only
        one_edge_a_parent:G19
    """,
    "p5.power": """
        factor_missing:factor_missing exponent_not_lowered:exponent_not_lowered
        factor_lowered_too:factor_lowered_too slope_of_an_exponential:slope_of_an_exponential
    """,
    "p5.exp": """
        slope_of_a_power:slope_of_a_power slope_at_the_output:G11 slope_one:slope_one base_two:base_two
    """,
    "p5.log": """
        slope_at_the_output:G11 not_inverted:not_inverted value_for_slope:G12 base_two:bits base_ten:base_ten
    """,
    "p5.tanh": """
        slope_at_the_output:G11 formula_in_y_fed_a:G11 not_squared:not_squared
        slope_of_the_sigmoid:slope_of_the_sigmoid
    """,
    "p5.sigmoid": """
        exponent_sign:exponent_sign overflows:overflow slope_at_the_output:G11 formula_in_y_fed_a:G11
        one_factor_only:one_factor_only slope_of_tanh:slope_of_tanh
    """,
    "p5.relu": """
        smaller_of_the_two:smaller_of_the_two slope_one:G10 mask_inverted:G14 value_for_slope:G12
    """,
    "p5.maximum": """
        smallest:smallest one_for_each_largest:tie one_for_all:one_for_all shared_by_all:shared_by_all
        value_for_slope:G12 two_inputs_only:two_inputs_only winner_cut_off:cut_off
    """,
    "p5.topological_order": """
        output_first:output_first listed_when_found:listed_when_found listed_each_time:listed_each_time
        inputs_left_out:inputs_left_out output_left_out:output_left_out calls_itself:recursion
        cycle_not_seen:cycle_not_seen shared_is_a_cycle:shared_is_a_cycle
    """,
    "p5.backward": """
        no_seed:no_seed seeded_with_value:seeded_with_value inputs_first:inputs_first
        sends_too_early:sends_too_early sends_too_early_in_depth:sends_too_early
        sends_too_early_down_the_last:sends_too_early sends_again:sends_again slope_alone:upstream_ignored
        added_to_the_slope:added_to_the_slope overwrites:G19 overwrites_in_another_order:G19 accumulates:G20
        path_by_path:path_by_path
    """,
    "p5.softmax_ce_graph": """
        no_shift:overflow shift_not_returned:shift_not_returned cut_off:cut_off target_forgotten:G05
        sign:loss_sign bits:bits probability:probability wrong_logit:wrong_logit
    """,
    "p5.scalar_mlp": """
        no_bias:no_bias bias_as_a_constant:bias_cut_off tanh_on_output:activation_on_output
        no_tanh:no_activation cut_off:cut_off first_inputs_again:first_inputs_again
    """,
    "p5.descend": """
        uphill:G02 built_once:built_once lr_forgotten:lr_forgotten first_only:first_only
        loss_after_the_step:loss_after_the_step one_at_a_time:G24 accumulates:G20
    """,
    "p5.learn_xor": """
        labels_of_or:labels_of_or labels_exchanged:labels_exchanged summed:G01 last_layer_only:G18
        biases_left_out:biases_left_out weights_left_out:weights_left_out
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
    "p7.gd_quadratic": """
        uphill:E05 c_forgotten:c_forgotten c_sign:c_sign factor_2:G03 half_forgotten:G03 one_at_a_time:E06
        gradient_at_start:gradient_at_start same_array:G21 start_missing:start_missing end_only:end_only
    """,
    "p7.critical_lr": """
        safest_step:safest_step flattest:flattest diagonal:diagonal trace:trace frobenius:frobenius
        sum_of_both:best_step not_inverted:not_inverted
    """,
    "p7.sgd_step": """
        uphill:E05 lr_missing:lr_missing biases_stay:biases_stay last_layer_only:last_layer_only
        change_only:change_only normalised:normalised
    """,
    "p7.lr_decay": """
        one_late:one_late t_forgotten:t_forgotten exponential:exponential power:power linear:linear grows:grows
        brackets:brackets
    """,
    "p7.momentum_step": """
        uphill:velocity_sign gradients_kept:gradients_kept nothing_forgotten:nothing_forgotten damped:damped
        velocity_not_kept:velocity_not_kept velocity_shared:velocity_shared
        biases_without_velocity:biases_without_velocity old_velocity:old_velocity lr_twice:lr_twice
        looks_ahead:looks_ahead
    """,
    "p7.nesterov_step": """
        uphill:velocity_sign gradients_kept:gradients_kept nothing_forgotten:nothing_forgotten damped:damped
        velocity_not_kept:velocity_not_kept velocity_shared:velocity_shared
        biases_without_velocity:biases_without_velocity plain_momentum:plain_momentum ahead_only:ahead_only
        momentum_once:momentum_once
    """,
    "p7.adam_step": """
        uphill:E05 not_corrected:not_corrected mean_not_corrected:mean_not_corrected t_from_0:t_from_0
        t_late:t_late corrected_kept:corrected_kept betas_swapped:betas_swapped
        mean_not_weighted:mean_not_weighted not_squared:not_squared no_root:no_root
        eps_under_root:eps_under_root gradient_for_mean:gradient_for_mean
    """,
    "p7.minibatches": """
        labels_stay:labels_stay shuffled_apart:shuffled_apart not_shuffled:not_shuffled
        batches_shuffled:batches_shuffled last_dropped:last_dropped last_filled:last_filled
        with_replacement:with_replacement size_is_count:size_is_count seed_fixed:seed_fixed
        rng_ignored:rng_ignored
    """,
    "p7.train": """
        always_from_start:always_from_start begins_anew:begins_anew start_returned:start_returned
        one_step_an_epoch:one_step_an_epoch one_epoch:one_epoch whole_batch:whole_batch
        same_batches:same_batches loss_after:loss_after loss_of_epoch:loss_of_epoch uphill:E05
        lr_missing:lr_missing biases_stay:biases_stay labels_stay:labels_stay not_shuffled:not_shuffled
        last_dropped:last_dropped with_replacement:with_replacement rng_ignored:rng_ignored
    """,
    "p8.standardise": """
        each_by_itself:each_by_itself not_shifted:not_shifted not_scaled:not_scaled variance:variance ddof:ddof
        all_features_alike:all_features_alike by_example:by_example by_range:by_range divides_by_0:divides_by_0
    """,
    "p8.split": """
        not_stratified:not_stratified as_many_of_each:as_many_of_each first_rows:first_rows in_order:in_order
        by_class:by_class held_out_trained_on:held_out_trained_on exchanged:exchanged shares_swapped:exchanged
        seed_fixed:seed_fixed rng_ignored:rng_ignored
    """,
    "p8.early_stopping": """
        last_returned:last_returned not_copied:G21 one_late:one_late one_early:one_early first_rise:first_rise
        never_stops:never_stops since_last:since_last never_reset:never_reset ties:ties
        nan_is_better:nan_is_better largest:largest where_it_stopped:where_it_stopped
        epochs_from_1:epochs_from_1
    """,
    "p8.train_digits": """
        untrained:untrained ran_away:ran_away zero_start:zero_start labels_apart:learnt_nothing
        labels_off_by_one:labels_off_by_one hardly_trained:hardly_trained
        no_hidden_layer:no_hidden_layer seed_fixed:seed_fixed rng_ignored:rng_ignored
    """,
    "p8.confusion_matrix": """
        transposed:transposed once_only:once_only errors_only:errors_only shares:shares
        as_many_as_come:as_many_as_come
    """,
    "p8.dead_units": """
        any_example:any_example one_example:one_example on_average:on_average
        alive_returned:alive_returned zero_is_alive:zero_is_alive biases_forgotten:biases_forgotten
        no_relu:no_relu output_too:output_too by_example:by_example
    """,
    "p8.first_layer_images": """
        rows_of_W:rows_of_W column_by_column:column_by_column sides_swapped:sides_swapped
        upside_down:upside_down units_last:units_last flat:flat
    """,
    "p8.diagnose": """
        biases_unchecked:biases_unchecked gaps_summed:gaps_summed all_examples:all_examples
        first_as_lying:first_as_lying mean_size:mean_size widest:widest order_as_lying:order_as_lying
        dead_in_batch:dead_in_batch step_first:step_first growth_inverted:growth_inverted
        growth_by_difference:growth_by_difference one_back:one_back read_in_training:read_in_training
        evidence_is_accuracy:evidence_is_accuracy
    """,
}
