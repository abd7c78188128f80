"""单位整改情况分析报告 and the briefing for leaders: what an office signs, from the same answers as the pages."""
