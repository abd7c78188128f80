"""Everything around Streamlit's page: its language, title and mark, the security headers, and who may connect.

Streamlit has no setting for these, so its own index.html is rewritten once at start and sent in place of the original.
"""

import hashlib
import re
from base64 import b64encode
from pathlib import Path
from urllib.parse import urlsplit

import streamlit
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TITLE = "对标 · 巡察整改对比分析"
HERE = Path(__file__).parent
STATIC = HERE / "static"
# Where Streamlit serves something that is not the page; an HTML file met there stays what it is.
NOT_THE_PAGE = ("/_stcore/", "/app/static/", "/api/", "/component/", "/media/", "/static/")
NO_SCRIPT = "<noscript><p>请启用浏览器的 JavaScript 后再打开本页。Please enable JavaScript to open this page.</p></noscript>"


def page() -> bytes:
    """Streamlit's index.html in Chinese, with our title, mark, style and scripts, and without its pointer to the agent API."""
    html = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    html = html.replace('<html lang="en">', '<html lang="zh-CN">')
    html = re.sub(r'<link rel="shortcut icon"[^>]*>', f'<link rel="icon" type="image/svg+xml" href="{_address("favicon.svg")}" />', html)
    html = re.sub(r'<!--[^>]*?-->\s*<link rel="service-desc"[^>]*>', "", html)
    html = re.sub(r"<noscript>.*?</noscript>", NO_SCRIPT, html, flags=re.DOTALL)
    scripts = "\n".join(f'    <script defer src="{_address(path.name)}"></script>' for path in sorted(STATIC.glob("*.js")))
    style = f"    <style>\n{(HERE / 'style.css').read_text(encoding='utf-8')}</style>"
    html = html.replace("<title>Streamlit</title>", f"<title>{TITLE}</title>\n{scripts}\n{style}")
    return html.encode()


def _address(name: str) -> str:
    """A static file's address with a piece of its hash, so that a browser never keeps an old one."""
    return f"./app/static/{name}?v={hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:8]}"


def headers(html: bytes) -> dict[bytes, bytes]:
    """Security headers for every answer: nothing from elsewhere, nothing sent elsewhere, no script but those named here."""
    inline = re.findall(rb"<script>(.*?)</script>", html, flags=re.DOTALL)
    hashes = " ".join(f"'sha256-{b64encode(hashlib.sha256(script).digest()).decode()}'" for script in inline)
    policy = {
        "default-src": "'self'",
        "script-src": f"'self' {hashes}",
        "style-src": "'self' 'unsafe-inline'",  # Streamlit's and Plotly's styles are written by script
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return {
        b"content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()).encode(),
        b"cross-origin-opener-policy": b"same-origin",
        b"cross-origin-resource-policy": b"same-origin",
        b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
        b"referrer-policy": b"same-origin",
        b"x-content-type-options": b"nosniff",
        b"x-frame-options": b"DENY",
    }


class Shell:
    """Middleware that sends our page for Streamlit's, and the security headers with everything."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.page = page()
        self.headers = headers(self.page)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        replacing = False

        async def send_ours(message: Message) -> None:
            nonlocal replacing
            if message["type"] == "http.response.start":
                replacing = _is_the_page(scope, message)
                await send({**message, "headers": self._headers(message, replacing)})
            elif not replacing:
                await send(message)
            elif not message.get("more_body"):
                await send({"type": "http.response.body", "body": self.page})

        await self.app(scope, receive, send_ours)

    def _headers(self, message: Message, replacing: bool) -> list[tuple[bytes, bytes]]:
        ours = dict(self.headers)
        dropped = set(ours)
        if replacing:
            ours[b"content-length"] = str(len(self.page)).encode()
            dropped |= {b"content-length", b"content-encoding", b"etag", b"last-modified"}
        return [(name, value) for name, value in message["headers"] if name.lower() not in dropped] + list(ours.items())


def _is_the_page(scope: Scope, start: Message) -> bool:
    kind = dict(start["headers"]).get(b"content-type", b"")
    return start["status"] == 200 and kind.startswith(b"text/html") and not scope["path"].startswith(NOT_THE_PAGE)


class SameOrigin:
    """Middleware that refuses a websocket opened by a page of another site.

    Streamlit refuses it too, but only after it has asked a server on the internet for this machine's outer address.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            sent = {name: value.decode("latin-1") for name, value in scope["headers"] if name in (b"origin", b"host")}
            if b"origin" in sent and urlsplit(sent[b"origin"]).netloc != sent.get(b"host"):
                await send({"type": "websocket.close", "code": 1008})  # before accepting, this is an HTTP 403
                return
        await self.app(scope, receive, send)
