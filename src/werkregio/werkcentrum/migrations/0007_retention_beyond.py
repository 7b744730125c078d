from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("werkcentrum", "0006_terms_and_reminders"),
    ]

    operations = [
        migrations.AddField(
            model_name="bewaarregel",
            name="beyond",
            field=models.CharField(
                blank=True,
                help_text="Why it lies outside the bounds of the standard",
                max_length=300,
                default="",
            ),
            preserve_default=False,
        ),
    ]
