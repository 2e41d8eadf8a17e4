from django.db import migrations, models

# Each database has its own kind of index over the same terms; see hub.library.search.engine.
LITE = (
    "CREATE VIRTUAL TABLE library_terms USING fts5(terms, tokenize='ascii', detail='none', prefix='3')",
    "CREATE TABLE library_words (token text NOT NULL, word text NOT NULL, back text NOT NULL,"
    " PRIMARY KEY (token, word)) WITHOUT ROWID",
    "CREATE INDEX library_words_back ON library_words (token, back)",
)
# Vectors lie out of line, so that the heap walked for a common word is a few hundred pages.
POSTGRES = (
    "CREATE TABLE library_terms (place bigint PRIMARY KEY, terms tsvector NOT NULL) WITH (toast_tuple_target = 128)",
    "ALTER TABLE library_terms ALTER COLUMN terms SET STORAGE EXTERNAL",
    "CREATE INDEX library_terms_gin ON library_terms USING gin (terms)",
    'CREATE TABLE library_words (token text COLLATE "C" NOT NULL, word text COLLATE "C" NOT NULL,'
    ' back text COLLATE "C" NOT NULL, PRIMARY KEY (token, word))',
    "CREATE INDEX library_words_back ON library_words (token, back)",
)


def create(apps, schema_editor):
    for said in LITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(said)


def drop(apps, schema_editor):
    for table in ("library_terms", "library_words"):
        schema_editor.execute(f"DROP TABLE {table}")


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SearchRow",
            fields=[
                ("place", models.BigIntegerField(primary_key=True, serialize=False)),
                ("item", models.UUIDField()),
                ("side", models.CharField(choices=[("shown", "shown"), ("work", "work")], max_length=5)),
                ("number", models.IntegerField()),
                ("identifier", models.CharField(max_length=40)),
                ("owner", models.CharField(max_length=4)),
                ("state", models.CharField(max_length=20)),
                ("tokens", models.TextField()),
                ("facets", models.TextField()),
                ("embargo", models.DateField(null=True)),
                ("texts", models.JSONField()),
                ("title_line", models.TextField()),
                ("line", models.TextField()),
                ("changed_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
            ],
            options={"ordering": ["-place"]},
        ),
        migrations.CreateModel(
            name="SearchStamp",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False)),
                ("place", models.BigIntegerField()),
                ("gone", models.TextField(blank=True)),
                ("mark", models.CharField(max_length=16)),
            ],
            options={"ordering": ["number"]},
        ),
        migrations.AddConstraint(
            model_name="searchrow",
            constraint=models.UniqueConstraint(fields=("item", "side"), name="one_row_per_side"),
        ),
        migrations.RunPython(create, drop),
    ]
