"""Warnings: which problems are near their due day or past it, on any day, and where each due day comes from."""

from dashboard import alerts, answers, components, downloads
from queries import breakdown

asking = components.opened("alerts")

days, listed, duties = breakdown("due_days"), breakdown("alerts"), breakdown("reporting_duties")
with components.card("alerts_lights", asking.say("alerts.lights"), asking.say("alerts.lights_about"), days, asking):
    alerts.board.day(asking)
    shown = alerts.board.of(asking, days, listed, alerts.board.steps(asking))
    alerts.lights.show(shown)

with components.card("alerts_calendar", asking.say("alerts.calendar"), days.question[asking.language], days, asking):
    alerts.month.show(shown)
    downloads.row(asking, days, answers.tables(asking, [days, listed])[days.name])

with components.card("alerts_list", asking.say("alerts.list"), listed.caveat[asking.language], listed, asking):
    alerts.listed.show(shown)
    downloads.row(asking, listed, answers.tables(asking, [days, listed])[listed.name])

with components.card("alerts_units", asking.say("alerts.by_unit"), asking.say("alerts.by_unit_about"), days, asking):
    alerts.units.show(shown)

with components.card("alerts_rules", asking.say("alerts.rules"), asking.say("alerts.rules_about"), duties, asking):
    alerts.rules.show(asking, answers.ask(asking, duties))
