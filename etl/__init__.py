"""Files as received become rows of an edition. Imports nothing else of this project."""
