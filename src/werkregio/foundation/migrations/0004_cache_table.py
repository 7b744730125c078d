# SPDX-License-Identifier: EUPL-1.2
"""The table in which all processes count failed sign-ins together."""

from django.core.management import call_command
from django.db import migrations


def make(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE IF EXISTS foundation_cache")


class Migration(migrations.Migration):
    dependencies = [("foundation", "0003_content_mark")]

    operations = [migrations.RunPython(make, drop)]
