"""A reading as a page of W3C Web Annotations: each provision, figure and field with its words and their place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from zonewright.provisions.model import Provision, Quantity, Reading
from zonewright.provisions.records import plain
from zonewright.provisions.selectors import CONTEXT, annotation


def annotation_page(reading: Reading) -> str:
    """JSON-LD of type AnnotationPage, in text order; offsets are code points, and the text's hash stands with each."""
    items = [one for provision in reading.provisions for one in _annotations(reading, provision)]
    for one in items:
        one.pop("@context", None)
    page = {"@context": CONTEXT, "type": "AnnotationPage", "id": f"urn:sha256:{reading.document.sha256}", "items": items}
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def _annotations(reading: Reading, provision: Provision) -> Iterator[dict[str, Any]]:
    document, id = reading.document, f"urn:zonewright:{reading.document.id}:{provision.eid}"
    labels = [provision.modality.value, *(label.value for label in provision.instruments)]
    kinds = ("modality", *("instrument" for _ in provision.instruments))
    said = [{"type": "TextualBody", "purpose": "classifying", "value": f"{kind}: {label}"}
            for kind, label in zip(kinds, labels, strict=True)]  # fmt: skip
    yield annotation(document, provision.start, provision.end, id=id, motivation="classifying", body=said)
    for number, figure in enumerate(provision.conditions, 1):
        yield annotation(document, figure.start, figure.end, id=f"{id}:figure-{number}", body=_figure(figure))
    for number, field in enumerate(provision.fields, 1):
        yield annotation(document, field.start, field.end, id=f"{id}:field-{number}", motivation="tagging",
                         body={"type": "TextualBody", "purpose": "tagging", "value": "field"})  # fmt: skip


def _figure(found: Quantity) -> dict[str, Any]:
    ends = found.value if isinstance(found.value, tuple) else (found.value,)
    value = f"{found.op} {'..'.join(str(plain(end)) for end in ends)} {found.unit}{f'/{found.per}' if found.per else ''}"
    return {"type": "TextualBody", "purpose": "describing", "value": f"{found.role}: {value}"}
