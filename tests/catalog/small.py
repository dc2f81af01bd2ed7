"""A small catalog of invented law, in which nothing is wrong; tests break it in one place at a time."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "agencies/national.yaml": """schema: regatlas/agencies/1
agencies:
  - id: cn/council
    name: {en: Council, zh: 委员会}
    jurisdiction: CN
    kind: government
    roles:
      - {en: Governs, zh: 管理}
    sources:
      - {publisher: {en: Council, zh: 委员会}, url: "https://council.example.org/"}
  - id: cn/office
    name: {en: Office & Sons, zh: 办公室}
    short_name: {en: Office, zh: 网办}
    jurisdiction: CN
    kind: ministry
    parent: cn/council
    roles:
      - {en: Keeps the register, zh: 管理登记}
    sources:
      - {publisher: {en: Office, zh: 办公室}, corpus: zh/rules.md, verified: true}
    verified: true
""",
    "instruments/cn-rules.yaml": """schema: regatlas/instrument/1
id: cn/rules
jurisdiction: CN
type: rule
title: {en: Rules for Machines, zh: 机器管理规定}
short_title: {en: Machine Rules, zh: 机器规定}
aliases: [machine-rules]
number: {en: "Order No. 7", zh: "令第7号"}
issuers: [cn/office]
dates:
  adopted: {date: 2022-01-03}
  issued: {date: 2022-01-10, sources: [{publisher: {en: Office, zh: 办公室}, corpus: zh/rules.md}]}
  effective: {date: 2022-03-01}
history:
  - {since: 2021-06-01, status: draft}
  - {since: 2022-01-10, status: not-yet-in-force}
  - {since: 2022-03-01, status: in-force}
expressions:
  - {id: 2021-draft, stage: draft, date: 2021-06-01, comments_until: 2021-07-01}
  - id: "2022"
    date: 2022-01-10
    effective: 2022-03-01
    ended: 2025-01-01
    articles: 3
    corpus: zh/rules.md
    verified: true
  - {id: "2025", date: 2024-11-01, effective: 2025-01-01}
relations:
  - {kind: based-on, target: cn/machine-law, outside: {en: Machine Law, zh: 机器法}, provision: art_1}
  - {kind: implements, target: cn/plan}
category: {en: Departmental rule, zh: 部门规章}
summary: {en: Machines are registered., zh: 机器应当登记。}
points:
  - {text: {en: Register machines., zh: 机器应当登记。}, provisions: [art_2]}
sources:
  - {publisher: {en: Office, zh: 办公室}, url: "https://office.example.org/rules_7?a=1&b=2", official: true}
verified: true
""",
    "instruments/cn-plan.yaml": """schema: regatlas/instrument/1
id: cn/plan
jurisdiction: CN
type: plan
title: {en: Plan for Machines, zh: 机器规划}
issuers: [cn/council]
dates:
  published: {date: "2020-05"}
history:
  - {since: 2020-05, status: policy}
category: {en: Plan, zh: 规划}
summary: {en: More machines., zh: 发展机器。}
sources:
  - {publisher: {en: Council, zh: 委员会}, url: "https://council.example.org/plan"}
""",
    "digests/cn-rules--2022.yaml": """schema: regatlas/digest/1
instrument: cn/rules
expression: "2022"
articles:
  - provision: art_1
    does: {en: States the purpose., zh: 规定目的。}
    operative: false
    verified: true
  - provision: art_2
    does: {en: Providers register within ten working days., zh: 提供者应当在十个工作日内登记。}
    addressees: [{en: providers, zh: 提供者}]
    verified: true
  - provision: art_3
    does: {en: The office keeps the register., zh: 办公室管理登记。}
    no_obligation: {en: It binds the office alone., zh: 仅约束办公室。}
""",
    "events/all.yaml": """schema: regatlas/events/1
events:
  - id: rules-issued
    jurisdiction: CN
    date: 2022-01-10
    kind: instrument
    title: {en: Rules <issued>, zh: 规定公布}
    summary: {en: Issued., zh: 公布。}
    instruments: [cn/rules]
    agencies: [cn/office]
    sources:
      - {publisher: {en: Office, zh: 办公室}, url: "https://office.example.org/news?a=1&b=2"}
      - {publisher: {en: Paper, zh: 报纸}, url: "https://paper.example.org/1", says: "2022-01-11"}
  - id: plan-published
    jurisdiction: CN
    date: "2020-05"
    kind: programme
    title: {en: Plan published, zh: 规划发布}
    summary: {en: Published., zh: 发布。}
    instruments: [cn/plan]
    companies: [{en: Acme, zh: 某公司}]
    sources:
      - {publisher: {en: Council, zh: 委员会}, title: {en: Plan, zh: 规划}}
  - id: goal-2030
    jurisdiction: CN
    date: 2030
    kind: goal
    title: {en: Goal, zh: 目标}
    summary: {en: Many machines., zh: 机器众多。}
    instruments: [cn/plan]
    sources:
      - {publisher: {en: Council, zh: 委员会}, url: "https://council.example.org/plan"}
""",
    "commitments/plan.yaml": """schema: regatlas/commitments/1
commitments:
  - id: plan-centre
    instrument: cn/plan
    provision: measure_1
    text: {en: Build a centre., zh: 建设中心。}
    bodies: [cn/office]
    topic: computing
    sources:
      - {publisher: {en: Council, zh: 委员会}, url: "https://council.example.org/plan"}
""",
    "claims/all.yaml": """schema: regatlas/claims/1
claims:
  - id: rules-date
    subject: cn/rules
    property: issued
    assertions:
      - {value: "2022-01-10", sources: [{publisher: {en: Office, zh: 办公室}, url: "https://office.example.org/"}]}
      - {value: "2022-01-11", sources: [{publisher: {en: Paper, zh: 报纸}, url: "https://paper.example.org/1"}]}
    standing: disputed
    explanation: {en: The paper came a day later., zh: 报纸晚一日。}
""",
    "facts/product.yaml": """schema: regatlas/facts/1
group: {id: product, label: {en: Product, zh: 产品}}
facts:
  - id: role
    type: choices
    text: {en: In which roles?, zh: 承担哪些角色？}
    help: {en: Name all., zh: 全部列明。}
    answered_by: {en: Counsel, zh: 法务}
    choices:
      - {id: provider, label: {en: Provider, zh: 提供者}}
      - {id: user, label: {en: User, zh: 使用者}}
    basis:
      - {instrument: cn/rules, provision: art_2}
  - id: has_machine
    type: boolean
    text: {en: Is there a machine?, zh: 是否有机器？}
    help: {en: Look., zh: 请查看。}
    answered_by: {en: Counsel, zh: 法务}
  - id: machines
    type: integer
    text: {en: How many?, zh: 有多少？}
    help: {en: Count., zh: 请清点。}
    answered_by: {en: Counsel, zh: 法务}
    unit: {en: machines, zh: 台}
  - id: start_date
    type: date
    text: {en: Since when?, zh: 自何时起？}
    help: {en: The first day., zh: 首日。}
    answered_by: {en: Counsel, zh: 法务}
""",
    "obligations/cn-rules.yaml": """schema: regatlas/obligations/1
instrument: cn/rules
obligations:
  - id: cn/rules/register
    title: {en: Register the machine, zh: 办理机器登记}
    duty: {en: =Register it., zh: 办理登记。}
    who: [provider]
    modality: must
    timing: by-date
    when:
      all:
        - {fact: role, includes: provider}
        - {fact: has_machine, is: true}
    deadline:
      starts: start_date
      count: 10
      unit: working-days
      rule: {en: Ten working days, zh: 十个工作日}
      citation: {instrument: cn/rules, provision: art_2}
    authorities: [cn/office]
    citations:
      - {instrument: cn/rules, provision: art_2__para_1}
    since: 2022-03-01
    cases:
      - name: {en: A provider, zh: 提供者}
        facts: {role: [provider], has_machine: true, start_date: 2025-09-25}
        as_of: 2025-10-01
        verdict: applies
        due: 2025-10-15
      - name: {en: A user, zh: 使用者}
        facts: {role: [user], has_machine: true}
        verdict: does-not-apply
""",
}


def write_catalog(folder: Path, changes: dict[str, str] | None = None) -> Path:
    """Write the catalog into a folder, some of its files with another text."""
    for name, text in {**FILES, **(changes or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
