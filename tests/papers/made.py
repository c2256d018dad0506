"""Facts for papers: without a policy, and with one in which every line is full."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.core.policy import NO_POLICY, Policy
from postigo.core.policy_table import understood
from postigo.guidance.countries import SPAIN
from postigo.papers.facts import Facts
from postigo.words import Words

LANGUAGES: Final = ("en", "es")
SCHOOL: Final = understood(
    {
        "mandatory": {
            "schedule": "weekly",
            "report_folder": "/mnt/school/reports",
            "report_level": "internal",
            "site": "ceip-3",
            "label": "Aula 3, PC 12",
            "keep_days": 14,
            "contact": "Coordinación TIC, aula de informática",
        }
    },
    "policy.toml",
)
CROWDED: Final = understood(
    {
        "mandatory": {
            "schedule": "monthly",
            "report_folder": "/mnt/" + "school/" * 30,
            "site": "s" * 40,
            "label": "Aula " * 20,
            "contact": ("Coordinación de bienestar " * 8)[:200],
        }
    },
    "policy.toml",
)
"""Every line as long as a policy can have it."""


def facts(language: str = "en", policy: Policy = NO_POLICY, country: str = SPAIN) -> Facts:
    return Facts(Words(language), policy, country)


def all_facts() -> Iterator[Facts]:
    """Both languages, without a policy, with one, and with a crowded one."""
    for language in LANGUAGES:
        for policy in (NO_POLICY, SCHOOL, CROWDED):
            yield facts(language, policy)
