"""The risk register from a table: its headings, its cells, and what each line means for the register."""
