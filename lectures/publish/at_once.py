"""Pictures that leave the server at once."""

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class AtOnce(ZMQChannelsWebsocketConnection):
    """A kernel's connection to the browser, without Nagle's algorithm.

    TCP holds back the last part of a message until the browser confirms what came before, and browsers take 40 ms for
    that: more than computing and drawing a picture together.
    """

    async def connect(self):
        self.websocket_handler.set_nodelay(True)
        return await super().connect()
