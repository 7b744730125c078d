# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the employer door: for employers, for their contact, and for workers with a letter."""

from django.urls import path

from ..views import employer_desk, employer_groups, employer_leave

urlpatterns = [
    path("werkgever/", employer_groups.employer_home, name="employer_home"),
    path("werkgever/vraag/", employer_leave.leave, name="employer_leave"),
    path("groep/", employer_groups.group, name="group"),
    path("mijn-vraag/brief/", employer_groups.own_letter, name="mine_letter"),
    path("werk/werkgevers/", employer_desk.employers, name="employers"),
    path("werk/werkgevers/lijst.csv", employer_desk.employers_csv, name="employers_csv"),
    path("werk/werkgevers/nieuw/", employer_desk.new_employer, name="new_employer"),
    path("werk/werkgevers/<str:reference>/", employer_desk.employer, name="employer"),
    path("werk/werkgevers/<str:reference>/doen/", employer_desk.act, name="employer_act"),
    path("werk/werkgevers/<str:reference>/vacature/", employer_desk.vacancy, name="employer_vacancy"),
    path(
        "werk/werkgevers/<str:reference>/vacature/<int:vacature>/",
        employer_desk.vacancy,
        name="employer_vacancy_change",
    ),
    path("werk/werkgevers/<str:reference>/groep/", employer_desk.describe_group, name="employer_group"),
    path("werk/werkgevers/<str:reference>/brief/", employer_groups.letter, name="employer_letter"),
]

PAGES = {
    "employer_home": ("open", None),
    "employer_leave": ("open", None),
    "group": ("open", None),
    "mine_letter": ("open", None),
    "employers": ("right:werkgever.read", None),
    "employers_csv": ("right:werkgever.read", None),
    "new_employer": ("right:werkgever.write", None),
    "employer": ("right:werkgever.read", "employer_reference"),
    "employer_act": ("right:werkgever.write", "employer_reference"),
    "employer_vacancy": ("right:werkgever.write", "employer_reference"),
    "employer_vacancy_change": ("right:werkgever.write", "employer_vacancy"),
    "employer_group": ("right:werkgever.write", "employer_reference"),
    "employer_letter": ("right:werkgever.read", "employer_reference"),
}
