"""The leaky integrate-and-fire neuron, which the threshold unit simplifies."""

import numpy as np


def leaky_integrate(current, leak, threshold):
    """Spikes of a leaky integrate-and-fire neuron.

    Parameters
    ----------
    current : ndarray of shape (T,)
        Input current in each time step.
    leak : float
        Share of the voltage that remains after one time step, 0 to 1.
    threshold : float
        The neuron fires when its voltage is above this; then the voltage is reset to 0.

    Returns
    -------
    spikes : ndarray of shape (T,)
        1 where it fires.

    Notes
    -----
    Source: S0-02. A constant current i raises the voltage towards ``i / (1 - leak)``, so the neuron fires at some time
    exactly if ``step(i - threshold * (1 - leak))`` is 1: with ``i = x @ w`` that is a threshold unit, its bias the
    negative threshold. The analogy ends there (S2-21 "loosely inspired", S4-04 "tentative"): a spiking neuron also has
    a firing rate, and the timing of its inputs matters.

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
