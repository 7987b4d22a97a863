"""The formats that Palace itself reads; imported when something is to be read and not before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from palace.importers.anki import AnkiImporter
from palace.importers.apple_notes import AppleNotesImporter
from palace.importers.base import Importer
from palace.importers.chatgpt import ChatGPTImporter
from palace.importers.claude import ClaudeImporter
from palace.importers.claude_code import ClaudeCodeImporter
from palace.importers.codex import CodexImporter
from palace.importers.csv_tables import CsvImporter
from palace.importers.discord import DiscordImporter
from palace.importers.docx import DocxImporter
from palace.importers.enex import EnexImporter
from palace.importers.epub import EpubImporter
from palace.importers.fragments import FragmentsImporter
from palace.importers.gemini import GeminiImporter
from palace.importers.gemini_cli import GeminiCliImporter
from palace.importers.html_pages import HtmlImporter
from palace.importers.joplin import JoplinImporter
from palace.importers.keep import KeepImporter
from palace.importers.logseq import LogseqImporter
from palace.importers.mail import MailImporter
from palace.importers.markdown import MarkdownImporter
from palace.importers.mempalace import MemPalaceImporter
from palace.importers.notion import NotionImporter
from palace.importers.opml import OpmlImporter
from palace.importers.org import OrgImporter
from palace.importers.palace_export import PalaceImporter
from palace.importers.pdf import PdfImporter
from palace.importers.roam import RoamImporter
from palace.importers.rst import RstImporter
from palace.importers.slack import SlackImporter
from palace.importers.telegram import TelegramImporter
from palace.importers.transcripts import TranscriptImporter
from palace.importers.whatsapp import WhatsAppImporter


def own_importers(is_elsewhere: Callable[[Path], bool]) -> list[Importer]:
    """Return the program's own importers, in the order in which they are listed.

    Parameters
    ----------
    is_elsewhere
        Whether a text file in a folder is something more special than a note.
    """
    return [
        MarkdownImporter(is_elsewhere),
        ChatGPTImporter(),
        ClaudeImporter(),
        ClaudeCodeImporter(),
        CodexImporter(),
        TranscriptImporter(),
        MailImporter(),
        PdfImporter(),
        EnexImporter(),
        NotionImporter(),
        LogseqImporter(),
        HtmlImporter(),
        DocxImporter(),
        EpubImporter(),
        JoplinImporter(),
        AnkiImporter(),
        KeepImporter(),
        RoamImporter(),
        CsvImporter(),
        PalaceImporter(),
        OpmlImporter(),
        OrgImporter(),
        RstImporter(),
        AppleNotesImporter(),
        SlackImporter(),
        WhatsAppImporter(),
        TelegramImporter(),
        DiscordImporter(),
        GeminiImporter(),
        GeminiCliImporter(),
        MemPalaceImporter(),
        FragmentsImporter(),
    ]
