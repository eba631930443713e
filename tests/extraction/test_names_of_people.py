"""Short forms of people's names within one document."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction

pytestmark = pytest.mark.model


def test_surname_of_a_junior_is_his_too(extract: Callable[[str], Extraction]) -> None:
    found = extract("Paul Varnay Jr. met Anna Varnay. Varnay was educated at Harvard University.")
    (subject,) = {one.subject for one in found.statements if one.predicate == "educatedAt"}
    assert subject == "person/varnay"


def test_junior_alone_is_meant_by_his_surname(extract: Callable[[str], Extraction]) -> None:
    found = extract("Paul Varnay Jr. spoke. Varnay was educated at Harvard University.")
    (subject,) = {one.subject for one in found.statements if one.predicate == "educatedAt"}
    assert subject == "person/paul-varnay-jr"
