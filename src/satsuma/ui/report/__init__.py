"""The report: pictures, tables and notes of a piece of work, in order, each with its workflow."""
