# SPDX-License-Identifier: EUPL-1.2
"""Forms have label, hint, error and field, tied together for a screen reader."""

import datetime

import pytest
from django import forms
from django.template import Context, Template

from werkregio.design.forms import DateField, DateTimeInput, PhoneField


class ContactForm(forms.Form):
    phone = PhoneField(label="Phone", help_text="We call once.")
    name = forms.CharField(
        label="Name", required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    day = DateField(label="Day", required=False)
    moment = forms.DateTimeField(label="Moment", required=False, widget=DateTimeInput)
    means = forms.ChoiceField(label="Means", choices=[("a", "Call"), ("b", "Mail")], widget=forms.RadioSelect)
    place = forms.ChoiceField(label="Place", choices=[("", "Choose"), ("v", "Venlo")])
    story = forms.CharField(
        label="Story", widget=forms.Textarea(attrs={"rows": 3, "class": "wr-input--medium"})
    )
    agreed = forms.BooleanField(label="I agree.", help_text="You can undo this.")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        if self.data.get("name") == "nobody":
            raise forms.ValidationError("Nobody may not.")


def shown(form) -> str:
    return str(form)


def summary(*given) -> str:
    names = {f"f{at}": form for at, form in enumerate(given)}
    return Template("{% error_summary " + " ".join(names) + " %}").render(Context(names))


def test_a_field_has_label_and_hint_before_the_control():
    html = shown(ContactForm())
    assert html.index('for="id_phone"') < html.index('id="id_phone_helptext"') < html.index('id="id_phone"')
    assert 'aria-describedby="id_phone_helptext"' in html


def test_a_field_keeps_what_its_widget_asks_for():
    html = shown(ContactForm())
    assert 'type="tel"' in html
    assert 'inputmode="tel"' in html
    assert 'autocomplete="name"' in html
    assert 'rows="3"' in html
    assert "wr-input--medium" in html
    assert html.count(' class="') == html.count("class=")


def test_only_optional_fields_are_marked():
    html = shown(ContactForm())
    # name, day, moment
    assert html.count("wr-label__optional") == 3


def test_an_error_is_tied_to_its_field():
    html = shown(ContactForm({"phone": "06 12"}))
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_phone_helptext id_phone_error"' in html
    assert 'id="id_phone_error"' in html
    assert 'value="06 12"' in html


def test_choices_stand_in_a_fieldset_with_a_legend():
    html = shown(ContactForm({}))
    assert '<fieldset aria-describedby="id_means_error"><legend class="wr-label">Means</legend>' in html
    assert html.count('type="radio"') == 2


def test_a_single_checkbox_stands_before_its_label():
    html = shown(ContactForm())
    assert '<label class="wr-check"><input type="checkbox"' in html
    assert html.count("I agree.") == 1


def test_a_hidden_field_has_no_label():
    html = shown(ContactForm())
    assert html.count('name="secret"') == 1
    assert 'for="id_secret"' not in html


def test_the_summary_links_to_each_field_and_names_it():
    html = summary(ContactForm({"phone": "x"}))
    assert 'role="alert"' in html
    assert 'href="#id_phone"' in html
    assert 'href="#id_means_0"' in html
    assert "Place: " in html


def test_the_summary_is_empty_without_errors():
    assert summary(ContactForm(), "").strip() == ""


def test_the_summary_shows_what_is_wrong_with_the_whole_form():
    form = ContactForm({"name": "nobody"})
    assert "Nobody may not." in summary(form)
    assert "Nobody may not." in shown(form)


def test_a_formset_has_a_summary_too():
    several = forms.formset_factory(ContactForm, extra=0)
    data = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0, "form-0-phone": "x"}
    assert 'href="#id_form-0-phone"' in summary(several(data))


def test_what_a_person_typed_is_escaped():
    html = shown(ContactForm({"phone": '"><script>x</script>'}))
    assert "<script>" not in html


def test_a_date_is_written_for_the_browser_whatever_the_language(settings):
    settings.LANGUAGE_CODE = "nl"
    html = shown(ContactForm(initial={"day": datetime.date(2026, 11, 24)}))
    assert 'type="date"' in html
    assert 'value="2026-11-24"' in html


@pytest.mark.parametrize("number", ["06 12345678", "+31 (0)77 123 45 67", "077-1234567"])
def test_a_phone_number_is_taken_as_people_write_it(number):
    assert PhoneField().clean(number) == number


@pytest.mark.parametrize("number", ["06 123", "call me", "0612345678; 0612345679", "1234567890123456"])
def test_what_is_no_phone_number_is_refused(number):
    with pytest.raises(forms.ValidationError):
        PhoneField().clean(number)
