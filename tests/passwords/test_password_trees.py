"""Notes and trees of passwords as people really have them: texts, JSON, XML."""

from __future__ import annotations

import json

import pytest

from postigo.passwords.model import ReadProblem, Source
from tests.passwords.reading import Write, in_order, reads, refusal, snags

# --- texts


NOTES = """Mis claves

Gmail
usuario: ana@example.com
contraseña: x1

Instagram
  - Usuario: ana
  - Contraseña: x2
  - Contraseña antigua: x0
---
Web: https://a.example/login
Clave: x3
Web: https://b.example
Clave: x4

El wifi de casa es Girasol22
Banco: 1234
"""


def test_notes_that_name_their_passwords_are_read_and_the_rest_is_told(write: Write) -> None:
    found = reads(write(NOTES))
    assert found[0] is Source.LABELLED
    told = [(entry.name or entry.urls[0], entry.user, entry.password, entry.history) for entry in in_order(found)]
    assert told == [
        ("Gmail", "ana@example.com", "x1", ()),
        ("Instagram", "ana", "x2", ("x0",)),
        ("https://a.example/login", "", "x3", ()),
        ("https://b.example", "", "x4", ()),
    ]
    assert [snag for snag, _ in snags(found)] == [ReadProblem.NOT_NAMED]


def test_a_line_may_say_whose_password_it_is(write: Write) -> None:
    text = "Contraseña de Gmail: x1\nContraseña de Instagram: x2\nClave del wifi: x3\nPassword for Netflix = x4\n"
    found = reads(write(text))
    assert [(entry.row, entry.name, entry.password) for entry in in_order(found)] == [
        (1, "gmail", "x1"), (2, "instagram", "x2"), (3, "wifi", "x3"), (4, "netflix", "x4"),
    ]  # fmt: skip
    assert not snags(found)
    found = reads(write("# Claves\n\n## Gmail\n- Usuario: ana\n- Contraseña: x1\n\n## Insta\n- Contraseña: x2\n"))
    assert [(entry.name, entry.password) for entry in in_order(found)] == [("Gmail", "x1"), ("Insta", "x2")]


def test_what_could_be_a_password_is_no_title(write: Write) -> None:
    found = reads(write("Gmail girasol22\nusuario: ana\ncontraseña: x1\nPIN: 1234\n"))
    assert [(entry.name, entry.password) for entry in in_order(found)] == [("", "x1")]
    assert snags(found) == [(ReadProblem.SECOND_COLUMN, 1), (ReadProblem.NOT_NAMED, 1)]


@pytest.mark.parametrize(
    "text",
    ["Gmail: girasol22\nInstagram: flor33\n", "girasol22\nflor33\nhola44\n", "Queridos padres:\nhoy escribo una carta.\n", "Gmail girasol22\n"],
)  # fmt: skip
def test_a_text_in_which_nothing_is_named_a_password_is_said_to_be_one(write: Write, text: str) -> None:
    assert refusal(write(text)) is ReadProblem.PROSE


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n", b"{\\rtf1\\ansi x}", b"<html><body>x</body></html>", b"<!DOCTYPE html><p>x"]
)
def test_a_document_is_said_to_be_one(write: Write, content: bytes) -> None:
    assert refusal(write(content)) is ReadProblem.PROSE


# --- trees

LOGIN = {"title": "A", "username": "ana", "password": "x", "url": "https://a.example"}
TREES = {
    "keeper": {"records": [{"title": "A", "$type": "login", "login": "ana", "password": "x", "login_url": "https://a.example"}]},
    "f-secure": {
        "data": {"u": {"service": "A", "username": "ana", "password": "x", "url": "https://a.example",
                       "passwordList": [{"changedate": "1", "password": "old"}]}}
    },
    "a list": [LOGIN],
    "padloc": {"items": [{"name": "A", "fields": [{"name": "Username", "value": "ana"}, {"name": "Password", "value": "x"},
                                                  {"name": "URL", "value": "https://a.example"}]}]},
    "blur": {"accounts": [{"domain": "https://a.example", "label": "A", "email": "", "username": "ana", "password": "x"}]},
    "dashlane": {"AUTHENTIFIANT": [{"domain": "https://a.example", "login": "ana", "password": "x", "title": "A", "email": ""}]},
    "exchange": {"accounts": [{"items": [{"title": "A", "credentials": [
        {"type": "basic-auth", "urls": ["https://a.example"], "username": {"value": "ana"}, "password": {"value": "x"}}]}]}]},
    "password boss": {"items": [{"name": "A", "login_url": "https://a.example", "type": "x",
                                 "identifiers": {"username": "ana", "password": "x"}}]},
    "avast": {"logins": [{"custName": "A", "url": "https://a.example", "loginName": "ana", "pwd": "x", "note": ""}]},
    "passman": [{"credential_id": 60, "user_id": "someone", "label": "A", "username": "ana", "password": "x", "url": "https://a.example"}],
    "passky": {"passwords": [{"website": "https://a.example", "username": "ana", "password": "x", "message": ""}]},
    "in Spanish": {"cuentas": [{"Servicio": "A", "Usuario": "ana", "Contraseña": "x", "Página": "https://a.example"}]},
}  # fmt: skip


@pytest.mark.parametrize("name", TREES)
def test_a_tree_of_whatever_program_gives_what_it_names(write: Write, name: str) -> None:
    found = reads(write(json.dumps(TREES[name])))
    assert found[0] is Source.OTHER_JSON
    (entry,) = in_order(found)
    assert (entry.user, entry.urls, len(entry.password), entry.history) == ("ana", ("https://a.example",), 1, ())


PASSKEYS = (
    {"title": "A", "username": "ana", "password": "", "passkeys": [{"id": "1"}]},
    {"title": "A", "username": "ana", "password": None, "fido2Credentials": [{"x": 1}], "pass": ""},
)


@pytest.mark.parametrize("item", PASSKEYS)
def test_a_passkey_needs_no_password_in_a_tree(write: Write, item: dict[str, object]) -> None:
    assert [entry.row for entry in in_order(reads(write(json.dumps([item, LOGIN]))))] == [2]


@pytest.mark.parametrize(
    "more",
    [
        {"pin": "1234"},
        {"custom_fields": {"$password:Wifi:1": "y"}},
        {"fields": [{"name": "Contraseña wifi", "value": "y"}]},
    ],
)
def test_further_passwords_of_a_tree_are_said(write: Write, more: dict[str, object]) -> None:
    assert snags(reads(write(json.dumps([LOGIN | more])))) == [(ReadProblem.SECOND_COLUMN, 1)]
    assert not snags(reads(write(json.dumps([LOGIN | {"passwordHistory": [{"password": "old"}]}]))))


def test_what_is_in_a_bin_of_a_tree_is_left_out(write: Write) -> None:
    assert len(in_order(reads(write(json.dumps([LOGIN, LOGIN | {"trashed": True}]))))) == 1


@pytest.mark.parametrize("tree", [{"a": 1}, [], {"passwords": 3}, {"ct": "x", "iv": "y"}, [[[{"x": "y"}]]]])
def test_a_tree_without_a_password_is_not_known(write: Write, tree: object) -> None:
    snag = refusal(write(json.dumps(tree)))
    assert snag in {ReadProblem.UNKNOWN_KIND, ReadProblem.SEALED, ReadProblem.PROSE}


def test_a_1pif_has_its_secrets_in_an_object_of_their_own(write: Write) -> None:
    fields = [
        {"value": "ana", "name": "login", "designation": "username"},
        {"value": "x", "name": "pw1", "designation": "password"},
    ]
    item = {
        "typeName": "webforms.WebForm",
        "title": "A",
        "secureContents": {"fields": fields, "URLs": [{"url": "https://a.example"}]},
    }
    between = "\n***5642bee8-a5ff-11dc-8314-0800200c9a66***\n"
    found = reads(write(between.join([json.dumps(item), json.dumps(item | {"trashed": True}), ""])))
    assert [(entry.name, entry.user, entry.urls, entry.password) for entry in in_order(found)] == [
        ("A", "ana", ("https://a.example",), "x")
    ]


XMLS = (
    """<!DOCTYPE KEEPASSX_DATABASE><database><group><entry><title>A</title><username>ana</username><password>x</password>
    <url>https://a.example</url></entry></group></database>""",
    """<revelationdata><entry type="folder"><name>F</name><entry type="website"><name>A</name><field id="generic-url">https://a.example</field>
    <field id="generic-username">ana</field><field id="generic-password">x</field></entry></entry></revelationdata>""",
    """<pwlist><pwentry><group>G</group><title>A</title><username>ana</username><url>https://a.example</url>
    <password>x</password></pwentry></pwlist>""",
    """<database><card title="A"><field name="Login" type="login">ana</field><field name="Password" type="password">x</field>
    <field name="Website" type="website">https://a.example</field></card></database>""",
    """<FPM><PasswordList><PasswordItem><title>A</title><user>ana</user><url>https://a.example</url><password>x</password>
    </PasswordItem></PasswordList></FPM>""",
    """<passwordsafe><entry id="1"><title>A</title><username>ana</username><password>x</password><url>https://a.example</url>
    <pwhistory><history_entries><history_entry><oldpassword>old</oldpassword></history_entry></history_entries></pwhistory>
    </entry></passwordsafe>""",
)


@pytest.mark.parametrize("xml", XMLS)
def test_an_xml_of_whatever_program_gives_what_it_names(write: Write, xml: str) -> None:
    found = reads(write(f"<?xml version='1.0'?>{xml}"))
    assert found[0] is Source.OTHER_XML
    (entry,) = in_order(found)
    assert (entry.name, entry.user, entry.urls, len(entry.password)) == ("A", "ana", ("https://a.example",), 1)


def test_sticky_password_says_where_a_login_is_used(write: Write) -> None:
    xml = (
        "<root><Database><Logins><Login ID='1' Name='ana' Password='x'/></Logins><Accounts><Account Name='A' "
        "Link='https://a.example'><LoginLinks><Login SourceLoginID='1'/></LoginLinks></Account></Accounts></Database></root>"
    )
    (entry,) = in_order(reads(write(("\ufeff<?xml version='1.0' encoding='utf-16'?>" + xml).encode("utf-16-le"))))
    assert (entry.name, entry.user, entry.urls) == ("A", "ana", ("https://a.example",))


@pytest.mark.parametrize("xml", ["<a><b/></a>", "<a>", "<a b='c'>x</a>", "<rss><item><title>t</title></item></rss>"])
def test_an_xml_without_a_password_is_not_known(write: Write, xml: str) -> None:
    assert refusal(write(xml)) in {ReadProblem.UNKNOWN_KIND, ReadProblem.DAMAGED}
