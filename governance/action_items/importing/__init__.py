"""The list of actions from a table: its headings, and what each line means for the list."""
