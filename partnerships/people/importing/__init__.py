"""A side's people from a table: who gets a role, and who is invited."""
