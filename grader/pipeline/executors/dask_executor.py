"""A Dask cluster as an executor. Importing it takes a second, so it is imported only when a cluster is used."""

import contextlib

import click
from distributed import Client
from distributed.cfexecutor import ClientExecutor
from distributed.client import ClosedClientError

from grader.errors import CannotStart

CONNECT_SECONDS = 10
_LOST = (
    "Got no answer from a Dask scheduler at {address} ({error}). Every verdict so far is kept: "
    "start the scheduler and its workers, then run the same command again; without --scheduler it goes on here."
)
_NOBODY = "The scheduler at {address} has no workers yet: grading waits for the first to join (dask worker ADDRESS)."


class DaskExecutor(ClientExecutor):
    """An executor that owns its Dask client.

    Parameters
    ----------
    address : str
        Of the scheduler, such as ``tcp://10.0.0.1:8786``, or of a cluster of dask-gateway, ``gateway://HOST:PORT/NAME``.

    Raises
    ------
    CannotStart
        The scheduler does not answer, or dask-gateway is not installed.
    """

    def __init__(self, address: str) -> None:
        try:
            client = _client(address)
        except ImportError:
            raise CannotStart(f"Got the scheduler {address}, for which dask-gateway has to be installed.") from None
        except (OSError, ValueError) as error:
            raise CannotStart(_LOST.format(address=address, error=error)) from None
        if not client.nthreads():
            click.echo(_NOBODY.format(address=address), err=True)
        # Not pure: equal submissions are separate tasks. No retries: the scheduler of this grader has its own.
        super().__init__(client, pure=False, retries=0)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Cancel what has not begun, and close the client."""
        with contextlib.suppress(ClosedClientError):  # the scheduler is gone, and all its tasks
            super().shutdown(wait=wait and not cancel_futures)
        self._client.close(timeout=1)


def _client(address: str) -> Client:
    if not address.startswith("gateway:"):
        return Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    # The gateway has the keys of its clusters; where it is, JupyterHub sets in the environment.
    from dask_gateway import Gateway

    client: Client = Gateway().connect(address.rpartition("/")[2]).get_client(set_as_default=False)
    return client
