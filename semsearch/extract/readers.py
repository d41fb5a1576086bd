"""The table of readers: which module reads which format. Each knows nothing of the others, and is imported only when a
file asks for it."""

from semsearch.extract.reading import Format, Reader


def reader_of(kind: Format) -> Reader:  # noqa: C901 - a table
    """The reader of a format that is one document."""
    reader: Reader
    match kind:
        case "html":
            from semsearch.extract.texts.html import read_html as reader
        case "webarchive":
            from semsearch.extract.texts.webarchive import read_webarchive as reader
        case "markdown":
            from semsearch.extract.texts.markdown import read_markdown as reader
        case "rst":
            from semsearch.extract.texts.markup import read_rst as reader
        case "asciidoc":
            from semsearch.extract.texts.markup import read_asciidoc as reader
        case "org":
            from semsearch.extract.texts.markup import read_org as reader
        case "subtitles":
            from semsearch.extract.texts.text import read_subtitles as reader
        case "tex":
            from semsearch.extract.texts.tex import read_tex as reader
        case "csv":
            from semsearch.extract.texts.text import read_csv as reader
        case "dbf":
            from semsearch.extract.texts.dbf import read_dbf as reader
        case "json":
            from semsearch.extract.texts.json import read_json as reader
        case "calendar":
            from semsearch.extract.texts.calendar import read_calendar as reader
        case "contacts":
            from semsearch.extract.texts.contacts import read_contacts as reader
        case "xml":
            from semsearch.extract.texts.xml import read_xml as reader
        case "pdf":
            from semsearch.extract.printed.pdf import read_pdf as reader
        case "docx":
            from semsearch.extract.office.docx import read_docx as reader
        case "doc":
            from semsearch.extract.office.word97 import read_word97 as reader
        case "rtf":
            from semsearch.extract.office.rtf import read_rtf as reader
        case "opendocument":
            from semsearch.extract.office.opendocument import read_opendocument as reader
        case "vsdx":
            from semsearch.extract.office.vsdx import read_vsdx as reader
        case "pptx":
            from semsearch.extract.office.pptx import read_pptx as reader
        case "ppt":
            from semsearch.extract.office.powerpoint97 import read_powerpoint97 as reader
        case "workbook":
            from semsearch.extract.office.workbook import read_workbook as reader
        case "iwork":
            from semsearch.extract.office.iwork import read_iwork as reader
        case "xps":
            from semsearch.extract.printed.xps import read_xps as reader
        case "kindle":
            from semsearch.extract.texts.kindle import read_kindle as reader
        case "epub":
            from semsearch.extract.texts.books import read_epub as reader
        case _:
            from semsearch.extract.texts.text import read_text as reader
    return reader
