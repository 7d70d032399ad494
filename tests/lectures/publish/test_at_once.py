"""What leaves the server at once."""

import asyncio
from unittest.mock import Mock

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler

from lectures.publish.at_once import AtOnce


def test_a_connection_tells_tcp_not_to_wait_before_it_connects(monkeypatch):
    handler = Mock(spec=KernelWebsocketHandler)

    async def connect(_):
        handler.set_nodelay.assert_called_once_with(True)
        return "connected"

    monkeypatch.setattr(ZMQChannelsWebsocketConnection, "connect", connect)
    assert asyncio.run(AtOnce(websocket_handler=handler).connect()) == "connected"
