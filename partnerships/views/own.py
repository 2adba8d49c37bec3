from accounts.requests import person_of
from partnering.kept import KeptView
from partnerships.stamps import stamp_of


class OwnPage(KeptView):
    """A page about everything that a person has a part in, kept until something of it changes."""

    def made_from(self) -> str | None:
        return stamp_of(person_of(self.request))
