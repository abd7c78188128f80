"""What the invented inspectors find fault with, in our own words: twenty-one themes (one of them nameless: too vague
to be classified), their problems, measures, money and rules."""

from dataclasses import dataclass
from itertools import count
from random import Random


@dataclass(frozen=True)
class Theme:
    """One recurring kind of problem: how it is headed, worded, mended, and what money and rules belong to it."""

    name: str
    aspect: str
    heading: str
    problems: tuple[str, ...]
    measures: tuple[str, ...]
    rule: str
    money: str = ""


_LINE = "落实党的理论路线方针政策方面"
_STRICT = "全面从严治党方面"
_BASE = "基层党组织建设方面"
_AUDIT = "巡察审计整改方面"

THEMES = (
    Theme("主责主业", _LINE, "履行主责主业有差距", ("{year}年{object}重点工作{few}项推进缓慢，{department}统筹不够", "{department}落实{object}决策部署停留在转发，{year}年{few}项任务没有分解", "{object}产业规划{year}年编制后{few}次调整，{department}未跟踪落实"),
          ("逐项分解重点任务并按月调度", "制定{object}年度计划并公开", "对滞后事项挂图作战"), "重点工作督查"),
    Theme("理论学习", _LINE, "学习贯彻不够深入", ("{department}{year}年集体学习只传达文件{few}次，没有结合{object}研讨", "{year}年{few}期学习记录内容雷同，{department}人员缺课未补", "学习与{object}脱节，{department}{year}年调研成果没有转化"),
          ("按季制定学习安排并通报到会情况", "围绕{object}开展专题研讨", "补学缺课内容并建立学习档案"), "理论学习中心组学习"),
    Theme("意识形态", _LINE, "意识形态责任制落实不到位", ("{year}年未按要求分析研判意识形态形势，{department}底数不清", "{department}管理的{few}个网络账号长期不更新，{object}信息审核缺少记录", "{object}宣传阵地{year}年巡查流于形式，{department}未留痕"),
          ("每半年专题研判一次", "清理并关停闲置账号", "明确信息发布三级审核"), "网络信息发布审核"),
    Theme("基层治理", _LINE, "服务群众有差距", ("{object}类诉求{year}年有{few}件超期办理，{department}没有督办", "{department}回访{object}事项时代群众签名{few}份", "{object}窗口{year}年延时服务停留在纸面，{department}排班缺失"),
          ("逐件回访超期诉求", "建立诉求销号清单", "开展窗口服务明察暗访"), "群众诉求办理"),
    Theme("执法服务", _LINE, "执法和审批服务不规范", ("{object}执法{year}年{few}件案卷缺少集体讨论记录，{department}未纠正", "{department}{year}年办理{object}审批超期{few}件，未一次性告知", "{object}行政处罚裁量标准不一，{year}年{few}件被复议纠错"),
          ("开展案卷评查并通报", "压减审批环节和材料", "统一裁量基准并培训"), "行政执法案卷评查"),
    Theme("安全环保", _LINE, "安全和生态责任压得不实", ("{year}年{object}安全隐患{few}处未闭环整改，{department}未复查", "{department}{object}应急预案{year}年未修订，消防演练只有{few}次", "{object}周边污染问题{year}年被投诉{few}次，{department}处置不力"),
          ("对隐患逐处销号", "按季开展应急演练", "增加巡查和监测频次"), "安全隐患排查治理"),
    Theme("惠民资金", _LINE, "惠民资金监管不严", ("{year}年向{few}名不符合条件人员发放{object}补助，{department}审核把关不严", "{object}补助{year}年滞留{department}账户{few}个月", "{department}重复发放{object}补助{few}笔"),
          ("追回违规发放的补助", "与民政、社保数据比对核查", "对滞留资金限期拨付"), "惠民补助审核发放", "惠民补助"),
    Theme("管党治党", _STRICT, "管党治党责任落实不力", ("{department}{year}年廉政风险排查{object}岗位只列{few}条，避重就轻", "{year}年廉政谈话{few}次内容雷同，{department}“一岗双责”没有落到{object}", "{department}{year}年警示教育以通报代替，{object}领域{few}起案例未剖析"),
          ("重新排查岗位廉政风险", "一人一策开展廉政谈话", "用身边案例开展警示教育"), "廉政风险防控"),
    Theme("形式主义", _STRICT, "形式主义官僚主义仍然存在", ("{year}年{department}就{object}发文{few}份，内容照抄上级", "{object}工作群{few}个长期要求打卡，{department}未清理", "{department}{year}年召开{object}推进会{few}次，议定事项没有下文"),
          ("压减文件会议并按月通报", "整合解散工作群", "对议定事项挂账督办"), "精简文件会议"),
    Theme("津补贴发放", _STRICT, "违规发放津补贴", ("{year}年以{object}名义向{department}{few}人发放补贴", "{department}{year}年在工会经费中列支{object}福利{few}笔", "{department}超标准报销{object}伙食补助{few}次"),
          ("清退违规发放的补贴", "开展津补贴发放自查", "组织财经纪律培训"), "津贴补贴发放", "津补贴"),
    Theme("三公经费", _STRICT, "公务接待和差旅管理不规范", ("{year}年{object}接待{few}批次无公函，{department}照常报销", "{department}{year}年差旅报销缺少{object}审批单{few}份", "{department}{object}接待陪餐人数超标{few}次"),
          ("补齐审批手续并核退超支部分", "推行接待一次一单", "按季公示公务支出"), "公务接待", "公务接待"),
    Theme("公车管理", _STRICT, "公务用车管理松散", ("{department}{year}年公车加油卡与行驶里程不符{few}次", "节假日用车{few}次未登记，{department}以{object}为由事后补单", "{year}年长期借用下属单位车辆{few}台用于{object}，{department}未归还"),
          ("归还借用车辆", "安装定位并按月核对里程", "追缴私用车辆费用"), "公务用车使用", "车辆费用"),
    Theme("财务管理", _STRICT, "财务管理制度执行不严", ("{department}{year}年{object}经费报销缺少附件{few}份", "{object}专项资金{year}年结转{few}个月未使用，{department}未申请调整预算", "{department}{year}年{few}笔往来款长期挂账，{object}借款未清理"),
          ("补齐报销附件并通报", "清理往来款", "加快专项资金支出进度"), "财务报销审核", "专项资金"),
    Theme("招标采购", _STRICT, "招标采购程序不规范", ("{object}采购{year}年拆分为{few}个小额项目规避招标，{department}未制止", "{department}{year}年{object}服务直接指定供应商{few}次", "{object}项目{few}份投标文件雷同，{department}未核查"),
          ("开展采购专项自查", "建立采购需求集体审议", "对中介机构履约评价"), "政府采购内部控制", "多付采购款"),
    Theme("工程建设", _STRICT, "工程项目监管缺位", ("{object}工程{year}年先施工后补合同{few}份，{department}未履行审批", "{object}工程{year}年结算多计{few}处，{department}复核走过场", "{department}在{object}工程超付进度款{few}次"),
          ("核减多计工程款", "委托第三方复核结算", "严格变更签证联审"), "工程变更和结算", "工程款"),
    Theme("固定资产", _STRICT, "资产管理底数不清", ("{department}{year}年{few}处房产未入账，用于{object}", "{object}用房{year}年出租租金{few}个月未收，{department}未追缴", "{department}{year}年处置{object}设备{few}台未经评估"),
          ("开展资产清查并补登入账", "追缴欠收租金", "完善出租出借审批"), "国有资产出租出借", "租金"),
    Theme("三重一大", _BASE, "民主集中制执行不严", ("{year}年{object}大额支出{few}笔未上会，由{department}直接审批", "{department}{year}年会议记录{few}次未载明{object}表决情况", "{object}事项以传签代替会议{few}次，{department}未归档"),
          ("修订议事清单和额度", "规范会议记录并每季抽查", "补充研究并公开决策事项"), "三重一大事项决策"),
    Theme("选人用人", _BASE, "选人用人程序不规范", ("{department}{year}年{few}名中层人员任职未按规定交流，涉及{object}岗位", "{year}年干部档案{few}卷缺少{object}材料，{department}未核补", "{department}{year}年考核结果与{object}岗位使用脱节，{few}人多年无调整"),
          ("开展干部档案专项审核", "制定轮岗交流计划", "规范酝酿动议记录"), "中层干部选拔任用"),
    Theme("党费党建", _BASE, "党组织生活不严肃", ("{department}支部{year}年{few}次组织生活会批评意见雷同", "{year}年{few}名党员未按时足额交纳党费，{department}支部未核算", "{department}支部{year}年主题党日以{object}代替{few}次"),
          ("补缴党费并公示", "班子成员挂点指导支部", "按月检查组织生活记录"), "党费收缴管理", "党费"),
    Theme("上轮整改", _AUDIT, "以往发现的问题整改不彻底", ("{year}年审计指出的{object}问题{few}个边改边犯，{department}未跟踪", "上轮巡察{few}个{object}问题{year}年仍未销号，{department}长期挂账", "{department}{year}年上报{object}整改完成，抽查{few}处材料与实际不符"),
          ("对未销号问题重新立项", "建立审计巡察问题台账", "开展整改成效抽查复核"), "巡察审计整改督办"),
    Theme("", _AUDIT, "其他", ("{department}就{object}说得多做得少，{year}年{few}项没有见效", "{object}方面{year}年有{few}处不足，{department}重视程度不够", "{department}对{object}抓得不紧，{few}个短板{year}年依旧"),
          ("逐项对照剖析原因", "明确责任到人到岗", "按月跟踪直至见效"), "重点事项跟踪"),
    Theme("档案管理", _AUDIT, "档案资料管理薄弱", ("{year}年{object}档案{few}卷未归档，{department}存放混乱", "{department}{object}会议纪要缺失{few}份，{year}年目录与实物不符", "{department}{year}年{few}份{object}合同原件遗失"),
          ("限期补齐缺失档案", "配备专兼职档案员", "开展档案规范化检查"), "档案收集和利用"),
)

DEPARTMENTS = ("办公室", "财务科", "人事科", "业务科", "机关党委", "综合科", "工程科", "法规科", "后勤中心", "督查室", "信息中心", "项目科")
_OBJECTS = ("乡村道路", "老旧小区", "安全生产", "营商环境", "防汛抗旱", "社会救助", "垃圾分类", "人才引进", "数字平台", "公益岗位",
            "节水改造", "文化惠民", "校园周边", "食堂运营", "物业服务", "培训", "应急物资", "信息系统")
_GENERAL_MEASURES = ("召开专题会议研究整改方案", "明确责任部门和完成时限", "举一反三开展自查自纠", "组织相关人员集中学习有关规定", "对责任人员进行约谈提醒", "建立长效机制并定期检查")
_RULE_FORMS = ("管理办法", "实施细则", "工作规则", "操作规程", "责任清单", "考核办法", "监督检查规定")


def problem_text(random: Random, theme: Theme, taken: set[str]) -> str:
    """One problem not yet put to this unit: ledgers are matched by their wording where numbers move."""
    for attempt in count(1):
        text = random.choice(theme.problems).format(department=random.choice(DEPARTMENTS), object=random.choice(_OBJECTS),
                                                    year=random.randint(2019, 2024), few=random.randint(2, 9 + attempt))
        if text not in taken:
            taken.add(text)
            return text + "。"


def measure_texts(random: Random, theme: Theme, number: int) -> list[str]:
    """So many different measures against one problem."""
    chosen = random.sample(theme.measures + _GENERAL_MEASURES, number)
    return [text.format(object=random.choice(_OBJECTS)) + "。" for text in chosen]


def rule_title(random: Random, theme: Theme, taken: set[str]) -> str | None:
    """A rule that this unit has not yet, or None where it has them all."""
    title = f"《{theme.rule}{random.choice(_RULE_FORMS)}》"
    if title in taken:
        return None
    taken.add(title)
    return title
