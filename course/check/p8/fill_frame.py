"""Visible check of `fill_frame`: pictures small enough to stretch by hand."""

import numpy as np

from course.check.core.calling import call
from course.check.core.expected import known_array
from course.check.core.report import Report
from course.types import StudentFunction


def fill_frame(fill_frame: StudentFunction) -> None:
    """Check two equal rows, two pictures of 3 x 4 pixels with boxes of their own, and one without ink."""
    rows = np.array([[0.0, 0.1, 1.0, 0.5, 0.0] * 2])
    pair = np.array(
        [
            [[0, 0, 0, 0], [0, 1, 0.4, 0], [0, 0, 0, 0]],
            [[0.8, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0.6]],
        ]
    )
    wanted = np.array([[[1.0, 0.8, 0.6, 0.4]] * 3, pair[1]])
    with Report("fill_frame") as report:
        slips = [
            (rows, "That is the picture as it was: its columns are not stretched."),
            (
                np.array([[0.1, 0.55, 1.0, 0.75, 0.5] * 2]),
                "Only more than `level` is ink: 0.1 is not, if level is 0.2.",
            ),
            (np.array([[1.0, 1, 0.5, 0.5, 0.5] * 2]), "Those are the nearest pixels; between two of them interpolate."),
            (np.array([[1.0, 0.9, 0.8, 0.7, 0.6] * 2]), "The last position is the last column with ink itself."),
        ]
        got = call(report, fill_frame, rows, (2, 5), 0.2)
        stretched = np.array([[1.0, 0.875, 0.75, 0.625, 0.5] * 2])
        known_array(report, "pictures", got, stretched, "2 × 5 pixels, two equal rows", "", slips)
        if report.failed:
            return
        columns_only = np.array([[[0] * 4, [1, 0.8, 0.6, 0.4], [0] * 4], pair[1]])
        slips = [
            (columns_only.reshape(2, 12), "The rows are not stretched."),
            (pair.reshape(2, 12), "Each picture has a box of its own; here one box was taken for both."),
        ]
        got = call(report, fill_frame, pair.reshape(2, 12), (3, 4), 0.2)
        known_array(report, "pictures", got, wanted.reshape(2, 12), "2 pictures of 3 × 4 pixels", "", slips)
        faint = np.array([[0.0, 0.1, 0.2, 0.0, 0.1, 0.0]])
        got = call(report, fill_frame, faint, (2, 3), 0.3)
        known_array(report, "pictures", got, faint, "a picture without ink is left as it is")
