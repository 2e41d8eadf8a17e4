"""Other forms of a word, made by the endings of its script."""

import pytest

from hub.words import found, line, words
from hub.words.endings import forms, sought

# What is looked for, and what the text says.
FOUND = [
    ("shelters", "a shelter"), ("witnesses", "one witness"), ("policies", "a policy"),
    ("country", "countries"), ("laws", "the law"), ("women", "a woman"),
    ("trafficked", "trafficking"), ("protecting", "protected"),
    ("refuges", "un refuge"), ("nationaux", "national"),
    ("tribunal", "tribunaux"), ("témoins", "un témoin"),
    ("trabajadores", "trabajador"), ("fronteras", "la frontera"), ("leyes", "ley"), ("víctimas", "víctima"),
    ("свидетелями", "свидетель"), ("границы", "на границе"), ("жертвами", "жертв"),
    ("المهاجرون", "تهريب المهاجرين"), ("مهاجرات", "المهاجر"), ("شهادات", "الشهادة"), ("شهادة", "شهادات"),
    ("ضحية", "الضحايا"), ("قوانين", "القانون"), ("قانون‌های", "قانون"), ("قربانیان", "قربانی"),
    ("عورتیں", "عورتوں"), ("پناہ‌گاہیں", "پناہ‌گاہ"), ("कानुनहरू", "कानुन"), ("ভুক্তভোগীদের", "ভুক্তভোগী"),
]  # fmt: skip
# Nothing more than the same letters at the beginning.
NOT_FOUND = [
    ("policies", "police"), ("refuges", "refugee"), ("laws", "lawn"), ("status", "statute"), ("uses", "us"),
    ("crises", "crisp"), ("تعاون", "تعالى"), ("суд", "сутки"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "text"), FOUND, ids=[query for query, _ in FOUND])
def test_an_inflected_word_finds_the_others(query: str, text: str) -> None:
    assert found(line(text), sought(query))


@pytest.mark.parametrize(("query", "text"), NOT_FOUND, ids=[query for query, _ in NOT_FOUND])
def test_a_likeness_is_not_a_form(query: str, text: str) -> None:
    assert not found(line(text), sought(query))


@pytest.mark.parametrize("word", ["انسان", "قانون", "تعاون", "status", "crisis"])
def test_what_only_looks_like_an_ending_leads_to_whole_words_alone(word: str) -> None:
    (plain,) = words(word)
    assert not any(form.beginning for form in forms(plain))


def test_scripts_without_rules_have_no_forms() -> None:
    assert [forms(word) for word in ("", "被害人", "θυμα", "2019")] == [()] * 4
