"""The parts of the review page: the documents, the text with its figures, the decision on one of them, and what was decided."""

from dashboard.review import decided, deciding, documents, listed, notice

__all__ = ["decided", "deciding", "documents", "listed", "notice"]
