"""Which judgements there are to make of a document, and what an engine says of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast, get_args

from regatlas.catalog.taxonomies import builtin_taxonomies
from regatlas.errors import BadArgument
from regatlas.evaluation.codings import Coded, Place
from regatlas.model.judgement import LegalForce, Record
from regatlas.model.review import ABSENT, STATUS, UNTOLD, Answer, Item, values_of
from regatlas.model.taxonomy import Level


@dataclass(frozen=True, slots=True)
class Question:
    """A judgement to make: the answers that it may have, and the engine's; None where it has none or is not shown."""

    item: Item
    values: tuple[str, ...]
    machine: Answer | None


def questions(taxonomies: Iterable[str], machine: Mapping[str, Answer], others: Iterable[str]) -> Iterator[Question]:
    """The judgements under these taxonomies, then the actors and commitments that the engine or people name."""
    wanted = list(taxonomies)
    if STATUS in wanted:
        yield question(Item(kind="status"), machine)
    for name in wanted:
        if name != STATUS:
            for category in builtin_taxonomies()[name].categories:
                yield question(Item(kind="coverage", first=name, second=category.code), machine)
    free = [key for key in dict.fromkeys((*machine, *others)) if key.startswith(("actor/", "commitment/"))]
    actors = [item for item in map(Item.parse, free) if item.kind == "actor"]
    commitments = [item for item in map(Item.parse, free) if item.kind == "commitment"]
    for item in (*actors, *sorted(commitments, key=lambda one: one.span)):
        yield question(item, machine)


def question(item: Item, machine: Mapping[str, Answer]) -> Question:
    """The judgement of one item. Raises :class:`BadArgument` for a category that its taxonomy does not have."""
    return Question(item, values_of(item, levels_of(item)), machine.get(item.key))


def levels_of(item: Item) -> tuple[Level, ...]:
    """The levels of the item's taxonomy; none for other items. Raises :class:`BadArgument`."""
    if item.kind != "coverage":
        return ()
    taxonomy = builtin_taxonomies().get(item.first)
    if taxonomy is None or item.second not in taxonomy.by_code or taxonomy.id == STATUS:
        hint = "regatlas taxonomies lists the codes; the legal status is a judgement of its own"
        raise BadArgument("no taxonomy has this category", where=item.key[:80], hint=hint)
    return taxonomy.levels


def machine_answers(record: Record | None) -> dict[str, Answer]:
    """What an engine says, by item. An actor named twice in one role is one; so is a clause that binds two actors."""
    if record is None or record.abstained is not None:
        return {}
    found = {
        Item(kind="coverage", first=one.taxonomy, second=one.category).key: Answer(
            value=one.level, evidence=one.evidence
        )
        for one in record.coverage
        if one.taxonomy != STATUS
    }
    status = record.legal_status
    found["status"] = Answer(value=status.value or UNTOLD, evidence=status.evidence)
    for actor in record.actors:
        item = Item(kind="actor", first=actor.role, second=actor.name[:300])
        found.setdefault(item.key, Answer(value=actor.type, evidence=actor.evidence))
    for duty in record.commitments:
        if duty.evidence:
            start, end = duty.evidence[0].quote.span
            item = Item(kind="commitment", first=str(start), second=str(end))
            found.setdefault(item.key, Answer(value=duty.modality, who=duty.actor, evidence=duty.evidence))
    return found


def machine_answer(item: Item, machine: Mapping[str, Answer], record: Record | None) -> Answer | None:
    """What the engine says of an item; that it does not name a category, actor or clause is an answer too."""
    told = machine.get(item.key)
    if told is not None or record is None or record.abstained is not None:
        return told
    if item.kind == "coverage" and item.first in record.taxonomies:
        return Answer(value="none")
    return Answer(value=ABSENT) if item.kind in ("actor", "commitment") else None


def coded(answers: Mapping[str, Answer]) -> Coded:
    """Answers as a coding that agreement is computed from: every category with its level and quotes."""
    levels: dict[Place, Level] = {}
    quotes: dict[Place, tuple[str, ...]] = {}
    for key, answer in answers.items():
        for place, level in _places(Item.parse(key), answer):
            levels[place] = level
            quotes[place] = tuple(one.quote.exact for one in answer.evidence) if level != "none" else ()
    return Coded(levels, quotes, dict.fromkeys(levels, 1.0))


def _places(item: Item, answer: Answer) -> Iterator[tuple[Place, Level]]:
    if item.kind == "coverage":
        yield (item.first, item.second), cast("Level", answer.value)
    elif item.kind == "status" and answer.value != UNTOLD:
        for force in get_args(LegalForce):
            yield (STATUS, force), "good" if force == answer.value else "none"


def complete(taxonomy: str, levels: Mapping[Place, Level]) -> bool:
    """Whether every category of a taxonomy was judged."""
    return all((taxonomy, category.code) in levels for category in builtin_taxonomies()[taxonomy].categories)


def known_taxonomies(names: Sequence[str]) -> tuple[str, ...]:
    """The taxonomies of these names in their usual order, all where none is named. Raises :class:`BadArgument`."""
    known = builtin_taxonomies()
    strange = [name for name in names if name not in known]
    if strange:
        hint = f"choose among {', '.join(known)}"
        raise BadArgument("there is no such taxonomy", where=strange[0][:80], hint=hint)
    return tuple(name for name in known if not names or name in names)
