"""What is counted within a partnership: idea 7, lesson 3."""

from partnerships.numbers import locked, next_number

__all__ = ["locked", "next_number"]
