"""Files that a test makes itself: Word files with automatic numbers, small PDFs, archives."""

import io
import zipfile

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls


def word_file(*parts, levels=()):
    """A Word file of parts: text, (text, level) of a list with these formats, (text, style), or a table as a list of rows."""
    made = docx.Document()
    if levels:
        root = made.part.numbering_part.element
        told = "".join(
            f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{printed}"/></w:lvl>'
            for place, (style, printed) in enumerate(levels)
        )
        root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{told}</w:abstractNum>'))
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for part in parts:
        match part:
            case list():
                table = made.add_table(len(part), len(part[0]))
                for row, cells in enumerate(part):
                    for column, words in enumerate(cells):
                        table.cell(row, column).text = words
            case (str(words), int(level)):
                paragraph = made.add_paragraph(words)
                place = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
                paragraph._p.get_or_add_pPr().append(parse_xml(place))
            case (str(words), str(style)):
                made.add_paragraph(words, style=style)
            case _:
                made.add_paragraph(part)
    return saved(made)


def saved(made):
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def pdf_file(*pages, locked=False):
    """A PDF whose pages hold these lines in Latin letters."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        escaped = (line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in lines)
        drawn = "BT /F1 11 Tf 14 TL 60 760 Td " + " ".join(f"({line}) Tj T*" for line in escaped) + " ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn.encode("latin-1")))
        place = b"/Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R" % len(objects)
        objects.append(b"<< /Type /Page %s /Resources << /Font << /F1 3 0 R >> >> >>" % place)
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    trailer = b""
    if locked:
        key = b"<" + b"28" * 32 + b">"
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /O %s /U %s /P -4 >>" % (key, key))
        trailer = b"/Encrypt %d 0 R /ID [<00> <00>] " % len(objects)
    content, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(b"%010d 00000 n \n" % len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, b"".join(places))
    ending = b"trailer << /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, len(content))
    return content + table + ending


def archive(**files):
    """An archive of files, by name; `__` in a name is a dot."""
    return archive_of({name.replace("__", "."): content for name, content in files.items()})


def archive_of(files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, words in files.items():
            packed.writestr(name, words)
    return content.getvalue()
