"""Before the tests of pages and reports: find a browser, Chinese fonts, an office and a reader of PDF, install them where one may, or say how to get them.

Run by `make test`. Installs only as root on Debian or one of its kin; otherwise the tests that need them are skipped, with the reason.
"""

import os
import shutil
import subprocess
import sys

from dashboard import doctor


def office() -> str | None:
    """What opens Word files and workbooks as an office without Microsoft's would; a program of the desktop is as good as the one without."""
    return shutil.which("soffice")


def poppler() -> bool:
    return all(map(shutil.which, ("pdftotext", "pdftoppm")))


PACKAGES = {
    "chromium": doctor.browser,
    "fonts-noto-cjk": doctor.chinese_fonts,
    "libreoffice-writer-nogui": office,
    "libreoffice-calc-nogui": office,
    "poppler-utils": poppler,
}
ADVICE = """\
部分测试将跳过，因为没有找到：{lacking}。Some tests will be skipped, for want of: {lacking}.
  Debian / Ubuntu / 统信 / 麒麟: sudo apt-get install chromium fonts-noto-cjk libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils
  Fedora:                       sudo dnf install chromium google-noto-sans-cjk-fonts libreoffice-writer libreoffice-calc poppler-utils
  Windows / macOS:              安装 Chrome 或 Edge (install Chrome or Edge)
  已装在别处 (elsewhere):        CHROMIUM=/path/to/browser make test"""


def main() -> None:
    lacking = [package for package, found in PACKAGES.items() if not found()]
    if lacking and _may_install():
        print(f"正在安装 installing: {' '.join(lacking)}", flush=True)
        _apt_get("update", "-qq")
        _apt_get("install", "-qq", "--no-install-recommends", *lacking)
        lacking = [package for package, found in PACKAGES.items() if not found()]
    if lacking:
        print(ADVICE.format(lacking=", ".join(lacking)), file=sys.stderr)


def _may_install() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _apt_get(*words: str) -> None:
    """Quietly and without questions; a failure shows what apt-get said, and the tests then skip or fail by themselves."""
    command = ["apt-get", "-y", "-o", "DPkg::Lock::Timeout=120", *words]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout[-2000:], done.stderr[-2000:], file=sys.stderr)


if __name__ == "__main__":
    main()
