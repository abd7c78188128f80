"""The dashboard, and whether this computer is ready for it."""

import os

from duibiao.asking import add_audience
from duibiao.shared import DONE, REFUSED, Commands


def add(commands: Commands) -> None:
    serving = commands.add("serve", serve, "打开网页界面 serve the dashboard")
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=8501)
    add_audience(serving, os.environ.get("DUIBIAO_AUDIENCE", "internal"))
    commands.add("doctor", doctor, "检查这台电脑是否就绪 is this computer ready")


def serve(chosen) -> int:
    os.environ["DUIBIAO_LAKE"], os.environ["DUIBIAO_AUDIENCE"] = str(chosen.lake.resolve()), chosen.audience
    from dashboard import serve as server

    return server.serve(chosen.host, chosen.port) or DONE


def doctor(chosen) -> int:
    from dashboard import doctor as checks

    report = checks.report(chosen.lake)
    print(checks.text(report))
    return DONE if all(check.ok for check in report) else REFUSED
