from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("library", "0002_search")]

    operations = [
        migrations.CreateModel(
            name="HarvestRecord",
            fields=[
                ("number", models.IntegerField(primary_key=True, serialize=False)),
                ("item", models.UUIDField(unique=True)),
                ("type", models.CharField(max_length=20)),
                ("version", models.CharField(max_length=40)),
                ("stamp", models.DateTimeField()),
                ("deleted", models.BooleanField(default=False)),
            ],
            options={"ordering": ["stamp", "number"]},
        ),
        migrations.AddIndex(
            model_name="harvestrecord",
            index=models.Index(fields=["stamp", "number"], name="library_harvest"),
        ),
    ]
