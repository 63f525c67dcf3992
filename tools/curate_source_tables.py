"""Bring the register of yearbook tables into the project's own schema.

Run by hand when the register is made anew: ``python tools/curate_source_tables.py FACTS``.  Table numbers, titles and
column headings stand as the digitised sheets show them; what is taken off is said in two columns of its own (the scope)
or follows from the series (the unit).  Slips of the optical reading are mended where the same words stand right in
another edition; a heading that belongs to another column is left empty.
"""

from __future__ import annotations

import re
from pathlib import Path

import click
import pandas as pd

DATA = Path(__file__).resolve().parents[1] / "data"
COLUMNS = ["series", "source_id", "table", "title_zh", "title_en", "column_zh", "column_en", "scope"]
WHOLE_CITY, DISTRICTS = "whole_city", "districts"
SCOPES = {"全市": WHOLE_CITY, "市辖区": DISTRICTS}
# Slips of the optical reading, each right in the other editions.
SLIPS = {
    "二氧化硫及所氧化物": "二氧化硫及氮氧化物",
    "Volumeof": "Volume of",
    "ofPM2.5": "of PM2.5",
    "Ycar-end": "Year-end",
    " fbr ": " for ",
    "waste Water": "Waste Water",
    "Total ProfitsAssets": "Total Profits",
    "public budget": "Public Budget",
    "Budget revenue": "Budget Revenue",
    "OOOyuan": "000 yuan",
}
# The sheet shows the heading of another column above these figures.
MISPLACED = {
    ("land_area", "yearbook2020"),
    ("electricity_total", "yearbook2020"),
    ("exports", "yearbook2019"),
}
# "市辖区" is the misplaced half of the heading of exports: the figures are those of the whole city, as the sums of all
# cities before and after show (1.62e9 against 1.68e9 ten thousand yuan a year later).
SCOPE_BY_FIGURES = {("exports", "yearbook2019"): WHOLE_CITY}
# The figures of the city districts stand on the sheet of those of the whole city, in the next column under one heading;
# the register lists the column of the whole city alone.
BESIDE = {
    "gdp": "gdp_districts",
    "pop_registered": "pop_registered_districts",
    "pop_resident": "pop_resident_districts",
}
WATER_AND_WASTE = "treatment rates of waste water and consumption wastes"
OXIDES = "sulphur dioxide and nitrogen oxides discharged"
# In the English of the yearbook's own headings, spelled as elsewhere in the project.
TITLES = {
    "人口及户数": "Population and households",
    "人口数": "Population",
    "公共汽车、出租车拥有情况": "Buses and taxis",
    "劳动力就业及收入状况": "Employment and income",
    "劳动力就业状况": "Employment",
    "医院、床位和医生数": "Hospitals, beds and doctors",
    "可吸入细颗粒物年平均浓度和污水及生活垃圾处理率": f"Annual mean concentration of PM2.5, and {WATER_AND_WASTE}",
    "细颗粒物年平均浓度和污水及生活垃圾处理率": f"Annual mean concentration of PM2.5, and {WATER_AND_WASTE}",
    "空气质量状况和污水及生活垃圾处理率": f"Air quality, and {WATER_AND_WASTE}",
    "售水、用水及用电情况": "Water sales, water consumption and electricity consumption",
    "用电情况": "Electricity consumption",
    "用电量情况": "Electricity consumption",
    "在校学生数": "Student enrolment",
    "在校学生数（一）": "Student enrolment (1)",
    "学生数（一）": "Students (1)",
    "地区生产总值": "Gross regional product",
    "地区生产总值构成": "Composition of gross regional product",
    "地方一般公共预算收支状况": "Local general public budget revenue and expenditure",
    "对外经济贸易": "Foreign trade",
    "工业废水排放量和二氧化硫及氮氧化物排放量": f"Industrial waste water, {OXIDES}",
    "工业废水排放和二氧化硫及氮氧化物排放量": f"Industrial waste water, {OXIDES}",
    "工业颗粒物排放量和二氧化硫及氮氧化物排放量": f"Industrial particulates, {OXIDES}",
    "工业烟（粉）尘排放量和工业固体废物综合利用率": (
        "Industrial soot (dust) emission and industrial solid wastes comprehensively utilised"
    ),
    "市政公用事业": "Municipal public utilities",
    "年末金融机构存贷款余额": "Deposits and loans of financial institutions at year-end",
    "建成区面积及水资源总量": "Built-up area and total water resources",
    "行政区域土地面积及水资源总量": "Land area of the administrative region and total water resources",
    "文化体育设施": "Cultural and sports facilities",
    "社会保障主要指标": "Main indicators of social security",
    "社会保障主要指标（一）": "Main indicators of social security (1)",
    "科技创新情况": "Scientific and technological innovation",
    "绿地面积及建成区绿化覆盖面积": "Green area and green covered area of the built-up area",
    "规模以上工业企业主要财务指标": "Main financial indicators of industrial enterprises above designated size",
    "规模以上工业企业数": "Number of industrial enterprises above designated size",
    "规模以上工业企业资产及利润状况": "Assets and profits of industrial enterprises above designated size",
    "规模以上工业营业收入及增速": "Operating receipts of industry above designated size and their growth",
    "邮政、电信业发展情况": "Postal and telecommunication services",
    "高新技术企业数和技术合同成交额": "High-tech enterprises and turnover of technical contracts",
}
HAN = r"[一-鿿]"


def mended(text: str) -> str:
    """Text without slips of the optical reading."""
    for wrong, right in SLIPS.items():
        text = text.replace(wrong, right)
    return text.strip()


def title_of(printed: str) -> str:
    """Title of a table without scope, unit and the blanks of the sheet."""
    title = re.sub(r"\s+", "", mended(printed)).replace("(", "（").replace(")", "）")
    return re.sub(r"（(全市|市辖区|%|万元|人|个|所|万千瓦时)）", "", title)


def scope_of(printed: str, heading: str) -> str:
    """What the figures count, as heading or title say; a heading is nearer to its column than the title."""
    for text in (heading, printed):
        found = [scope for word, scope in SCOPES.items() if word in text]
        if found:
            return found[-1]
    return ""


def parts_of(heading: str) -> tuple[str, str]:
    """The column heading in Chinese and in English; levels of a heading are parted by ' / '.

    The English is left empty where it stands at an upper level only: there it names another column.
    """
    chinese: list[str] = []
    english: list[str] = []
    named = False
    for part in mended(heading).split(" / "):
        cut = re.match(rf"(.*{HAN}[）)]*(?:\s*[（(][^A-Za-z]*[）)])?)?(.*)$", part, flags=re.DOTALL)
        here, there = (cut.group(1) or "", cut.group(2).strip()) if cut else ("", part)
        if not re.search("[A-Za-z]{2}", there):
            here, there = here + there, ""
        here = re.sub(r"\s+", "", here)
        if here in SCOPES:
            continue
        if here.startswith(("(", "（")) and chinese:
            chinese[-1] += here
            continue
        if here:
            chinese.append(here)
        named = bool(there)
        if there and not any(there in known for known in english):
            english.append(there)
    return " / ".join(chinese), " / ".join(english) if named else ""


def register(table: pd.DataFrame, series: set[str], sources: set[str]) -> pd.DataFrame:
    """One row a series and edition.

    Parameters
    ----------
    table : pd.DataFrame
        Texts in the columns series, source_id, table_no, table_title_zh, column_heading.
    series, sources : set of str
        Identifiers of series.csv and sources.csv; rows of others are left out.
    """
    table = table[table["series"].isin(series) & table["source_id"].isin(sources)]
    rows = []
    for _, row in table.iterrows():
        key = (row["series"], row["source_id"])
        title = title_of(row["table_title_zh"])
        column = ("", "") if key in MISPLACED else parts_of(row["column_heading"])
        scope = SCOPE_BY_FIGURES.get(key) or scope_of(row["table_title_zh"], row["column_heading"])
        rows.append((*key, row["table_no"], title, TITLES[title], *column, scope))
    return pd.DataFrame(rows, columns=COLUMNS)


def with_districts(made: pd.DataFrame, series: set[str]) -> pd.DataFrame:
    """The register with the columns of the city districts, each edition's after its other rows.

    Parameters
    ----------
    made : pd.DataFrame
        What `register` returns.
    series : set of str
        Identifiers of series.csv; columns of others are left out.
    """
    beside = made[made["series"].isin(BESIDE) & made["scope"].eq(WHOLE_CITY)]
    beside = beside.assign(series=beside["series"].map(BESIDE), scope=DISTRICTS)
    both = pd.concat([made, beside[beside["series"].isin(series)]])
    return both.sort_values("source_id", kind="stable", ignore_index=True)


@click.command()
@click.argument("facts", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(facts: Path) -> None:
    """Write data/source_tables.csv from yearbook_tables.csv in the folder FACTS."""
    table = pd.read_csv(facts / "yearbook_tables.csv", dtype=str, keep_default_na=False)
    series = set(pd.read_csv(DATA / "series.csv", dtype=str)["series"])
    sources = set(pd.read_csv(DATA / "sources.csv", dtype=str)["source_id"])
    made = with_districts(register(table, series, sources), series)
    made.to_csv(DATA / "source_tables.csv", index=False, lineterminator="\n")
    click.echo(f"{len(made):,} rows of series in use, made of the {len(table):,} of the facts")


if __name__ == "__main__":
    main()
