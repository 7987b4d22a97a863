"""Keys, tokens and passwords that stand in a text: found by their well-known shapes.

Most rules are those of detect-secrets (only its patterns: its ways to try a secret out are never
called). Its rules for what looks random, and for words like “secret” in any text, are left out:
they take prose and hashes for secrets, and a thing that is wrongly out of reach is a loss too.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module

LONGEST_LINE = 4000
"""Characters of a line that are looked at; what is longer is data, and patterns are slow on it."""


@dataclass(frozen=True, slots=True)
class Secret:
    """That a text holds a secret; never the secret itself.

    Parameters
    ----------
    kind
        What it seems to be, for people: "a private key".
    hash
        By which the same secret is known again.
    """

    kind: str
    hash: str


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule of detect-secrets: asked only where one of some words stands in the text."""

    kind: str
    module: str
    name: str
    words: tuple[str, ...]


_RULES = (
    _Rule("an AWS key", "aws", "AWSKeyDetector",
          ("AKIA", "ASIA", "ABIA", "ACCA", "A3T", "aws", "AWS")),
    _Rule("an Azure storage key", "azure_storage_key", "AzureStorageKeyDetector", ("AccountKey=",)),
    _Rule("a Discord token", "discord", "DiscordBotTokenDetector", ("discord", "Discord", "DISCORD",
          "Bot ", "bot ", "token", "TOKEN", "Token")),
    _Rule("a GitHub token", "github_token", "GitHubTokenDetector",
          ("ghp_", "gho_", "ghu_", "ghs_", "ghr_")),
    _Rule("a GitLab token", "gitlab_token", "GitLabTokenDetector",
          ("glpat-", "gldt-", "glft-", "glsoat-", "glrt-", "glcbt-", "GR1348941")),
    _Rule("a JSON web token", "jwt", "JwtTokenDetector", ("eyJ",)),
    _Rule("a Mailchimp key", "mailchimp", "MailchimpDetector", ("-us",)),
    _Rule("an npm token", "npm", "NpmDetector", (":_authToken",)),
    _Rule("an OpenAI key", "openai", "OpenAIDetector", ("T3BlbkFJ",)),
    _Rule("a PyPI token", "pypi_token", "PypiTokenDetector", ("pypi-Ag",)),
    _Rule("a SendGrid key", "sendgrid", "SendGridDetector", ("SG.",)),
    _Rule("a Slack token", "slack", "SlackDetector", ("xox", "hooks.slack.com")),
    _Rule("a Square token", "square_oauth", "SquareOAuthDetector", ("sq0csp",)),
    _Rule("a Stripe key", "stripe", "StripeDetector", ("k_live_",)),
    _Rule("a Telegram token", "telegram_token", "TelegramBotTokenDetector", (":AA",)),
    _Rule("a Twilio key", "twilio", "TwilioKeyDetector", ("twilio", "Twilio", "TWILIO")),
    _Rule("a password in an address", "basic_auth", "BasicAuthDetector", ("://",)),
)  # fmt: skip

_OWN = (
    ("an Anthropic key", "sk-ant-", re.compile(r"sk-ant-[A-Za-z0-9_-]{24,}")),
    ("an OpenAI key", "sk-", re.compile(r"sk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{40,}")),
    ("a Google key", "AIza", re.compile(r"AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])")),
    ("a Hugging Face token", "hf_", re.compile(r"\bhf_[A-Za-z]{34}\b")),
    ("a GitHub token", "github_pat_", re.compile(r"github_pat_[A-Za-z0-9_]{60,}")),
    (
        "a private key",
        "PRIVATE KEY",
        # With what follows: a text that only names such a line holds no key.
        re.compile(
            r"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:\s|\\n)+"
            r"(?:[A-Za-z-]+: [^\n]*\n+){0,6}\s*([A-Za-z0-9+/=]{40,})"
        ),
    ),
)

_PASSWORD_WORDS = ("pass", "kennwort", "contrase", "mot de")
_PASSWORD = re.compile(
    r"(?:password|passwort|passwd|passphrase|kennwort|mot de passe|contraseña)[\"'*`_]{0,3}\s*"
    r"(?:[:=]|=>|\bis\b|\bist\b)[\"'*`_]{0,3}\s*[\"'*`]{0,3}([^\s\"'`]{8,64})",
    re.IGNORECASE,
)
_CODE = re.compile(r"[()\[\]{}<>$/\\]|\.\.|::|->|\*\*")
_PLACEHOLDER = re.compile(
    r"example|sample|placeholder|change.?me|your|dummy|redacted|secret|passw|hunter2|1234|abcd|"
    r"x{4}|\.{3}|\*{3}|<[^>]*>|\$\{|\{\{",
    re.IGNORECASE,
)


def secrets_in(text: str) -> tuple[Secret, ...]:
    """Return what a text holds that should not be found by everybody, each once.

    Parameters
    ----------
    text
        Of a memory, or a title.
    """
    found: dict[Secret, None] = {}
    for kind, value in _matches(text):
        if not _PLACEHOLDER.search(value):
            found[Secret(kind, _hash(value))] = None
    return tuple(found)


def found_in(texts: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """Return text → (kind, hash) of the secrets in it, for those texts that hold any."""
    found = {}
    for text in dict.fromkeys(texts):
        secrets = secrets_in(text)
        if secrets:
            found[text] = [(each.kind, each.hash) for each in secrets]
    return found


def _hash(value: str) -> str:
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _matches(text: str) -> Iterator[tuple[str, str]]:
    for kind, word, pattern in _OWN:
        if word in text:
            for match in pattern.finditer(text):
                yield kind, match[match.lastindex or 0]
    rules = [rule for rule in _RULES if any(word in text for word in rule.words)]
    low = text.lower()
    asks = any(word in low for word in _PASSWORD_WORDS)
    if not rules and not asks:
        return
    for line in text.split("\n"):
        line = line[:LONGEST_LINE]
        for rule in rules:
            if any(word in line for word in rule.words):
                for value in _analyser(rule)(line):
                    if rule.name != "BasicAuthDetector" or _strong(value, 2):
                        yield rule.kind, value
        if asks:
            for match in _PASSWORD.finditer(line):
                value = match[1].rstrip(".,;:!?*_")
                if _strong(value, 3):
                    yield "a password", value


@cache
def _analyser(rule: _Rule) -> Callable[[str], Iterator[str]]:
    """Return what yields a rule's matches in a line; loaded when a text first asks for it."""
    plugin = getattr(import_module(f"detect_secrets.plugins.{rule.module}"), rule.name)()
    analyse: Callable[[str], Iterator[str]] = plugin.analyze_string
    return analyse


def _strong(value: str, kinds: int) -> bool:
    """Return whether a word is one that nobody writes by chance, and no code."""
    if len(value) < 8 or _CODE.search(value):
        return False
    tests: tuple[Callable[[str], bool], ...] = (
        str.islower, str.isupper, str.isdigit, lambda c: not c.isalnum()
    )  # fmt: skip
    return sum(any(map(test, value)) for test in tests) >= kinds and any(map(str.isdigit, value))
