"""A model by its name or its folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from palace.embedding import DEFAULT_MODEL, EmbedderClient, ModelSource, stop_server
from palace.embedding.finding import find_model
from palace.embedding.weights import check_weights
from palace.model.errors import EmbedderUnavailable, PalaceError

pytestmark = [pytest.mark.model, pytest.mark.timeout(300)]

Served = Callable[[str], EmbedderClient]


@pytest.fixture(scope="module")
def looks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where it is kept what was seen of a model, for each is loaded once here to be looked at."""
    return tmp_path_factory.mktemp("looks")


@pytest.fixture(scope="module")
def server_of(small_models: Path, looks: Path, folders: tuple[Path, Path]) -> Iterator[Served]:
    """Gives a client of a small model's server, which serves all tests here."""
    asked: dict[str, ModelSource] = {}

    def client(kind: str) -> EmbedderClient:
        asked[kind] = find_model(str(small_models / kind), cache=looks)
        return EmbedderClient(folders[0], cache_dir=folders[1], model=asked[kind])

    yield client
    for model in asked.values():
        assert stop_server(folders[0], model=model)


def test_the_one_that_comes_with_the_program_has_three_names() -> None:
    for name in ("default", "all-MiniLM-L6-v2", "sentence-transformers/all-MiniLM-L6-v2"):
        assert find_model(name) is DEFAULT_MODEL


@pytest.mark.parametrize("kind", ["table", "shallow"])
def test_a_folder_is_looked_at_and_gives_vectors(
    kind: str, small_models: Path, looks: Path, server_of: Served
) -> None:
    said: list[str] = []
    model = find_model(str(small_models / kind), tell=said.append, cache=looks)
    assert (model.name, model.folder) == (kind, small_models / kind)
    assert model.dim == {"table": 64, "shallow": 384}[kind]
    assert model.query_prompt == {"table": "", "shallow": "which: "}[kind]
    assert any("reads 128 tokens" in line for line in said) == (kind == "shallow")
    with server_of(kind) as client:
        texts = ["the bees swarmed in May", "a swarm of bees in spring", "the slow clock", "", "…"]
        vectors = client.embed(texts)
        assert vectors.shape == (5, model.dim)
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
        assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.1
        asked = client.embed(texts[:1], query=True)[0]
        assert (asked @ vectors[0] > 0.9999) == (kind == "table")


def test_a_client_changes_over_to_another_model(client: EmbedderClient, server_of: Served) -> None:
    with client, server_of("table") as other:
        model = other.model
        assert client.embed(["bees"]).shape == (1, 384)
        client.use(model)
        assert client.space == model.space
        assert client.embed(["bees"]).shape == (1, 64)


def test_other_prompts_make_another_space(small_models: Path, looks: Path) -> None:
    folder = str(small_models / "shallow")
    own = find_model(folder, cache=looks)
    other = find_model(folder, query_prompt="ask: ", cache=looks)
    assert own.sha256 == other.sha256
    assert own.space != other.space
    plain = find_model(folder, query_prompt="", cache=looks)
    assert plain.space.hash == plain.sha256


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda _: None, "no modules.json"),
        (lambda f: (f / "modules.json").write_text("[]"), "no weights"),
    ],
    ids=["no model", "no weights"],
)
def test_what_is_no_model_is_told(make, said: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    make(tmp_path)
    with pytest.raises(PalaceError, match=said):
        find_model(str(tmp_path), cache=tmp_path / "cache")


def test_what_was_seen_of_a_model_holds_until_one_of_its_files_is_another(
    small_models: Path, looks: Path, tmp_path: Path
) -> None:
    find_model(str(small_models / "table"), cache=looks)
    folder = shutil.copytree(small_models / "table", tmp_path / "moved")
    kept = (looks / "looks.json").read_text("utf-8").replace('"dim": 64', '"dim": 65')
    (tmp_path / "looks.json").write_text(kept, "utf-8")
    assert find_model(str(folder), cache=tmp_path).dim == 65
    (folder / "modules.json").write_text("[]")
    with pytest.raises(PalaceError, match="cannot be loaded"):
        find_model(str(folder), cache=tmp_path)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("/nowhere/at/all", "There is no folder"),
        ("no such name!", "no name of a model"),
        ("nobody/such-model", "could not be fetched"),
    ],
)
def test_a_name_that_leads_nowhere_is_told(name: str, said: str) -> None:
    with pytest.raises(PalaceError, match=said):
        find_model(name)


def test_weights_that_were_changed_are_refused(
    small_models: Path, looks: Path, tmp_path: Path
) -> None:
    model = find_model(str(small_models / "table"), cache=looks)
    with pytest.raises(EmbedderUnavailable, match="palace model use"):
        check_weights(replace(model, sha256="0" * 64), tmp_path / "weights.json")
    with pytest.raises(EmbedderUnavailable, match="cannot be read"):
        check_weights(replace(model, folder=tmp_path / "gone"), tmp_path / "weights.json")
