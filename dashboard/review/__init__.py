"""The parts of the review page: the documents, the text with its figures, the decision on one of them, and what was decided; and the theme of a problem."""

from dashboard.review import decided, deciding, documents, listed, notice, theme

__all__ = ["decided", "deciding", "documents", "listed", "notice", "theme"]
