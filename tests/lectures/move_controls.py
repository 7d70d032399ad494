"""A widget on a page: its controls moved as a hand would, and the pictures that follow."""

import re

from playwright.sync_api import TimeoutError

from lectures.widgetkit import Choice, Pick, Slider, Toggle
from tests.patience import MILLISECONDS

_PARTS = ".noUi-handle, select, input[type=checkbox], input[type=text], button"
_LATER = "([picture, frames]) => Number(picture.dataset.frames) > frames"
_SETTLED = """([{dataset}, sent]) =>
    Number(dataset.sent) > sent && dataset.heard == dataset.sent && dataset.coming == dataset.frames"""
_OTHER = "([picture, pixels]) => picture.toDataURL() != pixels"
_FREE = "part => !part.disabled && !part.closest('[disabled]')"
_NAMELESS = re.compile(
    r'^ *- ((?:button|slider|combobox|checkbox|textbox|group)(?: "")?(?: \[.*?\])*(?::.*)?)$', re.MULTILINE
)


class OnPage:
    """One widget of an open page.

    Parameters
    ----------
    page : playwright.sync_api.Page
    widget : lectures.widgetkit.Widget
    """

    def __init__(self, page, widget):
        self.page, self.widget = page, widget
        self.place = page.locator(f".bp-{widget.id}")
        self.picture = self.place.locator(".bp-whole")
        self.error = self.place.locator(".bp-error")

    @property
    def frames(self):
        """How many pictures could be seen so far."""
        return int(self.picture.get_attribute("data-frames"))

    def pixels(self):
        """The picture as it is now, to be compared."""
        return self.picture.evaluate("picture => picture.toDataURL()")

    def becomes_another(self, pixels):
        """Whether the picture differs from this one, now or soon."""
        try:
            self.page.wait_for_function(_OTHER, arg=[self.picture.element_handle(), pixels], timeout=MILLISECONDS)
        except TimeoutError:
            return False
        return True

    def wait(self, frames):
        """Until more than `frames` pictures could be seen."""
        try:
            self.page.wait_for_function(_LATER, arg=[self.picture.element_handle(), frames], timeout=MILLISECONDS)
        except TimeoutError as error:
            says = f"{self.widget.id}: got no picture after number {frames}"
            raise AssertionError(f"{says}; the widget says {self.error.text_content()!r}") from error

    def nameless(self):
        """What a screen reader finds to operate and has no name for."""
        return _NAMELESS.findall(self.place.aria_snapshot())

    def box(self, control):
        return self.place.locator(f".bp-control-{control.name}")

    def parts(self, control):
        """What can be operated of a control now, in its order."""
        parts = self.box(control).locator(_PARTS).all()
        return [part for part in parts if part.is_visible() and part.evaluate(_FREE)]

    def bring(self, control, value):
        """Choose a value of a `Choice` or a `Toggle`; True if that was not so before."""
        if isinstance(control, Toggle):
            [part] = self.parts(control)
            changed = part.is_checked() != value
            part.set_checked(value)
            return changed
        assert isinstance(control, Choice), f"{self.widget.id}: others may depend on a Choice or a Toggle"
        number, parts = control.options.index(value), self.parts(control)
        if len(parts) == 1:
            changed = parts[0].evaluate("list => list.selectedIndex") != number
            parts[0].select_option(index=number)
            return changed
        changed = not _active(parts[number])
        parts[number].click()
        return changed

    def drag(self, control):
        """The pointer goes through the control's axes; True if it has any."""
        number = _axes(control)
        if number is None:
            return False
        renderer = self.widget.renderer()
        renderer.draw(self.widget.start)
        field = renderer.figure.axes[number].get_position()
        across, down = self.picture.evaluate("picture => [picture.clientWidth, picture.clientHeight]")
        for part, held in ((0.35, False), (0.65, True)):
            sent = int(self.picture.get_attribute("data-sent"))
            x, y = field.x0 + part * field.width, 1 - field.y0 - part * field.height
            self.picture.hover(position={"x": x * across, "y": y * down})  # waits until it stands still
            if not held:
                self.page.mouse.down()
            self._settle(sent)
        self.page.mouse.up()
        return True

    def _settle(self, sent):
        """Until the kernel has dealt with what the pointer sent after number `sent`, and shows it."""
        try:
            self.page.wait_for_function(_SETTLED, arg=[self.picture.element_handle(), sent], timeout=MILLISECONDS)
        except TimeoutError as error:
            seen = self.picture.evaluate("picture => JSON.stringify(picture.dataset)")
            raise AssertionError(f"{self.widget.id}: got {seen} after message {sent} of the pointer") from error


def _axes(control):
    """The number of the axes in which a pointer moves the control, or None."""
    if isinstance(control, Pick):
        return next(iter(control.places.values()))[0]
    if isinstance(control, Slider) and not control.along:
        return None
    return getattr(control, "axes", None)


def _active(button):
    return "mod-active" in (button.get_attribute("class") or "")


def move(part, control):
    """One step with the arrow keys, another option, a tick, a line typed, a click; False if it is chosen already."""
    kind = part.evaluate("part => part.type || part.tagName.toLowerCase()")
    if kind == "select-one":
        number, now = part.locator("option").count(), part.evaluate("list => list.selectedIndex")
        part.select_option(index=(now + 1) % number)
    elif kind == "text":
        part.fill(control.samples[0])
    elif kind == "div":
        part.press(towards(part))
    elif _active(part):
        return False
    else:
        part.click()
    return True


def towards(handle):
    """The arrow key that moves a slider, which at its upper end is the one to the left."""
    at_end = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemax")
    return "ArrowLeft" if at_end else "ArrowRight"
