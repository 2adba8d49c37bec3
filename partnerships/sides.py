"""The few words that the whole product is spoken in: side, space, level, stage, category, part."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    CUSTOMER = "customer", _("Customer")
    SUPPLIER = "supplier", _("Supplier")

    @property
    def other(self) -> "Side":
        return Side.SUPPLIER if self is Side.CUSTOMER else Side.CUSTOMER


class Space(models.TextChoices):
    """Who sees a record (domain.md §8)."""

    JOINT = "joint", _("Both sides")
    CUSTOMER = "customer", _("Customer only")
    SUPPLIER = "supplier", _("Supplier only")


class Level(models.TextChoices):
    STRATEGIC = "strategic", _("Strategic")
    TACTICAL = "tactical", _("Tactical")
    OPERATIONAL = "operational", _("Operational")


class Stage(models.TextChoices):
    """The life of a partnership (domain.md §3), in order."""

    STRATEGIC_ASSESSMENT = "strategic_assessment", _("Strategic assessment")
    BUSINESS_JUSTIFICATION = "business_justification", _("Business case")
    PROCUREMENT_STRATEGY = "procurement_strategy", _("Procurement strategy")
    INVESTMENT_DECISION = "investment_decision", _("Investment decision")
    FIRST_YEAR = "first_year", _("First year")
    IN_OPERATION = "in_operation", _("In operation")
    PREPARING_END = "preparing_end", _("Preparing the end")
    ENDED = "ended", _("Ended")


RUNNING_STAGES = (Stage.FIRST_YEAR, Stage.IN_OPERATION, Stage.PREPARING_END)


class Category(models.TextChoices):
    """Kontract's three relationship categories (domain.md §3)."""

    UTILITY = "utility", _("Utility outsourcing")
    ENHANCEMENT = "enhancement", _("Business enhancement")
    FRONTIER = "frontier", _("Frontier relationship")


class Part(models.TextChoices):
    """What a person does in a partnership (domain.md §2)."""

    SRO = "sro", _("SRO")
    SRIE = "srie", _("SRIE")
    LEAD = "lead", _("Partnership lead")
    RELATIONSHIP_MANAGER = "relationship_manager", _("Relationship manager")
    CONTRACT_MANAGER = "contract_manager", _("Contract manager")
    SERVICE_DELIVERY_MANAGER = "service_delivery_manager", _("Service delivery manager")
    FINANCE = "finance", _("Finance")
    TECHNICAL_ADVISER = "technical_adviser", _("Technical adviser")
    FACILITATOR = "facilitator", _("Facilitator")
    MEMBER = "member", _("Member")
    READER = "reader", _("Reader")


class Face(models.TextChoices):
    """The four faces of the supplier's part: two towards the business, two towards IT (domain.md §4)."""

    STRATEGIC_PARTNER = "strategic_partner", _("Strategic partner")
    BUSINESS_DEVELOPER = "business_developer", _("Business developer")
    SUPPLIER = "supplier", _("Supplier")
    ENTREPRENEUR = "entrepreneur", _("Entrepreneur")


#: They look, or speak with both sides: they need no peer, and nothing is escalated to them.
ON_NO_LINE = (Part.FACILITATOR, Part.READER)
SENIOR_PART = {Side.CUSTOMER: Part.SRO, Side.SUPPLIER: Part.SRIE}
#: Whom each side has to have: who answers for it, and who leads it.
NEEDED = {side: (senior, Part.LEAD) for side, senior in SENIOR_PART.items()}
#: On which level a part usually stands; a form proposes it.
USUAL_LEVEL = {
    **dict.fromkeys(Part, Level.TACTICAL),
    **dict.fromkeys(SENIOR_PART.values(), Level.STRATEGIC),
    **dict.fromkeys(
        (Part.SERVICE_DELIVERY_MANAGER, Part.TECHNICAL_ADVISER, Part.MEMBER, Part.READER), Level.OPERATIONAL
    ),
}
