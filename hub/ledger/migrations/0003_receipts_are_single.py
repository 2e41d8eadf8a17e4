from django.db import migrations, models


class Migration(migrations.Migration):
    # SQLite leaves out constraints that count empty values as equal, so there are two plain ones.

    dependencies = [
        ('ledger', '0002_parts_keep_their_blocks'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='receipt', name='receipt_once'),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.UniqueConstraint(fields=('event', 'evidence', 'focal_point'), name='receipt_once'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.UniqueConstraint(condition=models.Q(('focal_point__isnull', True)), fields=('event', 'evidence'), name='receipt_of_nobody_once'),
        ),
    ]
