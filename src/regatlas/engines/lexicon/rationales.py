"""One to three plain sentences for every dimension of a record, in English and Chinese, composed from its evidence.

Nothing is said that the evidence does not carry: which categories stand at which level, who was found in which role,
and the citations of the provisions that show it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regatlas.engines.lexicon.wording import cited, is_titled, joined, named
from regatlas.model.document import Document
from regatlas.model.judgement import Actor, ActorRole, Evidence, Judgement, LegalForce, LegalStatus
from regatlas.model.taxonomy import Bilingual, Level, Taxonomy

# So many categories or names are told with their provisions; the rest are counted.
MOST_TOLD = 5
LONGEST_QUOTE = 90

_ROLES: dict[ActorRole, tuple[Bilingual, Bilingual]] = {
    "proposer": (
        Bilingual(en="Issued or proposed by {names} ({places}).", zh="由{names}制定、发布或者提出（{places}）。"),
        Bilingual(en="The text does not say who issues it.", zh="文本未载明制定或者发布主体。"),
    ),
    "target": (
        Bilingual(en="Duties are addressed to {names} ({places}).", zh="义务主要指向{names}（{places}）。"),
        Bilingual(en="No provision names whom it addresses.", zh="没有条款明确其规范对象。"),
    ),
    "enforcer": (
        Bilingual(
            en="Supervision or enforcement lies with {names} ({places}).",
            zh="监督管理或者执法由{names}负责（{places}）。",
        ),
        Bilingual(en="No provision names who supervises or enforces.", zh="没有条款明确监督管理或者执法主体。"),
    ),
    "monitor": (
        Bilingual(
            en="Reports, inspections or evaluations lie with {names} ({places}).",
            zh="备案、报告、检查或者评估由{names}承担（{places}）。",
        ),
        Bilingual(
            en="No provision names who receives reports, inspects or evaluates.",
            zh="没有条款明确受理备案、报告或者实施检查、评估的主体。",
        ),
    ),
}
_FORCES: dict[LegalForce, Bilingual] = {
    "hard": Bilingual(
        en="Hard law: {places} use the words of a text that binds or is written to bind{quote}.",
        zh="硬法：{places}使用了具有约束力或者旨在产生约束力的表述{quote}。",
    ),
    "soft": Bilingual(
        en="Soft law: {places} use the words of a text that recommends, plans or guides{quote}.",
        zh="软法：{places}使用了建议、规划或者指引性的表述{quote}。",
    ),
    "other": Bilingual(
        en="Neither hard nor soft law: {places} use the words of a speech, paper, report or proposal{quote}.",
        zh="既非硬法也非软法：{places}使用了讲话、文件、报告或者建议稿的表述{quote}。",
    ),
}
_NO_FORCE = Bilingual(en="No words of the text show whether it binds.", zh="文本中没有表明其是否具有约束力的表述。")
_LEVELS: dict[Level, Bilingual] = {
    "good": Bilingual(en="Good coverage of {list}.", zh="充分涉及{list}。"),
    "minimal": Bilingual(en="Touched only in passing: {list}.", zh="仅略有提及{list}。"),
}
_TAGGED = Bilingual(en="The text covers {list}.", zh="文本涉及{list}。")


def rationales(
    document: Document,
    taxonomies: Mapping[str, Taxonomy],
    coverage: Sequence[Judgement],
    legal_status: LegalStatus,
    actors: Sequence[Actor],
    *,
    abstained: Bilingual | None = None,
) -> dict[str, Bilingual]:
    """By taxonomy id, ``legal-status`` and actor role, why the record says what it says.

    Where the engine ``abstained``, every rationale gives the reason.
    """
    keys = [*taxonomies, *(["legal-status"] if "legal-status" not in taxonomies else []), *_ROLES]
    if abstained is not None:
        reason = Bilingual(en=f"Not judged. {abstained.en}", zh=f"未作判断：{abstained.zh}")
        return dict.fromkeys(keys, reason)
    found: dict[str, Bilingual] = {}
    for key, taxonomy in taxonomies.items():
        found[key] = _coverage(document, taxonomy, [one for one in coverage if one.taxonomy == key])
    found["legal-status"] = _status(document, legal_status)
    for role in _ROLES:
        found[role] = _role(document, role, [actor for actor in actors if actor.role == role])
    return {key: found[key] for key in keys}


def _coverage(document: Document, taxonomy: Taxonomy, judgements: Sequence[Judgement]) -> Bilingual:
    sentences = [
        _level(document, taxonomy, level, [one for one in judgements if one.level == level])
        for level in ("good", "minimal")
        if any(one.level == level for one in judgements)
    ]
    if not sentences:
        number = len(taxonomy.categories)
        return Bilingual(
            en=f"No provision names any of the {number} categories.", zh=f"没有条款涉及{number}个类别中的任何一个。"
        )
    return Bilingual(
        en=" ".join(sentence.en for sentence in sentences), zh="".join(sentence.zh for sentence in sentences)
    )


def _level(document: Document, taxonomy: Taxonomy, level: Level, judgements: Sequence[Judgement]) -> Bilingual:
    """One sentence for the categories of one level, the surest first; ties keep the order of the taxonomy."""
    ranked = sorted(judgements, key=lambda one: -one.confidence)
    told = [_told(document, taxonomy, one) for one in ranked[:MOST_TOLD]]
    rest = [taxonomy.by_code[one.category] for one in ranked[MOST_TOLD:]]
    if rest:
        numbered = all(category.code[0].isdigit() for category in rest)
        codes = [category.code for category in rest]
        more = "categories" if len(rest) > 1 else "category"
        told.append(
            Bilingual(
                en=f"{len(rest)} further {more}" + (f" ({joined(codes).en})" if numbered else ""),
                zh=f"另外{len(rest)}个类别" + (f"（{joined(codes).zh}）" if numbered else ""),
            )
        )
    frame = _LEVELS[level] if "minimal" in taxonomy.levels else _TAGGED
    return Bilingual(
        en=frame.en.format(list=joined([one.en for one in told]).en),
        zh=frame.zh.format(list=joined([one.zh for one in told]).zh),
    )


def _told(document: Document, taxonomy: Taxonomy, judgement: Judgement) -> Bilingual:
    """A category with the provisions that carry it: ``compromise of privacy (2.1; Articles 7 and 9)``."""
    category = taxonomy.by_code[judgement.category]
    titled = any(is_titled(one.label.en) for one in taxonomy.categories)
    label = category.label.en if titled else named(category.label.en)
    places = cited(document, judgement.evidence)
    code = category.code if category.code[0].isdigit() else ""
    return Bilingual(
        en=f"{label} ({'; '.join(part for part in (code, places.en) if part)})",
        zh=f"{category.label.zh}（{'；'.join(part for part in (code, places.zh) if part)}）",
    )


def _status(document: Document, status: LegalStatus) -> Bilingual:
    if status.value is None:
        return _NO_FORCE
    frame = _FORCES[status.value]
    places = cited(document, status.evidence)
    short = [one.quote.exact for one in status.evidence if len(one.quote.exact) <= LONGEST_QUOTE]
    words = short[-1].rstrip("。.;；") if short else ""
    en, zh = (f", such as “{words}”", f"，如“{words}”") if words else ("", "")
    return Bilingual(
        en=_agreeing(frame.en.format(places=places.en, quote=en), places.en),
        zh=frame.zh.format(places=places.zh, quote=zh),
    )


def _agreeing(sentence: str, places: str) -> str:
    """The verb in the singular where a single provision is its subject."""
    plural = " and " in places or places.split(" ", 1)[0].endswith("s")
    return sentence if plural else sentence.replace(" use the words ", " uses the words ", 1)


def _role(document: Document, role: ActorRole, actors: Sequence[Actor]) -> Bilingual:
    frame, nobody = _ROLES[role]
    if not actors:
        return nobody
    names = [actor.name for actor in actors[:MOST_TOLD]]
    more = len(actors) - len(names)
    first: list[Evidence] = [actor.evidence[0] for actor in actors[:MOST_TOLD]]
    places = cited(document, first)
    en = joined([*names, *([f"{more} other{'s' * (more > 1)}"] if more else [])]).en
    zh = _counted(names, len(actors)) if more else joined(names).zh
    return Bilingual(en=frame.en.format(names=en, places=places.en), zh=frame.zh.format(names=zh, places=places.zh))


def _counted(names: Sequence[str], total: int) -> str:
    """The first names of a longer list: 甲、乙、丙等七个主体."""
    return ("；" if any("、" in name for name in names) else "、").join(names) + f"等{total}个主体"
