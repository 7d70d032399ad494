"""A Dask cluster as an executor. Importing this costs a second, which grading on one machine need not spend."""

from distributed import Client
from distributed.cfexecutor import ClientExecutor

from grader.errors import CannotStart

_CONNECT_SECONDS = 10
_LOST = (
    "Got no answer from a Dask scheduler at {address} ({error}). Every verdict so far is kept: "
    "start the scheduler and its workers, then run the same command again; without --scheduler it goes on here."
)


class ClusterExecutor(ClientExecutor):
    """An executor with a client of its own, closed with it.

    Parameters
    ----------
    address : str
        Of the scheduler, such as ``tcp://10.0.0.1:8786``.

    Raises
    ------
    CannotStart
        Nobody answers there.
    """

    def __init__(self, address):
        try:
            client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise CannotStart(_LOST.format(address=address, error=error)) from None
        # Two equal submissions are two tasks, and a worker that dies is no fault of the task it had.
        super().__init__(client, pure=False, retries=0)

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Cancel what has not begun, and let go of the scheduler."""
        super().shutdown(wait=wait and not cancel_futures)
        self._client.close(timeout=1)
