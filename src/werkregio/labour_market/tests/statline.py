# SPDX-License-Identifier: EUPL-1.2
"""Invented StatLine tables for tests: v3 and v4, JSON and Parquet, with more dimensions and missing values."""

import json
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

TABLE = "99001NED"
SEX = [("T001038", "Totaal"), ("3000   ", "Mannen"), ("4000   ", "Vrouwen")]
AREAS = [("NL01  ", "Nederland", None), ("GM0983", "Venlo", 3), ("GM0893", "Bergen (L.)", 3)]
PERIODS = [("2022JJ00", "2022", "Definitief"), ("2023KW03", "2023 3e kwartaal", "Voorlopig")]


def v3_sets() -> dict[str, list[dict]]:
    """Entity sets of a v3 table with three dimensions: 18 rows, two topics and a text."""
    rows, number = [], 0
    for sex, _title in SEX:
        for area, _naam, _group in AREAS:
            for period, _naam2, _status in PERIODS:
                rows.append(
                    {
                        "ID": number,
                        "Geslacht": sex,
                        "RegioS": area,
                        "Perioden": period,
                        "Banen_1": 1000 + number,
                        "Uurloon_2": None if number == 4 else 20.5 + number,
                        "Soort_3": ". " if number == 5 else "gewoon  ",
                    }
                )
                number += 1
    axis = {"ParentID": None, "Description": "", "Unit": None, "Decimals": None, "Datatype": None}
    topic = {"Description": "Uitleg", "Decimals": 0, "Datatype": "Long"}
    return {
        "TypedDataSet": rows,
        "DataProperties": [
            {**axis, "ID": 0, "Type": "Dimension", "Key": "Geslacht", "Title": "Geslacht"},
            {**axis, "ID": 1, "Type": "GeoDimension", "Key": "RegioS", "Title": "Regio's"},
            {**axis, "ID": 2, "Type": "TimeDimension", "Key": "Perioden", "Title": "Perioden"},
            {**axis, "ID": 3, "Type": "TopicGroup", "Key": "", "Title": "Werk"},
            {**axis, "ID": 4, "Type": "TopicGroup", "Key": "", "Title": "Loon", "ParentID": 3},
            {
                **topic,
                "ID": 5,
                "Type": "Topic",
                "Key": "Banen_1",
                "Title": "Banen",
                "ParentID": 3,
                "Unit": "x 1 000",
            },
            {
                **topic,
                **{"ID": 6, "Type": "Topic", "Key": "Uurloon_2", "Title": "Uurloon", "ParentID": 4},
                **{"Unit": "euro", "Decimals": 2, "Datatype": "Double"},
            },
            {
                **topic,
                **{"ID": 7, "Type": "Topic", "Key": "Soort_3", "Title": "Soort", "ParentID": None},
                **{"Unit": "naam", "Datatype": "String"},
            },
            {
                **topic,
                "ID": 8,
                "Type": "Topic",
                "Key": "Later_4",
                "Title": "Later",
                "ParentID": 3,
                "Unit": "aantal",
            },
        ],
        "TableInfos": [
            {
                **{"Identifier": TABLE, "Title": "Banen naar geslacht", "Modified": "2026-01-02T02:00:00"},
                **{"Period": "2022-2023", "RecordCount": 18, "Language": "nl", "ShortDescription": "Proef"},
            }
        ],
        "CategoryGroups": [
            {"ID": 2, "DimensionKey": "RegioS", "Title": "Limburg", "Description": "", "ParentID": None},
            {"ID": 3, "DimensionKey": "RegioS", "Title": "Noord-Limburg", "Description": "", "ParentID": 2},
        ],
        "Geslacht": [{"Key": key, "Title": title, "Description": ""} for key, title in SEX],
        "RegioS": [{"Key": key, "Title": title, "CategoryGroupID": group} for key, title, group in AREAS],
        "Perioden": [{"Key": key, "Title": title, "Status": status} for key, title, status in PERIODS],
    }


def v4_sets() -> dict[str, list[dict]]:
    """The same table in the long form of v4."""
    v3 = v3_sets()
    rows = []
    for row in v3["TypedDataSet"]:
        keys = {
            name: row[name].strip() if name != "Geslacht" else row[name]
            for name in ("Geslacht", "RegioS", "Perioden")
        }
        for measure, topic in (("M1", "Banen_1"), ("M2", "Uurloon_2")):
            rows.append(
                {
                    **{"Id": len(rows), "Measure": measure, "Value": row[topic], "StringValue": None},
                    "ValueAttribute": "Impossible" if row[topic] is None else "None",
                    **keys,
                }
            )
    return {
        "Observations": rows,
        "Properties": [
            {
                **{"@odata.context": "x", "Identifier": TABLE, "Title": "Banen naar geslacht"},
                **{
                    "Modified": "2026-01-02T02:00:00+01:00",
                    "TemporalCoverage": "2022-2023",
                    "ObservationCount": 36,
                },
            }
        ],
        "Dimensions": [
            {"Identifier": "Geslacht", "Title": "Geslacht", "Kind": "Dimension"},
            {"Identifier": "RegioS", "Title": "Regio's", "Kind": "GeoDimension"},
            {"Identifier": "Perioden", "Title": "Perioden", "Kind": "TimeDimension"},
        ],
        "MeasureCodes": [
            {
                **{"Identifier": "M1", "Index": 1, "Title": "Banen", "DataType": "Long", "Unit": "x 1 000"},
                **{"Decimals": 0, "MeasureGroupId": "G1", "Description": ""},
            },
            {
                **{"Identifier": "M2", "Index": 2, "Title": "Uurloon", "DataType": "Double", "Unit": "euro"},
                **{"Decimals": 2, "MeasureGroupId": "G2", "Description": ""},
            },
        ],
        "MeasureGroups": [
            {"Id": "G1", "Title": "Werk", "ParentId": None},
            {"Id": "G2", "Title": "Loon", "ParentId": "G1"},
        ],
        "GeslachtCodes": [{"Identifier": key, "Title": title} for key, title in SEX],
        "RegioSCodes": [
            {"Identifier": key.strip(), "Title": title, "DimensionGroupId": group and f"g{group}"}
            for key, title, group in AREAS
        ],
        "RegioSGroups": [
            {"Id": "g2", "Title": "Limburg", "ParentId": None},
            {"Id": "g3", "Title": "Noord-Limburg", "ParentId": "g2"},
        ],
        "PeriodenCodes": [
            {"Identifier": key, "Title": title, "Status": status} for key, title, status in PERIODS
        ],
    }


def save(sets: dict[str, list[dict]], folder: Path, *, as_parquet: bool = False, bare: bool = False) -> Path:
    """Write entity sets as files, the way that they are saved: JSON with or without `value`, or Parquet."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in sets.items():
        if as_parquet:
            parquet.write_table(pa.Table.from_pylist(rows), folder / f"{name}.parquet")
        else:
            content = rows if bare else {"odata.metadata": "x", "value": rows}
            (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    return folder
