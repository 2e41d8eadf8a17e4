import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('focal_points', '0001_initial'),
        ('ledger', '0001_initial'),
    ]

    operations = [
        migrations.RemoveField(model_name='part', name='file'),
        migrations.DeleteModel(name='UploadBlock'),
        migrations.DeleteModel(name='Upload'),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('stream', models.UUIDField()),
                ('event', models.UUIDField()),
                ('n', models.PositiveIntegerField()),
                ('length', models.PositiveBigIntegerField()),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('focal_point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='focal_points.focalpoint')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uploads', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('officer', 'stream', 'event', 'n'), name='upload_once')],
            },
        ),
        migrations.CreateModel(
            name='UploadBlock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('index', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('file', models.CharField(max_length=100, unique=True)),
                ('upload', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocks', to='ledger.upload')),
            ],
            options={
                'ordering': ['upload_id', 'index'],
                'constraints': [models.UniqueConstraint(fields=('upload', 'index'), name='block_once')],
            },
        ),
        migrations.AddField(
            model_name='part',
            name='upload',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='part', to='ledger.upload'),
        ),
    ]
