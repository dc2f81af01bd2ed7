"""Why a document got its score, in one to three sentences that code composes from the signs and that quote the text."""

from __future__ import annotations

from collections.abc import Sequence

from regatlas.model.judgement import Evidence
from regatlas.model.screening import IN_SCOPE_AT, KEEP_AT, Force, Sign, SignKind
from regatlas.model.taxonomy import Bilingual

_NAMES: dict[SignKind, Bilingual] = {
    "title": Bilingual(en="in its title", zh="标题"),
    "opening": Bilingual(en="at its beginning", zh="开头"),
    "heading": Bilingual(en="in headings", zh="各级标题"),
    "definition": Bilingual(en="in definitions", zh="定义条款"),
    "density": Bilingual(en="in its body", zh="正文"),
}
_LANGUAGES = {
    "ja": Bilingual(en="Japanese", zh="日文"),
    "ko": Bilingual(en="Korean", zh="韩文"),
    "fr": Bilingual(en="French", zh="法文"),
    "de": Bilingual(en="German", zh="德文"),
    "es": Bilingual(en="Spanish", zh="西班牙文"),
}
_VERDICT = (
    (IN_SCOPE_AT, Bilingual(en="It is taken to be AI governance.", zh="判定为人工智能治理文件。")),
    (
        KEEP_AT,
        Bilingual(en="It may be AI governance; a person should look.", zh="可能属于人工智能治理文件，宜由人工复核。"),
    ),
    (0, Bilingual(en="It is not taken to be AI governance.", zh="判定为不属于人工智能治理文件。")),
)
_FORCE: dict[Force, Bilingual] = {
    "operative": Bilingual(en="It sets norms, commitments or plans of its own.", zh="文本自身设定规范、承诺或者计划。"),
    "background": Bilingual(
        en="It speaks of AI without setting norms of its own.", zh="文本仅论及人工智能，自身未设定规范。"
    ),
}


def rationale(signs: Sequence[Sign], score: int, force: Force | None, norms: int) -> Bilingual:
    """The sentences for a score."""
    parts = [_subject(signs), _norms(signs, norms), verdict_words(score)]
    if force is not None:
        parts.append(_FORCE[force])
    return joined(parts)


def by_model(subject: Sequence[Evidence], governance: Sequence[Evidence], score: int, force: Force | None) -> Bilingual:
    """The sentences for a score that a language model's findings led to."""
    parts = []
    words = quoted(subject)
    if subject:
        parts.append(Bilingual(en=f"The text speaks of AI: {words.en}.", zh=f"文本论及人工智能：{words.zh}。"))
    words = quoted(governance)
    if governance:
        parts.append(Bilingual(en=f"It governs AI: {words.en}.", zh=f"文本涉及人工智能治理：{words.zh}。"))
    if not parts:
        parts.append(Bilingual(en="The model found nothing on AI.", zh="模型未发现涉及人工智能的内容。"))
    return joined([*parts, verdict_words(score), *([_FORCE[force]] if force else [])])


def no_answer() -> Bilingual:
    """Why there is no score where the model gave no answer of any use."""
    return Bilingual(en="The language model gave no answer that could be used.", zh="语言模型未给出可用的回答。")


def joined(parts: Sequence[Bilingual]) -> Bilingual:
    """Sentences one after the other in both languages."""
    return Bilingual(
        en=" ".join(part.en for part in parts if part.en), zh="".join(part.zh for part in parts if part.zh)
    )


def verdict_words(score: int) -> Bilingual:
    """What a score means, in words."""
    return next(words for least, words in _VERDICT if score >= least)


def unread(reasons: Sequence[str]) -> Bilingual:
    """Why a text of poor quality is not screened."""
    told = " ".join(reasons) or "The quality of the text is too poor."
    return Bilingual(en=told, zh="文本质量不足，无法可靠识读，故不作筛查判断。")


def language_unknown(language: str) -> Bilingual:
    """Why a text in a language without words here is not screened."""
    name = _LANGUAGES.get(language)
    if name is None:
        en = "The language of the text could not be told, and this engine reads English and Chinese only."
        return Bilingual(en=en, zh="无法识别文本的语言；本引擎仅能识读英文和中文，故不作判断。")
    en = f"The text is in {name.en}, and this engine reads English and Chinese only."
    return Bilingual(en=en, zh=f"文本为{name.zh}；本引擎仅能识读英文和中文，故不作判断。")


def quoted(evidence: Sequence[Evidence]) -> Bilingual:
    """The first quote in quotation marks, or nothing."""
    if not evidence:
        return Bilingual(en="", zh="")
    words = " ".join(evidence[0].quote.exact.split()).rstrip(".。;；:：,，")
    return Bilingual(en=f"“{words}”", zh=f"“{words}”")


def _subject(signs: Sequence[Sign]) -> Bilingual:
    places = [(sign, _NAMES[sign.kind]) for sign in signs if sign.kind in _NAMES]
    if not places:
        kindred = next((sign for sign in signs if sign.kind == "kindred"), None)
        if kindred is None:
            return Bilingual(en="The text does not speak of AI.", zh="文本未论及人工智能。")
        words = quoted(kindred.evidence)
        return Bilingual(
            en=f"The text has only words that stand close to AI: {words.en}.",
            zh=f"文本仅有与人工智能相近的用语：{words.zh}。",
        )
    shown = quoted(places[0][0].evidence)
    en = ", ".join(name.en for _, name in places)
    zh = "、".join(name.zh for _, name in places)
    return Bilingual(en=f"The text speaks of AI {en}: {shown.en}.", zh=f"文本在{zh}中论及人工智能：{shown.zh}。")


def _norms(signs: Sequence[Sign], norms: int) -> Bilingual:
    norm = next((sign for sign in signs if sign.kind == "norm"), None)
    # Without a word of AI the norms are those on its kindred, of which it would be wrong to say that they are on AI.
    if norm is None or not any(sign.kind == "density" for sign in signs):
        return Bilingual(en="", zh="")
    words = quoted(norm.evidence)
    said = "One sentence on AI obliges" if norms == 1 else f"{norms} sentences on AI oblige"
    return Bilingual(
        en=f"{said}, forbids, recommends, permits or plans: {words.en}."
        if norms == 1
        else f"{said}, forbid, recommend, permit or plan: {words.en}.",
        zh=f"有{norms}处关于人工智能的规定、倡导或者计划：{words.zh}。",
    )
