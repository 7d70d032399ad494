"""W11: softmax at every temperature, and what becomes of exp when logits are large."""

from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Question, Slider, Widget, style
from reference_solution.losses.softmax import log_softmax, logsumexp, softmax

NAMES, MARKS = ("first", "second", "third", "fourth"), ("z₁", "z₂", "z₃", "z₄")
SHIFTS = np.linspace(-1200, 1200, 241)
COLOURS = style.COLOURS[:4]

CONTROLS = (
    Slider("temperature", 0.05, 20.0, log=True, value=1.0, label="temperature T"),
    *(
        Slider(name, -3.0, 8.0, step=0.5, value=value, label=f"logit {mark}")
        for name, mark, value in zip(NAMES, MARKS, (3.0, 2.0, 1.0, -1.0), strict=True)
    ),
    Slider("shift", -1200, 1200, step=10, value=0, label="shift of all logits"),
)


def naive(z, T):
    """The formula as it stands in textbooks."""
    with np.errstate(all="ignore"):
        E = np.exp(z / T)
        return E / E.sum(axis=-1, keepdims=True), T * np.log(E.sum(axis=-1))


def compute(temperature, first, second, third, fourth, shift):
    T = temperature
    z = np.array([first, second, third, fourth])
    shifted = z + shift
    return SimpleNamespace(
        T=T,
        z=z,
        shift=shift,
        P=softmax(shifted[None], T)[0],
        log_P=log_softmax(shifted[None], T)[0],
        plain=naive(shifted, T)[0],
        smooth=float(logsumexp(shifted[None], T)[0]),
        plain_smooth=float(naive(shifted, T)[1]),
        line=logsumexp(z + SHIFTS[:, None], T),
        plain_line=naive(z + SHIFTS[:, None], T)[1],
    )


def stage(figure):
    bars, line = style.panels(figure, 2, left=0.08, right=0.96, top=0.86, width_ratios=(1.2, 1), wspace=0.3)
    bars.set(xlim=(-0.6, 3.6), ylim=(0, 1.12), ylabel="probability", title="filled: largest taken out; hatched: naive")
    bars.set_xticks(range(4), MARKS)
    bars.set_xlabel("class, with its logit above the bar")
    good = bars.bar(np.arange(4) - 0.2, 0, width=0.38, color=COLOURS)
    plain = bars.bar(np.arange(4) + 0.2, 0, width=0.38, facecolor="white", edgecolor=COLOURS, hatch="//", linewidth=1.5)
    logits = [bars.text(i - 0.2, 0, "", ha="center", va="bottom") for i in range(4)]
    lost = bars.text(1.9, 0.55, "", ha="center", weight="bold", color=style.VERMILION, bbox=style.PAPER)
    line.set(xlim=(-1250, 1250), ylim=(-1350, 1350), xlabel="shift of all logits", title="log of a sum of exponentials")
    line.set_ylabel("T log Σ exp(z / T)", labelpad=0)
    line.set_xticks((-1000, 0, 1000))
    safe = line.plot([], [], color=style.SKY, linewidth=6)[0]
    plain_line = line.plot([], [], color=style.VERMILION)[0]
    point = line.plot([], [], "o", color=style.BLACK, markersize=10)[0]
    line.text(-1200, 1130, "largest taken out first", color=style.BLUE, weight="bold", bbox=style.PAPER)
    plain_name = line.text(-1200, 880, "", color=style.VERMILION, weight="bold", bbox=style.PAPER)
    return SimpleNamespace(
        good=list(good),
        plain=list(plain),
        logits=logits,
        lost=lost,
        safe=safe,
        plain_line=plain_line,
        plain_name=plain_name,
        point=point,
    )


def draw(values, artists):
    for i in range(4):
        artists.good[i].set_height(values.P[i])
        artists.plain[i].set_height(values.plain[i] if np.isfinite(values.plain[i]) else 0)
        artists.logits[i].set_text(f"{values.z[i] + values.shift:g}")
        artists.logits[i].set_y(values.P[i] + 0.01)
    gone = not np.all(np.isfinite(values.plain))
    slip = "∞ / ∞" if values.plain_smooth > 0 else "0 / 0"
    artists.lost.set_text(f"naive: {slip} = nan" if gone else "")
    artists.safe.set_data(SHIFTS, values.line)
    lasts = np.isfinite(values.plain_line)
    artists.plain_line.set_data(SHIFTS, np.where(lasts, values.plain_line, np.nan))
    artists.plain_name.set_text("naive" if lasts.all() else "naive: ends")
    artists.point.set_data([values.shift], [values.smooth])


def says(values):
    told = ", ".join(f"{p:.3f}" for p in values.P)
    plain = "the same" if np.all(np.isfinite(values.plain)) else f"nan, and {values.plain_smooth} for the sum's log"
    return (
        f"T = {values.T:.3g}: probabilities {told}; the smooth maximum T log Σ exp(z / T) is {values.smooth:.2f}, the "
        f"largest logit {values.z.max() + values.shift:g}. The naive formula gives {plain}."
    )


def invariant(values):
    """A shift changes no probability; the smooth maximum lies between max and max + T log K; finite formulas agree."""
    unshifted = softmax(values.z[None], values.T)[0]
    top = values.z.max() + values.shift
    between = top - 1e-9 <= values.smooth <= top + values.T * np.log(4) + 1e-9
    alive = np.all(np.isfinite(values.plain))
    # Numbers below 1e-308 lose their digits before they vanish: there the naive formula is only nearly right.
    agree = not alive or np.allclose(values.plain, values.P, atol=1e-9) or top / values.T < -650
    ratio = np.allclose(np.diff(values.log_P), np.diff(values.z) / values.T, atol=1e-9)
    return np.allclose(values.P, unshifted, atol=1e-12) and between and agree and ratio


WIDGET = Widget(
    id="W11",
    title="Softmax: temperature, shift, overflow",
    controls=CONTROLS,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "Add 1000 to all four logits. What should become of the probabilities, and what does the naive formula give?",
        ("they change; it gives them", "they stay; it gives them", "they stay; it gives nan"),
        answer=2,
        because="exp(z + 1000) = exp(1000) exp(z), and the factor cancels. But exp(710) is already too large for a "
        "float: ∞ / ∞. Taking out the largest logit is a shift as well, and makes the largest exponential exp(0) = 1.",
        reveal={"shift": 1000},
    ),
    telling=({"temperature": 0.2, "shift": -1000}, {"temperature": 10.0}),
)
