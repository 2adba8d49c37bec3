"""Files that hang on anything in a partnership: what may be one, where it lies, and what carries them."""
