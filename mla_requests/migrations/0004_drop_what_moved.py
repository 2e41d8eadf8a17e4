from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("mla_requests", "0003_carry_over")]

    operations = [
        migrations.RemoveField(
            model_name="mlarequest",
            name="consultation_answered",
        ),
        migrations.RemoveField(
            model_name="mlarequest",
            name="consultation_reply_by",
        ),
        migrations.RemoveField(
            model_name="mlarequest",
            name="consulted",
        ),
        migrations.RemoveField(
            model_name="mlarequest",
            name="last_item",
        ),
        migrations.RemoveField(
            model_name="mlarequest",
            name="last_question",
        ),
        migrations.RemoveField(
            model_name="mlarequest",
            name="open_items",
        ),
        migrations.RemoveField(
            model_name="mlarequest",
            name="open_questions",
        ),
        migrations.RemoveField(
            model_name="mlarequest",
            name="resume",
        ),
    ]
