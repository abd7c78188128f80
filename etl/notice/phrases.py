"""The phrases that completion is said in, compiled from the rows of the grammar: what stands before a number, and what behind it."""

import re

from etl.notice.grammar import BEFORE_US, NOUNS, OTHERS, STATUSES, named

COUNTED = frozenset(("个", "项", "条", "类", "件", "点", "款", "个方面", "方面", "大方面", "大类", "大部分", "个部分", "%"))
ASPECTS = frozenset(("个方面", "方面", "大方面", "大类", "大部分", "个部分"))
TOTALLED = r"(?:,?(?:共计?|合计|总数|总计|数|为|有|约|均为|计|分别为|中|里|共有)){0,2}$"
NOUN_AFTER = re.compile(f"^(?:{named(NOUNS)})")
NOUN_BEFORE = re.compile(f"(?:{named(NOUNS)})(?:清单)?{TOTALLED}")
LISTED_NOUN = re.compile(f"(?:、|和|及)(?:{named(NOUNS)})")
KINDS = named(STATUSES)
STATUS_BEFORE = re.compile(rf"(?:{KINDS})(?P<of>的)?(?P<noun>(?:具体|反馈|整改|突出){{0,2}}(?:问题|事项|任务|措施|举措))?(?:数量?)?(?:的?(?:有|为|达|共计?|计|分别有|约|了)){{0,2}}$")
STATUS_AFTER = re.compile(rf"^(?:具体|突出|整改|反馈|的|重点){{0,2}}(?:问题|事项|任务|措施|举措)?[“”]?(?:(?:因|经|报|受|由于)[^,;。\d]{{1,30}}?|(?:整改)?[时期]限未到[、,]?|未到(?:整改)?[时期]限[、,的]?|[已己](?:制定|明确|建立)[^,;。\d]{{1,10}}[、,])?(?:目前|现|现已|均|都|也|还|需|尚|仍){{0,3}}(?:{KINDS})")
ALL_DONE = re.compile(
    r"^(?:具体|突出|整改|反馈|的|重点|巡[视察]){0,3}(?:问题|事项|任务|措施|举措|反馈意见|意见)?(?:目前|现|[已己]|均|都|也){0,2}(?:全部|均|全面|悉数)[已己]?(?:按(?:期|时|要求))?(?:得到)?"
    r"(?:整改(?:落实)?|完成|落实|办结|销号|解决)(?:完成|整改|到位|完毕|销号|落实){0,2}")
SPLIT = re.compile(r",?其中,?(?:[^,;。\d]{0,14}?(?:完成|销号|到位|办结|解决|推进|坚持|正在整改|持续整改)[^,;。\d]{0,4}\d|\d{1,4}[个项条件](?:问题)?[^,;。\d]{0,6}?(?:完成|销号|到位|办结|解决|推进|坚持|整改))")
OWN_WORD = re.compile(r"整改(?:事项|点|要点)")
REFINED = re.compile(r"(?:细化|分解|梳理|拆解|细分|归纳|具体化|转化|分类|归类|整理|汇总)[^。;]{0,24}$")
FED = re.compile(r"反馈|指出|提出(?!的?整改|整改)|移交的|交办|巡[视察]|反映|审计|查出|揭示")
FOUND = re.compile(r"发现")
REST = re.compile(r"(?:除了?|其余|剩余|余下|另有|还有|其中(?:有)?)$")
JUST_FED = re.compile(r"(?:指出|反馈|提出)了?(?:的)?$")
OTHER = re.compile("|".join(row.pattern for row in OTHERS))
ELSEWHERE = re.compile("|".join(row.pattern for row in OTHERS if row.means in ("other_check", "village")))
LEADERS = re.compile(next(row.pattern for row in OTHERS if row.means == "leader"))
BUT_LEADERS = re.compile("|".join(row.pattern for row in OTHERS if row.means != "leader"))
LAST_ROUND = re.compile(BEFORE_US.pattern)
AUDITED = re.compile(r"审计(?:[署厅局]|部门|机关)?(?:发现|反馈|指出|查出)")
SAME_ALL = re.compile(r"^(?:(?:和|及|、)\d{1,3}[条项个](?:整改|工作)?(?:意见)?建议)?,(?:目前|现|截[至止](?:目前|[^,;。]{2,12}?),?)?[已己]?(?:均|全部|全面)[已己]?(?:全部)?(?:整改|完成|落实|办结|销号)(?:完成|到位|整改|销号|完毕|落实){0,2}(?=[,。;)]|$)")
OUT_OF = re.compile(f"(?:{named(NOUNS)})(?:中的?|里的?)")
SAME_FATE = re.compile(f"(?:{named(NOUNS)})(?:和|及|、)")
RATE = re.compile(r"(?P<word>(?:整改)?(?:总体|问题|任务|措施|举措|总)?(?:整改)?(?:完成整改|完成|落实|到位|办结|销号)(?:率|比例|比率)|整改率)(?:已?(?:达到|达|为|接近|近|约|超过|是|实现|均为|均达|分别为|了|:)){0,3}$")
RATE_OF = re.compile(r"(?:^|问题|任务|措施|举措|事项|反馈|意见|整改|目前|总体|平均|阶段|的|[项个条总中现其使已、”)\x01])$")
SHARE = re.compile(r"占[^,;。\d]{0,12}(?:问题|任务|措施|总数)[^,;。\d]{0,4}的?$|占(?:比)?(?:达|为|约)?$")
NOT_OURS = re.compile(rf"隐患|信访|投诉|线索|案件|积案|工单|热线|诉求|{BEFORE_US.pattern}|去年|预算|计划|项目|建设|满意|指标|立行立改|民生|农|环境|同比")
NOT_OF_US = re.compile(r"隐患|信访|投诉|线索|案件|积案|工单|热线|诉求|督办件|提案|建议")
INTENDED = re.compile(r"拟|预计|力争|争取|确保|要求|目标|(?:[日月]|年|季度|春节)(?:底|末)?(?:之)?前(?!已)")
NOT_PROBLEMS = re.compile(r"[^,;。\d、]{0,4}(?:线索|信访|积案|隐患|投诉|诉求|个案)")
CLASS_LIST = re.compile(r"(?:(?P<demand>立行立改|立即整改|分阶段整改|限期整改)|持续整改|长期坚持|长期整改)(?:类|的)?(?:问题|任务|事项)?(?:有|为|共|全部)?$")
CLASSED = re.compile(r"(?P<word>立行立改|立即整改|分阶段(?:整改)?|限期整改|持续整改|长期(?:坚持|整改))类(?:问题)?$")
BY_ITSELF = re.compile(r"[“”)]?外?(?:[,;。、(\n]|$|[至到](?:\d|[今明次年]|[一二三四]季度))")
WEAK = frozenset(("落实", "推进"))       # 落实93条, but 落实8个专班
NAMED_SHARE = r"(?!已|均|现|完成|整改|基本|正在|持续推进|未|共性|个性)[^,;。:\d]{2,14}"
PARTED = re.compile(rf"(?:问题)?,?(?:其中|分别是|即|分别为|包括|包含|含)?[,:]?{NAMED_SHARE}|{NAMED_SHARE}")
LISTED_SHARE = re.compile(rf"(?:问题)?[、,和及]{NAMED_SHARE}")
SHARE_NAME = re.compile(r"(?:(?<=其中)|(?<=[、,和及是即为:括含])|^)[^,;。:、\d]{2,14}$")
OTHER_WORK = re.compile(r"(?:改革|年度|目标|民生|攻坚|建设|科研|普查|招商|考核|生产|改造|治理|试点|帮扶|防控|便民|惠民|惠企|助企|纾困|防范|管控|安全|防护|监管|保障|节能|减负|激励|应急|稳岗|服务|防治|实事)(?:任务|措施|举措)"
                        + TOTALLED)
OF_RECTIFYING = re.compile(r"整改|销号|问题|事项|任务|措施|举措")
NAMED_COUNT = re.compile(r"[\u4e00-\u9fff]{2}(?<![的中里])(?<!其中|共计|合计|总计|还有|另有|剩余|其余)$")
STILL_TO_DO = re.compile(r"(?:抓好|做好|推进|推动|加快|盯[紧住牢]|紧盯|聚焦|围绕|针对|对|完成)(?:剩余|余下|其余|剩下)?的?$")      # 继续抓好2个未完成问题的整改
OF_THEM = re.compile(r"的?(?:问题|事项|任务|措施)")
SPREAD = re.compile(r"(?:涉及|涵盖|集中[在于]|分布[在于]|分为|归纳为|归为|体现在|覆盖)(?:了|到)?$")
AGAIN = re.compile(r"回头看”?[^,;。\d]{0,12},?(?:指出|发现|反馈|认定|点出)[^,;。\d]{0,16}$")
FORMER = re.compile(rf"{BEFORE_US.pattern}|(?:19|20)\d\d年[^,;。\d]{{0,8}}(?:巡[视察]|反馈)")
SHARED_OUT = re.compile(r"分别(?:有|为|达|已)?$")
