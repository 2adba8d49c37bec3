from outbox.actions.deliver import deliver, deliver_due
from outbox.actions.queue import Letter, queue, queue_all
from outbox.actions.send_again import send_again

__all__ = ["Letter", "deliver", "deliver_due", "queue", "queue_all", "send_again"]
