# SPDX-License-Identifier: EUPL-1.2
"""What is said beside a vote, the execution of decisions, corrections that wait for a decision."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('beraad', '0003_consulting'),
        ('regio', '0005_convenant_and_seats'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BesluitVoortgang',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('staat', models.CharField(choices=[('te_doen', 'To do'), ('loopt', 'Under way'), ('klaar', 'Carried out'), ('vervalt', 'No longer needed')], max_length=12)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('at', models.DateTimeField()),
                ('besluit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voortgang', to='beraad.besluit')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Bijdrage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tekst', models.TextField(max_length=4000)),
                ('at', models.DateTimeField()),
                ('agendapunt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bijdragen', to='beraad.agendapunt')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('mandaat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regio.mandaat')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RectificatieVoorstel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('titel', models.CharField(max_length=200)),
                ('tekst', models.TextField(max_length=8000)),
                ('reason', models.CharField(max_length=500)),
                ('at', models.DateTimeField()),
                ('agendapunt', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='rectificatie_voorstel', to='beraad.agendapunt')),
                ('besluit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rectificatie_voorstellen', to='beraad.besluit')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
    ]
