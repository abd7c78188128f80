"""The web application: Streamlit's st.App with our shell around it, warmed up before the first reader comes."""

import asyncio
import gc
import importlib
import importlib.util
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from dashboard.shell import SameOrigin, Shell

LOOPBACK = ("127.0.0.1", "localhost")
SLOW_TO_IMPORT = ("numpy", "pandas", "pyarrow", "plotly.graph_objects", "duckdb")

log = logging.getLogger(__name__)


def build(hosts: Sequence[str] = LOOPBACK) -> st.App:
    """The application, answering only under the host names given; `*` means any.

    The check keeps a page from elsewhere from reading a local dashboard by pointing its own name at 127.0.0.1.
    """
    return st.App(
        Path(__file__).parent / "app.py",
        lifespan=warmed_up,
        middleware=[
            Middleware(Shell),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
            Middleware(SameOrigin),
        ],
        routes=[Route("/api/health", health), Route("/overview", overview)],
    )


async def health(_request: Request) -> JSONResponse:
    """Answers once the server is warm: it starts to listen only then."""
    return JSONResponse({"status": "ok"}, headers={"cache-control": "no-store"})


async def overview(request: Request) -> RedirectResponse:
    """The first page by its name too: Streamlit knows it at the root alone. Relative, so that it holds behind a gateway's own path."""
    return RedirectResponse(f"./?{request.url.query}" if request.url.query else "./")


@asynccontextmanager
async def warmed_up(_app: st.App) -> AsyncIterator[None]:
    """Pay for imports and for opening the edition now, instead of making the first reader wait for them."""
    await asyncio.to_thread(_warm_up)
    gc.collect()
    gc.freeze()  # what is loaded by now stays: the collector need not look through it again and again
    yield
    gc.unfreeze()  # else DuckDB, finding its functions alive at the end, complains of leaks


def _warm_up() -> None:
    for name in SLOW_TO_IMPORT:
        importlib.import_module(name)
    if importlib.util.find_spec("dashboard.warm") is None:
        return
    try:
        importlib.import_module("dashboard.warm").up()
    except Exception:  # the pages themselves say what is missing, in words for the reader
        log.warning("预热未完成，不影响使用。Warming up did not finish; the pages still work.", exc_info=True)
