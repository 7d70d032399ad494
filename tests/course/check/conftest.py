"""What the tests of the visible checks share."""

import pytest


@pytest.fixture
def said(capsys):
    """Run a check and return what the student would read, on one line."""

    def run(check, *arguments):
        assert check(*arguments) is None
        return " ".join(capsys.readouterr().out.split())

    return run
