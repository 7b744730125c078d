# SPDX-License-Identifier: EUPL-1.2
"""The processing activities of the register (AVG article 30), with purpose, basis and receivers."""

from dataclasses import dataclass


def _(text: str) -> str:
    """Marks a text as one to translate; the page that shows it does so."""
    return text


@dataclass(frozen=True, slots=True)
class Activity:
    """One processing activity of the register."""

    code: str
    name: str
    purpose: str
    basis: str
    about: str
    receivers: str


ACTIVITIES = [
    Activity(
        "hulpvraag",
        _("Answering questions about work"),
        _("To know what somebody needs, to reach them and to help them"),
        _("Public task (GDPR article 6.1.e); what a person adds freely: consent (6.1.a)"),
        _("People and employers who leave a question"),
        _("The guides of the region"),
    ),
    Activity(
        "warme-overdracht",
        _("Handing over warmly to a partner"),
        _("To let a partner help, so that nobody has to tell it twice"),
        _("Consent (GDPR article 6.1.a), unless the region set another basis for the kind of organisation"),
        _("People who agreed, or were informed"),
        _("The organisation that is named in the consent, until the referral ends"),
    ),
    Activity(
        "berichten",
        _("Messages to the person"),
        _("To tell somebody about an appointment, an answer or a term"),
        _("Public task (GDPR article 6.1.e)"),
        _("People who gave an e-mail address or phone number"),
        _("The service that carries e-mail or text messages for the region"),
    ),
    Activity(
        "rechten",
        _("Requests about own data"),
        _("To answer in time what people ask about their own data, and to be able to show that"),
        _("Legal duty (GDPR articles 12 and 15 to 21)"),
        _("People who ask"),
        _("The data protection officer; the guide of the question"),
    ),
    Activity(
        "medewerkers",
        _("Access of colleagues"),
        _("To know who works with files, and for which organisation"),
        _("Public task (GDPR article 6.1.e); security (article 32)"),
        _("Guides, partner professionals and administrators"),
        _("Administrators of the own organisation"),
    ),
    Activity(
        "toezicht",
        _("Log of reads and acts"),
        _("To be able to show who saw what, and why"),
        _("Legal duty (GDPR articles 5.2 and 32)"),
        _("Colleagues, and residents by a random key"),
        _("The data protection officer; the person on the own page"),
    ),
    Activity(
        "andere-wegwijzers",
        _("Help from other directories"),
        _(
            "To find help of neighbours; contacts that the source published stay in it unseen, so that nothing is lost"
        ),
        _("Public task (GDPR article 6.1.e); the source made it public"),
        _("Contacts of organisations, as far as a source names them"),
        _("The editors of the region"),
    ),
    Activity(
        "beraad",
        _("Work of the Regionaal Beraad"),
        _(
            "To know who may decide for which geleding, who was there and what was said, and to prove it later"
        ),
        _("Public task (GDPR article 6.1.e)"),
        _("Members of the board and its tables, as holders of a function"),
        _("The members and the staff of the board; the public reads functions and organisations only"),
    ),
    Activity(
        "cijfers",
        _("Figures and their sources"),
        _("To know who brought a figure in, who explained it and who looked at it a second time"),
        _("Public task (GDPR article 6.1.e)"),
        _("Analysts and data editors, by the key of their account"),
        _("The analysts of the region"),
    ),
]
