"""Secrets are known by their shapes; what only speaks of them is not taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from palace.recall.secrets import found_in, secrets_in

ROOT = Path(__file__).resolve().parents[2]
BODY = "MIIEowIBAAKCAQEA7bq9zX0v3kJqT5yXg2mWcP8sLr4dHfNuEaVtGiYhJkOpQrSz\n"
# In pieces, so that no scanner takes this file for a leak.
SECRETS = {
    "an AWS key": "key AKIA" + "Q3EGR7XK2MBVN4ZP in use",
    "a GitHub token": "ghp_" + "k3J9dLq0PzXw7VbN2mRtY5uHcE8sAf1GiT4o",
    "a GitLab token": "glpat-" + "k3J9dLq0PzXw7VbN2mRt",
    "a Slack token": "xoxb-" + "2345678901-987654321098-kJ9dLq0PzXw7VbN2mRtY5uHc",
    "a Stripe key": "sk_live_" + "k3J9dLq0PzXw7VbN2mRtY5uH",
    "an Anthropic key": "sk-ant-" + "api03-k3J9dLq0PzXw7VbN2mRtY5uHcE8sAf1GiT4o",
    "an OpenAI key": "sk-proj-" + "k3J9dLq0PzXw7VbN2mRtY5uHcE8sAf1GiT4ok3J9dLq0",
    "a Google key": "AIza" + "SyD3J9dLq0PzXw7VbN2mRtY5uHcE8sAf1Gi",
    "a Hugging Face token": "hf_" + "kJdLqPzXwVbNmRtYuHcEsAfGiTokJdLqPz",
    "a private key": "-----BEGIN RSA PRIVATE " + f"KEY-----\n{BODY * 3}-----END",
    "a password in an address": "postgres://bee:" + "Sw4rm-9xQz@db.hive.net/honey",
    "a password": "The wifi password: " + "Blau-Wal-77!x",
}


@pytest.mark.parametrize("kind", SECRETS)
def test_a_secret_is_noticed_and_told_by_its_kind(kind: str) -> None:
    text = f"Before it.\n\n{SECRETS[kind]}\n\nAfter it."
    (secret,) = secrets_in(text)
    assert secret.kind == kind
    assert secret.hash not in text
    assert secrets_in(f"Elsewhere: {SECRETS[kind]}") == (secret,)


@pytest.mark.parametrize(
    "text",
    [
        "A file with -----BEGIN RSA PRIVATE KEY----- at its head is a key; keep it safe.",
        "Set AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE and go on.",
        "password: must have 8 characters, one of them a digit",
        'password = os.environ["DB_PASSWORD_2"]',
        "The password is in the drawer. His password is Horatio, I think.",
        "https://user:password@example.com/path and https://abc:123@example.com/",
        'api_key: "YOUR_API_KEY_1234"',
        "commit 3f2a9c81d5e47b60a1c2d3e4f5061728394a5b6c of the tide table",
        "sk-learn, the sk-something of 2024, hf_hub_download(repo_id=x)",
        "Passwort: <bitte setzen>, passphrase = ${PASSPHRASE_2}",
    ],
)
def test_what_only_speaks_of_secrets_is_none(text: str) -> None:
    assert secrets_in(text) == ()


def test_notes_of_an_ordinary_life_hold_none() -> None:
    notes = [path.read_text("utf-8") for path in (ROOT / "assets" / "sample").rglob("*.md")]
    docs = [path.read_text("utf-8") for path in (ROOT / "docs").rglob("*.md")]
    assert len(notes) > 100
    assert found_in([*notes, *docs]) == {}


def test_one_long_line_takes_no_time() -> None:
    assert secrets_in("password " + "eyJ" * 400_000 + "AKIA" * 1000) == ()
