"""Many drafts with the findings and score that Python gives them: the browser must say the same.

`python -m tests.vectors.drafts` writes them anew into completeness.json, beside the cases written by hand.
"""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from hub.forms import completeness, schema
from hub.forms.about import about_country
from hub.forms.victims import split

PATH = Path(__file__).with_name("completeness.json")
Case = dict[str, Any]
SAMPLE = {"date": "2026-03-01", "bool": True}
NEPAL = {"en": "Nepal", "fr": "Népal", "ar": "نيبال"}
ENTRY = {
    "languages": "English, Nepali",
    "dual_criminality": "Only for coercive measures.",
    "asks_for": "The text of each provision.",
    "channels": "Diplomatic note afterwards.",
    "hub_use": "advance",
    "use_limits": "Only the case described.",
    "confirmed_on": "2026-09-01",
}
PERSONS = [
    {"label": "p1", "role": "suspect", "kind": "natural", "known": True, "name_original": "राम बहादुर",
     "name_latin": "Ram Bahadur", "nationality": "Nepal", "location": "Kathmandu"},
    {"label": "p2", "role": "victim", "known": True, "pseudonym": "victim 1", "name_latin": "Sita Gurung",
     "name_original": "सीता", "born": "2011", "minor": True, "nationality": "Nepal", "location": "shelter"},
]  # fmt: skip


def sample(field: schema.Field) -> Any:
    """Something that fits a field."""
    if field.choices and field.type == "choice":
        return field.choices[0].code
    return SAMPLE.get(field.type, field.id)


def put(content: Case, path: str, value: Any) -> None:
    """Set what lies at a dotted path."""
    *way, last = path.split(".")
    for step in way:
        content = content.setdefault(step, {})
    content[last] = value


def measure(module: schema.Choice) -> Case:
    """A measure with every field of its module filled in."""
    made: Case = {"label": "m1", "module": module.code, "code": module.codes[0]}
    fields = {one.id: one for one in rows("measures")}
    for field in fields.values():
        if field.id not in ("module", "code") and completeness.applies(field.when, made, {}):
            put(made, field.id, "p1" if field.type == "person" else sample(field))
    if "records" in made:
        put(made, "records.to", "2026-06-30")
    return made


def rows(name: str) -> tuple[schema.Field, ...]:
    """The fields of one list of the form."""
    fields = [field for section in schema.sections() for field in section.fields]
    return next(field.fields for field in fields if field.id == name)


def draft(module: schema.Choice, offence: str = "tip") -> Case:
    """A whole draft about one measure, with all fields that its choices bring."""
    made: Case = {"v": 2, "offence": offence, "legal_basis": "untoc", "confidentiality": "confidential"}
    asked = [field for section in schema.sections() if section.place == "request" for field in section.fields]
    for field in asked:
        if field.type != "rows" and field.id not in made and completeness.applies(field.when, made, made):
            put(made, field.id, sample(field))
    lists = {"offences": [{"name": "Trafficking", "provision": "Section 3", "penalty": "7 years"}]}
    return made | lists | {
        "persons": deepcopy(PERSONS),
        "measures": [measure(module)], "attachments": [],
    }  # fmt: skip


def modules() -> tuple[schema.Choice, ...]:
    """The kinds of measures."""
    return next(field for field in rows("measures") if field.id == "module").choices


def abouts() -> dict[str, Case]:
    """What is known of Nepal, and the same when no source says that treaties bind it."""
    sources = {"known": True, "unbound": False}
    return {
        name: about_country("NP", NEPAL, ENTRY, dict.fromkeys(("UNTOC", "TIP", "SOM"), bound))
        for name, bound in sources.items()
    }


def drafts() -> list[Case]:
    """Each module whole, bare and with each field missing; then the other ways to be incomplete."""
    cases = []
    for module in modules():
        whole = draft(module)
        cases.append(case(f"{module.code} whole", whole))
        bare = {"label": "m1", "module": module.code, "code": module.codes[0]}
        cases.append(case(f"{module.code} bare", whole | {"measures": [bare]}))
        small = {"v": 2, "persons": whole["persons"], "legal_basis": "untoc"}
        for name in whole["measures"][0].keys() - {"label", "module", "code"}:
            less = {key: value for key, value in whole["measures"][0].items() if key != name}
            cases.append(case(f"{module.code} without {name}", small | {"measures": [less]}))
    return sorted(cases, key=lambda one: one["name"]) + others()


def others() -> list[Case]:
    """Offences, measures, persons and reasons; then what depends on the State that is asked."""
    return [*elsewhere(), *measured(), *people(), *abroad()]


def only(module: str) -> Case:
    """A whole draft about one kind of measure."""
    return draft(next(one for one in modules() if one.code == module))


def elsewhere() -> list[Case]:
    """What is missing outside the measures."""
    whole = only("records")
    smuggling = {**whole, "offence": "som", "som": {}, "tip": {}}
    records = next(one for one in modules() if one.code == "records")
    return [
        case("nothing", {}), case("nothing of version 2", {"v": 2}),
        case("smuggling without route", smuggling), case("smuggling whole", draft(records, "som")),
        case("trafficking without elements", whole | {"tip": {}}),
        case("no nexus", whole | {"nexus": {}}),
        case("no reason given", whole | {"confidentiality_reason": ""}),
        case("custody ends some day", whole | {"urgency_ground": "custody", "accused": {}}),
    ]  # fmt: skip


def measured() -> list[Case]:
    """Measures whose details contradict each other or lack what another detail calls for."""
    whole = only("records")
    changes = {
        "period backwards": ("records", {"from": "2026-03-01", "to": "2026-01-01"}),
        "served after the hearing": ("service", {"hearing": "2026-03-02", "latest": "2026-03-09"}),
        "no last day of service": ("service", {"hearing": "2026-03-02", "latest": ""}),
        "confiscation without order": ("confiscation", {"order": ""}),
        "preservation without end": ("digital", {"preserved_until": ""}),
    }
    cases = []
    for name, (group, change) in changes.items():
        one = only(group)["measures"][0]
        cases.append(case(name, whole | {"measures": [one | {group: one[group] | change}]}))
    wrong = whole | {"measures": [whole["measures"][0] | {"code": "18.3.b"}]}
    return [*cases, case("module against code", wrong)]


def people() -> list[Case]:
    """Victims, and warnings that an officer left with a reason."""
    whole, heard = only("records"), only("statement")
    heard["measures"][0] |= {"person": "p2", "hearing": {"topics": "The journey"}}
    bare = whole | {"measures": [{"label": "m1", "module": "records", "code": "18.3.f"}]}
    reason = {"rule": "records_period", "entry": "m1", "reason": "The bank keeps one file without dates."}
    blocked = {"rule": "measure_description", "entry": "m1", "reason": "No."}
    return [
        case("victim named", whole | {"facts": "Sita Gurung was brought over the border."}),
        case("identities split off", split(whole)[0]),
        case("victim without a label", whole | {"persons": [PERSONS[1] | {"pseudonym": ""}]}),
        case("child heard without care", heard),
        case("overridden", bare | {"overrides": [reason]}),
        case("a block cannot be overridden", bare | {"overrides": [blocked]}),
    ]


def abroad() -> list[Case]:
    """Languages, treaties, rule sets and what the State says of itself."""
    whole, known = only("records"), "known"
    papers = [{"label": "a1", "file": "order.pdf", "language": "ru"}]
    translated = [*papers, {"label": "a2", "file": "order en.pdf", "translation_of": "order.pdf"}]
    return [
        case("known country", whole, known), case("Russian to Nepal", whole | {"language": "ru"}, known),
        case("treaty not known", whole, "unbound"),
        case("corruption", whole | {"legal_basis": "uncac", "facts": ""}, known),
        case("reciprocity", whole | {"legal_basis": "reciprocity", "undertakings": {}}, known),
        case("attachment in Russian", whole | {"attachments": papers}, known),
        case("attachment translated", whole | {"attachments": translated}, known),
        case("no provision for Nepal", whole | {"offences": [{"name": "Trafficking"}], "conduct": ""}, known),
    ]  # fmt: skip


def case(name: str, content: Case, known: str = "") -> Case:
    """A draft with Python's answers."""
    form = schema.load("mla_request")
    about = abouts().get(known)
    findings = completeness.evaluate(form, content, about)
    return {
        "name": name,
        "content": content,
        "about": known,
        "findings": [[f.level, f.id, f.field, f.entry, f.reason] for f in findings],
        "score": completeness.score(form, content, about),
    }


def main() -> None:
    """Write the file anew."""
    kept = json.loads(PATH.read_text(encoding="utf-8"))
    by_hand = [json.dumps(one, ensure_ascii=False) for one in kept["cases"]]
    made = [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in drafts()]
    lists = {"cases": by_hand, "drafts": made}
    source = f'"source": {json.dumps(kept["source"])},\n"abouts": {json.dumps(abouts(), ensure_ascii=False)}'
    blocks = [f'"{name}": [\n' + ",\n".join(lines) + "\n]" for name, lines in lists.items()]
    PATH.write_text("{\n" + ",\n".join([source, *blocks]) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
