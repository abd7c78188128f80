"""Discipline: what was done, by form and by term, who says so, who says that there was none, and who says nothing."""

from dashboard import answers, components, discipline

asking = components.opened("discipline")

found = answers.several(asking, discipline.asked())
discipline.numbers(asking, found)
discipline.forms(asking, found["discipline_by_term"])
discipline.who(asking, found["disciplinary_actions"])
discipline.rates(asking)
discipline.terms(asking, found["discipline_by_term"])
discipline.units(asking, found["disciplinary_actions"])
discipline.declared(asking, found["discipline_by_source"])
