"""A new zone's pack: small, whole, and ready to be checked."""

from __future__ import annotations

import hashlib
import re
from argparse import Namespace
from pathlib import Path
from typing import Final

from zonewright.cli.show import Printer
from zonewright.packs.json_schema import FILES, schema_of
from zonewright.tables.files import refuse, write_folder

TEXT: Final = "Support for newcomers\n\nEnterprises registered in the zone with at least 10 employees are supported.\n"
TITLE_END: Final = TEXT.index("Enterprises")
PROMISE_END: Final = TEXT.index(".\n", TITLE_END) + 1

ZONE: Final = """\
# yaml-language-server: $schema=schemas/zone.schema.json
id: "{id}"
title: {{en: "{name}", zh: "{name}", ko: "{name}"}}
version: "2026-01-01.1"            # date of the text, and a serial
fictional: true                    # remove once every figure has its source
prevailing_language: en
authorities:
  committee:
    name: {{en: Administrative Committee, zh: 管理委员会, ko: 관리위원회}}
"""
SOURCES: Final = """\
# yaml-language-server: $schema=schemas/sources.schema.json
sources:
  policy:
    title: {{en: Support for newcomers, zh: 新入驻企业支持, ko: 신규 입주 기업 지원}}
    kind: zone_policy
    date: 2026-01-01
    language: en
    file: policy.en.txt
    length: {length}
    sha256: {sha256}
"""
FIELDS: Final = """\
# yaml-language-server: $schema=schemas/fields.schema.json
fields:
  registered_here:
    type: yes_no
    label: {en: Registered in the zone, zh: 在区内注册, ko: 구역 내 등록}
    question: {en: Is your company registered in the zone?, zh: 贵公司是否在区内注册？, ko: 귀사는 구역 내에 등록되어 있습니까?}
    answered_by: register
  staff:
    type: number
    unit: person
    label: {en: Employees, zh: 员工人数, ko: 종업원 수}
    question: {en: How many people do you employ?, zh: 贵公司有多少名员工？, ko: 종업원은 몇 명입니까?}
    answered_by: enterprise
    least: 0 person
    change: {direction: up, step: 1 person, cost: 5}      # what the enterprise can change, and how hard each step is
"""
MEASURE: Final = """\
# yaml-language-server: $schema=../schemas/measure.schema.json
id: newcomer-support
title: {{en: Support for newcomers, zh: 新入驻企业支持, ko: 신규 입주 기업 지원}}
summary:
  en: Registered companies with ten employees or more are supported.
  zh: 在区内注册且员工达到十人的企业可获得支持。
  ko: 구역에 등록되고 종업원이 10명 이상인 기업을 지원합니다.
source:
  - {{source: policy, start: {start}, end: {end}}}
modality: supported
status: intended
beneficiaries: [enterprise]
instrument: [platform_service]
authority: committee
class: normal
amount:
  kind: per_head
  says:
    en: CNY 1,000 for each employee, at most CNY 50,000
    zh: 每名员工1000元，最高5万元
    ko: 종업원 1인당 1,000위안, 최대 5만 위안
  gives:
    worth: {{rate: 1000 CNY/person, of: {{field: staff}}, at_most: 50000 CNY}}
when:
  all:
    - {{field: registered_here, is: true}}
    - {{field: staff, at_least: 10}}
examples:
  - {{name: on the threshold, given: {{registered_here: true, staff: 10}}, expect: eligible}}
  - {{name: one below, given: {{registered_here: true, staff: 9}}, expect: ineligible}}
  - {{name: staff not known, given: {{registered_here: true}}, expect: undetermined, missing: [staff]}}
"""
LEDGER: Final = """\
# yaml-language-server: $schema=schemas/ledger.schema.json
ledger:
  policy:
    - {{start: 0, end: {start}, kind: inoperative, why: {{en: title, zh: 标题, ko: 제목}}}}
    - {{start: {start}, end: {end}, kind: executed, measures: [newcomer-support]}}
    - {{start: {end}, end: {length}, kind: inoperative, why: {{en: line end, zh: 行末, ko: 줄 끝}}}}
"""
SAMPLE: Final = """\
sample: true
name: {en: Sample Ltd., zh: 示例有限公司, ko: 예시 주식회사}
facts:
  registered_here: true
  staff: 9
"""


def new_zone(arguments: Namespace, printer: Printer) -> int:
    """Write a small pack that passes `check`, whole or not at all."""
    folder: Path = arguments.folder
    id = folder.resolve().name
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,79}", id):
        raise refuse(
            "ZW011",
            f"`{id}` cannot be the id of a zone",
            folder,
            "start with a letter and use lower case letters, digits and `-`, such as `my-zone`",
        )
    if folder.exists():
        raise refuse("ZW029", "this already exists", folder, "name a new folder")
    write_folder(folder, files_of(id))
    if printer.as_json:
        printer.json({"folder": str(folder), "files": sorted(files_of(id))})
        return 0
    printer.line(f"wrote {folder}", "bold")
    printer.line(f"next, try:\n  zonewright check {folder}\n  zonewright ledger {folder} --text {folder}/text")
    printer.line(f"  zonewright explain {folder} {folder}/samples/sample.yaml\n  zonewright ask {folder}")
    return 0


def files_of(id: str) -> dict[str, str]:
    """The files of the new pack, by their path in it."""
    content = TEXT.encode("utf-8")
    numbers = {"start": TITLE_END, "end": PROMISE_END, "length": len(TEXT)}
    return {
        "zone.yaml": ZONE.format(id=id, name=id.replace("-", " ").capitalize()),
        "sources.yaml": SOURCES.format(length=len(TEXT), sha256=hashlib.sha256(content).hexdigest()),
        "fields.yaml": FIELDS,
        "ledger.yaml": LEDGER.format(**numbers),
        "measures/newcomer-support.yaml": MEASURE.format(**numbers),
        "samples/sample.yaml": SAMPLE,
        "text/policy.en.txt": TEXT,
        **{f"schemas/{name}.schema.json": schema_of(name) for name in FILES},
    }
