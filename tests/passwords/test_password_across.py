"""What is told of a password beside the others. Rows are compared, never passwords: a failure must not print one."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib import resources
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postigo.passwords import importance
from postigo.passwords.change_address import change_address
from postigo.passwords.hosts import address, is_local, is_public_name, place
from postigo.passwords.importance import Kind, kind, service
from postigo.passwords.model import Judged, Length, Profile, Reason
from postigo.passwords.sandbox import similarity
from postigo.passwords.sandbox.entry import Entry
from postigo.passwords.sandbox.reuse import Across
from postigo.passwords.severity import first_things_first
from tests.support.pace import keeps

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


BESIDE = {Reason.REUSED, Reason.NEAR, Reason.SHARED}


@pytest.fixture
def files() -> Files:
    return Files()


# --- used twice


def test_one_password_for_two_accounts_is_used_twice_and_drawn_together(files: Files) -> None:
    one = files.add("https://uno.es", "ana", "tres tristes tigres")
    other = files.add("https://dos.es", "ana", "tres tristes tigres")
    third = files.add("https://tres.es", "ana", "quite another thing")
    told = files.told()
    assert told[one].reasons == told[other].reasons == (Reason.REUSED,)
    assert told[one].reuse_group == told[other].reuse_group == 1
    assert told[third] == files.known[third]


def test_groups_are_numbered_from_one_in_the_order_of_the_files(files: Files) -> None:
    keys = [
        files.add(f"https://site{number}.es", "ana", f"{'abcab'[number]} {'xyzxy'[number]} long enough")
        for number in range(5)
    ]
    told = files.told()
    assert [told[key].reuse_group for key in keys] == [1, 2, None, 1, 2]


def test_a_word_where_an_address_is_asked_for_tells_accounts_apart() -> None:
    def reused(*words: str) -> set[Reason]:
        files = Files()
        for row, word in enumerate(words):
            entry = Entry(row, "tres tristes tigres", "", "ana", (word,))
            assert entry.title == word.strip()
            files.known[0, row] = Judged(0, row, entry.title, "ana", "", 3, Length.FROM_8, (), https=False)
            files.across.add(files.known[0, row], entry, random=False)
        return set().union(*files.reasons().values())

    assert reused("Correo", "Banco Azul") == {Reason.REUSED}
    assert reused("Correo", "correo ") == set()


def test_an_address_is_no_title() -> None:
    assert Entry(1, "x", urls=("https://uno.es", "uno.es", "https://")).title == ""
    assert Entry(1, "x", name="Uno", urls=("Dos",)).title == "Uno"


def test_two_users_of_one_site_with_one_password_are_two_accounts(files: Files) -> None:
    one = files.add("https://uno.es", "ana", "tres tristes tigres")
    other = files.add("https://uno.es", "luis", "tres tristes tigres")
    assert files.reasons() == {one: {Reason.REUSED}, other: {Reason.REUSED}}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("https://accounts.google.com/signin", "ana@example.org"), ("https://mail.google.com", "ana@example.org")),
        (("https://login.live.com", "ana@example.org"), ("https://outlook.com", "ANA@example.org")),
        (("https://netflix.com", "ana"), ("android://hash@com.netflix.mediaclient/", "ana")),
        (("https://www.foro.es", "ana"), ("http://foro.es/entrar?next=1", "ana")),
        (("https://foro.es", "ana"), ("https://entrar.foro.es", "ana")),
        (("https://foro.es", "ana"), ("https://foro.es", "")),
        (("https://foro.es", "ana"), ("https://foro.es", "ana@correo.es")),
        (("https://amazon.es", "ana@correo.es"), ("https://www.amazon.co.uk", "ana@correo.es")),
        (("Wifi en casa", ""), ("wifi en casa", "")),
    ],
)
@pytest.mark.parametrize("file", [0, 1], ids=["one file", "two exports"])
def test_one_account_that_is_kept_twice_is_not_used_twice(
    files: Files, one: tuple[str, str], other: tuple[str, str], file: int
) -> None:
    keys = files.add(*one, "tres tristes tigres"), files.add(*other, "tres tristes tigres", file=file)
    assert all(BESIDE.isdisjoint(files.reasons()[key]) for key in keys)
    assert [files.told()[key].reuse_group for key in keys] == [None, None]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("https://a.foro.es", "ana"), ("https://b.foro.es", "ana")),  # neighbours: perhaps of two people
        (("https://foro.es", "ana@correo.es"), ("https://foro.es", "ana@trabajo.es")),
        (("https://foro.es", "ana"), ("https://otroforo.es", "ana")),
        (("https://google.com.evil.example.org", "ana"), ("https://google.com", "ana")),
        (("Wifi en casa", ""), ("Wifi del pueblo", "")),
    ],
)
def test_what_may_be_two_accounts_is(files: Files, one: tuple[str, str], other: tuple[str, str]) -> None:
    keys = files.add(*one, "tres tristes tigres"), files.add(*other, "tres tristes tigres")
    assert all(files.reasons()[key] == {Reason.REUSED} for key in keys)


def test_an_entry_without_a_password_is_like_none_other(files: Files) -> None:
    keys = [files.add(f"https://site{number}.es", "ana", "") for number in range(3)]
    assert all(files.told()[key] == files.known[key] for key in keys)


def test_drawn_by_lot_and_used_twice_is_used_twice(files: Files) -> None:
    keys = [files.add(f"https://site{number}.es", "ana", "x9#Kq!vT2m$Lw8@Z", random=True) for number in range(2)]
    assert all(files.reasons()[key] == {Reason.REUSED} for key in keys)


# --- several files


def vault(files: Files, file: int, user: str, *shared: tuple[str, str, str]) -> None:
    for number in range(8):
        files.add(
            f"https://site{file}{number}.es",
            user,
            f"own word of {user} no {number * 'x'} {file}",
            file=file,
            random=True,
        )
    for url, who, password in shared:
        files.add(url, who, password, file=file)


def of_site(files: Files, site: str) -> set[Reason]:
    told = [set(judged.reasons) for judged in files.told().values() if judged.site == site]
    assert told
    assert all(each == told[0] for each in told)
    return told[0]


def test_two_exports_of_one_person_share_nothing(files: Files) -> None:
    vault(files, 0, "ana@correo.es", ("https://foro.es", "ana", "tres tristes tigres"))
    vault(files, 1, "ana@correo.es", ("https://foro.es", "ana", "tres tristes tigres"))
    assert of_site(files, "foro.es") == set()


def test_two_exports_of_one_person_can_use_a_password_twice(files: Files) -> None:
    vault(files, 0, "ana@correo.es", ("https://foro.es", "ana", "tres tristes tigres"))
    vault(files, 1, "ana@correo.es", ("https://chat.es", "ana", "tres tristes tigres"))
    assert of_site(files, "foro.es") == of_site(files, "chat.es") == {Reason.REUSED}


def test_one_account_in_the_files_of_two_people_is_shared_and_not_used_twice(files: Files) -> None:
    vault(files, 0, "ana@correo.es", ("https://netflix.com", "casa@correo.es", "tres tristes tigres"))
    vault(files, 1, "luis@correo.es", ("https://netflix.com", "casa@correo.es", "tres tristes tigres"))
    assert of_site(files, "netflix.com") == {Reason.SHARED}
    groups = {judged.reuse_group for judged in files.told().values() if judged.site == "netflix.com"}
    assert groups == {1}


def test_one_password_of_two_people_for_two_accounts_is_both(files: Files) -> None:
    vault(files, 0, "ana@correo.es", ("https://foro.es", "ana@correo.es", "tres tristes tigres"))
    vault(files, 1, "luis@correo.es", ("https://chat.es", "luis@correo.es", "tres tristes tigres"))
    assert of_site(files, "foro.es") == of_site(files, "chat.es") == {Reason.REUSED, Reason.SHARED}


def test_three_files_of_which_two_are_one_persons(files: Files) -> None:
    vault(files, 0, "ana@correo.es", ("https://foro.es", "ana@correo.es", "tres tristes tigres"))
    vault(files, 1, "luis@correo.es", ("https://foro.es", "ana@correo.es", "tres tristes tigres"))
    vault(files, 2, "ana@correo.es", ("https://chat.es", "ana@correo.es", "otra cosa mariposa"))
    files.add("https://mas.es", "ana@correo.es", "otra cosa mariposa", file=0)
    assert of_site(files, "foro.es") == {Reason.SHARED}
    assert of_site(files, "chat.es") == of_site(files, "mas.es") == {Reason.REUSED}


def test_the_same_file_twice_changes_nothing(files: Files) -> None:
    def fill(into: Files, file: int) -> None:
        into.add("https://uno.es", "ana", "tres tristes tigres", file=file)
        into.add("https://dos.es", "ana", "tres tristes tigres", file=file)
        into.add("https://tres.es", "ana", "Zanahoria2024", file=file)
        into.add("https://cuatro.es", "ana", "Zanahoria2025", file=file)
        into.add("https://cinco.es", "ana", "something of its own", file=file)

    once = Files()
    fill(once, 0)
    fill(files, 0)
    fill(files, 1)
    alone, doubled = once.reasons(), files.reasons()
    assert {row: doubled[0, row] for row in range(1, 6)} == {row: alone[0, row] for row in range(1, 6)}
    assert {row: doubled[1, row] for row in range(1, 6)} == {row: alone[0, row] for row in range(1, 6)}


# --- nearly


NEARLY = {
    "year": ("Zanahoria2024", "Zanahoria2025"),
    "number and sign": ("Zanahoria1!", "zanahoria#77"),
    "accent": ("Camión-azul", "camion-azul"),
    "capitals": ("ZanahoriA", "zanahoria"),
    "l33t": ("z4n4h0ri4", "zanahoria"),
    "l33t with sign": ("p@ssw0rd!!", "Password1"),
    "number inside": ("luna19-sol", "luna2020sol"),
    "one sign more": ("x9kqvt2", "x9kqvt2w"),
    "one sign other": ("x9kqvt2m", "x9kqvt3m"),
    "one sign less inside": ("x9kqvt2m", "x9kvt2m"),
    "signs between": ("tres tristes tigres", "tres-tristes-tigres!"),
}
NOT_NEARLY = {
    "other words": ("zanahoria2024", "manzana2024"),
    "PINs": ("48213", "48214"),
    "two signs": ("x9kqvt2m", "x9kqvt37"),
    "short base": ("sol2024", "sol1990!"),
    "longer word": ("camino", "caminante"),
}


@pytest.mark.parametrize("pair", NEARLY.values(), ids=NEARLY)
@pytest.mark.parametrize("turned", [False, True])
def test_nearly_the_same(files: Files, pair: tuple[str, str], turned: bool) -> None:
    one, other = reversed(pair) if turned else pair
    keys = files.add("https://uno.es", "ana", one), files.add("https://dos.es", "ana", other)
    told = files.told()
    assert [told[key].reasons for key in keys] == [(Reason.NEAR,), (Reason.NEAR,)]
    assert [told[key].near_group for key in keys] == [1, 1]
    assert [told[key].reuse_group for key in keys] == [None, None]
    assert similarity.is_near(one, other)


@pytest.mark.parametrize("pair", NOT_NEARLY.values(), ids=NOT_NEARLY)
def test_not_nearly_the_same(files: Files, pair: tuple[str, str]) -> None:
    keys = files.add("https://uno.es", "ana", pair[0]), files.add("https://dos.es", "ana", pair[1])
    assert [files.reasons()[key] for key in keys] == [set(), set()]
    assert not similarity.is_near(*pair)


def test_the_name_of_the_site_put_before_or_after_one_base_is_nearly_the_same(files: Files) -> None:
    keys = (
        files.add("https://www.facebook.com", "ana", "facebook-Girasol7"),
        files.add("https://netflix.com", "ana", "GirasolNetflix9"),
        files.add("https://foro.es", "ana", "girasol"),
        files.add("https://instagram.com", "ana", "instagram2024"),
        files.add("https://tiktok.com", "ana", "tiktok2024"),
    )
    told = files.told()
    assert [told[key].near_group for key in keys] == [1, 1, 1, None, None]


def test_what_was_drawn_by_lot_is_near_to_nothing(files: Files) -> None:
    keys = (
        files.add("https://uno.es", "ana", "x9#Kq!vT2m$Lw8@Z", random=True),
        files.add("https://dos.es", "ana", "x9#Kq!vT2m$Lw8@Y", random=True),
    )
    assert [files.reasons()[key] for key in keys] == [set(), set()]


def test_an_old_password_of_the_same_account_is_not_near_to_the_new_one(files: Files) -> None:
    keys = (
        files.add("https://foro.es", "ana", "Zanahoria2024"),
        files.add("https://foro.es", "ana", "Zanahoria2025", file=1),
    )
    assert [files.reasons()[key] for key in keys] == [set(), set()]


def test_used_twice_and_nearly_a_third_time(files: Files) -> None:
    keys = [
        files.add(f"https://site{number}.es", "ana", password)
        for number, password in enumerate(["Zanahoria2024", "Zanahoria2024", "Zanahoria2025"])
    ]
    told = files.told()
    assert [set(told[key].reasons) for key in keys] == [
        {Reason.REUSED, Reason.NEAR},
        {Reason.REUSED, Reason.NEAR},
        {Reason.NEAR},
    ]
    assert [told[key].reuse_group for key in keys] == [1, 1, None]
    assert [told[key].near_group for key in keys] == [1, 1, 1]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(alphabet="aAáb1!ñ", min_size=1, max_size=9), min_size=2, max_size=12, unique=True))
def test_groups_are_what_comparing_each_with_each_gives(passwords: list[str]) -> None:
    near = similarity.Nearness()
    for number, password in enumerate(passwords):
        near.add(number, password)
    group = list(range(len(passwords)))
    for one in range(len(passwords)):
        for other in range(one):
            if similarity.is_near(passwords[one], passwords[other]):
                group = [group[other] if each == group[one] else each for each in group]
    found = [near.group(number) for number in range(len(passwords))]
    assert [[a == b for b in group] for a in group] == [[a == b for b in found] for a in found]


@pytest.mark.parametrize(
    "strange", ["\ud800zanahoria", "a" * 100_000, "\0" * 12, "🌻" * 8, "ﬃﬃﬃﬃ", "İIıi" * 3, " " * 9]
)
def test_strange_passwords_are_compared_like_others(files: Files, strange: str) -> None:
    keys = [files.add(f"https://site{number}.es", "ana", strange) for number in range(2)]
    files.add("https://foro.es", "ana", strange + "1")
    assert all(Reason.REUSED in files.reasons()[key] for key in keys)


# --- grown out of an old one


def test_the_old_one_with_a_small_change_is_told(files: Files) -> None:
    key = files.add("https://foro.es", "ana", "Zanahoria2025", history=("Zanahoria2025", "Zanahoria2024"))
    assert files.reasons()[key] == {Reason.INCREMENTED}


@pytest.mark.parametrize("history", [("Zanahoria2025",), ("something else",), ("",), ()])
def test_the_same_or_another_one_before_it_is_no_small_change(files: Files, history: tuple[str, ...]) -> None:
    key = files.add("https://foro.es", "ana", "Zanahoria2025", history=history)
    assert files.reasons()[key] == set()


def test_one_drawn_by_lot_did_not_grow_out_of_another(files: Files) -> None:
    key = files.add("https://foro.es", "ana", "x9#Kq!vT2m$Lw8@Z", history=("x9#Kq!vT2m$Lw8@Y",), random=True)
    assert files.reasons()[key] == set()


# --- its account


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://foro.es/entrar", True),
        ("https://foro.es", False),
        ("http://192.168.1.1", False),
        ("http://10.0.0.138:8080/login", False),
        ("http://[fe80::1]/", False),
        ("http://impresora.local", False),
        ("http://tplinkwifi.net", False),
        ("http://8.8.8.8", True),
        ("http://www.facebook.com", False),  # it has had https for long: an old note of the browser's
        ("foro.es", False),
        ("ftp://foro.es", False),
        ("android://hash@com.foro.app/", False),
    ],
)
def test_a_page_without_protection_is_told_where_it_matters(files: Files, url: str, told: bool) -> None:
    key = files.add(url, "ana", "one of its own")
    assert files.reasons()[key] == ({Reason.HTTP} if told else set())


def test_a_page_that_another_entry_knows_with_https_has_it(files: Files) -> None:
    key = files.add("http://foro.es", "ana", "one of its own")
    files.add("https://www.foro.es", "luis", "another of its own", file=1)
    assert files.reasons()[key] == set()


def test_a_missing_second_step_is_told_only_in_a_file_that_keeps_them_and_where_it_matters(files: Files) -> None:
    mail = files.add("https://mail.google.com", "ana", "one", second_factor=False)
    bank = files.add("https://www.bbva.es", "ana", "two", second_factor=False)
    forum = files.add("https://foro.es", "ana", "three", second_factor=False)
    files.add("https://instagram.com", "ana", "four", second_factor=True)
    elsewhere = files.add("https://mail.google.com", "luis", "five", second_factor=False, file=1)
    unknown = files.add("https://mail.google.com", "eva", "six", second_factor=None)
    told = files.reasons()
    assert told[mail] == {Reason.NO_SECOND_FACTOR}
    assert told[bank] == told[forum] == told[elsewhere] == told[unknown] == set()


@pytest.mark.parametrize(
    ("url", "user", "password", "told"),
    [
        ("http://192.168.1.1", "admin", "admin", True),
        ("http://192.168.1.1", "Admin ", "admin", True),
        ("https://camara.ejemplo.es", "root", "vizxv", True),
        ("http://192.168.0.1", "1234", "1234", True),
        ("http://192.168.1.1", "", "1234", True),
        ("http://homerouter.cpe", "yo", "admin", True),
        ("https://foro.es", "ana", "1234", False),  # common, but nobody delivered it
        ("https://foro.es", "ana", "admin", False),
        ("http://192.168.1.1", "admin", "Admin", False),
        ("http://192.168.1.1", "admin", "", False),
        ("Router", "admin", "1234", True),
    ],
)
def test_what_a_device_comes_with(files: Files, url: str, user: str, password: str, told: bool) -> None:
    key = files.add(url, user, password)
    assert (Reason.DEFAULT in files.reasons()[key]) is told


# --- age


@pytest.mark.parametrize(
    ("changed", "old"),
    [
        (date(2026, 5, 19), True),
        (date(2026, 5, 20), False),
        (TODAY, False),
        (date(2019, 1, 1), True),
        (None, False),
    ],
)
def test_after_six_months_the_police_remind_and_nist_does_not(changed: date | None, old: bool) -> None:
    police, nist = Files(Profile.POLICE), Files(Profile.NIST)
    for each in (police, nist):
        each.add("https://foro.es", "ana", "one of its own", changed=changed)
    assert police.reasons()[0, 1] == ({Reason.OLD} if old else set())
    assert nist.reasons()[0, 1] == set()
    assert police.told()[0, 1].changed == nist.told()[0, 1].changed == changed


@pytest.mark.parametrize(
    ("since", "old"),
    [
        (date(2019, 1, 1), True),
        (TODAY, False),
    ],
)
def test_a_file_that_knows_only_that_nothing_was_changed_since_is_believed(since: date, old: bool) -> None:
    files = Files()
    key = files.add("https://foro.es", "ana", "one of its own")
    judged = replace(files.known.pop(key), unchanged_since=since)
    files = Files()
    files.known[key] = judged
    files.across.add(judged, Entry(1, "one of its own", "", "ana", ("https://foro.es",)), random=False)
    assert files.told()[key].unchanged_since == since
    assert (Reason.OLD in files.told()[key].reasons) == old


# --- where a login belongs


@pytest.mark.parametrize(
    ("url", "host", "scheme", "app"),
    [
        ("https://www.Foro.es/entrar?x=1#y", "foro.es", "https", ""),
        ("https://ana:secreta@foro.es:8443/", "foro.es", "https", ""),
        ("HTTP://FORO.ES.", "foro.es", "http", ""),
        ("foro.es/entrar", "foro.es", "", ""),
        ("https://niño.es", "xn--nio-8ma.es", "https", ""),
        ("android://hash==@com.Netflix.mediaclient/", "mediaclient.netflix.com", "android", "com.netflix.mediaclient"),
        ("androidapp://com.whatsapp", "whatsapp.com", "androidapp", "com.whatsapp"),
        ("http://localhost:8080", "localhost", "http", ""),
        ("http://[2001:db8::1]:80/", "2001:db8::1", "http", ""),
    ],
)
def test_an_address_is_a_host_and_nothing_else(url: str, host: str, scheme: str, app: str) -> None:
    found = address(url)
    assert found is not None
    assert (found.host, found.scheme, found.app) == (host, scheme, app)


@pytest.mark.parametrize(
    "url", ["", "   ", "Netflix", "my site.es", "https://", "http://[::1", "https://" + "a" * 5000, "android://"]
)
def test_what_is_no_address(url: str) -> None:
    assert address(url) is None


@given(st.text(max_size=60))
def test_no_text_is_too_strange_for_an_address(url: str) -> None:
    for text in (url, "https://" + url, "android://" + url):
        found = address(text)
        where = place((text,), "title")
        assert where.site == ("title" if found is None else found.app or found.host)
        assert change_address(judged(where.site, https=where.https)) is None or is_public_name(where.site)


def test_this_house_and_the_world() -> None:
    assert all(
        map(is_local, ["router", "192.168.1.1", "127.0.0.1", "fe80::1%eth0", "nas.local", "fritz.box", "x.onion"])
    )
    assert not any(map(is_local, ["foro.es", "8.8.8.8", "fritz.box.evil.es", "local.es"]))
    assert all(map(is_public_name, ["foro.es", "a-b.foro.es", "xn--nio-8ma.es"]))
    assert not any(
        map(
            is_public_name,
            ["foro", "8.8.8.8", "foro..es", "-foro.es", "fo ro.es", "niño.es", "foro.es/x", "a" * 64 + ".es"],
        )
    )


def judged(site: str, *reasons: Reason, score: int | None = 3, https: bool = True, row: int = 1) -> Judged:
    return Judged(0, row, site, "ana", site, score, Length.FROM_8, reasons, https=https)


@pytest.mark.parametrize(
    ("site", "https", "expected"),
    [
        ("foro.es", True, "https://foro.es/.well-known/change-password"),
        ("accounts.google.com", True, "https://accounts.google.com/.well-known/change-password"),
        ("foro.es", False, None),
        ("192.168.1.1", True, None),
        ("router", True, None),
        ("nas.local", True, None),
        ("Wifi en casa", True, None),
    ],
)
def test_the_page_to_change_a_password(site: str, https: bool, expected: str | None) -> None:
    assert change_address(judged(site, https=https)) == expected


def test_an_app_and_a_title_lead_to_no_page() -> None:
    app, title = place(("android://h@com.netflix.mediaclient/",), "Netflix"), place((), "foro.es")
    assert (app.site, app.https) == ("com.netflix.mediaclient", False)
    assert (title.site, title.https) == ("foro.es", False)


# --- what matters


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ("mail.google.com", Kind.MAIL),
        ("com.google.android.gm", Kind.MAIL),
        ("login.live.com", Kind.MAIL),
        ("bbva.es", Kind.BANK),
        ("com.instagram.android", Kind.SOCIAL),
        ("com.whatsapp", Kind.SOCIAL),
        ("com.zhiliaoapp.musically", Kind.SOCIAL),
        ("roblox.com", Kind.GAME),
        ("amazon.es", Kind.SHOP),
        ("dropbox.com", Kind.CLOUD),
        ("notgoogle.com", Kind.OTHER),
        ("google.com.evil.es", Kind.OTHER),
        ("Wifi en casa", Kind.OTHER),
        ("", Kind.OTHER),
    ],
)
def test_what_an_account_is_for(site: str, expected: Kind) -> None:
    assert kind(site) is expected


def test_each_domain_belongs_to_one_service() -> None:
    table = (resources.files("postigo_resources") / "data" / "services.csv").read_text("utf-8")
    domains = [domain for domain, _ in importance._read(table)]
    assert len(domains) == len(set(domains)) > 200
    assert all(map(is_public_name, domains))
    assert service("www.youtube.com") == service("gmail.com")


def test_what_matters_comes_first() -> None:
    in_order = [
        judged("bbva.es", Reason.LEAKED, row=9),
        judged("foro.es", Reason.LEAKED, row=8),
        judged("foro.es", Reason.DEFAULT, score=0, row=7),
        judged("instagram.com", Reason.REUSED, row=6),
        judged("foro.es", Reason.REUSED, row=5),
        judged("foro.es", Reason.NEAR, score=1, row=4),
        judged("foro.es", Reason.NEAR, score=3, row=3),
        judged("gmail.com", Reason.OLD, row=2),
        judged("foro.es", row=1),
    ]
    mailbox = judged("gmail.com", Reason.REUSED, row=10)
    assert sorted([*in_order[::-1], mailbox], key=first_things_first) == [mailbox, *in_order]


# --- numbers


WORDS = ["zanahoria", "camino", "girasol", "murcielago", "ventana", "paraguas", "relampago", "tortuga"]


def filled(count: int, make: Callable[[Random], tuple[str, bool]]) -> tuple[Files, float]:
    draw = Random(7)  # noqa: S311 - the same at each run
    files = Files()
    made = [(f"https://site{number}.es", f"user{number % 9}@correo.es", *make(draw)) for number in range(count)]
    entries = []
    for number, (url, user, password, random) in enumerate(made):
        entries.append(
            (
                Judged(0, number, url[8:], user, "", 3, Length.FROM_8, ()),
                Entry(number, password, "", user, (url,)),
                random,
            )
        )
    began = time.process_time()
    for judged_, entry, random in entries:
        files.across.add(judged_, entry, random=random)
    list(files.across.final())
    return files, time.process_time() - began


def mixed(draw: Random) -> tuple[str, bool]:
    if draw.random() < 0.4:
        return f"{draw.getrandbits(100):020x}", True
    return draw.choice(WORDS).title() + draw.choice(WORDS) * draw.randint(0, 1) + str(draw.randint(0, 99_999)), False


def all_alike(draw: Random) -> tuple[str, bool]:
    return "zanahoria" + str(draw.randint(1900, 2100)), False


@pytest.mark.parametrize(
    "make",
    [mixed, all_alike, lambda _draw: ("zanahoria", False), lambda draw: (str(draw.randint(10**7, 10**8)), False)],
)
def test_ten_times_the_entries_take_some_ten_times_the_time(make: Callable[[Random], tuple[str, bool]]) -> None:
    def times_as_long() -> float:
        few = min(filled(500, make)[1] for _ in range(3))
        return min(filled(5000, make)[1] for _ in range(2)) / few

    assert keeps(25, times_as_long)
