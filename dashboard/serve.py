"""Serving the dashboard: `serve()` prints the address, answers until it is stopped, and returns an exit status.

uvicorn runs the application itself. `streamlit run` would bind a socket on which Python leaves Nagle's algorithm on, which
costs every click about 40 ms.
"""

import errno
import ipaddress
import os
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST, PORT = "127.0.0.1", 8501


def serve(host: str = HOST, port: int = PORT) -> int:
    """Serve the lake named by DUIBIAO_LAKE until Ctrl+C. Port 0 takes any free port. Returns 0, or 1 if it could not start."""
    try:
        listener = _bind(host, port)
    except OSError as error:
        print(_why_not(error, host, port), file=sys.stderr, flush=True)
        return 1
    with listener:
        _enter_project()
        _run(listener, host)
    return 0


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named because asyncio turns Nagle's algorithm off only on sockets that say that they are TCP.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "nt":  # there, SO_REUSEADDR would let two servers share one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()  # two servers can bind one port with SO_REUSEADDR; only one of them can listen
    except BaseException:
        listener.close()
        raise
    return listener


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno in (errno.EADDRINUSE, errno.EACCES) or getattr(error, "winerror", None) in (10013, 10048):
        other = port + 1 if port < 65535 else PORT
        return (
            f"无法启动：端口 {port} 已被占用或不允许使用。对标可能已经在运行，请先打开 http://{host}:{port} 看看；"
            f"或者换一个端口：duibiao serve --port {other}\n"
            f"Cannot start: port {port} is taken or not allowed. Try another one: duibiao serve --port {other}"
        )
    return (
        f"无法启动：不能使用地址 {host}（{error.strerror or error}）。只在本机使用时请用 127.0.0.1。\n"
        f"Cannot start: address {host} cannot be used. For this computer alone, use 127.0.0.1."
    )


def _enter_project() -> None:
    """Streamlit looks for .streamlit/config.toml in the working directory: make it ours, whoever started us and where."""
    if os.environ.get("DUIBIAO_LAKE"):
        os.environ["DUIBIAO_LAKE"] = str(Path(os.environ["DUIBIAO_LAKE"]).expanduser().resolve())
    os.chdir(ROOT)


def _run(listener: socket.socket, host: str) -> None:
    # Imported here, so that a taken port is reported at once and `duibiao --help` stays quick.
    import uvicorn

    from dashboard import asgi

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            print(_welcome(listener, host), flush=True)

    config = uvicorn.Config(
        asgi.build(_names(host)),
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=2,  # an open page holds its connection: do not wait for the reader to close it
        ws_per_message_deflate=False,
    )
    try:
        Server(config).run(sockets=[listener])
    except KeyboardInterrupt:  # Ctrl+C is how one stops it
        pass


def _is_loopback(host: str) -> bool:
    return host == "localhost" or (host.replace(".", "").isdigit() or ":" in host) and ipaddress.ip_address(host).is_loopback


def _names(host: str) -> tuple[str, ...]:
    """The host names to answer under: our own on this computer alone, else those of DUIBIAO_HOSTS, else any."""
    named = tuple(name.strip() for name in os.environ.get("DUIBIAO_HOSTS", "").split(",") if name.strip())
    if named or not _is_loopback(host):
        return named or ("*",)
    return ("127.0.0.1", "localhost", host)


def _welcome(listener: socket.socket, host: str) -> str:
    shown = f"[{host}]" if ":" in host else host
    lines = [
        f"对标已启动，请在浏览器中打开：http://{shown}:{listener.getsockname()[1]}",
        "停止：按 Ctrl+C。Open the address above in a browser; press Ctrl+C to stop.",
    ]
    if not _is_loopback(host):
        lines.append(
            "注意：其他电脑现在也能打开本页，而本程序没有登录功能；请只在内网使用，或放在带登录的网关之后。"
            "Other computers can open this page, and there is no login: use it on an internal network or behind a gateway."
        )
    return "\n".join(lines)
