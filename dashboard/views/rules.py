"""Rules: how many were made, revised, abolished or planned, by whom, which problem each answers, and what they are called."""

from dashboard import answers, components, rules

asking = components.opened("rules")

found = answers.several(asking, rules.asked())
rules.numbers(asking, found)
rules.kinds(asking, found["rules_by_title"], found["rules_made"])
rules.who(asking, found["rules_made"])
rules.rates(asking)
rules.details(asking, found)
rules.declared(asking, found["rules_by_source"])
