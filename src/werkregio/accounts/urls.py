# SPDX-License-Identifier: EUPL-1.2
"""Addresses of accounts. They stand before those of allauth and take the place of some of them."""

from django.urls import path

from . import oidc, views

app_name = "accounts"
urlpatterns = [
    path("login/", views.sign_in, name="sign-in"),
    path("signup/", views.sign_up_closed, name="sign-up-closed"),
    path("3rdparty/signup/", views.sign_up_closed, name="broker-sign-up-closed"),
    path("profiel/", views.profile, name="profile"),
    path("email/", views.to_profile, name="email"),
    path("confirm-email/", views.to_profile, name="confirm-email"),
    path("confirm-email/<path:key>/", views.to_profile, name="confirm-email-key"),
    path("password/set/", views.to_profile, name="password-set"),
    path("login/code/confirm/", views.to_profile, name="login-code"),
    path("oidc/<str:provider_id>/login/callback/", oidc.callback, name="oidc-callback"),
]

# Who may open each page: see the role matrix test.
PAGES = {
    "accounts:sign-in": ("open", None),
    "accounts:sign-up-closed": ("open", None),
    "accounts:broker-sign-up-closed": ("open", None),
    "accounts:oidc-callback": ("open", "provider_id"),
    "accounts:profile": ("signed-in", None),
    "accounts:email": ("signed-in", None),
    "accounts:confirm-email": ("signed-in", None),
    "accounts:confirm-email-key": ("signed-in", "key"),
    "accounts:password-set": ("signed-in", None),
    "accounts:login-code": ("signed-in", None),
}
