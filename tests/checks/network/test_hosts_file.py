"""What the hosts file does with names."""

from __future__ import annotations

import pytest

from postigo.core.system import CannotTell
from postigo.core.values import Site
from postigo_checks.common.traffic_redirects.fact import By, Proxy, proxy_at, script_at
from postigo_checks.common.traffic_redirects.hosts_file import Hosts, parse


def test_lines_about_the_computer_itself_are_usual() -> None:
    text = "127.0.0.1 localhost\n127.0.1.1 equipo.casa.example.org equipo\n::1 ip6-localhost\n255.255.255.255 broadcasthost\n"
    assert parse(text + "fe80::1%lo0 localhost\n192.168.1.7 nas nas.local impresora.home.arpa\n") == Hosts()


def test_names_of_pages_are_told_by_where_they_lead() -> None:
    text = "198.51.100.7 www.banco-ejemplo.es # comment\n10.1.2.3 git.empresa-ejemplo.es\n0.0.0.0 a.ads.net b.ads.net\n"
    assert parse(text) == Hosts(("www.banco-ejemplo.es",), ("git.empresa-ejemplo.es",), 2)


def test_blocked_updates_are_told_apart() -> None:
    assert parse("127.0.0.1 UPDATE.ESET.com notkaspersky.com\n") == Hosts(blocked=2, guards=("UPDATE.ESET.com",))


def test_a_line_that_makes_no_sense_is_passed_over_but_a_file_of_them_is_not() -> None:
    assert parse("127.0.0.1 localhost\n<<<<<<< HEAD\n") == Hosts()
    with pytest.raises(CannotTell):
        parse("<html>\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("127.0.0.1:8888", Proxy(By.HERE)),
        ("http://localhost:3128/", Proxy(By.HERE)),
        ("[::1]:8080", Proxy(By.HERE)),
        ("http=proxy.colegio-ejemplo.es:3128;https=otro.es:1", Proxy(By.ADDRESS, Site("proxy.colegio-ejemplo.es"))),
        ("http://ana:clave@proxy.empresa-ejemplo.es:3128", Proxy(By.ADDRESS, Site("proxy.empresa-ejemplo.es"))),
    ],
)
def test_a_proxy_is_told_without_the_name_and_password_in_it(text: str, expected: Proxy) -> None:
    assert proxy_at(text) == expected


def test_a_script_of_this_computer_has_no_site() -> None:
    assert script_at("file:///C:/proxy.pac") == Proxy(By.SCRIPT)
    assert script_at("http://wpad.colegio-ejemplo.es/proxy.pac") == Proxy(By.SCRIPT, Site("wpad.colegio-ejemplo.es"))
    with pytest.raises(CannotTell):
        proxy_at("no host here")
