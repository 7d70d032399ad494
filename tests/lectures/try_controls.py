"""A control of a widget on a page, tried out in every way that it has."""

from lectures.widgetkit import Player, Points, Text
from tests.lectures.move_controls import move


def try_out(shown, control):
    """Every part of one control, by the keyboard or a click; then the pointer in the picture, where there is one.

    Each brings a new frame, and at least one of them another picture: two options may look the same at one place.
    """
    controls = {control.name: control for control in shown.widget.controls}
    for name, value in control.when.items():
        after(shown, lambda name=name, value=value: shown.bring(controls[name], value))
    before = shown.pixels()
    if isinstance(control, Player):
        changed = play(shown, control)
    else:
        parts = shown.parts(control)
        if isinstance(control, Points):
            move(parts.pop(0), control)  # which point is held is seen at the sliders, not in the picture
        changed = [after(shown, lambda part=part: move(part, control)) for part in parts]
        changed.append(after(shown, lambda: shown.drag(control)))
    # The frame that was waited for may have been a late one of what was done before.
    moved = any(changed) or control.still or shown.becomes_another(before)
    assert moved, f"{shown.widget.id}, {control.name}: the picture stays as it is"
    if isinstance(control, Text) and control.slips:
        parts[0].fill(control.slips[0])
        shown.error.wait_for()
        after(shown, lambda: parts[0].fill(control.value) or True)


def after(shown, action):
    """Act; if that moved something, wait for the next frame. True if it is another picture."""
    frames, pixels = shown.frames, shown.pixels()
    if not action():
        return False
    shown.wait(frames)
    return shown.pixels() != pixels


def play(shown, player):
    """To the start, a step, one back, by the slider; then it runs by itself until it is stopped."""
    box = shown.box(player)
    reset, step, back = (box.locator(f".bp-{name}") for name in ("reset", "step", "back"))
    if box.locator(".noUi-handle").get_attribute("aria-valuenow") != "0.0":
        after(shown, lambda: reset.click() or True)
    changed = [after(shown, lambda button=button: button.click() or True) for button in (step, back, step, reset)]
    changed.append(after(shown, lambda: box.locator(".noUi-handle").press("ArrowRight") or True))
    running = box.locator(".widget-play button").first
    changed.append(after(shown, lambda: running.click() or True))
    running.click()
    return changed
