from palace.model.ids import new_id


def test_identifiers_differ_and_sort_by_age() -> None:
    ids = [new_id() for _ in range(2000)]
    assert len(set(ids)) == len(ids)
    assert ids == sorted(ids)
    assert {len(identifier) for identifier in ids} == {36}
    assert {identifier[14] for identifier in ids} == {"7"}
