"""What an event loop of JavaScript cannot do."""

from __future__ import annotations

from asyncio import AbstractEventLoop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

# The methods of `asyncio.AbstractEventLoop` that need one of these things.
_REASONS = {
    "sockets": (
        "getaddrinfo getnameinfo create_connection create_server create_datagram_endpoint"
        " create_unix_connection create_unix_server connect_accepted_socket start_tls sendfile"
        " sock_recv sock_recv_into sock_recvfrom sock_recvfrom_into sock_sendall sock_sendto"
        " sock_connect sock_accept sock_sendfile"
    ),
    "file descriptors to wait for": (
        "add_reader remove_reader add_writer remove_writer connect_read_pipe connect_write_pipe"
    ),
    "processes": "subprocess_shell subprocess_exec",
    "signals": "add_signal_handler remove_signal_handler",
}


class RefusedOperations(AbstractEventLoop):
    """The operations that are refused, with the reason."""


def _refusal(name: str, things: str) -> Callable[..., NoReturn]:
    def refuse(*_args: object, **_named: object) -> NoReturn:
        raise NotImplementedError(f"WebLoop.{name}: a JavaScript engine has no {things} for it")

    refuse.__name__ = name
    refuse.__qualname__ = f"WebLoop.{name}"
    refuse.__doc__ = f"Refuse: there are no {things}."
    return refuse


for _things, _names in _REASONS.items():
    for _name in _names.split():
        setattr(RefusedOperations, _name, _refusal(_name, _things))
