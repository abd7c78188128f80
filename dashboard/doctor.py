"""What on this computer may keep the dashboard from working, and what to do about it, in words for anybody.

Imports nothing heavy and nothing of ours at its head: it must be able to say that a package is missing. `browser()` and `chinese_fonts()`
also serve the tests that need them.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements-run.lock"
OLDEST_PYTHON = (3, 11)
WANTED_FREE = 2 * 2**30
# A clock before this day is certainly wrong, and with it every "as of today".
NOT_BEFORE = "2026-11-22"
REINSTALL = "请在项目文件夹中重新运行 make run（Windows 见 README 的安装步骤）。Run 'make run' again (on Windows, the steps of the README)."
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge", "edge")
BROWSER_PLACES = (
    "{PROGRAMFILES}/Google/Chrome/Application/chrome.exe",
    "{PROGRAMFILES(X86)}/Google/Chrome/Application/chrome.exe",
    "{LOCALAPPDATA}/Google/Chrome/Application/chrome.exe",
    "{PROGRAMFILES(X86)}/Microsoft/Edge/Application/msedge.exe",
    "{PROGRAMFILES}/Microsoft/Edge/Application/msedge.exe",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
FONT_FOLDERS = ("{WINDIR}/Fonts", "/System/Library/Fonts", "/Library/Fonts")
FONT_FILES = ("msyh*", "simsun*", "simhei*", "deng*", "PingFang*", "STHeiti*", "Hiragino Sans GB*", "NotoSansCJK*", "SourceHanSans*")


@dataclass(frozen=True)
class Check:
    """One thing looked at. `ok` with an advice: works, but could be better; `advice` is empty where all is well."""

    name_zh: str
    name_en: str
    ok: bool
    found: str
    advice: str = ""


def report(lake: Path | None = None) -> list[Check]:
    """Every check, in the order in which to mend what they find. The lake is DUIBIAO_LAKE's, or data/lake, unless given."""
    folder = lake or Path(os.environ.get("DUIBIAO_LAKE") or ROOT / "data" / "lake")
    return [python(), *packages(), clock(), disk_space(folder), writable(folder), loopback(), fonts(), picture_export()]


def text(checks: list[Check]) -> str:
    """The checks as lines: Chinese, English, what was found, and under it what to do."""
    lines = []
    for check, after in zip(checks, [*checks[1:], None], strict=True):
        mark = "[问题 problem]" if not check.ok else "[提示 note]" if check.advice else "[正常 ok]"
        lines.append(f"{mark} {check.name_zh} {check.name_en}: {check.found}")
        if check.advice and (after is None or after.advice != check.advice):  # said once for a run of the same
            lines.append(f"    → {check.advice}")
    problems = sum(not check.ok for check in checks)
    lines.append(f"发现 {problems} 个问题。{problems} problem(s) found." if problems else "没有发现问题。No problem found.")
    return "\n".join(lines)


def python() -> Check:
    wanted = ".".join(map(str, OLDEST_PYTHON))
    advice = f"请安装 Python {wanted} 或更新的版本。Install Python {wanted} or later."
    ok = sys.version_info >= OLDEST_PYTHON
    return Check("Python 版本", "Python version", ok, sys.version.split()[0], "" if ok else advice)


def packages(lock: Path = LOCK) -> Iterator[Check]:
    """One line if every package is as the lock says; else one line for each that is missing, older or newer."""
    if not lock.exists():
        yield Check("软件包", "Packages", False, f"没有 {lock.name} / {lock.name} is missing", REINSTALL)
        return
    problems = 0
    locked = list(_locked(lock))
    for name, wanted in locked:
        found = _installed(name)
        if found is None or _numbers(found) < _numbers(wanted):
            problems += 1
            yield Check(f"软件包 {name}", "Package", False, f"{found or '未安装 missing'}；应为 expected {wanted}", REINSTALL)
        elif _numbers(found) > _numbers(wanted):
            newer = f"比测试过的 {wanted} 新，如有异常请重新安装。Newer than the version that was tested, {wanted}."
            yield Check(f"软件包 {name}", "Package", True, found, newer)
    if not problems:
        yield Check("软件包", "Packages", True, f"{len(locked)} 个齐全 / all {len(locked)} installed")


def _locked(lock: Path) -> Iterator[tuple[str, str]]:
    """Names and versions in the lock that this platform needs."""
    for line in lock.read_text(encoding="utf-8").splitlines():
        found = re.match(r"([\w.-]+)==([^ ;\\]+)(?: *; *(.*?))? *\\?$", line)
        if found and _applies(found[3]):
            yield found[1], found[2]


def _applies(marker: str | None) -> bool:
    """Whether a condition of the lock holds here. The lock has only conditions on sys_platform; another one counts as not holding."""
    if not marker:
        return True
    found = re.fullmatch(r"sys_platform (==|!=) '(\w+)'", marker.strip())
    return bool(found) and (sys.platform == found[2]) is (found[1] == "==")


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _numbers(version: str) -> tuple[int, ...]:
    """1.10.0rc1 -> (1, 10, 0, 1): enough to tell an older release from a newer one."""
    return tuple(int(number) for number in re.findall(r"\d+", version))


def clock() -> Check:
    today = time.strftime("%Y-%m-%d")
    ok = today >= NOT_BEFORE
    advice = "电脑的日期不对，逾期等按日期计算的结果会出错；请先校正日期。The date of this computer is wrong; set it first."
    return Check("系统日期", "System date", ok, today, "" if ok else advice)


def disk_space(lake: Path) -> Check:
    try:
        free = shutil.disk_usage(_existing(lake)).free
    except OSError as error:
        return Check("磁盘空间", "Disk space", False, f"{lake}: {error.strerror}", "请用 --lake 换一个文件夹。Name another folder with --lake.")
    ok = free >= WANTED_FREE
    advice = "请清理磁盘，至少留出 2 GB。Free some space: at least 2 GB is wanted."
    return Check("磁盘空间", "Disk space", ok, f"{free / 2**30:.1f} GB", "" if ok else advice)


def writable(lake: Path) -> Check:
    """Try it: what the permissions say and what is true differ on network drives."""
    place = _existing(lake)
    trial = place / f".duibiao-doctor-{os.getpid()}"
    try:
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        advice = f"请取得文件夹「{place}」的写入权限，或用 --lake 换一个文件夹。Get write access to it, or name another folder with --lake."
        return Check("数据文件夹可写", "Data folder can be written", False, f"{place}: {error.strerror}", advice)
    return Check("数据文件夹可写", "Data folder can be written", True, str(lake))


def loopback() -> Check:
    """A server and a reader on 127.0.0.1, as the dashboard and the browser will be."""
    try:
        with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), timeout=3):
            pass
    except OSError as error:
        advice = "本机网络（127.0.0.1）被安全软件阻止，请让管理员放行 Python。Local networking is blocked; ask for Python to be allowed."
        return Check("本机网络", "Local network", False, f"127.0.0.1: {error.strerror or error}", advice)
    return Check("本机网络", "Local network", True, "127.0.0.1")


def fonts() -> Check:
    found = chinese_fonts()
    advice = (
        "没有中文字体，在本机上看网页会显示方框；Debian/Ubuntu：apt-get install fonts-noto-cjk。"
        "No Chinese font: pages seen on this computer show boxes."
    )
    return Check("中文字体", "Chinese fonts", True, found or "未找到 not found", "" if found else advice)


def picture_export() -> Check:
    """Which font pictures and PDF files are drawn with; they need no browser."""
    name = "图片和 PDF 用的字体", "Font of pictures and PDF"
    try:
        from dashboard.drawing import fonts as drawn_with
    except ImportError as error:
        return Check(*name, False, f"{error.name} 未安装 missing", REINSTALL)
    found = drawn_with.chosen()
    return Check(*name, True, found or "未找到 not found", "" if found else str(drawn_with.NoChineseFont()))


def browser() -> str | None:
    """The path of a Chromium-like browser: that of CHROMIUM if set, else one on the path or in its usual place."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    on_path = (shutil.which(name) for name in BROWSERS)
    return next((place for place in on_path if place), None) or next(map(str, _that_exist(BROWSER_PLACES)), None)


def chinese_fonts() -> str | None:
    """One font of this computer that has Chinese characters."""
    if shutil.which("fc-list"):
        asked = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, text=True, timeout=30, check=False)
        if asked.stdout.strip():
            return min(asked.stdout.splitlines()).split(",")[0]
    files = (path for folder in _that_exist(FONT_FOLDERS) for pattern in FONT_FILES for path in folder.glob(pattern))
    return next((path.name for path in files), None)


def _that_exist(places: tuple[str, ...]) -> Iterator[Path]:
    """Those of the places that exist here; {NAME} stands for an environment variable."""
    for place in places:
        names = re.findall(r"{(.*?)}", place)
        if all(os.environ.get(name) for name in names):
            path = Path(re.sub(r"{(.*?)}", lambda found: os.environ[found[1]], place))
            if path.exists():
                yield path


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    folder = folder.expanduser().resolve()
    return folder if folder.is_dir() or folder == folder.parent else _existing(folder.parent)
