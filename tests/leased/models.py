from django.db import models

from cms.leases import Leased


class Errand(Leased):
    name = models.CharField(max_length=50)
    done_at = models.DateTimeField(null=True)

    class Meta(Leased.Meta):
        pass

    def __str__(self) -> str:
        return self.name


class Effect(models.Model):
    """What an errand did; deliberately not unique, so that doing it twice shows."""

    errand = models.ForeignKey(Errand, on_delete=models.CASCADE)
    worker = models.CharField(max_length=50)

    def __str__(self) -> str:
        return f"{self.errand_id} by {self.worker}"
