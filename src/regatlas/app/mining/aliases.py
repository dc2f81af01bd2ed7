"""Names that pages use and the catalog does not list: of bodies, and of the towns where things are announced."""

from __future__ import annotations

BODIES: dict[str, tuple[str, ...]] = {
    "cn/npc-standing-committee": ("National People's Congress Standing Committee", "NPCSC", "人大常委会"),
    "cn/cac": ("国家网信办", "中央网信办", "网信办", "国家互联网信息办"),
    "cn/ndrc": ("国家发改委", "发改委"),
    "cn/most": ("Science and Technology Ministry",),
    "cn/miit": ("工业和信息化部",),
    "cn/nrta": ("广电总局",),
    "cn/samr": ("国家市场监管总局",),
    "cn/central-committee": ("CPC Central Committee", "党中央"),
    "cn/state-council": ("China's State Council",),
    "cn/tc260": (
        "National Information Security Standardization Technical Committee",
        "National Cybersecurity Standardization Technical Committee",
        "全国信息安全标准化技术委员会",
        "网安标委",
        "信安标委",
    ),
    "cn/nhc": ("国家卫健委",),
}
"""More names of agencies, by id."""

PLACES: dict[str, str] = {
    "Beijing": "北京",
    "Shanghai": "上海",
    "Shenzhen": "深圳",
    "Wuzhen": "乌镇",
    "Hangzhou": "杭州",
    "Guangzhou": "广州",
    "Tianjin": "天津",
    "Chongqing": "重庆",
    "Nanjing": "南京",
    "Chengdu": "成都",
    "Wuhan": "武汉",
    "Hefei": "合肥",
    "Guiyang": "贵阳",
    "Zhengzhou": "郑州",
    "Suzhou": "苏州",
    "Xi'an": "西安",
    "Boao": "博鳌",
    "Hong Kong": "香港",
    "Geneva": "日内瓦",
    "New York": "纽约",
    "Paris": "巴黎",
    "London": "伦敦",
    "Bletchley Park": "布莱切利",
    "Seoul": "首尔",
    "Brussels": "布鲁塞尔",
    "Washington": "华盛顿",
}
"""Towns, English and Chinese; claims carry the English name."""
