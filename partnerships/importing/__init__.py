"""Tables that people have, whatever their headings: what each column is, looked at, stored."""
