"""Visible checks of p3_activations_and_losses, for ``from course.check import p3 as check``."""

from course.check.core.progress import count
from course.check.p3.checks import *

count(
    globals(),
    identity=4,
    step=4,
    relu=4,
    leaky_relu=4,
    elu=4,
    sigmoid=4,
    tanh=4,
    softplus=4,
    swish=4,
    gelu=4,
    maxout=4,
    logsumexp=6,
    log_softmax=8,
    softmax=8,
    mse_half=4,
    gaussian_nll=6,
    bce_with_logits=8,
    softmax_ce=10,
    output_head=6,
)
