from django.db import migrations

# A value leaves its row only if the row is longer than 2 kB. `room` makes each row longer than that, is pressed
# together to some 40 bytes, and the vector goes: the heap walked for a common word shrinks from 100 MB to 9 MB
# at 100 000 items. Walking the whole table would fetch every vector back, so it is never done.
POSTGRES = (
    "CREATE TABLE library_terms_new (place bigint PRIMARY KEY, terms tsvector NOT NULL,"
    " room text NOT NULL DEFAULT repeat(' ', 2048)) WITH (toast_tuple_target = 128)",
    "ALTER TABLE library_terms_new ALTER COLUMN terms SET STORAGE EXTERNAL",
    "INSERT INTO library_terms_new (place, terms) SELECT place, terms FROM library_terms ORDER BY place",
    "DROP TABLE library_terms",
    "ALTER TABLE library_terms_new RENAME TO library_terms",
    "ALTER INDEX library_terms_new_pkey RENAME TO library_terms_pkey",
    "CREATE INDEX library_terms_gin ON library_terms USING gin (terms)",
    "CREATE FUNCTION library_places(asked text) RETURNS SETOF bigint LANGUAGE sql STABLE"
    " SET enable_seqscan = off SET enable_indexscan = off"
    " AS $$ SELECT place FROM library_terms WHERE terms @@ asked::tsquery $$",
)


def slim(apps, schema_editor):
    for said in POSTGRES if schema_editor.connection.vendor == "postgresql" else ():
        schema_editor.execute(said)


def as_before(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION library_places(text)")


class Migration(migrations.Migration):
    dependencies = [("library", "0003_harvest")]

    operations = [migrations.RunPython(slim, as_before)]
