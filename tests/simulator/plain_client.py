"""A client of the simulated device that shares nothing with facemon's own: websocket-client and urllib3, unchecked."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import socket
import ssl
from collections.abc import Iterator
from typing import Any

import urllib3
import websocket

WAIT = 20.0  # seconds at most for what is meant to come
HOST = "127.0.0.1"

Data = dict[str, Any]


def unchecked() -> ssl.SSLContext:
    """Return a client's side of TLS that takes any certificate."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def fingerprint(port: int) -> str:
    """Return the pin of the certificate that answers there."""
    with socket.create_connection((HOST, port), WAIT) as plain, unchecked().wrap_socket(plain) as secure:
        return "sha256:" + hashlib.sha256(secure.getpeercert(binary_form=True) or b"").hexdigest()


@contextlib.contextmanager
def subscribed(port: int, authorization: str = "") -> Iterator[websocket.WebSocket]:
    """Subscribe to the event stream for as long as the context lasts.

    Raises:
        websocket.WebSocketException: the device does not want it.
        OSError: nobody answers, or the connection is cut meanwhile.
    """
    link = websocket.WebSocket(sslopt={"cert_reqs": ssl.CERT_NONE}, skip_utf8_validation=True)
    link.settimeout(WAIT)
    header = [f"Authorization: {authorization}"] if authorization else []
    try:
        link.connect(f"wss://{HOST}:{port}/v1/event", header=header)  # type: ignore[no-untyped-call]
        yield link
    finally:
        link.shutdown()  # type: ignore[no-untyped-call]


def message(link: websocket.WebSocket) -> Data:
    """Return the next message."""
    value: Data = json.loads(link.recv())
    return value


class Rest:
    """Sends requests to the REST interface."""

    def __init__(self, port: int, authorization: str = "") -> None:
        self._headers = {"Authorization": authorization} if authorization else {}
        self._pool = urllib3.HTTPSConnectionPool(
            HOST, port, retries=False, timeout=WAIT, ssl_context=unchecked(),
            assert_fingerprint=fingerprint(port).removeprefix("sha256:"),
        )  # fmt: skip

    def __enter__(self) -> Rest:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()

    def raw(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, Data]:
        """Return the status of HTTP and the whole envelope."""
        response = self._pool.request(method, path, body=body, headers=self._headers | headers)
        return response.status, response.json()

    def get(self, path: str) -> Any:
        """Return what a good answer to GET has under "data"."""
        return self._good(*self.raw("GET", path))

    def post(self, path: str, **body: object) -> Any:
        """Return what a good answer to POST has under "data"."""
        return self._good(*self.raw("POST", path, json.dumps(body).encode()))

    def _good(self, status: int, envelope: Data) -> Any:
        assert (status, envelope["code"], envelope["msg"]) == (200, 200, "OK")
        return envelope["data"]


def basic(user: str, password: str) -> str:
    """Return the Authorization header for an account."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
