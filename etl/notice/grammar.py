"""The words that figures are said with, as data: one row a pattern, each with an example that a test reads by itself.

To teach the reader a wording, add it to its row, or add a row with an example. Patterns are regular expressions over plain
text (simplified, half-width); none may repeat what it repeats already, so that reading stays linear.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One way to say something: what it means, the pattern, a sentence that says it, and the figures that the sentence must give."""

    means: str
    pattern: str
    example: str
    says: str = ""


# In this order: 基本完成 before 完成, 未完成 before both.
STATUSES = (
    Row("extended", r"(?:申请|同意|批准|经批)[^,。;]{0,6}延期(?:整改|完成)?|延期(?:整改|完成)?",
        "反馈的9个问题，申请延期整改2个。", "total:feedback=9 extended:feedback=2"),
    Row("not_completed", r"(?:尚)?未(?:能|按期|按时|如期)?(?:整改)?(?:完成|到位|销号|办结|整改|启动)(?:整改)?(?:到位)?|整改不(?:够)?到位",
        "反馈的9个问题，尚未完成整改2个。", "total:feedback=9 not_completed:feedback=2"),
    Row("substantially_completed", r"(?:[已己])?(?:基本|阶段性|视同|总体|初步)(?:整改)?(?:完成|到位|落实|办结)(?:整改)?|取得(?:了)?阶段性(?:成效|成果|进展)(?:并持续整改)?",
        "反馈的9个问题，阶段性完成整改2个。", "total:feedback=9 substantially_completed:feedback=2"),
    Row("long_term", r"(?:并)?(?:需|须|将)?(?:要)?长期(?:坚持|整改|推进)",
        "反馈的9个问题，需长期坚持2个。", "total:feedback=9 in_progress:feedback=2"),
    Row("in_progress", r"正(?:在)?(?:有序|抓紧|加快|积极|持续|按序|按计划|稳步)?(?:整改|推进|落实|实施|进行|办理)(?:中)?|(?:有待|需要?|仍需|还需)?持续(?:整改|推进|深化|跟进)(?:整改)?"
                       r"|(?:按计划|按时序|有序|加快|继续|正有序)推进|部分(?:完成)?整改|整改中|推进中|仍在(?:整改|推进)",
        "反馈的9个问题，正在有序推进2个。", "total:feedback=9 in_progress:feedback=2"),
    Row("completed", r"(?:均|全部|都)?[已己]经?(?:全部|均)?整改(?:完成|到位|完毕|落实|销号|办结|解决)?(?:到位|完毕|销号)?"
                     r"|(?:均|全部|都)?[已己]?经?(?:全部|均)?(?:整改(?:完成|到位|完毕|落实|销号|办结|解决)|完成(?:整改)?(?:销号|到位)?|(?:[已己])(?:销号|办结|解决|落实))(?:到位|完毕|销号|完成)?",
        "反馈的9个问题，已整改销号7个。", "total:feedback=9 completed:feedback=7"),
)

# What a number counts.
NOUNS = (
    Row("task", r"(?:整改|工作|重点|具体|巡[视察]|反馈){0,3}任务", "建立整改任务37项。", "total:task=37"),
    Row("measure", r"(?:整改|具体|工作|针对性|务实|改进|落实|有力){0,4}(?:措施|举措)", "提出98条整改举措。", "total:measure=98"),
    Row("problem", r"(?:具体|突出|主要|重点|一般|共性|个性|整改|反馈|方面的?|巡[视察]|细化|存在的?|各类|的|普遍性|典型|关键){0,4}(?:问题|整改事项|事项|反馈意见|整改点)",
        "巡察组指出的16个突出问题。", "total:feedback=16"),
)

# Other populations: what these words introduce, and the statuses that follow, is not about the problems fed back this time.
OTHERS = (
    Row("other_check", r"专项(?:检查|整治|治理)|选人用人|意识形态(?!责任)|环保督察|环境保护督察|督[查导]|自查|调研|复核|回访", "选人用人专项检查反馈的14个问题已完成13个。"),
    Row("at_once", r"立行立改|立查立改|即知即改|边(?:巡|审|督)边改", "立行立改问题5个，已完成5个。"),
    Row("petitions", r"信访|来信|来访|举报|线索|投诉|诉求|案件|工单|热线|个案|历史遗留", "信访反映的12个问题，已办结11个。"),
    Row("village", r"提级巡[视察](?!组)|村(?:级|反馈|的)|社区(?:反馈|的)|延伸|下属|直属", "提级巡察某村反馈的13个问题已整改12个。"),
    Row("leader", r"领衔|认领|牵头|领办|领题|包案|包抓|领改|督办", "党委书记带头认领9个反馈问题。"),
    Row("own_checks", r"隐患|民主生活会|检视|对照检查|征求|征集|收集|走访|排查|摸排|批评|相互|建议", "走访中收集问题63个，已解决60个。"),
    Row("work", r"盘活|化解|试点|项目|合同|民生|约谈|会议|即\d?", "民生项目梳理问题8个，完成7个。"),
)
BEFORE_US = Row("last_round", r"上(?:一)?(?:轮|次|届|年)|上年度|历次|往年|以往|此前", "上一轮巡察反馈的19个问题中尚有6个未销号，现已完成4个。")

TAKEN = r"(?:追缴|追回|清退|退缴|收缴|收回|退出|退还|退回|退赔|清缴|缴回|追讨|扣回|扣缴|返还|清收|挽回|追偿|上交|退交)"

# Sums: the verb before the number.
SUMS = (
    Row("loss_averted", r"(?:避免(?:和|或|、|及)?(?:挽回)?|挽回(?:和|或|、|及)?(?:避免)?|减少|止损)(?:[^,;。\d]{0,8}?)损失", "挽回经济损失56.7万元。", "loss_averted=567000"),
    Row("funds_recovered", rf"(?<!拟)(?<!将)(?<!应)(?<!未)(?<!待){TAKEN}(?:、|和|及|并|或)?{TAKEN}?{TAKEN}?", "清退收回违规费用2.5万元。", "funds_recovered=25000"),
    Row("loss_averted", r"审减|核减", "审减工程款112.8万元。", "loss_averted=1128000"),
    Row("funds_identified", r"涉及[^,;。\d]{0,24}?(?:资金|金额|款项|款|费|补贴|津贴|补助)(?=[共计约达为]{0,2}$)"
                            r"|(?:应(?:予)?(?:追缴|清退|退缴|收回|退还)|(?:认定|核定|核实|查实)(?:违规|违纪|应退))[^,;。\d]{0,16}",
        "涉及违规资金85.6万元。", "funds_identified=856000"),
    Row("funds_surrendered", r"(?:上缴|缴入|上交|缴存)(?:至|到)?(?:[省市县区]|本级|同级)?(?:国家)?(?:财政|国库|金库)(?:专户|账户|部门)?", "上缴县财政1.2万元。", "funds_surrendered=12000"),
)
NOT_MONEY = Row("not_ours", r"罚款|罚没|处罚|罚金|节省|节约|贷款|投资|支付|拨付|投入|价值|债务|盘活|奖励|合同额|营业|产值|融资|筹集|争取|安排|化解"
                            r"|为(?:群众|消费者|企业|农民|职工|业主|患者|市民)|业主|群众|消费者|农民工|收好处|受贿|单次|单笔|凡|每|上限|限额|预留", "收回投资3.2亿元。")

# Terms of discipline, as written; what form each belongs to is said in data/terms.csv.
TERMS = (
    "党纪政务(?:双重)?处分", "党纪政纪处分", "党政纪(?:务)?处分", "党纪(?:轻|重)?处分", "政务处分", "政纪处分", "纪律处分", "行政处分", "处理处分", "处分处理", "处分",
    "党内严重警告", "党内警告", "(?:政务|行政)警告", "严重警告", "(?:政务|行政)?记大过", "(?:政务|行政)?记过", "(?:政务|行政)?降级", "(?:政务|行政)?撤职", "撤销党内职务", "留党察看",
    "开除党籍", "开除公职", "(?:政务|行政)开除", "开除", "警告", "党纪立案查处", "立案审查调查", "立案审查", "立案调查", "立案查处", "立案处理", "立案", "采取留置措施", "留置",
    "移送司法机关", "移送检察机关", "移送司法", "移送审查起诉", "追究刑事责任", "组织处理", "组织调整", "诫勉谈话", "诫勉", "(?:廉政)?提醒谈话", "谈话提醒", "教育提醒", "提醒教育", "批评教育",
    "责令(?:作出)?(?:书面|口头)?(?:检查|检讨)", "作出检查", "(?:作出)?书面检查", "书面检讨", "口头检查", "通报批评", "通报问责", "责令公开道歉", "追责问责", "问责追责", "追责问责处理", "追责处理", "问责处理",
    "问责", "追责", "查处", "处理", "免去(?:党内|行政)?职务", "免职", "调离[\u4e00-\u9fff]{0,4}岗位", "调整(?:工作)?岗位", "停职检查", "停职", "引咎辞职", "责令辞职", "降职", "辞退", "解聘", "除名",
    "交由纪委调查", "警示谈话", "谈话函询", "函询", "第[一二三四]种形态(?:处理|处置)?", "取消(?:预备)?党员资格", "限期改正")

# Rules: what is done to them. 拟修订 is planned, 修订完善 beside 新建 revised, 制定完善 either.
RULE_VERBS = ("整章建制", "建章立制", "制定", "制订", "建立", "新建", "新增", "新立", "新制", "出台", "印发", "修订", "修改", "修编", "完善", "健全", "废止", "废除", "取消", "起草", "订立", "优化",
              "重新修订", "清理废止", "新订", "改进")
RULES = (
    Row("rules_planned", r"拟|计划|起草", "拟修订制度2项。", "rules_planned=2"),
    Row("rules_abolished", r"废止|废除|取消", "废止制度3项。", "rules_abolished=3"),
    Row("rules_new", r"制定|制订|新建|新增|出台|印发|建立|订立|新订|新立|新制", "研究制定管理办法7个。", "rules_new=7"),
    Row("rules_revised", r"修订|修改|修编", "新建制度2项，修订完善制度9项。", "rules_new=2 rules_revised=9"),
    Row("rules_new_or_revised", r"完善|健全|优化|改进|建制", "健全完善《工作规则》等15项制度。", "rules_new_or_revised=15"),
)
MEANING = {row.means: re.compile(row.pattern) for row in RULES}


def named(rows: tuple[Row, ...]) -> str:
    """One pattern with a group for each meaning, in the order of the rows."""
    return "|".join(f"(?P<{row.means}>{row.pattern})" for row in rows)
