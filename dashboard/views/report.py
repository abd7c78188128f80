"""Report: what an office signs, of one unit or of all that the filter leaves; and the one page for leaders."""

from dashboard import components, ordering

asking = components.opened("report")

with components.card("order", asking.say("order.title"), asking.say("order.title_about")):
    order = ordering.chosen(asking)
    ordering.files(asking, order)
    ordering.preview(asking, order)
