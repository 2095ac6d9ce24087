"""A plugin that serves well for a moment and then attacks its host.

hostile.py grpc ATTACK
hostile.py netrpc ATTACK CONTROL PLUGIN UNASKED   answers in gob as hex, separated by commas
"""
import os
import random
import signal
import socket
import struct
import sys
import tempfile
import threading
import time

BLOCK = 64 * 1024


def flood(unit):
    block = unit * max(1, BLOCK // len(unit))

    def attack(conn, stream):
        while True:
            conn.sendall(block)

    return attack


def sleep(conn, stream):
    time.sleep(3600)


def garbage(conn, stream):
    while True:
        conn.sendall(os.urandom(BLOCK))


def half_open(conn, stream):
    conn.shutdown(socket.SHUT_WR)
    time.sleep(3600)


def leave(conn, stream):
    time.sleep(random.random() / 5)
    os._exit(random.randrange(1, 200))


def fork(conn, stream):
    """Leaves children that hold its pipes, have a session of their own, and end by themselves."""
    for _ in range(5):
        if os.fork() == 0:
            os.setsid()
            time.sleep(5)
            os._exit(0)
    os._exit(1)


def print_lines(conn, stream):
    while True:
        os.write(2, b"2026-01-01 00:00:00 [ERROR] all is lost\r\x1b[31m\n" * 1000)


# HTTP/2


def frame(kind, flags, stream, payload=b""):
    return struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + payload


def literal(name, value):
    return b"\0" + bytes([len(name)]) + name + bytes([len(value)]) + value


def headers(stream, fields=b"", flags=4):
    return frame(1, flags, stream, b"\x88" + literal(b"content-type", b"application/grpc") + fields)


def answer(stream):
    """The message 08 01: SERVING of a health check, no error of Init."""
    message = frame(0, 0, stream, b"\0\0\0\0\2\x08\1")
    return headers(stream) + message + frame(1, 5, stream, literal(b"grpc-status", b"0"))


def dribble(conn, stream):
    conn.sendall(headers(stream) + frame(0, 0, stream, b"\0" + struct.pack(">I", 8_000_000)))
    flood(frame(0, 0, stream, b"x"))(conn, stream)


def trickle(conn, stream):
    conn.sendall(headers(stream) + frame(0, 0, stream, b"\0" + struct.pack(">I", 8_000_000)))
    while True:
        conn.sendall(frame(0, 0, stream, b"x"))
        time.sleep(0.1)


def endless_headers(conn, stream):
    conn.sendall(headers(stream, flags=0))
    flood(frame(9, 0, stream, literal(b"x-name", b"v" * 100) * 100))(conn, stream)


HTTP2 = {
    "ping": flood(frame(6, 0, 0, b"\0" * 8)),
    "settings": flood(frame(4, 0, 0)),
    "settings-ack": flood(frame(4, 1, 0)),
    "window-update": flood(frame(8, 0, 0, struct.pack(">I", 1))),
    "priority": flood(frame(2, 0, 1, b"\0" * 5)),
    "reset": flood(frame(3, 0, 1, struct.pack(">I", 8))),
    "old-data": flood(frame(0, 0, 1, b"x" * 100)),
    "unknown": flood(frame(0xEE, 0, 0, b"x")),
    "goaway": flood(frame(7, 0, 0, struct.pack(">II", 1, 11) + b"forged\n2026-01-01 ERROR line")),
    "push": flood(frame(5, 4, 1, struct.pack(">I", 2) + b"\x82")),
    "endless-headers": endless_headers,
    "endless-answer": lambda conn, stream: flood(frame(0, 0, stream, b"x" * 16_000))(conn, stream),
    "dribble": dribble,
    "trickle": trickle,
    "silent": sleep,
    "garbage": garbage,
    "half-open": half_open,
    "leave": leave,
    "fork": fork,
    "print": print_lines,
}


def read(conn, count):
    data = b""
    while len(data) < count:
        piece = conn.recv(count - len(data))
        if not piece:
            raise EOFError
        data += piece
    return data


def serve_http2(conn, attack, answers=3):
    """Answers the health check, the request for its output, and Init."""
    read(conn, 24)
    conn.sendall(frame(4, 0, 0))
    while True:
        head = read(conn, 9)
        length = int.from_bytes(head[:3], "big")
        kind, flags = head[3], head[4]
        stream = struct.unpack(">I", head[5:])[0]
        read(conn, length)
        if kind == 4 and not flags & 1:
            conn.sendall(frame(4, 1, 0))
        elif kind == 6 and not flags & 1:
            conn.sendall(frame(6, 1, 0, b"\0" * 8))
        elif kind == 0 and flags & 1:
            if answers == 0:
                attack(conn, stream)
                return
            answers -= 1
            conn.sendall(answer(stream))


# yamux


def mux(kind, flags, stream, length, data=b""):
    return struct.pack(">BBHII", 0, kind, flags, stream, length) + data


def open_streams(conn, stream):
    ids = range(2, 200_000, 2)
    while True:
        for at in ids:
            conn.sendall(mux(1, 1, at, 0))


def output(conn, stream):
    """Single bytes of output, as many as the window allows."""
    for _ in range(256):
        conn.sendall(mux(0, 0, 3, 1, b"x") * 1024)
    time.sleep(3600)


def long_value(conn, stream):
    """A gob of 8 MB in single bytes."""
    conn.sendall(mux(0, 0, stream, 5, b"\xfc" + struct.pack(">I", 8_000_000)))
    flood(mux(0, 0, stream, 1, b"x"))(conn, stream)


YAMUX = {
    "ping": flood(mux(2, 1, 0, 7)),
    "ping-answer": flood(mux(2, 2, 0, 7)),
    "window-update": flood(mux(1, 0, 1, 1)),
    "empty-data": flood(mux(0, 0, 1, 0)),
    "old-data": flood(mux(0, 0, 99, 100, b"x" * 100)),
    "reset": flood(mux(1, 8, 99, 0)),
    "open": open_streams,
    "output": output,
    "long-value": long_value,
    "silent": sleep,
    "garbage": garbage,
    "half-open": half_open,
    "leave": leave,
    "fork": fork,
}


def serve_yamux(conn, attack, control, plugin):
    """Dispenses, is well, and initialises."""
    broker = b""
    while True:
        _, kind, flags, stream, length = struct.unpack(">BBHII", read(conn, 12))
        data = read(conn, length) if kind == 0 else b""
        if kind == 2 and flags & 1:
            conn.sendall(mux(2, 2, 0, length))
        if flags & 1 and kind < 2:
            conn.sendall(mux(1, 2, stream, 0))
        if kind != 0 or not data:
            continue
        conn.sendall(mux(1, 0, stream, len(data)))
        if stream == 1:
            reply = control.pop(0)
        elif len(broker) < 4:
            broker += data[:4]
            reply = broker if len(broker) == 4 else b""
        elif plugin:
            reply = plugin.pop(0)
        else:
            attack(conn, stream)
            return
        conn.sendall(mux(0, 0, stream, len(reply), reply))


def main():
    protocol, name = sys.argv[1:3]
    if protocol == "netrpc":
        control, plugin, unasked = [[bytes.fromhex(reply) for reply in arg.split(",")] for arg in sys.argv[3:6]]
        attacks = dict(YAMUX, unasked=lambda conn, stream: flood(mux(0, 0, stream, len(unasked[0]), unasked[0]))(conn, stream))
        serve = lambda conn: serve_yamux(conn, attacks[name], control, plugin)
    else:
        serve = lambda conn: serve_http2(conn, HTTP2[name])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    folder = os.environ.get("PLUGIN_UNIX_SOCKET_DIR") or tempfile.gettempdir()
    path = os.path.join(folder, "hostile%d" % os.getpid())
    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    server.listen()
    print("1|1|unix|%s|%s" % (path, protocol), flush=True)
    while True:
        conn, _ = server.accept()
        threading.Thread(target=serving, args=(serve, conn), daemon=True).start()


def serving(serve, conn):
    try:
        serve(conn)
    except (OSError, EOFError, IndexError):
        conn.close()


main()
