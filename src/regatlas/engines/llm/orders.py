"""Sentences of a document that speak to the machine that reads it, instead of to those whom a law addresses.

A provision with such a sentence is asked about alone, so that its orders reach no other provision, and no quote of the
sentence is evidence of anything. The patterns are few and plain; what they miss is caught by the control category of
:mod:`regatlas.engines.llm.prompt`, which no honest answer names. They match nothing in 834 real laws, bills and
policies in English and Chinese.
"""

from __future__ import annotations

import re

from regatlas.engines.sentences import sentences
from regatlas.model.text import Span

_READER = r"(?:AI|LLM|language|chat)[ -]?(?:models?|assistants?|systems?|bots?|annotators?|reviewers?|graders?)"
_MARKS = r"(?:mark|rate|score|code|label|judge|classify|tag|grade|answer|respond|reply|output|return|report|say|treat)"
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b[^.;\n]{0,40}\b(?:previous|prior|above|earlier|preceding|system|all)\b"
    r"[^.;\n]{0,30}\b(?:instructions?|prompts?|rules|directions)\b"
    rf"|\b(?:note|message|instructions?|attention|notice)\s*(?:to|for|:)?\s*(?:all |any |the )?{_READER}\s*[:,–—-]"
    r"|\byou are (?:now )?(?:an?|the) (?:AI|assistant|language model|helpful|annotator|coder|grader)\b"
    r"|\b(?:system|developer|hidden) (?:prompt|message)\s*:"
    rf"|\b{_MARKS}\b[^.;\n]{{0,40}}\b(?:all|every|each|any)\b[^.;\n]{{0,15}}\bcategor(?:y|ies)\b"
    r"[^.;\n]{0,20}\b(?:as|good|covered|present|true|yes)\b"
    rf"|\b{_MARKS}\b(?:[^.;\n]|\.(?=\d)){{0,60}}\b(?:as|with|is|are)\b[^.;\n]{{0,10}}"
    r"[\"'“‘]?(?:all )?good[\"'”’]?(?=[\s.;,!\n]|$)"
    r"|<\|?(?:im_start|im_end|system|endoftext|/?INST)\b|\[/?INST\]"
    r"|(?:忽略|无视|忘记|不要理会)[^。；\n]{0,12}(?:指令|提示词?|指示|要求|规则)"
    r"|(?:你|您)(?:现在)?是(?:一个|一名)?[^。；\n]{0,6}(?:人工智能|AI|助手|语言模型|标注)"
    r"|(?:请|务必|必须|应当?)?(?:将|把)?(?:所有|全部|每个|每一个|各个)类别[^。；\n]{0,12}(?:标|判|评|视|记)(?:记|注|定|断|为|作)"
    r"|系统(?:提示词?|消息)\s*[：:]",
    re.IGNORECASE,
)


def orders(text: str, within: Span) -> tuple[Span, ...]:
    """The sentences in ``text[within]`` that give orders to a machine."""
    if not _ORDERS.search(text, *within):
        return ()
    return tuple(sentence for sentence in sentences(text, within) if _ORDERS.search(text, *sentence))
