"""E-mail; the messages are made up.

After RFC 5322 (headers, References), RFC 4155 (mbox), RFC 2047 (encoded words), RFC 3676
(signatures), and Gmail's Takeout, which adds X-GM-THRID and X-Gmail-Labels.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from palace.importers import importer_for, recognise
from palace.importers.mail import MailImporter
from palace.importers.mail_messages import bare_subject
from palace.jobs import import_paths
from palace.model.drafts import DraftFile, DraftItem, Unreadable
from palace.queries import ShowObject
from palace.session import Session

FIRST = b"""\
From: =?utf-8?q?Anna_M=C3=BCller?= <anna@example.org>
To: Ben <ben@example.org>, "Hive, The" <hive@example.org>
Subject: The swarm in the pear tree
Date: Fri, 3 May 2024 18:20:00 +0200
Message-ID: <one@example.org>
X-Gmail-Labels: Bees,Important
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

A swarm hung in the pear tree, about as large as a football=
, and quite calm.

From the ladder I could reach it. Gr=C3=BC=C3=9Fe

--\x20
Anna Mueller
The Orchard
"""
SECOND = b"""\
From: Ben <ben@example.org>
To: anna@example.org
Subject: Re: The swarm in the pear tree
Date: Fri, 3 May 2024 17:45:00 -0000
Message-ID: <two@example.org>
In-Reply-To: <one@example.org>
References: <one@example.org>
X-Gmail-Labels: bees
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: multipart/alternative; boundary="c"

--c
Content-Type: text/html; charset=iso-8859-1

<html><head><style>p {color: red}</style></head><body><p>Put it into the <b>skep</b> at dusk,
see <a href="https://example.org/skep">this page</a>.</p><script>alert(1)</script>
<img src="https://tracker.example.org/1.gif" width="1" height="1"><ul><li>a sheet</li>
<li>a skep</li></ul></body></html>
--c--
--b
Content-Type: image/png; name="skep.png"
Content-Disposition: attachment; filename="skep.png"
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--b
Content-Type: message/rfc822

From: Carl <carl@example.org>
Subject: Skeps
Date: Thu, 2 May 2024 10:00:00 +0000
Content-Type: text/plain

I have two to spare.
--b--
"""
THIRD = b"""\
From: anna@example.org
Subject: AW: Re: The swarm in the pear tree
Date: Sat, 4 May 2024 08:00:00 +0200
Message-ID: <three@example.org>
References: <one@example.org> <two@example.org>

It is in the skep now.

On Fri, 3 May 2024 at 17:45, Ben <ben@example.org> wrote:
> Put it into the skep at dusk.

>From here it looks like a good colony.
"""
OTHER = b"""\
Subject: Rye flour
From: Mill <mill@example.org>
Date: Mon, 6 May 2024 09:00:00 +0200

Your flour is ready.

-----Original Message-----
From: Anna
Subject: Rye flour

When can I fetch it?
"""


def box(*mails: bytes) -> bytes:
    return b"\n".join(b"From MAILER-DAEMON Fri May  3 18:20:00 2024\n" + mail for mail in mails)


MBOX = box(FIRST, OTHER, SECOND, THIRD)


def threads(path: Path) -> list[DraftItem]:
    found = list(MailImporter().items(path))
    assert all(isinstance(item, DraftItem) for item in found), found
    return [item for item in found if isinstance(item, DraftItem)]


def pages(item: DraftItem) -> list[list[tuple[bool, str]]]:
    return [
        [(part.chatter, memory.text[part.start : part.end]) for part in memory.segments]
        for memory in item.objects[0].memories
    ]


def test_a_mailbox_becomes_threads(tmp_path: Path) -> None:
    file = tmp_path / "All mail.mbox"
    file.write_bytes(MBOX)
    assert importer_for(file).kind == "mail"
    swarm, flour = threads(file)
    assert (swarm.ref, swarm.title) == ("one@example.org", "The swarm in the pear tree")
    assert swarm.objects[0].tags == ("Bees", "Important")
    assert swarm.created is not None and swarm.created.isoformat() == "2024-05-03T18:20:00+02:00"
    assert swarm.updated is not None and swarm.updated.isoformat() == "2024-05-04T08:00:00+02:00"
    assert swarm.properties["people"] == [
        "Anna Müller", "Ben", "Hive, The", "anna@example.org"
    ]  # fmt: skip
    (picture,) = swarm.files
    assert isinstance(picture, DraftFile) and picture.name == "16b9f1-3-skep.png"
    with picture.open() as opened:
        assert opened.read().startswith(b"\x89PNG")
    memories = swarm.objects[0].memories
    assert [(m.author, m.ref) for m in memories] == [
        ("Anna Müller", "one@example.org"),
        ("Ben", "two@example.org"),
        ("anna@example.org", "three@example.org"),
    ]
    assert memories[1].at is not None and memories[1].at.offset is None, "-0000 tells no zone"
    assert pages(swarm) == [
        [
            (
                False,
                "A swarm hung in the pear tree, about as large as a football, and quite calm.\n\n"
                "From the ladder I could reach it. Grüße",
            ),
            (True, "-- \nAnna Mueller\nThe Orchard"),
        ],
        [
            (
                False,
                "Put it into the **skep** at dusk,\nsee [this page](https://example.org/skep)."
                "\n\n- a sheet\n- a skep",
            ),
            (False, "![[16b9f1-3-skep.png|skep.png]]"),
            (False, "[forwarded: Skeps, Carl]\n\nI have two to spare."),
        ],
        [
            (False, "It is in the skep now."),
            (
                True,
                "On Fri, 3 May 2024 at 17:45, Ben <ben@example.org> wrote:\n"
                "> Put it into the skep at dusk.",
            ),
            (False, "From here it looks like a good colony."),
        ],
    ]
    assert flour.ref.startswith("unnamed-")
    assert pages(flour) == [
        [
            (False, "Your flour is ready."),
            (
                True,
                "-----Original Message-----\nFrom: Anna\nSubject: Rye flour\n\n"
                "When can I fetch it?",
            ),
        ]
    ]


def test_files_of_one_message_come_together_in_a_folder_or_a_zip(tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    for name, mail in (("c", THIRD), ("a", FIRST), ("b", SECOND)):
        (folder / f"{name}.eml").write_bytes(mail.replace(b"\n", b"\r\n"))
    packed = tmp_path / "saved.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, f"mail/{file.name}")
    for path in (folder, packed):
        assert importer_for(path).kind == "mail"
        (swarm,) = threads(path)
        assert [memory.ref[:5] for memory in swarm.objects[0].memories] == [
            "one@e",
            "two@e",
            "three",
        ]


def test_a_thread_whose_first_message_is_not_there_keeps_its_name(tmp_path: Path) -> None:
    file = tmp_path / "Sent.mbox"
    file.write_bytes(box(THIRD))
    (sent,) = threads(file)
    assert (sent.ref, sent.title) == ("one@example.org", "The swarm in the pear tree")
    assert sent.partial


def test_references_that_lead_in_a_circle_end(tmp_path: Path) -> None:
    mails = [
        b"From: a@b.c\nSubject: x\nMessage-ID: <%d@x>\nReferences: <%d@x>\n\nWords of %d.\n"
        % (at, (at + 1) % 3, at)
        for at in range(3)
    ]
    file = tmp_path / "a.mbox"
    file.write_bytes(box(*mails))
    (item,) = threads(file)
    assert item.ref == "0@x" and len(item.objects[0].memories) == 3


def test_two_mailboxes_come_together_and_either_again_adds_nothing(
    tmp_path: Path, palace_path: Path
) -> None:
    inbox, sent = tmp_path / "Inbox", tmp_path / "Sent.mbox"
    inbox.write_bytes(box(SECOND, OTHER))
    sent.write_bytes(box(FIRST, THIRD))
    with Session(palace_path, create=True) as session:
        assert import_paths(session, [inbox], wait=False).counts["added"] == 2
        assert import_paths(session, [sent], wait=False).counts["updated"] == 1
        for path in (inbox, sent):
            again = import_paths(session, [path], wait=False).counts
            assert again["added"] == again["updated"] == again["missing"] == 0
        reader = session._store.reader()
        rows = reader.rows("SELECT id FROM object WHERE title = 'The swarm in the pear tree'")
        assert len(rows) == 1
        shown = session.ask(ShowObject(rows[0]["id"]))
        assert [memory.author for memory in shown.memories] == [
            "Anna Müller", "Ben", "anna@example.org"
        ]  # fmt: skip


def test_what_is_no_mail_is_said_to_be_none(tmp_path: Path) -> None:
    file = tmp_path / "notes.eml"
    file.write_text("Dear diary\n\ntoday it rained.\n")
    assert recognise(file) is None
    (bad,) = MailImporter().items(file)
    assert isinstance(bad, Unreadable) and "no e-mail" in bad.reason


@pytest.mark.parametrize(
    ("subject", "bare"),
    [
        ("Re: AW: Fwd: Bees", "Bees"),
        ("RE[2]: Bees", "Bees"),
        ("[Fwd: Bees]", "Bees"),
        ("Research: bees", "Research: bees"),
        ("", ""),
    ],
)
def test_subjects_lose_the_marks_of_replies(subject: str, bare: str) -> None:
    assert bare_subject(subject) == bare
