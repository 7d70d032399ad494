"""Reports are collected by every block that is open when they end."""

from course.check.core.report import Report, collected


def test_a_block_within_another_one_takes_nothing_from_it():
    with collected() as outer:
        with collected() as inner:
            pass
        with Report("relu"):
            pass
    assert [report.title for report in outer] == ["relu"]
    assert inner == []
