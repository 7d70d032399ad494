"""A Dask cluster as an executor. Importing this costs a second, which grading on one machine need not spend."""

import click
from distributed import Client
from distributed.cfexecutor import ClientExecutor

from grader.errors import CannotStart

CONNECT_SECONDS = 10
_LOST = (
    "Got no answer from a Dask scheduler at {address} ({error}). Every verdict so far is kept: "
    "start the scheduler and its workers, then run the same command again; without --scheduler it goes on here."
)
_NOBODY = "The scheduler at {address} has no workers yet: grading waits for the first to join (dask worker ADDRESS)."


class ClusterExecutor(ClientExecutor):
    """An executor with a client of its own, closed with it.

    Parameters
    ----------
    address : str
        Of the scheduler, such as ``tcp://10.0.0.1:8786``; or of a cluster of dask-gateway,
        ``gateway://HOST:PORT/NAME``.

    Raises
    ------
    CannotStart
        Nobody answers there, or dask-gateway is not installed.
    """

    def __init__(self, address):
        try:
            client = _client(address)
        except ImportError:
            raise CannotStart(f"Got the scheduler {address}, for which dask-gateway has to be installed.") from None
        except (OSError, ValueError) as error:
            raise CannotStart(_LOST.format(address=address, error=error)) from None
        if not client.nthreads():
            click.echo(_NOBODY.format(address=address), err=True)
        # Two equal submissions are two tasks, and a worker that dies is no fault of the task it had.
        super().__init__(client, pure=False, retries=0)

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Cancel what has not begun, and let go of the scheduler."""
        super().shutdown(wait=wait and not cancel_futures)
        self._client.close(timeout=1)


def _client(address):
    if not address.startswith("gateway:"):
        return Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    from dask_gateway import Gateway  # it alone has the keys of its clusters, and a hub tells it where they are

    return Gateway().connect(address.rpartition("/")[2]).get_client(set_as_default=False)
