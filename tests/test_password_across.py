"""What is told of a password beside the others. Rows are compared, never passwords: a failure must not print one."""

from __future__ import annotations

from datetime import date

import pytest

from postigo.passwords.hosts import place
from postigo.passwords.inside.across import Across
from postigo.passwords.inside.entry import Entry
from postigo.passwords.model import Judged, Length, Profile, Reason

TODAY = date(2026, 11, 20)


class Files:
    """Files of entries, and what is told of them side by side."""

    def __init__(self, profile: Profile = Profile.POLICE) -> None:
        self.across = Across(today=TODAY, profile=profile)
        self.known: dict[tuple[int, int], Judged] = {}

    def add(
        self,
        url: str,
        user: str,
        password: str,
        *,
        file: int = 0,
        random: bool = False,
        history: tuple[str, ...] = (),
        second_factor: bool | None = None,
        changed: date | None = None,
    ) -> tuple[int, int]:
        row = 1 + sum(known[0] == file for known in self.known)
        urls = (url,) if "." in url else ()
        entry = Entry(row, password, url, user, urls, changed, history, second_factor)
        where = place(urls, url)
        judged = Judged(
            file, row, where.site, user, url, 3, Length.FROM_8, (), changed=changed, https=where.https
        )  # as the worker judged it by itself
        self.known[file, row] = judged
        self.across.add(judged, entry, random=random)
        return file, row

    def told(self) -> dict[tuple[int, int], Judged]:
        return self.known | {(judged.file, judged.row): judged for judged in self.across.final()}

    def reasons(self) -> dict[tuple[int, int], set[Reason]]:
        return {key: set(judged.reasons) for key, judged in self.told().items()}


@pytest.fixture
def files() -> Files:
    return Files()


def test_one_password_for_two_accounts_is_used_twice_and_drawn_together(files: Files) -> None:
    one = files.add("https://uno.es", "ana", "tres tristes tigres")
    other = files.add("https://dos.es", "ana", "tres tristes tigres")
    third = files.add("https://tres.es", "ana", "quite another thing")
    told = files.told()
    assert told[one].reasons == told[other].reasons == (Reason.REUSED,)
    assert told[one].reuse_group == told[other].reuse_group == 1
    assert told[third] == files.known[third]
