"""Writes tests/passwords/files/: one export of each program, with its quirks. Made-up people and sites, no real exports.

    python -m tests.passwords.make_files            the texts and the archives
    python -m tests.passwords.make_files --keepass  the databases too, with KeePassXC's keepassxc-cli and pykeepass

Headings and shapes as in the sources named in `readers/`. The passwords are all different from program to program, so that
a canary found somewhere tells where it came from.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

FILES = Path(__file__).parent / "files"
MASTER = "an owl in a red canoe"
"""The master password of everything here that is locked."""


def text(name: str, content: str, encoding: str = "utf-8") -> None:
    (FILES / name).write_bytes(content.encode(encoding))


def archive(name: str, members: dict[str, str]) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for member, content in members.items():
            made.writestr(zipfile.ZipInfo(member, (2026, 11, 1, 0, 0, 0)), content)
    (FILES / name).write_bytes(buffer.getvalue())


def csvs() -> None:
    text(
        "chromium.csv",
        "name,url,username,password,note\n"
        "mail.example.com,https://mail.example.com/login,ana@example.com,chromium-Uno1,\n"
        'shop.example.net,https://shop.example.net/?a=1&b=2,ana,"chromium,""Dos""",a note\n'
        ",android://9dF3-x_Q==@com.example.app/,ana,chromium-Tres3,\n"
        'wiki.example.org,http://wiki.example.org/,ana,chromium"Cuatro,"two\nlines"\n'
        "never.example.org,https://never.example.org/,,,\n",
    )
    text(
        "chromium-2021.csv",
        "name,url,username,password\nmail.example.com,https://mail.example.com/,ana,chromium-2021\n",
    )
    text(
        "firefox.csv",
        '"url","username","password","httpRealm","formActionOrigin","guid","timeCreated","timeLastUsed","timePasswordChanged"\r\n'
        '"https://mail.example.com","ana@example.com","firefox-Uno1",,"https://mail.example.com",'
        '"{0b3b9a6e-0000-4000-8000-000000000001}","1577836800000","1760000000000","1609459200000"\r\n'
        '"chrome://FirefoxAccounts","0123456789abcdef","{""version"":1,""accountData"":{}}","Firefox Accounts credentials",,'
        '"{0b3b9a6e-0000-4000-8000-000000000002}","1577836800000","1577836800000","1577836800000"\r\n'
        '"https://router.example.net","admin","firefox-Dos2","The router",,'
        '"{0b3b9a6e-0000-4000-8000-000000000003}","0","0","0"\r\n'
        '"https://shop.example.org","ana","firefox-Tres3",,"",'
        '"{0b3b9a6e-0000-4000-8000-000000000004}","1577836800000","1760000000000","4102444800000"\r\n',
    )
    text(
        "apple.csv",
        "Title,URL,Username,Password,Notes,OTPAuth\n"
        "mail.example.com (ana@example.com),https://mail.example.com/,ana@example.com,apple-Uno1,,\n"
        "bank.example.org (ana),https://bank.example.org/,ana,apple-Dos2,,otpauth://totp/ana?secret=AAAA\n",
    )
    text(
        "safari-2020.csv",
        "Title,Url,Username,Password\nmail.example.com (ana),https://mail.example.com/,ana,apple-2020\n",
    )
    text(
        "bitwarden.csv",
        "folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\n"
        'Home,1,login,Mail,,,0,"https://mail.example.com/a,b,https://m.example.com",ana@example.com,bitwarden-Uno1,\n'
        ',,note,A note,"the code is\nin here","PIN: 0000\nplace: here",0,,,,\n'
        ',,login,Bank,,"customer: 17\nkind: none",0,"bank.example.org,www.bank.example.org",ana,bitwarden-Dos2,JBSWY3DPEHPK3PXP\n',
    )
    text(
        "bitwarden-organisation.csv",
        "collections,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\n"
        "Family,login,Television,,,0,https://tv.example.com,casa,bitwarden-Tres3,\n",
    )
    text(
        "1password.csv",
        "Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes\n"
        "Mail,https://mail.example.com,ana@example.com,onepass-Uno1,,true,false,home;mail,\n"
        "Old shop,https://shop.example.net,ana,onepass-Dos2,otpauth://totp/x?secret=BBBB,false,true,,kept\n"
        "A note,,,,,false,false,,only words\n",
    )
    text(
        "lastpass.csv",
        "url,username,password,totp,extra,name,grouping,fav\n"
        "https://mail.example.com/?a=1&b=2,ana@example.com,lastpass&amp;Uno1,,,Mail,Home\\Mail,1\n"
        'http://sn,,,,"NoteType:Bank Account\nPIN:0000",My bank,(none),0\n'
        "https://forum.example.org,ana,lastpass,Dos2,,,Forum,(none),0\n"
        "https://shop.example.net,ana,lastpass-Tres3,JBSWY3DPEHPK3PXP,,Shop,(none),0\n",
    )
    text(
        "lastpass-2019.csv",
        "url,username,password,extra,name,grouping,fav\n"
        "https://mail.example.com/?a=1&amp;b=2,ana,lastpass&lt;&amp;Cuatro,,Tom &amp; Ana,(none),0\n",
    )
    text(
        "dashlane.csv",
        "username,username2,username3,title,password,note,url,category,otpSecret\n"
        "ana@example.com,ana,,Mail,dashlane-Uno1,,https://mail.example.com,Email,\n"
        ',ana2,,Bank,dashlane-Dos2,"one\ntwo",https://bank.example.org,Finance,JBSWY3DPEHPK3PXP\n',
    )
    text(
        "keepassxc.csv",
        '"Group","Title","Username","Password","URL","Notes","TOTP","Icon","Last Modified","Created"\n'
        '"Root","Mail","ana@example.com","keepassxc-Uno1","https://mail.example.com","","","0",'
        '"2021-03-04T05:06:07Z","2019-01-02T03:04:05Z"\n'
        '"Root/Papelera de reciclaje","Gone","ana","keepassxc-Dos2","https://gone.example.net","","","0",'
        '"2021-03-04T05:06:07Z","2019-01-02T03:04:05Z"\n'
        '"Root/Work","Bank","ana","keepassxc-Tres""3","","a\nb","otpauth://totp/x?secret=CCCC","0",'
        '"2022-03-04T05:06:07Z","2019-01-02T03:04:05Z"\n',
    )
    text(
        "proton.csv",
        "type,name,url,autofillUrls,email,username,password,note,totp,createTime,modifyTime,vault\r\n"
        'login,Mail,"https://mail.example.com/, https://m.example.com/",,ana@example.com,,proton-Uno1,,,1577836800,1609459200,Home\r\n'
        "alias,Alias,,,alias@example.net,,,,,1577836800,1577836800,Home\r\n"
        'creditCard,Card,,,,,,"{""number"":""0000"",""pin"":""0000""}",,1577836800,1577836800,Home\r\n'
        "login,Bank,https://bank.example.org/,,ana@example.com,ana,proton-Dos2,,otpauth://totp/x?secret=DDDD,1577836800,1609459200,Home\r\n",
    )
    text(
        "proton-2023.csv",
        "type,name,url,username,password,note,totp,createTime,modifyTime\n"
        "login,Mail,https://mail.example.com/,ana@example.com,proton-Tres3,,,1577836800,1609459200\n"
        "note,A note,,,,words,,1577836800,1609459200\n",
    )
    nord = "name,url,additional_urls,username,password,note,cardholdername,cardnumber,cvc,pin,expirydate,zipcode,folder,full_name,phone_number,email,address1,address2,city,country,state,type,custom_fields\n"
    text(
        "nordpass.csv",
        nord + "Home,,,,,,,,,,,,,,,,,,,,,folder,\n"
        'Mail,https://mail.example.com,"[""https://m.example.com"",""https://w.example.com""]",ana@example.com,nordpass-Uno1,,'
        ",,,,,,Home,,,,,,,,,password,\n"
        "\n"
        "A card,,,,,,Ana,4000000000000000,000,0000,01/30,,,,,,,,,,,credit_card,\n"
        "Bank,https://bank.example.org,,ana,nordpass-Dos2,,,,,,,,,,,,,,,,,password,\n",
    )
    text(
        "nordpass-2022.csv",
        "name,url,username,password,note,cardholdername,cardnumber,cvc,expirydate,zipcode,folder,full_name,phone_number,email,address1,address2,city,country,state,type\n"
        "Mail,https://mail.example.com,ana,nordpass-Tres3,,,,,,,,,,,,,,,,password\n"
        "A note,,,,words,,,,,,,,,,,,,,,note\n",
    )
    text(
        "enpass.csv",
        '"Mail","Username","ana","E-mail","ana@example.com","*Password","enpass-Uno1","Website","https://mail.example.com"\n'
        '"A note","only words"\n'
        '"Bank","E-mail","ana@example.com","*Password","enpass-Dos2","Website","https://bank.example.org","TOTP","AAAA","a note"\n'
        '"Card","Cardholder","Ana","Number","4000000000000000","*CVC","000","Expiry date","01/30"\n',
    )
    text(
        "roboform.csv",
        "\ufeffName,Url,MatchUrl,Login,Pwd,Note,Folder,RfFieldsV2\r\n"
        "Mail,https://mail.example.com,https://mail.example.com/login,'@ana,''roboform-Uno1,,/Home\r\n"
        'Bank,https://bank.example.org,https://bank.example.org,ana,roboform-Dos2,,,"TOTP KEY$,,,txt,AAAA"\r\n'
        "A bookmark,https://read.example.net,,,,,\r\n"
        'Shop,https://shop.example.net,https://shop.example.net,ana,roboform-Tres3,,,"a,,,txt,b","c,,,txt,d"\r\n',
    )
    text(
        "other-spreadsheet.csv",
        "sep=;\r\nServicio;Página web;Correo electrónico;Contraseña;Observaciones\r\n"
        "Correo;https://mail.example.com;ana@example.com;otra-Uño1;\r\nBanco;bank.example.org;ana;otra-Dos2;con; punto y coma\r\n",
        "cp1252",
    )
    text("other-tabs.txt", "site\tuser\tpassword\nmail.example.com\tana\tother-Tabs1\n", "utf-16")


def jsons() -> None:
    bitwarden = {
        "encrypted": False,
        "folders": [{"id": "f", "name": "Home"}],
        "items": [
            {
                "type": 1, "name": "Mail", "folderId": "f", "revisionDate": "2025-05-05T10:00:00.000Z", "deletedDate": None,
                "fields": [{"name": "PIN", "value": "0000", "type": 1}],
                "passwordHistory": [
                    {"password": "PIN: 1111", "lastUsedDate": "2025-04-04T10:00:00.000Z"},
                    {"password": "bitwarden-Older", "lastUsedDate": "2020-01-01T10:00:00.000Z"},
                    {"password": "bitwarden-Old", "lastUsedDate": "2023-03-03T10:00:00.000Z"},
                ],
                "login": {
                    "uris": [{"match": None, "uri": "https://mail.example.com"}, {"match": None, "uri": "https://m.example.com"}],
                    "username": "ana@example.com", "password": "bitwarden-Json1", "totp": None, "fido2Credentials": [],
                },
            },
            {"type": 2, "name": "A note", "notes": "words", "secureNote": {"type": 0}},
            {
                "type": 1, "name": "Bank", "revisionDate": "2022-02-02T10:00:00.000Z", "archivedDate": "2024-01-01T00:00:00.000Z",
                "login": {"uris": None, "username": "ana", "password": "bitwarden-Json2", "totp": "JBSWY3DPEHPK3PXP"},
            },
            {"type": 3, "name": "A card", "card": {"number": "4000000000000000", "code": "000"}},
            {"type": 1, "name": "Passkey", "login": {"username": "ana", "password": None, "fido2Credentials": [{"rpId": "x"}]}},
            {"type": 1, "name": "Gone", "deletedDate": "2024-01-01T00:00:00.000Z", "login": {"username": "a", "password": "gone"}},
        ],
    }  # fmt: skip
    text("bitwarden.json", json.dumps(bitwarden, indent=2))
    enpass = {
        "folders": [],
        "items": [
            {
                "title": "Mail", "category": "login", "trashed": 0, "archived": 0, "updated_at": 1735689600,
                "fields": [
                    {"type": "username", "label": "Username", "value": "", "deleted": 0},
                    {"type": "email", "label": "E-mail", "value": "ana@example.com", "deleted": 0},
                    {"type": "password", "label": "Old", "value": "enpass-Deleted", "deleted": 1},
                    {
                        "type": "password", "label": "Password", "value": "enpass-Json1", "deleted": 0, "sensitive": 1,
                        "updated_at": 1735689600, "value_updated_at": 1609459200,
                        "history": [
                            {"updated_at": 1500000000, "value": "enpass-Older", "encrypted": False},
                            {"updated_at": 1600000000, "value": "enpass-Old", "encrypted": False},
                        ],
                    },
                    {"type": "url", "label": "Website", "value": "https://mail.example.com", "deleted": 0},
                    {"type": "totp", "label": "One-time code", "value": "AAAA", "deleted": 0},
                ],
            },
            {"title": "A card", "category": "creditcard", "trashed": 0, "fields": [{"type": "password", "value": "0000"}]},
            {"title": "A note", "category": "note", "trashed": 0, "note": "words"},
            {"title": "Gone", "category": "login", "trashed": 1, "fields": [{"type": "password", "value": "gone"}]},
            {
                "title": "Archived", "category": "login", "trashed": 0, "archived": 1,
                "fields": [{"type": "username", "value": "ana"}, {"type": "password", "value": "enpass-Json2"}],
            },
        ],
    }  # fmt: skip
    text("enpass.json", json.dumps(enpass, indent=2))


def archives() -> None:
    def onepassword(title: str, state: str, category: str, details: dict[str, object]) -> dict[str, object]:
        overview = {
            "title": title,
            "url": "https://mail.example.com",
            "urls": [{"label": "", "url": "https://m.example.com"}],
        }
        return {
            "state": state,
            "categoryUuid": category,
            "updatedAt": 1700000000,
            "overview": overview,
            "details": details,
        }

    def login(user: object, password: str) -> list[dict[str, object]]:
        return [
            {"value": user, "designation": "username", "fieldType": "T"},
            {"value": password, "designation": "password", "fieldType": "P"},
        ]

    totp = [{"title": "", "fields": [{"title": "one-time password", "id": "TOTP_1", "value": {"totp": "AAAA"}}]}]
    history = [{"value": "onepux-Older", "time": 1500000000}, {"value": "onepux-Old", "time": 1609459200}]
    items = [
        onepassword(
            "Mail",
            "active",
            "001",
            {"loginFields": login("ana@example.com", "onepux-Uno1"), "passwordHistory": history},
        ),
        onepassword("A note", "active", "003", {"notesPlain": "words", "sections": []}),
        onepassword("Archived", "archived", "001", {"loginFields": login("ana", "onepux-Dos2"), "sections": totp}),
        onepassword("Only a password", "active", "005", {"password": "onepux-Tres3"}),
        onepassword("Gone", "trashed", "001", {"loginFields": login("ana", "gone")}),
        onepassword(
            "Linked", "active", "001", {"loginFields": login({"email_address": "ana@example.com"}, "onepux-Cuatro4")}
        ),
    ]
    data = {"accounts": [{"attrs": {"name": "Ana"}, "vaults": [{"attrs": {"name": "Home"}, "items": items}]}]}
    attributes = {"version": 3, "description": "1Password Unencrypted Export", "createdAt": 1760000000}
    archive(
        "1password.1pux",
        {"export.attributes": json.dumps(attributes), "export.data": json.dumps(data), "files/a__b.txt": "x"},
    )

    def proton(name: str, state: int, kind: str, content: dict[str, object]) -> dict[str, object]:
        return {
            "itemId": name, "state": state, "createTime": 1577836800, "modifyTime": 1609459200, "aliasEmail": None,
            "data": {"metadata": {"name": name, "note": "", "itemUuid": "x"}, "extraFields": [], "type": kind, "content": content},
        }  # fmt: skip

    urls = ["https://mail.example.com/"]
    made = [
        proton("Mail", 1, "login", {"itemEmail": "ana@example.com", "itemUsername": "", "password": "proton-Zip1", "urls": urls, "totpUri": ""}),
        proton("A note", 1, "note", {}),
        proton("Gone", 2, "login", {"itemEmail": "a", "password": "gone", "urls": [], "totpUri": ""}),
        proton("Older", 1, "login", {"username": "ana", "password": "proton-Zip2", "urls": urls, "totpUri": "otpauth://totp/x?secret=A"}),
        proton("Passkey", 1, "login", {"itemUsername": "ana", "password": "", "urls": urls, "totpUri": "", "passkeys": [{"keyId": "x"}]}),
    ]  # fmt: skip
    vaults = {"v": {"name": "Home", "description": "", "display": {}, "items": made}}
    archive(
        "proton.zip",
        {
            "Proton Pass/data.json": json.dumps(
                {"version": "1.21.2", "userId": "x", "encrypted": False, "vaults": vaults}
            )
        },
    )
    archive(
        "proton-pgp.zip",
        {"Proton Pass/data.pgp": "-----BEGIN PGP MESSAGE-----\n\nww0ECQMC\n-----END PGP MESSAGE-----\n"},
    )
    archive(
        "dashlane.zip",
        {
            "securenotes.csv": "title,note\nA note,words\n",
            "payments.csv": "type,account_name,account_holder,cc_number,code\npayment_card,Ana,Ana,4000000000000000,000\n",
            "credentials.csv": "username,username2,username3,title,password,note,url,category,otpUrl\n"
            "ana@example.com,,,Mail,dashlane-Tres3,,https://mail.example.com,,otpauth://totp/x?secret=A\n",
        },
    )


def keepass_xml() -> None:
    def string(key: str, value: str) -> str:
        protect = ' ProtectInMemory="True"' if key == "Password" else ""
        return f"<String><Key>{key}</Key><Value{protect}>{value}</Value></String>"

    def entry(number: int, fields: dict[str, str], modified: str, history: str = "") -> str:
        return (
            f"<Entry><UUID>AAAAAAAAAAAAAAAAAAAA{'ABCDEFGHIJ'[number]}A==</UUID>"
            + "".join(string(key, value) for key, value in fields.items())
            + f"<Times><LastModificationTime>{modified}</LastModificationTime><CreationTime>2015-01-01T00:00:00Z</CreationTime></Times>"
            + (f"<History>{history}</History>" if history else "")
            + "</Entry>"
        )

    def mail(password: str, url: str = "https://mail.example.com") -> dict[str, str]:
        return {"Title": "Mail", "UserName": "ana@example.com", "Password": password, "URL": url}

    history = (
        entry(1, mail("keepass-Older"), "2015-01-01T00:00:00Z")
        + entry(1, mail("keepass-Old"), "2018-08-08T08:08:08Z")
        + entry(1, mail("keepass-Uno1"), "2021-05-06T07:08:09Z")
    )
    bank = {
        "Title": "Bank",
        "UserName": "ana",
        "Password": "keepass-Dos2",
        "URL": "https://bank.example.org",
        "otp": "otpauth://totp/x",
    }
    clone = {"Title": "{REF:T@I:00000000000000000000000000000008}", "UserName": "{REF:U@I:00000000000000000000000000000008}",
             "Password": "{REF:P@I:00000000000000000000000000000008}", "URL": "https://clone.example.net"}  # fmt: skip
    lost = {"Title": "Lost", "UserName": "ana", "Password": "{REF:P@T:Somewhere}", "URL": ""}
    gone = {"Title": "Gone", "UserName": "ana", "Password": "gone", "URL": ""}
    text(
        "keepass.xml",
        '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<KeePassFile><Meta><Generator>KeePass</Generator>'
        "<RecycleBinEnabled>True</RecycleBinEnabled><RecycleBinUUID>AAAAAAAAAAAAAAAAAAABAA==</RecycleBinUUID></Meta><Root>"
        "<Group><UUID>AAAAAAAAAAAAAAAAAAAAAQ==</UUID><Name>Home</Name>"
        + entry(1, mail("keepass-Uno1", "https://m.example.com"), "2024-04-04T04:04:04Z", history)
        + entry(2, bank, "2020-02-02T02:02:02Z")
        + entry(3, {"Title": "A note", "Notes": "words"}, "2020-02-02T02:02:02Z")
        + "<Group><UUID>AAAAAAAAAAAAAAAAAAABAA==</UUID><Name>Papelera</Name>"
        + entry(4, gone, "2020-02-02T02:02:02Z")
        + "</Group><Group><UUID>AAAAAAAAAAAAAAAAAAABAQ==</UUID><Name>Below</Name>"
        + entry(5, clone, "2020-02-02T02:02:02Z")
        + entry(6, lost, "2020-02-02T02:02:02Z")
        + "</Group></Group></Root></KeePassFile>\n",
    )


def keepass_databases() -> None:
    """Version 3.1 by KeePassXC from the XML (that is what it makes of one), version 4 by pykeepass, with Argon2 and with AES."""
    from construct import Container  # noqa: PLC0415 - not for the texts
    from pykeepass import create_database  # noqa: PLC0415

    made = FILES / "keepass-3.1.kdbx"
    made.unlink(missing_ok=True)
    subprocess.run(
        ["keepassxc-cli", "import", "-q", "-p", "-t", "100", str(FILES / "keepass.xml"), str(made)],
        input=f"{MASTER}\n{MASTER}\n".encode(),
        check=True,
    )
    database = create_database(FILES / "keepass-4.kdbx", password=MASTER)
    database.kdbx.header.value.dynamic_header.kdf_parameters.data.dict["I"].value = 2  # not a second for each test
    kept = database.add_entry(
        database.root_group, "Mail", "ana@example.com", "keepass-Tres3", url="https://mail.example.com"
    )
    kept.save_history()
    kept.password = "keepass-Cuatro4"  # noqa: S105 - made up
    kept.touch(modify=True)
    gone = database.add_entry(database.root_group, "Gone", "ana", "gone")
    database.trash_entry(gone)
    database.save()
    # Version 4 with AES: the same database under another way from the password to the key.
    costs = database.kdbx.header.value.dynamic_header.kdf_parameters.data.dict
    aes = Container(type=0x42, key="$UUID", value=bytes.fromhex("c9d9f39a628a4460bf740d08c18a4fea"), next_byte=4)
    costs.clear()
    costs["$UUID"] = aes
    costs["R"] = Container(type=0x05, key="R", value=60_000, next_byte=4)
    costs["S"] = Container(type=0x42, key="S", value=bytes(32), next_byte=0)
    database.save(FILES / "keepass-4-aes.kdbx")


if __name__ == "__main__":
    FILES.mkdir(exist_ok=True)
    csvs()
    jsons()
    archives()
    keepass_xml()
    if "--keepass" in sys.argv:
        keepass_databases()
