"""The words that name actors, and the type that each betrays.

Six types, after the published actor taxonomy: a *developer* makes AI, a *deployer* offers or uses it in its own
service, a *governance actor* makes or applies rules, a *user* uses what is offered, an *infrastructure provider* lends
computing, networks or distribution, an *affected stakeholder* bears the effects.
"""

from __future__ import annotations

import re
from functools import lru_cache

from regatlas.model.judgement import ActorType

# Last words of an English name. The plural is formed by the pattern.
ENGLISH_HEADS = (
    "administration|administrator|advocate|agency|agencie|assembly|association|attorney general|auditor|authority"
    "|authoritie|board|body|bodie|bureau|business|businesse|candidate|carrier|chair|chairman|chairperson|chief|"
    "city|citizen|college|commission|commissioner|committee|communitie|community|company|companie|comptroller|"
    "comptroller general|congress|consortium|consumer|contractor|controller|corporation|council|countrie|country|"
    "court|creator|customer|department|deployer|designer|developer|director|director-general|distributor|district"
    "|division|employee|employer|enterprise|entity|entitie|establishment|executive|expert|facility|facilitie|"
    "federation|firm|foundation|government|governor|group|handler|head|health plan|hospital|importer|individual|"
    "industry|industrie|inspector general|institute|institution|insurer|issuer|judge|laboratory|laboratorie|"
    "legislature|librarian|licensee|local|maker|manager|manufacturer|mayor|medium|member|member state|minister|"
    "ministry|ministrie|minor|office|officer|official|operator|organisation|organization|owner|panel|parent|"
    "parliament|participant|partie|party|people|person|personnel|physician|plaintiff|platform|practitioner|president|"
    "principal|processor|producer|professional|provider|publisher|regulator|representative|researcher|school|"
    "secretary|secretarie|secretariat|seller|senate|speaker|sponsor|staff|stakeholder|state|student|subcommittee|"
    "subject|superintendent|supervisor|supplier|supporter|talent|solicitor|analyst|attorney"
    "|lawyer|coordinator|counsel|ombudsman|inspector|investigator|examiner|treasurer"
    "|registrar|municipality|municipalitie|recipient|inventor|task force|teacher|team"
    "|territory|tribunal|undertaking|"
    "union|unit|university|universitie|user|vendor|worker|workforce"
)
ENGLISH_HEAD = re.compile(rf"\b(?:{ENGLISH_HEADS})(?:s|'s|’s)?\Z", re.I)
# "AI", "the GPAI" and the like head no agency; other lone capitals (FDA, NIST) do.
NOT_AGENCIES = frozenset(
    [
        *("AI", "ML", "AGI", "GPAI", "ICT", "IT", "LLM", "LAWS", "NSS", "API", "CBRN", "GDP"),
        *("PII", "SEC", "ADM", "ADS", "ART", "NOTE", "THE", "ALL", "II", "III", "IV"),
    ]
)

# Last characters of a Chinese name, the longer first.
CHINESE_HEADS = (
    r"受托|接收方|代理人|法人|提供者|处理者|运营者|使用者|开发者|研发者|研究者|经营者|支持者|制作者|传播者|生产者|销售者|部署者|管理者|所有者|受托者"
    r"|投资者|从业者|参与者|劳动者|消费者|设计者|制造者|发布者|违法者|老年人|未成年人|残疾人|监护人|负责人|所有人|法定代表人"
    r"|接收方|受托人|当事人|行为人|自然人|法人|代理人|用人单位|事业单位|企事业单位|人民政府|人民法院|人民检察院|仲裁机构"
    r"|主管部门|监管部门|管理部门|职能部门|部门|机关|机构|委员会|办公室|政府|单位|企业|公司|(?<!软件)(?<!公共)(?<!技术)(?<!开源)(?<!算力)平台(?!经济|企业|建设|治理)"
    r"|协会|学会|联盟|商会|中心|学校|高校|高等学校|高等院校|科研院所|院校|医院|银行|智库"
    r"|(?:行业|社会|任何|其他|国际|专业|群团)组织(?![、和或者])"
    r"|组织(?!开展|实施|制定|编制|领导|对|建设|评估|推动|协调|力量|保障|专家|召开|起草|申报|进行|架构|演练|建立|形式)"
    r"|个人(?!图像|身份|行为|健康|生活|财产|信息|隐私|权益|数据|敏感|账号|生物)|公民|用户(?!信息|数据|权益|体验|标签|画像|注册|模型|隐私|协议|个人|画)"
    r"|我们|人员|主体|公众|学生|员工|职工|专家|各方|各地区|各地|各部门|各国|缔约方|成员国|运动员|家长|团体"
    r"|国家(?=参与|鼓励|支持|建立|推动|推进|加强|保障|保护|坚持|实施|统筹|积极|促进|制定|倡导|依法|实行|引导|对|应当|采取|健全"
    r"|完善|组织|为|加大|培育|探索|构建|大力|机关)"
    r"|国务院(?=[对可应规批制报另统、和决或])|(?:工业和信息化|科学技术|科技|公安|教育|商务|国家安全|外交|财政)部(?!门)"
    r"|网信办|发展改革委|总局|管理局|监督局|气象局|家庭|媒体|近亲属|地市|代表大会"
    r"|本[市省区县](?!行政|区域|范围|内|实际|辖)|特区(?!内|实际|范围|发展|应当|人工)"
)

_TYPES: tuple[tuple[ActorType, re.Pattern[str]], ...] = (
    (
        "governance-actor",
        re.compile(
            r"部门|机关|政府|委员会|办公室|国务院|国家|法院|检察院|总局|管理局|监督局|气象局|代表大会|各国|各地|缔约方|成员国|"
            r"网信办|发展改革委|[\u4e00-\u9fff]部\Z|\A本[市省区县]|特区|监管|仲裁机构|主管|行业组织|协会|国际组织|认证机构|军事"
        ),
    ),
    (
        "infrastructure-provider",
        re.compile(
            r"算力|云服务|数据中心|电信业务|网络接入|应用程序分发|应用商店|智能终端|基础设施|网络运营者|芯片|电信运营"
            r"|\bcloud\b|\binfrastructure\b|data cent(?:er|re)|\bcompute\b|\bcomputing cluster|\bcarriers?\b"
            r"|app(?:lication)? (?:store|distribution)|internet access|hosting|semiconductor"
            r"|telecommunications (?:provider|operator)",
            re.I,
        ),
    ),
    (
        "developer",
        re.compile(
            r"开发者|研发|研究者|设计者|制造者|技术支持者|生产者|科研|科技(?:人员|企业|活动)|科学技术人员|研究(?:机构|人员)|高等学校"
            r"|高等院校|高校|实验室|创新主体|开发(?:企业|单位|机构|人员)|训练"
            r"|\bdevelop|\bdesigner|\bmanufacturer|\bresearch|\blaborator|\bmaker|technical supporter"
            r"|technology supporter"
            r"|providers? of (?:general-purpose|high-risk|AI (?:systems?|models?)|an? (?:general-purpose|high-risk))"
            r"|frontier|\bcreators?\b|universit|innovation",
            re.I,
        ),
    ),
    (
        "user",
        re.compile(r"用户|使用者|使用人|\busers?\b|\bcustomers?\b|\bsubscribers?\b", re.I),
    ),
    (
        "affected-stakeholder",
        re.compile(
            r"个人\Z|公民|自然人|未成年人|老年人|残疾人|劳动者|消费者|公众|学生|监护人|家长|当事人|职工|员工|群众|行为人"
            r"|(?:任何|有关)组织[和、]个人|社会组织|权利人"
            r"|\b(?:persons?|individuals?|people|citizens?|consumers?|workers?|employees?|minors?|children|students?"
            r"|parents?|public|patients?|candidates?|communit(?:y|ies)|plaintiffs?|data subjects?|stakeholders?)\b",
            re.I,
        ),
    ),
    (
        "deployer",
        re.compile(
            r"受托|接收方|代理人|法人|提供者|处理者|运营者|经营者|部署者|企业|单位|公司|平台|机构|组织|制作者|发布者|传播者|销售者|医院|银行|学校"
            r"|\b(?:providers?|deployers?|operators?|employers?|platforms?|compan(?:y|ies)|business(?:es)?|enterprises?"
            r"|vendors?|insurers?|suppliers?|distributors?|importers?|processors?|controllers?|handlers?|entit(?:y|ies)"
            r"|firms?|corporations?|contractors?|issuers?|publishers?|sellers?|hospitals?|schools?|institutions?"
            r"|facilit(?:y|ies)|organi[sz]ations?|undertakings?|health plans?|producers?|physicians?|practitioners?"
            r"|sponsors?|licensees?|industr(?:y|ies)|owners?|part(?:y|ies)|units?)\b",
            re.I,
        ),
    ),
)
_ENGLISH_GOVERNANCE = re.compile(
    r"\b(?:agenc(?:y|ies)|administrations?|administrator|assembly|attorneys? general"
    r"|authorit(?:y|ies)|boards?|bod(?:y|ies)"
    r"|bureau|city|commission(?:er)?s?|committees?|comptroller|congress|council|countr(?:y|ies)|courts?|departments?"
    r"|director|division|district|governments?|governor|inspectors? general|institute|judge|legislature|librarian|mayor"
    r"|ministers?|ministr(?:y|ies)|member states?|office|officers?|officials?|panel|parliament|president|regulators?"
    r"|secretar(?:y|ies|iat)|senate|states?|subcommittee|superintendent|task force|tribunal|union|un|nations|chair\w*"
    r"|association|federation|consortium|department heads?|heads?|legislative|municipalit(?:y"
    r"|ies)|solicitor|general assembly|working group)\b",
    re.I,
)
_CJK = re.compile(r"[\u4e00-\u9fff]")
_ACRONYM = re.compile(r"[A-Z][A-Z&]{1,7}s?\Z")
_PRIVATE = re.compile(r"\b(?:developer|deployer|provider|operator|private|compan(?:y|ies)|employers?)s?\b", re.I)


@lru_cache(maxsize=4096)
def is_governing(name: str) -> bool:
    """Whether the words of the name say that it makes or applies rules; a lone acronym (FTC) counts as saying so."""
    if _CJK.search(name):
        return _TYPES[0][1].search(name) is not None
    private = _PRIVATE.search(name) is not None
    return not private and (_ENGLISH_GOVERNANCE.search(name) is not None or _ACRONYM.match(name) is not None)


@lru_cache(maxsize=4096)
def actor_type(name: str) -> ActorType:
    """The type that the words of a name betray; a governance actor where nothing else does."""
    if not _CJK.search(name) and _ENGLISH_GOVERNANCE.search(name) and not _PRIVATE.search(name):
        return "governance-actor"
    for kind, words in _TYPES:
        if words.search(name):
            return kind
    return "governance-actor"
