"""The settings, read from the environment, one file a concern. `docs/operators.md` lists every variable."""

from partnering.settings.place import *
from partnering.settings.apps import *
from partnering.settings.stores import *
from partnering.settings.queue import *
from partnering.settings.mail import *
from partnering.settings.sign_in import *
from partnering.settings.language import *
from partnering.settings.security import *
from partnering.settings.logs import *
