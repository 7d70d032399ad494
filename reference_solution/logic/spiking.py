"""A neuron that leaks, gathers voltage and fires: what the threshold unit was taken from."""

import numpy as np


def leaky_integrate(current, leak, threshold):
    """Spikes of a leaky integrate-and-fire neuron.

    Parameters
    ----------
    current : ndarray of shape (T,)
        What flows in, in each step of time.
    leak : float
        The share of the voltage that is still there after one step, 0 to 1.
    threshold : float
        The neuron fires when its voltage is above this; then the voltage is 0 again.

    Returns
    -------
    spikes : ndarray of shape (T,)
        1 where it fires.

    Notes
    -----
    Source: S0-02. A constant current i lifts the voltage towards ``i / (1 - leak)``, so the neuron ever fires exactly
    if ``step(i - threshold * (1 - leak))`` is 1: with ``i = x @ w`` that is a threshold unit, its bias the negative
    threshold. There the likeness ends (S2-21 "loosely inspired", S4-04 "tentative"): the neuron also answers how often,
    and it matters to it when its inputs come.

    Examples
    --------
    >>> leaky_integrate(np.full(6, 1.0), leak=0.5, threshold=1.6)
    array([0., 0., 1., 0., 0., 1.])
    >>> leaky_integrate(np.full(6, 0.7), leak=0.5, threshold=1.6)
    array([0., 0., 0., 0., 0., 0.])
    """
    voltage, spikes = 0.0, np.zeros(len(current))
    for t, flow in enumerate(current):
        voltage = leak * voltage + flow
        if voltage > threshold:
            spikes[t], voltage = 1.0, 0.0
    return spikes
