# SPDX-License-Identifier: EUPL-1.2
"""An amount of money as people here type it; what can be read in two ways is asked back, never guessed."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.foundation.typed_numbers import AmbiguousNumberError, NumberError, parse_number

CENT = Decimal("0.01")


def in_dutch(value: Decimal) -> str:
    """1.234,56: always with cents, so that it reads back the same."""
    return f"{value:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")


class AmountField(forms.CharField):
    """Euros with at most two decimals, not negative."""

    default_error_messages = {
        "ambiguous": _(
            "We can read this as %(one)s and as %(other)s. Write it as one of these, or without a point."
        ),
        "number": _("Fill in an amount in euros, for example 1.234,56."),
        "cents": _("An amount has at most two decimals."),
    }

    def __init__(self, *, highest: Decimal = Decimal(10) ** 11, **kwargs: Any) -> None:
        self.highest = highest
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "wr-input--medium"}
        super().__init__(max_length=24, widget=forms.TextInput(attrs=attrs), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return in_dutch(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value) or "")
        if not text:
            return None
        try:
            found = parse_number(text)
        except AmbiguousNumberError as error:
            whole, small = error.readings
            # The small reading has three decimals: no amount of money, but the writer must see what we read.
            params = {"one": in_dutch(whole), "other": f"{small:f}".replace(".", ",")}
            raise forms.ValidationError(
                self.error_messages["ambiguous"], code="ambiguous", params=params
            ) from None
        except NumberError:
            raise forms.ValidationError(self.error_messages["number"], code="number") from None
        if found > self.highest:
            raise forms.ValidationError(self.error_messages["number"], code="number")
        if found != found.quantize(CENT):
            raise forms.ValidationError(self.error_messages["cents"], code="cents")
        return found.quantize(CENT)
