"""A small sample of each format, made here; the tests of each importer say what it follows."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.importers.exports import chat, conversation, message
from tests.importers.pdfs import pdf
from tests.importers.pictures import STRAW
from tests.importers.sample_export import exported
from tests.importers.test_agents import FRAGMENTS, MEM0
from tests.importers.test_agents import mempalace as mempalace_folder
from tests.importers.test_apple_notes import NOTES as APPLE
from tests.importers.test_claude_code import line
from tests.importers.test_codex import Rollout
from tests.importers.test_csv import NOTES, READINGS
from tests.importers.test_discord import write as discord_files
from tests.importers.test_document_pictures import HIVE, PHOTO
from tests.importers.test_document_pictures import PAGE as ILLUSTRATED
from tests.importers.test_document_pictures import book as illustrated_book
from tests.importers.test_document_pictures import media as illustrated_package
from tests.importers.test_document_pictures import word as illustrated_word
from tests.importers.test_documents import BOOKMARKS, PAGE
from tests.importers.test_enex import NOTEBOOK
from tests.importers.test_gemini import ACTIVITY
from tests.importers.test_gemini import sessions as gemini_sessions
from tests.importers.test_joplin import GONE, ITEMS, LOCKED, jex
from tests.importers.test_keep import takeout
from tests.importers.test_logseq import graph
from tests.importers.test_mail import MBOX
from tests.importers.test_notion import HTML, PAGES, packed
from tests.importers.test_opml import OUTLINE
from tests.importers.test_org import FILES
from tests.importers.test_roam import GRAPH
from tests.importers.test_rst import TEXTS
from tests.importers.test_slack import export as slack_export
from tests.importers.test_telegram import EVERYTHING
from tests.importers.test_transcripts import FORMS
from tests.importers.test_whatsapp import ANDROID
from tests.importers.test_whatsapp import IPHONE as WHATSAPP

Writer = Callable[[Path], Path]


def markdown(folder: Path) -> Path:
    """Write a small vault."""
    vault = folder / "vault"
    (vault / ".obsidian").mkdir(parents=True)
    (vault / "Bees.md").write_text(
        "---\ntags: [bees, garden/hive]\ncreated: 2024-05-03T10:00:00+02:00\naliases: Apiary\n"
        "rating: 4.5\n---\n# Swarms\n\nA swarm hung in the pear tree, see [[Bread#Rye|rye]]. ^one\n"
        "\n## Afterwards\n\n- a list\n- ![[hive.png]]\n\n```python\n# no heading\n```\n\n"
        "> quoted\n\n### Deep\n\nThe queen has a blue dot, #queen and [text](Bread.md).\n",
        encoding="utf-8",
    )
    (vault / "2024-05-08 Bread.txt").write_text("Rye wants twelve hours.\n\nÄpfel.\n", "utf-8")
    return vault


def chatgpt(folder: Path) -> Path:
    """Write a zip with a branched chat and a short one."""
    asked = [
        message("a", "user", "Why does rye bread sink in the middle?"),
        message("b", "assistant", "Because it proved too long in a warm kitchen."),
        message("c", "user", "And how long should it be in winter?"),
        message("d", "user", ["What of summer?", {"content_type": "image_asset_pointer"}],
                kind="multimodal_text"),
        message("e", "assistant", "Four hours at most.", recipient="all"),
        message("f", "tool", "import x", kind="code", recipient="python"),
    ]  # fmt: skip
    export = [
        conversation(asked, edges={"d": "b"}),
        chat("What is a skep?", "A hive of straw.", ref="c2", title="Skeps"),
    ]
    file = folder / "export.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("conversations.json", json.dumps(export))
        archive.writestr("chat.html", "<html></html>")
    return file


def claude(folder: Path) -> Path:
    """Write an export with a branch, thinking and an attachment."""
    said = [
        {
            "uuid": f"m{at}",
            "sender": ("human", "assistant")[at % 2],
            "created_at": f"2025-03-01T10:0{at}:00.000000Z",
            "text": text,
            "content": [
                {"type": "thinking", "thinking": "Hm."},
                {"type": "text", "text": text},
                {"type": "tool_use", "name": "search", "input": {"q": 1}},
            ],
            "attachments": [{"file_name": "a.txt", "extracted_content": "Rye."}],
            "files": [{"file_name": "b.png"}],
            "parent_message_uuid": f"m{at - 1}" if at else "00000000-0000-4000-8000-000000000000",
        }
        for at, text in enumerate(("Why does rye sink?", "It proved long.", "How long, then?"))
    ]
    file = folder / "conversations.json"
    export = {"uuid": "u", "name": "Rye", "created_at": "2025-03-01T10:00:00Z"}
    file.write_text(json.dumps([{**export, "updated_at": None, "chat_messages": said}]))
    return file


def claude_code(folder: Path) -> Path:
    """Write a session with tools, a branch and a helper."""
    lines = [
        {"type": "summary", "summary": "The clock test", "leafUuid": "u3"},
        line(0, "Why does test_noon fail in winter?"),
        line(1, [{"type": "tool_use", "name": "Read", "input": {"path": "a.py"}}], parent=0),
        line(2, [{"type": "tool_result", "content": [{"type": "text", "text": "x"}]}], parent=1),
        line(3, [{"type": "text", "text": "It compares two clocks."}], parent=2),
        line(4, "Look for all uses.", isSidechain=True),
        line(6, "Rewrite it then.", parent=3, logicalParentUuid="u3"),
    ]
    file = folder / "s1.jsonl"
    file.write_text("\n".join(json.dumps(each) for each in lines))
    return file


def codex(folder: Path) -> Path:
    """Write a rollout with tools, a rolled back turn and a summary."""
    rollout = Rollout()
    rollout.head()
    rollout.line("turn_context", {"cwd": "/home/me", "model": "gpt-5"})
    rollout.says("user", "Why does the tide table drift in summer?")
    rollout.item("reasoning", summary=[{"type": "summary_text", "text": "zones"}], content=None)
    rollout.item("function_call", name="shell", arguments='{"command": ["ls"]}', call_id="c")
    rollout.item("function_call_output", call_id="c", output='{"output": "a.py"}')
    rollout.says("assistant", "It adds the hour twice.")
    rollout.says("user", "Take one away.")
    rollout.line("event_msg", {"type": "thread_rolled_back", "num_turns": 1})
    rollout.line("compacted", {"message": "Of tides."})
    return rollout.write(folder)


def transcript(folder: Path) -> Path:
    """Write a folder of transcripts in several forms."""
    inner = folder / "chats"
    inner.mkdir()
    for name, text in FORMS.items():
        (inner / f"{name}.md").write_text(f"# Bread\n\n{text}", encoding="utf-8")
    return inner


def mail(folder: Path) -> Path:
    """Write a mailbox with two threads, HTML, quotes, an attachment and a forwarded message."""
    file = folder / "All mail.mbox"
    file.write_bytes(MBOX)
    return file


def pdf_file(folder: Path) -> Path:
    """Write a document with an outline, pictures and information on itself."""
    file = folder / "Bees.pdf"
    pages = [["Preface", "On bees."], ["Spring", "The bees came back.", "Limes flower (late)."]]
    info = "/Title (A year) /Author (Anna) /CreationDate (D:20240503182000+02'00')"
    outline = [("Preface", 0), ("Spring", 1)]
    file.write_bytes(pdf(pages, outline=outline, info=info, drawn={0: [HIVE], 1: [PHOTO, HIVE]}))
    return file


def evernote(folder: Path) -> Path:
    """Write a notebook of two notes."""
    file = folder / "Garden.enex"
    file.write_text(NOTEBOOK, encoding="utf-8")
    return file


def notion(folder: Path) -> Path:
    """Write an export with pages in both forms and a database, in a zip in a zip."""
    file = folder / "Export-1.zip"
    file.write_bytes(packed({**PAGES, f"Swarms {'e' * 32}.html": HTML}, "Part-1.zip"))
    return file


def logseq(folder: Path) -> Path:
    """Write a small graph."""
    return graph(folder)


def html(folder: Path) -> Path:
    """Write a page, one with pictures in it and beside it, and a file of bookmarks."""
    inner = folder / "pages"
    inner.mkdir()
    (inner / "bees.html").write_text(PAGE, encoding="utf-8")
    (inner / "bookmarks.html").write_text(BOOKMARKS, encoding="utf-8")
    (inner / "Bees_files").mkdir()
    (inner / "Bees_files" / "a skep.png").write_bytes(STRAW)
    (inner / "Swarm.html").write_text(ILLUSTRATED, encoding="utf-8")
    return inner


def word_file(folder: Path) -> Path:
    """Write a Word document with headings, a list, a table and pictures."""
    file = folder / "Bees.docx"
    file.write_bytes(illustrated_word())
    return file


def epub(folder: Path) -> Path:
    """Write a book with pictures."""
    file = folder / "bees.epub"
    file.write_bytes(illustrated_book())
    return file


def joplin(folder: Path) -> Path:
    """Write an archive of notes in notebooks, with tags, a resource and links."""
    file = folder / "All notes.jex"
    read = {name: text for name, text in ITEMS.items() if name[:32] not in {GONE, LOCKED}}
    file.write_bytes(jex(read))
    return file


def anki(folder: Path) -> Path:
    """Write a package with gaps, media, a schedule and reviews."""
    file = folder / "Bees.apkg"
    file.write_bytes(illustrated_package(18))
    return file


def keep(folder: Path) -> Path:
    """Write a Takeout with notes, lists, and what other products put beside them."""
    file = folder / "takeout.zip"
    file.write_bytes(takeout())
    return file


def roam(folder: Path) -> Path:
    """Write a graph of a few pages."""
    file = folder / "orchard.json"
    file.write_text(json.dumps(GRAPH), encoding="utf-8")
    return file


def csv(folder: Path) -> Path:
    """Write a table of notes and one of figures."""
    inner = folder / "tables"
    inner.mkdir()
    (inner / "notes.csv").write_text(NOTES, encoding="utf-8")
    (inner / "readings.tsv").write_text(READINGS, encoding="utf-16")
    return inner


def opml(folder: Path) -> Path:
    """Write an outline with notes, tasks and feeds."""
    file = folder / "Bees.opml"
    file.write_text(OUTLINE, encoding="utf-8")
    return file


def org(folder: Path) -> Path:
    """Write files with tasks, properties, times, code and links."""
    return _texts(folder / "org", FILES)


def rst(folder: Path) -> Path:
    """Write texts with sections, fields, code and links."""
    return _texts(folder / "rst", TEXTS)


def apple_notes(folder: Path) -> Path:
    """Write Apple's export of a few notes."""
    kept = {name: text for name, text in APPLE.items() if "Deleted/" not in name}
    return _texts(folder / "apple", kept)


def slack(folder: Path) -> Path:
    """Write a workspace with threads, joins, a program's messages and an edit."""
    file = folder / "slack.zip"
    file.write_bytes(slack_export())
    return file


def whatsapp(folder: Path) -> Path:
    """Write a chat of Android, and one of an iPhone."""
    inner = folder / "chats"
    inner.mkdir()
    (inner / "WhatsApp Chat with Hives.txt").write_text(ANDROID, encoding="utf-8")
    (inner / "_chat.txt").write_text(WHATSAPP, encoding="utf-8")
    return inner


def telegram(folder: Path) -> Path:
    """Write an export of two chats."""
    file = folder / "result.json"
    file.write_text(json.dumps(EVERYTHING, ensure_ascii=False, indent=1), encoding="utf-8")
    return file


def discord(folder: Path) -> Path:
    """Write a channel in two files, and a private chat."""
    return discord_files(folder / "discord")


def gemini(folder: Path) -> Path:
    """Write activity of Gemini's, with a chat's id and without."""
    file = folder / "MyActivity.json"
    file.write_text(json.dumps(ACTIVITY), encoding="utf-8")
    return file


def gemini_cli(folder: Path) -> Path:
    """Write a session, a log and a checkpoint."""
    return gemini_sessions(folder / "gemini")


def mempalace(folder: Path) -> Path:
    """Write a folder of drawers."""
    return mempalace_folder(folder / "palace")


def fragments(folder: Path) -> Path:
    """Write what mem0 gives, and fragments as JSON and as lines."""
    lines = "\n".join(json.dumps(each) for each in FRAGMENTS)
    whole = {"results": MEM0["results"][:1]}
    texts = {"mem0.json": json.dumps(whole), "own.json": json.dumps(FRAGMENTS), "own.jsonl": lines}
    return _texts(folder / "memories", texts)


def _texts(folder: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


SAMPLES: dict[str, Writer] = {
    "markdown": markdown,
    "chatgpt": chatgpt,
    "claude": claude,
    "claude-code": claude_code,
    "codex": codex,
    "transcript": transcript,
    "mail": mail,
    "pdf": pdf_file,
    "evernote": evernote,
    "notion": notion,
    "logseq": logseq,
    "html": html,
    "docx": word_file,
    "epub": epub,
    "joplin": joplin,
    "anki": anki,
    "keep": keep,
    "roam": roam,
    "csv": csv,
    "palace": exported,
    "opml": opml,
    "org": org,
    "rst": rst,
    "apple-notes": apple_notes,
    "slack": slack,
    "whatsapp": whatsapp,
    "telegram": telegram,
    "discord": discord,
    "gemini": gemini,
    "gemini-cli": gemini_cli,
    "mempalace": mempalace,
    "fragments": fragments,
}
"""Format → what writes a sample into a folder and returns its path."""
