"""Names: what is shown, what two writings share, and the identifier that every worker mints."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fintech_kg.model import Kind
from fintech_kg.names import abbreviates, display_name, entity_id, initials, normal_form, without_legal_form

kinds = st.sampled_from(list(Kind))


@pytest.mark.parametrize(
    ("written", "kind", "shown"),
    [
        ("the Ant Group Co., Ltd.'s", Kind.ORGANISATION, "Ant Group"),
        ("Kite  Bank\nplc", Kind.ORGANISATION, "Kite Bank"),
        ("The Bank of England's", Kind.ORGANISATION, "Bank of England"),
        ("Marlow Capital,", Kind.ORGANISATION, "Marlow Capital"),
        ("Holders’", Kind.ORGANISATION, "Holders"),
        ("Li Chen’s", Kind.PERSON, "Li Chen"),
        ("the United Kingdom", Kind.PLACE, "United Kingdom"),
        ("The", Kind.ORGANISATION, "The"),
        ("Marlow Pay (UK) Limited", Kind.ORGANISATION, "Marlow Pay (UK)"),
        ("Marlow Pay Inc. (Marlow)", Kind.ORGANISATION, "Marlow Pay"),
        ("Marlow Pay Ltd (MPL)", Kind.ORGANISATION, "Marlow Pay"),
        ("Bank (HK)", Kind.ORGANISATION, "Bank (HK)"),
        ("'s", Kind.ORGANISATION, "'s"),
    ],
)
def test_display_name(written: str, kind: Kind, shown: str) -> None:
    assert display_name(written, kind) == shown


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Visa Inc.", "Visa"),
        ("Wirecard AG", "Wirecard"),
        ("O'Hare & D'Souza plc", "O'Hare & D'Souza"),
        ("Tallow Pay Pte. Ltd.", "Tallow Pay"),
        ("Plaid", "Plaid"),
        ("", ""),
    ],
)
def test_legal_form_goes(name: str, short: str) -> None:
    assert without_legal_form(name) == short


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ant Group", "ANT GROUP"),
        ("Ant Group", "the Ant-Group Co., Ltd."),
        ("People's Bank of China", "the People’s Bank of China"),
        ("Société Générale", "Socie\u0301te\u0301 Ge\u0301ne\u0301rale"),
        ("Ant Group", "Ａｎｔ Ｇｒｏｕｐ"),
    ],
)
def test_two_writings_of_one_name(one: str, other: str) -> None:
    assert normal_form(one, Kind.ORGANISATION) == normal_form(other, Kind.ORGANISATION)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Morgan Stanley", "Stanley Morgan"), ("Bank of China", "Bank of Chinatown"), ("和源支付", "蚂蚁集团")],
)
def test_two_names_stay_two(one: str, other: str) -> None:
    assert normal_form(one, Kind.ORGANISATION) != normal_form(other, Kind.ORGANISATION)


@pytest.mark.parametrize(
    ("kind", "name", "identifier"),
    [
        (Kind.ORGANISATION, "the Ant Group Co., Ltd.'s", "organisation/ant-group"),
        (Kind.PERSON, "Li Chen", "person/li-chen"),
        (Kind.PLACE, "Zürich", "place/zürich"),
        (Kind.ORGANISATION, "蚂蚁集团", "organisation/蚂蚁集团"),
        (Kind.TECHNOLOGY, "!!!", "technology/!!!"),
    ],
)
def test_entity_id(kind: Kind, name: str, identifier: str) -> None:
    assert entity_id(kind, name) == identifier


@pytest.mark.parametrize(
    ("short", "whole", "expected"),
    [
        ("FCA", "Financial Conduct Authority", True),
        ("FINMA", "Swiss Financial Market Supervisory Authority", True),
        ("BCB", "Banco Central do Brasil", True),
        ("FCA", "Kestrel Pay", False),
        ("NASDAQ", "Beacon Roofing Supply", False),
        ("AY", "Kestrel Pay", False),
        ("", "Kestrel Pay", False),
    ],
)
def test_abbreviates(short: str, whole: str, expected: bool) -> None:
    assert abbreviates(short, whole) is expected


def test_initials() -> None:
    assert initials("Financial Conduct Authority of the UK") == "FCAU"


@given(st.text(), kinds)
def test_normal_form_is_stable(name: str, kind: Kind) -> None:
    form = normal_form(name, kind)
    assert form == normal_form(name, kind)
    assert "  " not in form


@given(st.text(), kinds)
def test_identifier_begins_with_its_kind(name: str, kind: Kind) -> None:
    assert entity_id(kind, name).startswith(f"{kind.value.lower()}/")


@given(st.text(min_size=1), kinds)
def test_display_name_of_a_name_is_never_lost(name: str, kind: Kind) -> None:
    assert display_name(name, kind) or not "".join(name.split()).strip(",;:")


@pytest.mark.parametrize(
    ("name", "lookalike"),
    [
        ("PayPal", "Ρaypal"),  # a Greek rho
        ("PayPal", "РауРаl"),  # Cyrillic
        ("Visa", "Vіsa"),  # a Ukrainian i
        ("Ant Group", "Αnt Group"),  # a Greek alpha
        ("Adyen", "Adуen"),  # a Cyrillic u
        ("Stripe", "Տtripe"),  # Armenian
    ],
)
def test_name_that_only_looks_the_same_is_another(name: str, lookalike: str) -> None:
    assert entity_id(Kind.ORGANISATION, name) != entity_id(Kind.ORGANISATION, lookalike)


def test_letters_of_another_width_are_the_same_letters() -> None:
    assert entity_id(Kind.ORGANISATION, "PayPal") == entity_id(Kind.ORGANISATION, "ＰａｙＰａｌ")
