from django.db import migrations, models


class Migration(migrations.Migration):
    # SQLite leaves out constraints that count empty values as equal, so there are two plain ones.

    dependencies = [
        ('focal_points', '0002_joining_and_sessions'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='seedwrap', name='one_seed_wrap_per_officer'),
        migrations.AddConstraint(
            model_name='seedwrap',
            constraint=models.UniqueConstraint(fields=('key', 'officer'), name='one_seed_wrap_per_officer'),
        ),
        migrations.AddConstraint(
            model_name='seedwrap',
            constraint=models.UniqueConstraint(condition=models.Q(('officer__isnull', True)), fields=('key',), name='one_recovery_wrap'),
        ),
    ]
