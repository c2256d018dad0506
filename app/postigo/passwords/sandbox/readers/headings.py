"""Headings of tables that people wrote: what a column is, by its name.

A name is compared in small letters, without accents, signs and what stands in brackets ("Contraseña (no compartir)",
"Password [Required]*"). Of a double ("Usuari/a", "Password/Contraseña") both halves must mean the same. Beside the words that
say what a column is, others only say whose or where ("Clave de acceso", "mi contraseña"), that it is an earlier one
("Contraseña antigua"), or that it is about a password and none ("Password hint"). What any other word makes of it
nobody knows ("Contraseña wifi"): a password, but perhaps not that of the row's account.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from postigo.core.letters import without_accents


class Means(StrEnum):
    """Meaning of a column."""

    PASSWORD = "password"  # noqa: S105 - the name of a kind of column
    PERHAPS = "perhaps"  # a password if anything in the table is one: clave, key, PIN
    PAST = "past"  # the one before
    USER = "user"
    SITE = "site"
    NAME = "name"
    NOTE = "note"
    NOTHING = "nothing"  # known not to be any of these


@dataclass(frozen=True, slots=True)
class Meaning:
    """Meaning of a column, and how sure it is, from 0 to 2.

    With 0 its name says that and nothing else, with 1 whose or where, with 2 something that we do not know.
    """

    means: Means
    rank: int = 0


def _words(several: str) -> frozenset[str]:
    return frozenset(several.split())


def _phrases(several: str) -> frozenset[str]:
    return frozenset(plain(one) for one in several.split(","))


_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>")
_CAMEL = re.compile(r"(?<=[a-z\d])(?=[A-Z])")
_BETWEEN = re.compile(r"[\s_\-.]+")
_REMARK = re.compile(r"\s[-–—:]\s")
_NUMBERED = re.compile(r"(?<=[^\W\d])(?=\d)")
_DOUBLE = re.compile(r"\s*[/|+&;,]\s*|\s+(?:o|u|or|ou|oder|edo|y|i|e|and|et|und|eta)\s+")
_ENDINGS: Final = _words("a o as os es e er in innen s aria")  # of a double that is one word: usuari/a, Benutzer/in
_LONGEST: Final = 60  # letters: a longer one is a sentence


def plain(name: str) -> str:
    """A name without accents, signs between words, and what stands around it."""
    bare = without_accents(name.replace("’", "'").replace("´", "'")).casefold()
    bare = bare if bare.isascii() else "".join(" " if unicodedata.category(sign)[0] in "SC" else sign for sign in bare)
    return _BETWEEN.sub(" ", bare).strip(" :*#!?¿¡\"'·•\ufeff\r\t")


# --- the words

_SURELY: Final = _words(
    "password passwords pasword passwort passworter kennwort kennworter passwd pwd passphrase passcode psswd "
    "contrasena contrasenas contrasenia contrasenias contrasinal contrasinais contrasenya contrasenyes "
    "pasahitza pasahitzak pasahitz senha senhas mdp motdepasse wachtwoord parola haslo"
)
_SURELY_LONG: Final = _phrases(
    "mot de passe,mots de passe,mot de pas,mots de pas,palavra passe,palavras passe,palavra chave,parola d'ordine,"
    "parola chiave,parola de acces,pass word,clave de acceso,claves de acceso,clau d'acces,claus d'acces,chave de acceso,"
    "sarbide gakoa,sarbide-gakoa,codigo de acceso,codi d'acces,zugangscode,palabra de paso,palabra clave,pass phrase,"
    "clave secreta,contra sena,frase de paso,frase de contrasena,"
    "p/w,paraula de pas,paraula clau,codigo secreto,code secret,codi secret,codice segreto,geheimcode"
)
_PERHAPS: Final = _words(
    "clave claves clau claus pass pas gakoa gakoak gako chave chaves pw psw pswd pin pins contra contras"
)
_PAST: Final = _words(
    "old previous former past antigua antiguas antiguo antic antiga antigas antigues anterior anteriores anteriors vieja viejas "
    "vella velles vella ancien ancienne anciens precedent precedente precedenti vecchia vecchie alt altes alte alter vorheriges "
    "zaharra zaharrak lehengoa aurrekoa history historial historico velha velhas usada usadas"
)
_ABOUT: Final = _words(
    "hint hints pista pistas indice indizio indicio hinweis reminder recordatorio question pregunta frage answer respuesta date "
    "fecha data datum caducidad expiry expires expiration expired caduca vence changed change cambio cambiada cambiado modified "
    "modificada updated update created creation creada last ultimo ultima length longitud strength fortaleza seguridad security "
    "score age policy policies type tipo hash function salt id element field url uri note notes nota notas category categoria "
    "group grupo count status estado shared reset compromised leaked weak reused is has manager gestor owner name nombre title "
    "titulo names protected needs remember username user_id edad dias days time hora level nivel list lista link autofill "
    "quality scheme generator rules"
)
_WHOSE: Final = _words(
    "de del la el los las lo d'acces acceso acces acesso accesso sesion sessio sessao login log in logon sign signin sign-in web "
    "pagina page site sitio website sito account accounts cuenta cuentas compte conto konto conta kontua user usuario usuaria "
    "usuari utente utilisateur benutzer utilizador nutzer cliente my mi mis meva meu minha la mia mio mein meine ma mon your tu "
    "tus current actual actuales actuel actuelle aktuelles aktuell attuale atual present vigent vigente valida uneko berria actuala votre new nova nuevo nueva nou "
    "nouveau neu neues nuova nuovo required obligatorio plain text the of for para per pour fur von des du da do dos das "
    "servicio service servizio servei servico app aplicacion online internet form hosting value email correo mail "
    "zure nire personal main principal generic"
)
_USER: Final = _phrases(
    "username,user name,user,users,login,login name,email,e-mail,mail,email address,e-mail address,mail address,"
    "loginname,login email,sign in,account name,nick,nickname,alias,user/email,username/email,logon,user email,"
    "login username,login user,login_username,handle,"
    "usuario,usuarios,nombre de usuario,nombre usuario,correo,correos,correo electrónico,dirección de correo,"
    "dirección de correo electrónico,usuaria,nombre de usuaria,identificador,apodo,mi usuario,correo de acceso,inicio de sesión,inicio de sesion,cuenta de correo,"
    "usr,benutzerkennung,usuari,nom d'usuari,nom usuari,correu,correu electrònic,usuària,adreça electrònica,adreça de correu,"
    "nome de usuario,nome de usuaria,correo electrónico,enderezo electrónico,"
    "erabiltzailea,erabiltzaile izena,erabiltzaile-izena,erabiltzaile,posta,posta elektronikoa,helbide elektronikoa,eposta,"
    "utilisateur,nom d'utilisateur,identifiant,identifiants,adresse e-mail,adresse mail,adresse email,courriel,pseudo,"
    "benutzer,benutzername,nutzername,anmeldename,nutzer,e-mail-adresse,emailadresse,kennung,anmeldung,"
    "utente,nome utente,nome utilizzatore,indirizzo email,indirizzo e-mail,"
    "utilizador,nome de utilizador,usuário,nome de usuário,endereço de e-mail,endereço de email,correio eletrónico,"
    "correio eletrônico,utilizator,nume de utilizator,adresa de email"
)
_USER_WORDS: Final = _words(
    "username user userid login email mail usuario usuaria usuari correo correu erabiltzailea erabiltzaile utilisateur identifiant "
    "courriel benutzername benutzer utente utilizador utilizator"
)
_ACCOUNT: Final = _phrases(
    "account,accounts,cuenta,cuentas,compte,comptes,konto,conta,contas,kontua,kontuak,conto,cont"
)
_SITE: Final = _phrases(
    "url,urls,uri,website,websites,web site,web,webs,site,sites,address,login url,login uri,login urls,domain,host,hostname,"
    "link,web address,web page,webpage,website address,website url,site url,web url,server,homepage,login page,password url,"
    "secret url,origin url,hyperlink,"
    "sitio,sitio web,página,página web,dirección,dirección web,enlace,dominio,servidor,web o app,sitios,"
    "lloc,lloc web,pàgina,pàgina web,adreça,adreça web,enllaç,"
    "ligazón,páxina,páxina web,enderezo,webgunea,webgune,orria,helbidea,web orria,esteka,gunea,"
    "site web,adresse,lien,adresse web,webseite,internetadresse,seite,internetseite,"
    "sito,sito web,indirizzo,indirizzo web,pagina web,sítio,endereço,página de internet,adresa,pagina"
)
_SITE_WORDS: Final = _words(
    "url uri hostname host website web site domain sitio pagina dominio lloc adreca enlace paxina webgunea webseite sito sitio"
)
_NAME: Final = _phrases(
    "name,title,service,entry,item,description,label,display name,app,application,program,site name,website name,password name,"
    "secret name,what,where,platform,game,"
    "nombre,título,servicio,descripción,aplicación,programa,plataforma,juego,para qué,dónde,lugar,qué es,sitio o app,red social,"
    "nom,títol,servei,aplicació,per a què,"
    "nome,titulo,servizo,aplicativo,zerbitzua,izena,izenburua,aplikazioa,"
    "titre,service,application,titel,dienst,bezeichnung,anwendung,programm,titolo,servizio,applicazione,serviço,aplicação,"
    "nume,titlu,serviciu,aplicatie"
)
_NAME_WORDS: Final = _words(
    "service servicio servei servico servizio servizo name nombre nom nome izena titulo app aplicacion titel"
)
_NAME_FIRST: Final = _words("nombre nom nome titulo titol izena titel nume")
_NOTE: Final = _phrases(
    "note,notes,comment,comments,remark,remarks,memo,extra,extra information,additional information,info,tags,group,groups,"
    "folder,category,favorite,fav,"
    "nota,notas,comentario,comentarios,observaciones,observación,otros,otro,más,información,categoría,grupo,carpeta,etiquetas,"
    "notes,comentaris,observacions,altres,anotacións,oharrak,oharra,"
    "remarques,commentaire,commentaires,autres,notizen,notiz,bemerkung,bemerkungen,kommentar,anmerkungen,sonstiges,gruppe,ordner,"
    "commenti,commento,osservazioni,altro,observações,comentários,observatii,alte"
)


# --- what a name says


@lru_cache(maxsize=4096)
def meaning(name: str) -> Meaning | None:
    """Meaning of a column of that name; None if its name says nothing of it."""
    return said_by(name)


def said_by(name: str) -> Meaning | None:
    """The same of a cell that may hold a password: it is not remembered."""
    if not name.strip() or len(name) > 4 * _LONGEST:
        return None
    inside = plain(" ".join(_BRACKETS.findall(name)).translate(_NO_BRACKETS))
    outside, *remarks = map(plain, _REMARK.split(_BRACKETS.sub(" ", name)))
    if remarks and any(_of_phrase(remark) for remark in remarks):  # no remark: a second thing in the same cell
        outside, remarks = plain(_BRACKETS.sub(" ", name)), []
    inside = " ".join((inside, *remarks)).strip()
    if not outside:
        outside, inside = inside, ""
    if not outside or len(outside) > _LONGEST:
        return None
    found = _of_double(outside) or _of_double(plain(_CAMEL.sub(" ", _BRACKETS.sub(" ", name))))
    if found is not None and found.means in {Means.PASSWORD, Means.PERHAPS} and inside:
        return _beside(found, inside.split())
    return found


_NO_BRACKETS: Final = str.maketrans("()[]{}<>", " " * 8)


def _beside(found: Meaning, words: list[str]) -> Meaning:
    """Meaning of words in brackets behind a password: an earlier one, none, or a remark."""
    if _PAST.intersection(words):
        return Meaning(Means.PAST)
    if _ABOUT.intersection(words):
        return Meaning(Means.NOTHING)
    return found if _WHOSE.issuperset(words) else Meaning(found.means, max(found.rank, 1))


def _of_double(name: str) -> Meaning | None:
    whole = _of_phrase(name)
    if whole is not None and whole.rank < 2:
        return whole
    halves = [half for half in _DOUBLE.split(name) if half and half not in _ENDINGS]
    if len(halves) < 2:
        return _of_phrase(halves[0]) if halves and halves[0] != name else whole
    meanings = [_of_phrase(half) for half in halves]
    kinds = {one.means for one in meanings if one is not None}
    if Means.PASSWORD in kinds or Means.PERHAPS in kinds:
        if kinds <= {Means.PASSWORD, Means.PERHAPS}:
            rank = 2 if None in meanings else max(one.rank for one in meanings if one is not None)
            return Meaning(Means.PASSWORD if Means.PASSWORD in kinds else Means.PERHAPS, rank)
        return Meaning(Means.NOTHING)  # "user/password": both in one cell, and nobody knows where one ends
    if kinds == {Means.PAST}:
        return Meaning(Means.PAST)
    for kind in (Means.USER, Means.SITE, Means.NAME, Means.NOTE):
        if kind in kinds:
            return Meaning(kind, 1)
    return whole


def _of_phrase(name: str) -> Meaning | None:
    if name in _SURELY or name in _SURELY_LONG:
        return Meaning(Means.PASSWORD)
    if name in _PERHAPS:
        return Meaning(Means.PERHAPS)
    for kind, phrases in _EXACT:
        if name in phrases:
            return Meaning(kind)
    return _of_words(name)


_EXACT: Final = (
    (Means.USER, _USER),
    (Means.SITE, _SITE),
    (Means.NAME, _NAME),
    (Means.NOTE, _NOTE),
)


def _of_words(name: str) -> Meaning | None:
    name = _NUMBERED.sub(" ", name)
    words = name.split()
    if not words:
        return None
    secret = next((phrase for phrase in _SURELY_LONG if f" {phrase} " in f" {name} "), None)
    rest = name.replace(secret, " ").split() if secret else [word for word in words if not _is_sure(word)]
    kind = Means.PASSWORD
    if not secret and len(rest) == len(words):
        rest = [word for word in words if word not in _PERHAPS]
        kind = Means.PERHAPS
    if secret or len(rest) < len(words):
        if _ABOUT.intersection(rest):
            return _other(words) or Meaning(Means.NOTHING)
        if _PAST.intersection(rest):
            return Meaning(Means.PAST)
        return Meaning(kind, 1 if _WHOSE.issuperset(rest) else 2)
    return _other(words)


def _is_sure(word: str) -> bool:
    return word in _SURELY or (word.isalpha() and word.endswith(("password", "passwort", "kennwort", "wachtwoord")))


def _other(words: list[str]) -> Meaning | None:
    """Meaning of a name that is no password, by one of its words."""
    if any(word in _SURELY or word in _PERHAPS for word in words):
        return None
    if not _USER_WORDS.intersection(words) and (words[0] in _NAME_FIRST or words[-1] == "name"):
        return Meaning(Means.NAME, 1)
    for kind, known in ((Means.USER, _USER_WORDS), (Means.SITE, _SITE_WORDS), (Means.NAME, _NAME_WORDS)):
        if known.intersection(words):
            return Meaning(kind, 1)
    return None


_STRICT: Final = _words("url urls uri uris link enlace enllac lien hyperlink")


def is_address(name: str) -> bool:
    """Whether a column of that name holds addresses, and not "Gmail"."""
    return not _STRICT.isdisjoint(plain(name).split())


def is_account(name: str) -> bool:
    """Whether a column of that name is a user, or a title beside a user. The latter is in KeePass 1."""
    return plain(_BRACKETS.sub(" ", name)) in _ACCOUNT
