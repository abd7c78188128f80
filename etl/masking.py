"""Take contact details and identity numbers out of a text, and count them.

Names are not recognised here: a reader drops the columns and footers that hold them.
"""

import re

PHONE, EMAIL, IDENTITY = "［电话］", "［邮箱］", "［证件号］"

# One pattern, so that a text is read once; the order is that of length: an identity number holds what looks like a mobile.
# The area code needs its dash, bracket or a telephone word before it: document numbers and amounts are bare runs of digits.
PERSONAL = re.compile(
    r"(?=[0-9A-Za-z._%+(（:：为-])(?:"
    r"(?P<identity>(?<![0-9A-Za-z])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9A-Za-z]))"
    r"|(?P<email>(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+[@＠][A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
    r"|(?P<phone>(?<![0-9.])(?:(?:\+?86[- ]?)?1[3-9][0-9](?:[0-9]{8}|[- ][0-9]{4}[- ][0-9]{4})(?![0-9.]*[0-9])"
    r"|(?:[(（]0[0-9]{2,3}[)）]|0[0-9]{2,3}[-—－–])[ ]?[0-9]{7,8}(?:[-转][0-9]{1,5})?(?![0-9])"
    r"|(?<=电话)[:：为]?\s*(?:0[0-9]{2,3}\s?)?[0-9]{7,8}(?![0-9]))))"
)
WORDS = {"identity": IDENTITY, "email": EMAIL, "phone": PHONE}
HINT = re.compile(r"[0-9０-９]{4}[ －-]?[0-9０-９]{3}")
WIDE = re.compile(r"[０-９]{4}")
NARROW = str.maketrans("０１２３４５６７８９－", "0123456789-")


def mask(text: str) -> tuple[str, int]:
    """The text with telephone numbers, e-mail addresses and identity numbers replaced, and how many there were."""
    if not might_name(text):
        return text, 0
    if WIDE.search(text):
        clean, count = PERSONAL.subn(word_for, text.translate(NARROW))
        return (clean, count) if count else (text, 0)
    return PERSONAL.subn(word_for, text)


def word_for(found: re.Match) -> str:
    return WORDS[found.lastgroup]


def might_name(text: str) -> bool:
    """A quick look that spares most texts the long pattern: every number to be masked has seven digits, with a dash at most."""
    return HINT.search(text) is not None or "@" in text or "＠" in text
