"""What surrounds the pages: language, title, mark, security headers, and nothing from any other host."""

import json
import socket
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from dashboard import shell

REFUSED = [
    pytest.param({"Host": "elsewhere.example"}, id="another name for this computer"),
    pytest.param({"Origin": "http://elsewhere.example"}, id="a page of another site"),
]
WEBSOCKET = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
}


@pytest.fixture(scope="module")
def url(serve, tmp_path_factory) -> str:
    """A server whose lake is empty: the shell must be right even then."""
    return serve(tmp_path_factory.mktemp("empty-lake"))


def ask(url: str, path: str = "/", **headers: str):
    connection = HTTPConnection(urlsplit(url).netloc, timeout=30)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.text = answer.read().decode() if answer.status != 101 else ""
    connection.close()
    return answer


@pytest.mark.parametrize("color_scheme, tint", [("light", "rgb(243, 245, 248)"), ("dark", "rgb(15, 21, 28)")])
def test_opens_without_complaint(open_page, url, color_scheme, tint):
    """That nothing is logged, thrown or asked elsewhere is what `open_page` asserts."""
    page = open_page(url, color_scheme=color_scheme)
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert "对标" in page.title()
    assert page.evaluate("getComputedStyle(document.querySelector('[data-testid=stMain]')).backgroundColor") == tint


def test_the_browser_obeys_the_policy(browser, url):
    page = browser.new_page()
    page.goto(url)
    blocked = page.evaluate(
        """() => new Promise((resolve) => {
            document.addEventListener("securitypolicyviolation", (event) => resolve(event.blockedURI), { once: true });
            new Image().src = "http://127.0.0.1:9/from-elsewhere.png";
        })"""
    )
    page.close()
    assert blocked == "http://127.0.0.1:9/from-elsewhere.png"


def test_page_is_ours(url):
    page = ask(url)
    assert page.status == 200
    assert '<html lang="zh-CN">' in page.text
    assert f"<title>{shell.TITLE}</title>" in page.text
    assert all(name in page.text for name in ("favicon.svg", "plotly-locale-zh-cn.js", "ui-zh.js"))
    assert "agent" not in page.text
    assert int(page.getheader("content-length")) == len(page.text.encode())


@pytest.mark.parametrize("path", ["/", "/any-page", "/api/health", "/app/static/favicon.svg", "/_stcore/health", "/app/static/none"])
def test_every_answer_has_the_security_headers(url, path):
    found = {name.lower() for name, _ in ask(url, path).getheaders()}
    assert {name.decode() for name in shell.headers(b"")} <= found


def test_policy_allows_no_inline_script_but_those_hashed(url):
    policy = dict(part.split(" ", 1) for part in ask(url).getheader("content-security-policy").split("; "))
    assert policy["default-src"] == "'self'"
    assert "unsafe" not in policy["script-src"]
    assert "'sha256-" in policy["script-src"]


def test_health(url):
    answer = ask(url, "/api/health")
    assert (answer.status, json.loads(answer.text)) == (200, {"status": "ok"})


@pytest.mark.parametrize("changed", REFUSED)
def test_refuses_a_websocket_from(url, changed):
    assert ask(url, "/_stcore/stream", **WEBSOCKET | changed).status in (400, 403)


def test_accepts_a_websocket_from_its_own_page(url):
    assert ask(url, "/_stcore/stream", **WEBSOCKET, Origin=url).status == 101


def test_refuses_another_name_for_this_computer(url):
    assert ask(url, Host="elsewhere.example").status == 400


def test_says_that_the_port_is_taken(capsys):
    from dashboard.serve import serve

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert serve(port=port) == 1
    assert f"端口 {port} 已被占用" in capsys.readouterr().err
