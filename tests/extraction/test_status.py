"""In which status a sentence puts a relation: asserted, planned, denied, rumoured or past, on short sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction

pytestmark = pytest.mark.model

Extract = Callable[[str], Extraction]

TABLE = [
    ("Corvane Bank will acquire Dovemoor Finance subject to approval.", "planned"),
    ("Corvane Bank is about to acquire Dovemoor Finance.", "planned"),
    ("Corvane Bank has acquired Dovemoor Finance.", "asserted"),
    ("Corvane Bank acquired Dovemoor Finance in 2019.", "asserted"),
    ("Corvane Bank completed the acquisition of Dovemoor Finance.", "asserted"),
    ("Corvane Bank managed to acquire Dovemoor Finance.", "asserted"),
    ("Corvane Bank, which does not lend, acquired Dovemoor Finance.", "asserted"),
    ("Corvane Bank acquired not only Marlow Bank but also Dovemoor Finance.", "asserted"),
    ("Corvane Bank said that it had acquired Dovemoor Finance.", "asserted"),
    ("Corvane Bank denied that it overpaid when it acquired Dovemoor Finance.", "asserted"),
    ("After failed talks with Visa, Corvane Bank acquired Dovemoor Finance.", "asserted"),
    ("Anna Holt is the chief executive of Marlow Bank.", "asserted"),
    ("Anna Holt became chief executive of Marlow Bank in 2019.", "asserted"),
    ("Anna Holt resigned in 2022 to join Marlow Bank.", "asserted"),
    ("Anna Holt began working for Marlow Bank in 2019.", "asserted"),
    ("Anna Holt spent two years working for Marlow Bank.", "past"),
    ("Marlow Bank uses facial recognition.", "asserted"),
    ("Corvane Bank went on to acquire Dovemoor Finance.", "asserted"),
    ("Corvane Bank's acquisition of Dovemoor Finance closed in May.", "asserted"),
    ("According to Anna Holt, Corvane Bank acquired Dovemoor Finance.", "asserted"),
    ("Corvane Bank will acquire Dovemoor Finance.", "planned"),
    ("Corvane Bank plans to acquire Dovemoor Finance.", "planned"),
    ("Corvane Bank is to acquire Dovemoor Finance.", "planned"),
    ("Corvane Bank is going to acquire Dovemoor Finance.", "planned"),
    ("Corvane Bank has agreed to acquire Dovemoor Finance.", "planned"),
    ("Corvane Bank's acquisition of Dovemoor Finance is subject to regulatory approval.", "planned"),
    ("Corvane Bank's acquisition of Dovemoor Finance is pending.", "planned"),
    ("Corvane Bank announced the planned acquisition of Dovemoor Finance.", "planned"),
    ("Corvane Bank's proposed acquisition of Dovemoor Finance needs a vote.", "planned"),
    ("Corvane Bank expects to acquire Dovemoor Finance next year.", "planned"),
    ("Corvane Bank would acquire Dovemoor Finance if shareholders agreed.", "planned"),
    ("If the regulator agrees, Corvane Bank buys Dovemoor Finance.", "planned"),
    ("Unless rivals object, Corvane Bank buys Dovemoor Finance.", "planned"),
    ("Corvane Bank intends to buy Dovemoor Finance.", "planned"),
    ("Corvane Bank has offered to buy Dovemoor Finance.", "planned"),
    ("Corvane Bank should acquire Dovemoor Finance.", "planned"),
    ("Corvane Bank launched a bid for Dovemoor Finance.", "planned"),
    ("Corvane Bank is set to acquire Dovemoor Finance.", "planned"),
    ("Corvane Bank's acquisition of Dovemoor Finance is expected to close in May.", "planned"),
    ("Corvane Bank's takeover of Dovemoor Finance will close in May.", "planned"),
    ("Corvane Bank did not acquire Dovemoor Finance.", "denied"),
    ("Corvane Bank has never acquired Dovemoor Finance.", "denied"),
    ("Corvane Bank denied that it had acquired Dovemoor Finance.", "denied"),
    ("Corvane Bank denied acquiring Dovemoor Finance.", "denied"),
    ("Corvane Bank refused to acquire Dovemoor Finance.", "denied"),
    ("Corvane Bank failed to acquire Dovemoor Finance.", "denied"),
    ("Corvane Bank abandoned its acquisition of Dovemoor Finance.", "denied"),
    ("Corvane Bank's acquisition of Dovemoor Finance was blocked.", "denied"),
    ("Corvane Bank's acquisition of Dovemoor Finance collapsed.", "denied"),
    ("Corvane Bank walked away from talks to acquire Dovemoor Finance.", "denied"),
    ("Talks over Corvane Bank's acquisition of Dovemoor Finance collapsed.", "denied"),
    ("Corvane Bank ruled out an acquisition of Dovemoor Finance.", "denied"),
    ("Corvane Bank will not acquire Dovemoor Finance.", "denied"),
    ("Corvane Bank dropped its bid for Dovemoor Finance.", "denied"),
    ("Neither Corvane Bank nor Marlow Bank acquired Dovemoor Finance.", "denied"),
    ("It is not true that Corvane Bank acquired Dovemoor Finance.", "denied"),
    ("Corvane Bank said that it had not acquired Dovemoor Finance.", "denied"),
    ("Corvane Bank no longer plans to acquire Dovemoor Finance.", "denied"),
    ("Talks on a merger between Corvane Bank and Dovemoor Finance collapsed.", "denied"),
    ("Corvane Bank's bid for Dovemoor Finance failed.", "denied"),
    ("Corvane Bank is not expected to acquire Dovemoor Finance.", "denied"),
    ("Corvane Bank cancelled its planned acquisition of Dovemoor Finance.", "denied"),
    ("Corvane Bank called off its takeover of Dovemoor Finance.", "denied"),
    ("Corvane Bank is reportedly in talks to buy Dovemoor Finance.", "rumoured"),
    ("Corvane Bank might buy Dovemoor Finance.", "rumoured"),
    ("Corvane Bank may acquire Dovemoor Finance.", "rumoured"),
    ("Corvane Bank could acquire Dovemoor Finance.", "rumoured"),
    ("Corvane Bank is considering an acquisition of Dovemoor Finance.", "rumoured"),
    ("Corvane Bank is considering buying Dovemoor Finance.", "rumoured"),
    ("Corvane Bank is rumoured to have acquired Dovemoor Finance.", "rumoured"),
    ("Corvane Bank is said to have bought Dovemoor Finance.", "rumoured"),
    ("Corvane Bank has allegedly acquired Dovemoor Finance.", "rumoured"),
    ("It is rumoured that Corvane Bank acquired Dovemoor Finance.", "rumoured"),
    ("Sources say that Corvane Bank has bought Dovemoor Finance.", "rumoured"),
    ("According to people familiar with the matter, Corvane Bank acquired Dovemoor Finance.", "rumoured"),
    ("Corvane Bank acquired Dovemoor Finance, according to two people familiar with the matter.", "rumoured"),
    ("Corvane Bank is exploring a takeover of Dovemoor Finance.", "rumoured"),
    ("Corvane Bank is weighing a bid for Dovemoor Finance.", "rumoured"),
    ("Corvane Bank could be weighing a takeover of Dovemoor Finance.", "rumoured"),
    ("Anna Holt, former chief executive of Marlow Bank, spoke.", "past"),
    ("Anna Holt was chief executive of Marlow Bank until 2019.", "past"),
    ("Anna Holt used to work for Marlow Bank.", "past"),
    ("Anna Holt previously worked for Marlow Bank.", "past"),
    ("Marlow Bank no longer uses facial recognition.", "past"),
    ("Marlow Bank's former chief executive, Anna Holt, spoke.", "past"),
    ("Anna Holt left Marlow Bank in 2020.", "past"),
    ("Marlow Bank stopped using facial recognition.", "past"),
    ("Marlow Bank was based in Hamburg until 2015.", "past"),
    ("Marlow Bank once owned Kite Bank.", "past"),
    ("Kite Bank was a subsidiary of Meridale Group until 2018.", "past"),
    ("Anna Holt stepped down as chief executive of Marlow Bank.", "past"),
    ("Ex-Marlow Bank chief executive Anna Holt spoke.", "past"),
    ("Former Marlow Bank deputy governor Anna Holt spoke.", "past"),
    ("Anna Holt, formerly of Marlow Bank, spoke.", "past"),
    ("Anna Holt, previously with Marlow Bank, spoke.", "past"),
    ("Anna Holt, its adviser, spent seven years at Marlow Bank.", "past"),
    ("Anna Holt began her career at Marlow Bank.", "past"),
    ("Anna Holt headed e-commerce at Marlow Bank.", "past"),
    ("After 31 years with Marlow Bank, Anna Holt retires.", "past"),
    ("Anna Holt was until June a managing director at Marlow Bank.", "past"),
    ("Marlow Bank ended its partnership with Stripe.", "past"),
    ("Marlow Bank pulled out of Nigeria.", "past"),
    ("Marlow Bank shut down its digital wallet.", "past"),
    ("Corvane Bank withdrew its offer for Dovemoor Finance.", "denied"),
    ("Corvane Bank terminated its agreement to acquire Dovemoor Finance.", "denied"),
    ("Corvane Bank's attempt to buy Dovemoor Finance collapsed.", "denied"),
    ("An attempt by Corvane Bank to acquire Dovemoor Finance collapsed.", "denied"),
    ("Corvane Bank made an offer for Dovemoor Finance.", "planned"),
    ("Anna Holt heads e-commerce at Marlow Bank.", "asserted"),
    ("Marlow Bank is subject to supervision by BaFin.", "asserted"),
    ("Marlow Bank has no customers in Kenya.", "denied"),
    ("Marlow Bank holds no licence from BaFin.", "denied"),
    ("BaFin imposed no fine on Marlow Bank.", "denied"),
    ("BaFin has taken no action against Marlow Bank.", "denied"),
    ("BaFin has taken action against Marlow Bank.", "asserted"),
    ("Marlow Bank does not rely on Plaid.", "denied"),
    ("Marlow Bank may switch to Adyen.", "rumoured"),
    ("Marlow Bank's app will be powered by Adyen.", "planned"),
]
UNREAD = [
    ("Corvane Bank is close to buying Dovemoor Finance.", "rumoured", "the frames do not find the buyer"),
]


def _statuses(text: str, extract: Extract) -> set[str]:
    return {one.status.value for one in extract(text).statements}


@pytest.mark.parametrize(("text", "status"), TABLE, ids=[text for text, _ in TABLE])
def test_a_sentence_puts_all_that_it_states_in_this_status(text: str, status: str, extract: Extract) -> None:
    assert _statuses(text, extract) == {status}


@pytest.mark.parametrize(
    ("text", "status"),
    [pytest.param(text, status, marks=pytest.mark.xfail(strict=True, reason=why)) for text, status, why in UNREAD],
)
def test_what_is_not_read_yet(text: str, status: str, extract: Extract) -> None:
    assert _statuses(text, extract) == {status}
