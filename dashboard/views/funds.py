"""Money: does what was due equal what was recovered, is outstanding and was written off; by category, by unit, and what is not known."""

from dashboard import answers, components, funds

asking = components.opened("funds")

found = answers.several(asking, funds.asked())
funds.numbers(asking, found)
funds.ledger(asking, found["funds_balance"], found["funds_by_state"])
funds.categories(asking, found["funds_by_category"])
funds.units(asking, found)
funds.declared(asking, found["funds_by_source"])
