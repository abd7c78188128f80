"""Which of the units that stand out have room for their names, and on which side of their points."""

from collections.abc import Sequence
from dataclasses import dataclass

from queries.export.terminal import width

# Pixels of a character of half width, of a line, of a point with room around it.
CHARACTER, LINE, POINT = 6.4, 15, 7


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


def placed(named: Sequence[tuple[float, float, str]], others: Sequence[tuple[float, float]], inside: Box) -> dict[int, str]:
    """Index of a name -> right, left, above or below, the first come first; none where it would lie on another name, on a point that has one, or outside.

    named, others: points in pixels, the named with their words.
    """
    taken = [_around(x, y) for x, y, _ in named]
    around, found = [_around(x, y) for x, y in others], {}
    for index, (x, y, text) in enumerate(named):
        free = [(place, box) for place, box in _places(x, y, CHARACTER * width(text) + 4)
                if _is_within(box, inside) and not any(box.meets(each) for at, each in enumerate(taken) if at != index)]
        if free:
            place, box = min(free, key=lambda each: sum(each[1].meets(point) for point in around))
            found[index] = place
            taken.append(box)
    return found


def _places(x: float, y: float, wide: float) -> list[tuple[str, Box]]:
    return [("right", Box(x + POINT, y - LINE / 2, x + POINT + wide, y + LINE / 2)), ("left", Box(x - POINT - wide, y - LINE / 2, x - POINT, y + LINE / 2)),
            ("above", Box(x - wide / 2, y - POINT - LINE, x + wide / 2, y - POINT)), ("below", Box(x - wide / 2, y + POINT, x + wide / 2, y + POINT + LINE))]


def _around(x: float, y: float) -> Box:
    return Box(x - POINT, y - POINT, x + POINT, y + POINT)


def _is_within(box: Box, inside: Box) -> bool:
    return inside.left <= box.left and box.right <= inside.right and inside.top <= box.top and box.bottom <= inside.bottom
