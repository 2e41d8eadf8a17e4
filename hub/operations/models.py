"""What the jobs beside the server left behind."""

from django.db import models


class JobRun(models.Model):
    """When a job last came to the end of a pass; one row for each job."""

    name = models.CharField(max_length=40, primary_key=True)
    ended = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
