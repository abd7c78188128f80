"""What a picture may be refused for."""


class NotDrawn(Exception):
    """A figure holds something that this program does not draw; it says so, and draws nothing rather than something else."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"图中有绘图程序不认识的内容「{what}」，未出图。The picture holds something that is not drawn here: {what}.")
