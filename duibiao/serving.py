"""The dashboard, and whether this computer is ready for it."""

import os

from duibiao.shared import DONE, REFUSED, Commands


def add(commands: Commands) -> None:
    serving = commands.add("serve", serve, "打开网页界面 serve the dashboard")
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=8501)
    serving.add_argument("--for", dest="audience", choices=("internal", "public"), default=os.environ.get("DUIBIAO_AUDIENCE", "internal"),
                         help="给谁看：public 的网页不含内部文字，也不能从网址改回 for whom: pages for the public hold no internal text, and no address changes that")
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
