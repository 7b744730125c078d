# SPDX-License-Identifier: EUPL-1.2
"""The length of a password, told in our own words: Django has no Dutch for this sentence."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LengthValidator(MinimumLengthValidator):
    """Refuses a short password and says how to make one that holds."""

    def get_error_message(self) -> str:
        return _("Choose a password of at least %(count)d characters. A sentence of your own works well.") % {
            "count": self.min_length
        }
