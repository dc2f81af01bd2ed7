"""The words by which a text speaks of artificial intelligence, or of something close to it.

*Core* words mean AI or one of its techniques or uses wherever they stand. *Kindred* words (algorithm, big data, drone)
also stand in texts that have nothing to do with AI, so they lean only a little. Chosen by reading the training part of
AGORA and the Chinese laws that have such words.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from regatlas.model.text import Span

_CORE_EN = (
    r"artificial(?:ly)? intelligen\w+|genai|machine[- ]learning|deep learning"
    r"|neural networks?|(?:large )?language models?|LLMs?\b|generative (?:models?|tools?|systems?|technolog\w+)"
    r"|foundation models?|frontier models?|deep ?fakes?|deep synthesis|synthetic (?:media|content|performers?|voices?)"
    r"|digital replicas?|algorithm(?:ic)? recommendations?|algorithmic \w+|automated(?: employment)? decision\w*"
    r"|automated (?:final )?(?:decision|driving)[- ]\w+|(?:facial|face|emotion) recognition|computer vision|chat ?bots?"
    r"|autonomous (?:weapons?|vehicles?|systems?|driving|agents?)|self-driving|driverless"
    r"|predictive (?:polic\w+|analytic\w*)"
    r"|intelligent (?:systems?|agents?|robots?|connected vehicles?)"
    r"|materially deceptive media|virtual assistants?"
    r"|natural language processing|recommender systems?"
)
_CORE_ZH = (
    r"人工智能|机器学习|深度学习|神经网络|(?:大|语言|基础|预训练)模型|生成式|深度合成|深度伪造|生成合成|(?<![预决计])算法(?:推荐|模型|歧视|备案|治理"
    r"|安全|机制|透明)|自动化决策|人脸识别|自动驾驶|无人驾驶|智能网联汽车|智能体|聊天机器人|智能算法|类脑|计算机视觉|自然语言处理"
)
_KINDRED_EN = (
    r"algorithms?\b|robot\w*|automat(?:ed|ion|ically)\b|autonom(?:y|ous)\w*|mechani[sz]ation|unmanned \w+|drones?\b"
    r"|big data|data[- ]sets?\b|high[- ]performance comput\w+|computing power|supercomput\w+|semiconductors?"
    r"|integrated circuits?|biometric\w*|profiling|emerging technolog\w+|data cent(?:er|re)s?|bots?\b"
    r"|intelligen(?:ce|t) transport\w*|digital technolog\w+|(?:voice|likeness) (?:and|or) (?:voice|likeness)"
)
_KINDRED_ZH = (
    r"(?<![预决计])算法|机器人|无人机|大数据|算力|智能化|智能|个性化(?:推荐|推送)"
    r"|机器翻译|画像|脑机接口|自动识别|集成电路"
)

# The abbreviation is read in capitals only, and also where a Chinese word touches it.
_ABBREVIATION = r"(?-i:(?<![A-Za-z.])A\.?I\.?(?![A-Za-z]))"
_CORE = re.compile(rf"{_ABBREVIATION}|\b(?:{_CORE_EN})|{_CORE_ZH}", re.IGNORECASE)
_KINDRED = re.compile(rf"\b(?:{_KINDRED_EN})|{_KINDRED_ZH}", re.IGNORECASE)


class Term(NamedTuple):
    """A word of the subject where it stands."""

    span: Span
    core: bool


def terms(text: str) -> list[Term]:
    """Every core and kindred word of the text in order; a kindred word inside a core one is not counted again."""
    core = [Span(*match.span()) for match in _CORE.finditer(text)]
    taken = iter(core)
    current = next(taken, None)
    found = [Term(span, core=True) for span in core]
    for match in _KINDRED.finditer(text):
        while current is not None and current.end <= match.start():
            current = next(taken, None)
        if current is None or match.end() <= current.start:
            found.append(Term(Span(*match.span()), core=False))
    return sorted(found)
