"""What a link costs a message beside a bare TLS receive of the same bytes.

    python tests/bench/bench_stream.py [MESSAGES]

Prints µs a message of 71 KB, wall clock and CPU of the receiving thread, and the difference. A thread in the device's
place sends over loopback TLS 1.3, a batch at a time, so that the receiver finds the bytes waiting and its own work is
what is timed.
"""

from __future__ import annotations

import datetime
import os
import socket
import ssl
import struct
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from facemon.device.deadline import SLICE
from facemon.device.frames import Link
from facemon.device.timing import Timing

SIZE = 71 * 1024
BATCH = 16
ROUNDS = 5


def contexts() -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return a server's and a client's side."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bench")])
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
    certificate = builder.sign(key, hashes.SHA256())
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pem"
        file.write_bytes(
            certificate.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        server.load_cert_chain(file)
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.check_hostname = False
    client.verify_mode = ssl.CERT_NONE
    return server, client


def receive_raw(sock: ssl.SSLSocket, messages: int) -> None:
    """Receive the bytes of so many messages and look at none."""
    view = memoryview(bytearray(16384))
    left = messages * (SIZE + 10)
    while left:
        left -= sock.recv_into(view, min(left, 16384))


def receive_link(link: Link, messages: int) -> None:
    """Receive so many messages as the stream does."""
    for _ in range(messages):
        link.receive()


def measure(receive: Callable[[ssl.SSLSocket], Callable[[int], None]], messages: int) -> tuple[float, float]:
    """Return µs a message: wall clock and CPU of the receiving thread."""
    server_context, client_context = contexts()
    batch = (struct.pack("!BBQ", 0x81, 127, SIZE) + os.urandom(SIZE)) * BATCH
    go, sent = threading.Semaphore(0), threading.Semaphore(0)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 * len(batch))

        def send() -> None:
            plain, _ = listener.accept()
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4 * len(batch))
            with server_context.wrap_socket(plain, server_side=True) as sock:
                for _ in range(messages // BATCH):
                    go.acquire()
                    sock.sendall(batch)
                    sent.release()
                go.acquire()

        thread = threading.Thread(target=send)
        thread.start()
        plain = socket.create_connection(listener.getsockname())
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 * len(batch))
        with client_context.wrap_socket(plain) as sock:
            sock.settimeout(SLICE)
            take = receive(sock)
            wall = cpu = 0.0
            for _ in range(messages // BATCH):
                go.release()
                sent.acquire()
                began, began_cpu = time.perf_counter(), time.thread_time()
                take(BATCH)
                wall += time.perf_counter() - began
                cpu += time.thread_time() - began_cpu
            go.release()
        thread.join()
    done = messages // BATCH * BATCH
    return wall / done * 1e6, cpu / done * 1e6


def main() -> None:
    """Measure both, several times in turn, and print the best of each."""
    messages = int(sys.argv[1]) if len(sys.argv) > 1 else 800

    def raw(sock: ssl.SSLSocket) -> Callable[[int], None]:
        return lambda count: receive_raw(sock, count)

    def through_link(sock: ssl.SSLSocket) -> Callable[[int], None]:
        link = Link(sock, timing=Timing(), stop=lambda: False)
        return lambda count: receive_link(link, count)

    results = [(measure(raw, messages), measure(through_link, messages)) for _ in range(ROUNDS)]
    raw_wall, raw_cpu = (min(result[0][index] for result in results) for index in (0, 1))
    link_wall, link_cpu = (min(result[1][index] for result in results) for index in (0, 1))
    print(f"message of {SIZE} bytes, best of {ROUNDS}: µs wall, µs CPU")
    print(f"bare TLS receive {raw_wall:8.1f} {raw_cpu:8.1f}")
    print(f"link             {link_wall:8.1f} {link_cpu:8.1f}")
    print(f"over bare        {link_wall - raw_wall:8.1f} {link_cpu - raw_cpu:8.1f}   ratio {link_wall / raw_wall:.2f}")


if __name__ == "__main__":
    main()
