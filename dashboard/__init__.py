"""Answers become pages and files. Imports `queries`, never `etl`."""
