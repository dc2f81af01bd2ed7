from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.app.review_people import LAW, NOON, desk, keep_law, make_law

from regatlas.app.adjudicating import docket
from regatlas.app.mapping import Mapper
from regatlas.app.review_agreement import agreement_of
from regatlas.app.review_evidence import Chosen
from regatlas.app.review_exports import exported
from regatlas.app.reviewing import Desk, sight
from regatlas.errors import BadArgument, NotAllowed, NotKnown, StillBlind
from regatlas.model.account import Role, Visitor
from regatlas.model.review import DECIDED, MACHINE, Answer, Coding, CodingRequest, Item
from regatlas.store import DocumentStore

STATUS = Item(kind="status")
PRIVACY = Item(kind="coverage", first="risk-subdomain", second="2.1")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DocumentStore]:
    with DocumentStore.open(f"sqlite:///{tmp_path / 'store.sqlite'}") as opened:
        yield opened


@pytest.fixture
def sha256(store: DocumentStore) -> str:
    return keep_law(store)


def blind(store: DocumentStore, sha256: str, *names: str, machine: bool = False) -> None:
    for name in names:
        asked = CodingRequest(
            sha256=sha256, coder=name, blind=True, machine_blind=machine, taxonomies=("legal-status",)
        )
        desk(store, "chief", "editor").assign(asked)


def say(one: Desk, sha256: str, value: str, words: str = "第一条", item: Item = STATUS) -> None:
    coding = one.own(sha256)
    version = one.reviews.answers([coding.id])[coding.id]
    known = version[item.key].version if item.key in version else 0
    chosen = () if value in ("none", "absent", "abstained") else (Chosen(words),)
    one.answer(coding, item, known, Answer(value=value), chosen)


def finish(one: Desk, sha256: str) -> None:
    one.set_state(one.own(sha256), "finished")


codings = st.builds(
    Coding,
    id=st.integers(1, 9), sha256=st.just("0" * 64), kind=st.just("coding"),
    coder=st.sampled_from(["anna", "bert", "cleo"]), manifest=st.none(), taxonomies=st.just(()),
    blind=st.booleans(), machine_blind=st.booleans(),
    asked_by=st.just("x"), asked_at=st.just(NOON), state=st.sampled_from(["open", "finished"]), version=st.just(0),
    finished_at=st.none(),
)  # fmt: skip


@given(
    st.lists(codings, max_size=3, unique_by=lambda one: one.coder),
    st.sampled_from(["anna", "bert", "dora", ""]),
    st.sampled_from(["reader", "coder", "editor", "admin"]),
)
def test_nobody_sees_what_would_make_a_blind_coding_see(known: list[Coding], name: str, role: str) -> None:
    seen = sight(Visitor(name=name, role=cast("Role", role)), known)
    own = [one for one in known if name and one.coder == name]
    others = [one for one in seen.codings if one not in own]
    assert all(seen.sees(one) for one in own)
    if any(one.blind and one.state == "open" for one in own):
        assert not others
    if any(one.machine_blind and one.state == "open" for one in own):
        assert not seen.machine
    if role in ("reader", "coder"):
        assert all(one.state == "finished" for one in others)
        if any(one.blind and one.state == "open" for one in known):
            assert not others


def test_two_coders_are_blind_to_one_another_until_both_have_finished(store: DocumentStore, sha256: str) -> None:
    blind(store, sha256, "anna", "bert")
    anna, bert, dora, chief = (desk(store, name) for name in ("anna", "bert", "dora", "chief"))
    say(anna, sha256, "hard")
    say(bert, sha256, "soft")
    finish(anna, sha256)
    for one, whose in ((bert, "anna"), (anna, "bert"), (dora, "anna")):
        with pytest.raises(StillBlind, match="RGA-9010"):
            one.seen(sha256, whose)
        assert not any(len(one.reviewed(sha256, None)[key].voices) > 1 for key in one.reviewed(sha256, None))
    assert bert.reviewed(sha256, None) == {}
    assert not [pair for pair in agreement_of(bert) if "anna" in (pair.a, pair.b)]
    assert list(exported(bert, "anna")) == list(exported(bert)) == []
    finish(bert, sha256)
    assert bert.seen(sha256, "anna").coder == anna.seen(sha256, "anna").coder == "anna"
    assert [(one.standing, len(one.voices)) for one in dora.reviewed(sha256, None).values()] == [("disputed", 2)]
    assert chief.seen(sha256, "bert")


def test_an_editor_who_codes_blind_is_blind(store: DocumentStore, sha256: str) -> None:
    blind(store, sha256, "anna", "chief")
    chief = desk(store, "chief", "editor")
    with pytest.raises(StillBlind):
        chief.seen(sha256, "anna")
    with pytest.raises(StillBlind):
        docket(chief, sha256)
    assert desk(store, "other", "editor").seen(sha256, "anna")


def test_who_is_blind_to_the_engine_sees_none_of_its_answers(store: DocumentStore, sha256: str) -> None:
    blind(store, sha256, "anna", machine=True)
    anna = desk(store, "anna")
    record = store.records(sha256)[0]
    assert all(one.machine is None for one in anna.sheet(anna.own(sha256)).questions)
    assert not any(MACHINE in (pair.a, pair.b) for pair in agreement_of(anna))
    anna.fill(anna.own(sha256), "status")
    finish(anna, sha256)
    assert any(one.machine for one in anna.sheet(anna.own(sha256)).questions)
    assert anna.reviewed(sha256, record)["status"].machine is not None


def test_only_the_coder_changes_a_coding(store: DocumentStore, sha256: str) -> None:
    anna, bert = desk(store, "anna"), desk(store, "bert")
    coding = anna.begin(sha256)
    with pytest.raises(NotAllowed, match="somebody else's coding"):
        bert.answer(coding, STATUS, 0, Answer(value="abstained"))
    with pytest.raises(NotAllowed, match="only coders may review"):
        desk(store, "reader", "reader").begin(sha256)
    with pytest.raises(NotAllowed, match="only editors"):
        bert.assign(CodingRequest(sha256=sha256, coder="anna"))
    with pytest.raises(NotKnown):
        bert.own(sha256)


def test_an_answer_keeps_to_the_taxonomies_that_were_asked_for(store: DocumentStore, sha256: str) -> None:
    blind(store, sha256, "anna")
    anna = desk(store, "anna")
    assert [one.item.key for one in anna.sheet(anna.own(sha256)).questions if one.item.kind == "coverage"] == []
    with pytest.raises(BadArgument, match="this coding does not have that taxonomy"):
        say(anna, sha256, "good", item=PRIVACY)
    bert = desk(store, "bert")
    with pytest.raises(BadArgument, match="no taxonomy has this category"):
        bert.answer(bert.begin(sha256), Item(kind="coverage", first="sector", second="x"), 0, Answer(value="none"))


def test_filling_answers_only_what_has_no_answer(store: DocumentStore, sha256: str) -> None:
    anna = desk(store, "anna")
    coding = anna.begin(sha256)
    say(anna, sha256, "none", item=PRIVACY)
    filled = anna.fill(coding, "risk-subdomain")
    assert (filled, anna.fill(coding, "risk-subdomain")) == (23, 0)
    sheet = anna.sheet(coding)
    for one in sheet.questions:
        if one.item.first == "risk-subdomain" and one.item != PRIVACY:
            assert one.machine == sheet.answers[one.item.key].answer
    assert sheet.answers[PRIVACY.key].answer.value == "none"


def test_disagreements_are_decided_and_the_decision_holds(store: DocumentStore, sha256: str) -> None:
    anna, bert, chief = desk(store, "anna"), desk(store, "bert"), desk(store, "chief", "editor", minutes=5)
    for one, value in ((anna, "hard"), (bert, "soft")):
        one.begin(sha256)
        say(one, sha256, value)
        say(one, sha256, "none", item=PRIVACY)
        finish(one, sha256)
    open_docket = docket(chief, sha256)
    assert list(open_docket.found) == [STATUS.key]
    assert open_docket.answer_as(STATUS.key, "bert").value == "soft"
    with pytest.raises(BadArgument, match="nobody of that name"):
        open_docket.answer_as(STATUS.key, "dora")
    chief.answer(open_docket.sheet.coding, STATUS, 0, open_docket.answer_as(STATUS.key, "bert"))
    found = chief.reviewed(sha256, store.records(sha256)[0])
    assert (found["status"].standing, found["status"].voices[0].who) == ("adjudicated", "chief")
    assert found["status"].holds is not None
    assert found["status"].holds.value == "soft"
    assert found["status"].machine is not None
    assert found[PRIVACY.key].standing == "agreed"
    assert list(docket(chief, sha256).found) == [STATUS.key]
    with pytest.raises(NotAllowed):
        anna.answer(open_docket.sheet.coding, STATUS, 1, Answer(value="abstained"))
    assert chief.seen(sha256, DECIDED).kind == "adjudication"


def test_there_is_nothing_to_decide_before_two_have_finished(store: DocumentStore, sha256: str) -> None:
    anna = desk(store, "anna")
    anna.begin(sha256)
    finish(anna, sha256)
    with pytest.raises(BadArgument, match="fewer than two people have finished"):
        docket(desk(store, "chief", "editor"), sha256)


def test_who_does_not_name_an_actor_says_that_it_is_not_there(store: DocumentStore, sha256: str) -> None:
    actor = Item(kind="actor", first="target", second="核对结果的使用者")
    for name in ("anna", "bert"):
        one = desk(store, name)
        one.begin(sha256)
        if name == "anna":
            say(one, sha256, "user", "使用者应当核对结果", actor)
        finish(one, sha256)
    found = docket(desk(store, "chief", "editor"), sha256).found[actor.key]
    assert [(voice.who, voice.answer.value) for voice in found.voices] == [("anna", "user"), ("bert", "absent")]
    assert found.machine is not None
    assert found.machine.value == "absent"


def test_agreement_counts_what_both_judged(store: DocumentStore, sha256: str) -> None:
    anna, bert = desk(store, "anna"), desk(store, "bert")
    for one, value in ((anna, "good"), (bert, "none")):
        one.begin(sha256)
        say(one, sha256, value, "泄露个人信息", PRIVACY)
        one.fill(one.own(sha256), "risk-subdomain")
        finish(one, sha256)
    (pair,) = [one for one in agreement_of(anna) if (one.a, one.b, one.taxonomy) == ("anna", "bert", "risk-subdomain")]
    assert (pair.documents, pair.items, pair.share) == (1, 24, 23 / 24)
    assert pair.kappa_quadratic is not None
    assert pair.kappa_quadratic < 1
    with_machine = [one for one in agreement_of(anna, sha256) if one.b == MACHINE and one.taxonomy == "risk-subdomain"]
    assert [one.a for one in with_machine] == ["anna", "bert"]


def test_engines_never_see_what_people_say(store: DocumentStore, sha256: str) -> None:
    before = store.records(sha256)
    anna = desk(store, "anna")
    anna.begin(sha256)
    say(anna, sha256, "soft")
    finish(anna, sha256)
    assert store.records(sha256) == before == (Mapper().map(make_law(LAW), "a" * 64),)
