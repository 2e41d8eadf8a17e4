"""Networks of the demo: who belongs to which is on the public record, the organisations are invented."""

from __future__ import annotations

from datetime import date

from focal_points.acting import Acting
from focal_points.actions import add_network, add_organisation, admit, change_password, look_after
from focal_points.models import Country, FocalPoint, Network, NetworkMember, PostType, Seat
from hub.base import clock
from hub.web.demo.cast import PASSWORD

Status = NetworkMember.Status
NETWORKS = (
    ("glo-act", "mechanism", {
        "en": "GLO.ACT, Asia and the Middle East",
        "fr": "GLO.ACT, Asie et Moyen-Orient",
        "ar": "GLO.ACT، آسيا والشرق الأوسط",
    }),
    ("commit", "mechanism", {
        "en": "COMMIT Process, Greater Mekong Sub-region",
        "fr": "Processus COMMIT, sous-région du Grand Mékong",
        "ar": "عملية COMMIT، منطقة الميكونغ الكبرى دون الإقليمية",
    }),
    ("anctip", "organisations", {
        "en": "ANCTIP, Afghanistan Network in Combating Trafficking in Persons",
        "fr": "ANCTIP, réseau afghan de lutte contre la traite des personnes",
        "ar": "ANCTIP، الشبكة الأفغانية لمكافحة الاتجار بالأشخاص",
    }),
    ("actip", "organisations", {
        "en": "ACTIP, Asian Network in Combating Trafficking in Persons",
        "fr": "ACTIP, réseau asiatique de lutte contre la traite des personnes",
        "ar": "ACTIP، الشبكة الآسيوية لمكافحة الاتجار بالأشخاص",
    }),
)  # fmt: skip
# Network, countries, status, since. Bangladesh: sources speak of consultations under way.
MEMBERS = (
    ("glo-act", "AF IQ IR PK", Status.MEMBER, date(2019, 1, 1)),
    ("glo-act", "BD", Status.CANDIDATE, date(2019, 1, 1)),
    ("glo-act", "EG MA NP", Status.OBSERVER, date(2019, 9, 16)),
    ("commit", "CN KH LA MM TH VN", Status.MEMBER, date(2004, 10, 29)),
)
ORGANISATIONS = (
    ("Shelter alliance, Kabul (demonstration data)", "Shukria Ahmadi", "desk@shelters.example",
     ("anctip", "actip")),
    ("Legal aid for workers, Lahore (demonstration data)", "Hina Malik", "desk@legalaid.example",
     ("actip",)),
)  # fmt: skip


def enter() -> None:
    """Enter networks, members and organisations, as the Secretariat would."""
    if Network.objects.exists():
        return
    by = _secretariat()
    for code, kind, names in NETWORKS:
        look_after(by, add_network(by, code, names=names, kind=kind), by.focal_point)
    for network, countries, status, since in MEMBERS:
        for country in Country.objects.filter(pk__in=countries.split()):
            admit(by, Network.objects.get(pk=network), country, status, since)
    for name, officer, email, networks in ORGANISATIONS:
        _organisation(by, name, officer, email, networks)


def _organisation(by: Acting, name: str, officer: str, email: str, networks: tuple[str, ...]) -> None:
    chosen = Network.objects.filter(pk__in=networks)
    made = add_organisation(
        by, name=name, officer=officer, email=email, networks=chosen, since=date(2020, 3, 1)
    )
    change_password(made.officer, current=made.password, password=PASSWORD, now=clock.now())


def _secretariat() -> Acting:
    post = FocalPoint.objects.select_related("country").get(type=PostType.SECRETARIAT)
    seats = Seat.objects.filter(focal_point=post, to_seq__isnull=True).select_related("officer")
    officer = seats[0].officer
    return Acting(officer, post, frozenset(seat.role for seat in seats if seat.officer_id == officer.pk))
