"""Workflow files that mean harm."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator

from tests.trust.hostile_files import Attack, Promise, traps

WIDGETS = ("satsuma.import_images", "satsuma.image_viewer", "satsuma.hierarchical_clustering",
           "Orange.widgets.data.owtable.OWTable", "no.such.Widget")


def scheme(inner: str, head: str = 'version="2.0"') -> bytes:
    return f"<?xml version='1.0' encoding='utf-8'?>\n<scheme {head}>{inner}</scheme>".encode()


def node(number: object, widget: str = WIDGETS[0], title: str = "Cows", **more: str) -> str:
    rest = "".join(f' {name}="{value}"' for name, value in more.items())
    return (f'<node id="{number}" qualified_name="{widget}" title="{title}" '
            f'position="(0, 0)" version="1"{rest}/>')


def settled(settings: str, kind: str = "json", widget: str = WIDGETS[0]) -> bytes:
    """A workflow of one widget with these settings, as they stand in the file."""
    return scheme(f"<nodes>{node(0, widget)}</nodes><node_properties><properties node_id='0' "
                  f"format='{kind}'>{settings}</properties></node_properties>")


def linked(pairs: Iterator[tuple[int, int]], count: int, widget: str) -> bytes:
    links = "".join(
        f'<link id="{i}" source_node_id="{a}" sink_node_id="{b}" source_channel_id="data" '
        f'sink_channel_id="data" enabled="true"/>' for i, (a, b) in enumerate(pairs))
    nodes = "".join(node(i, widget) for i in range(count))
    return scheme(f"<nodes>{nodes}</nodes><links>{links}</links>")


def many_attributes(count: int) -> bytes:
    return scheme("<a " + " ".join(f'a{i:x}=""' for i in range(count)) + "/>")


def attributes_by_and_by(count: int) -> bytes:
    """Never many in one tag, and never the same twice."""
    return scheme("".join("<a " + " ".join(f'a{j:x}=""' for j in range(i, i + 150)) + "/>"
                          for i in range(0, count, 150)))


def many_namespaces(count: int) -> bytes:
    return scheme("<a " + " ".join(f'xmlns:a{i:x}="u"' for i in range(count)) + "/>")


def laughs() -> bytes:
    """Entities of entities, the billion laughs."""
    lines = ['<!ENTITY a0 "ha">'] + [f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">'
                                     for i in range(1, 12)]
    return (f"<?xml version='1.0'?><!DOCTYPE scheme [{''.join(lines)}]>"
            "<scheme version='2.0' title='&a11;'/>").encode()


def outside(address: str) -> bytes:
    return (f"<?xml version='1.0'?><!DOCTYPE scheme [<!ENTITY x SYSTEM '{address}'>]>"
            "<scheme version='2.0'>&x;</scheme>").encode()


def addressed(*places: str) -> bytes:
    return settled(json.dumps({"sources": places}).replace("&", "&amp;").replace("<", "&lt;"))


def _pickled() -> Iterator[Attack]:
    for number, trap in enumerate(traps()):
        text = base64.b64encode(trap).decode()
        for widget in (WIDGETS[0], WIDGETS[3], WIDGETS[4]):
            kind = widget.rpartition(".")[2]
            # Number 8 is a setting that no table has: it becomes a word, which nobody asks for.
            promise: Promise = "opens" if number == 8 and "OWTable" in widget else "told"
            yield Attack(f"pickle {number} for {kind}",
                         lambda text=text, widget=widget: settled(text, "pickle", widget),
                         promise, "settings|not here|cannot")


def _workflows(scale: int) -> Iterator[Attack]:
    yield from _pickled()
    yield from _marked_up(scale)
    yield from _described(scale)


def _marked_up(scale: int) -> Iterator[Attack]:
    """What is wrong with the XML itself."""
    def a(name: str, content: Callable[[], bytes], told: str, large: bool = True) -> Attack:
        return Attack(name, content, "refused", told, large)

    yield a("billion laughs", laughs, "entities", False)
    yield a("a file of mine", lambda: outside("file:///etc/passwd"), "entities", False)
    yield a("an address", lambda: outside("http://127.0.0.1:9/x"), "entities", False)
    yield a("a document type from afar", lambda: b"<!DOCTYPE scheme SYSTEM "
            b"'http://127.0.0.1:9/x.dtd'><scheme version='2.0'/>", "entities", False)
    yield a("a parameter entity", lambda: b"<!DOCTYPE s [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/'>"
            b"%p;]><scheme version='2.0'/>", "entities", False)
    yield a("nesting", lambda: scheme("<a>" * (15_000 * scale)), "deep")
    yield a("attributes", lambda: many_attributes(50_000 * scale), "attributes|longer")
    yield a("attributes by and by", lambda: attributes_by_and_by(50_000 * scale), "names of")
    yield a("namespaces", lambda: many_namespaces(50_000 * scale), "namespaces|longer")
    yield a("a long name", lambda: scheme("<" + "a" * 600_000 * scale + "/>"),
            "longer" if scale > 10 else "")
    yield a("comments", lambda: scheme("<!---->" * 90_000 * scale), "comments")
    yield a("instructions", lambda: scheme("<?a?>" * 120_000 * scale), "comments")
    yield a("a comment without end", lambda: scheme("<!--" + "x" * 600_000 * scale), "")
    yield a("nodes", lambda: scheme(f"<nodes>{node(0) * (10_500 * scale)}</nodes>"),
            "nodes|too many")
    yield a("elements", lambda: scheme("<a/>" * 500_000), "too many", False)
    yield a("zeros", lambda: bytes(640_000 * scale), "line 1|larger")
    for name in ("utf-7", "no-such", "trap_module", "idna", "unicode_escape", "hex", "rot13"):
        yield a(f"encoding {name}", lambda name=name:
                f"<?xml version='1.0' encoding='{name}'?><scheme version='2.0'/>".encode(),
                "encoding", False)
    yield a("a wide encoding", lambda: ("<?xml version='1.0' encoding='trap_module'?>"
            "<scheme version='2.0'/>").encode("utf-16"), "encoding", False)


def laughing_pickles(count: int) -> bytes:
    """Many small pickles; each names a list of a list of a list … twice, which makes millions."""
    doubled = b"".join(b"0](h" + bytes([i]) + b"h" + bytes([i]) + b"e\x94" for i in range(19))
    text = base64.b64encode(b"\x80\x04}X\x01\0\0\0a]\x94" + doubled + b"s.").decode()
    nodes = "".join(node(i, WIDGETS[3]) for i in range(count))
    settings = "".join(f"<properties node_id='{i}' format='pickle'>{text}</properties>"
                       for i in range(count))
    return scheme(f"<nodes>{nodes}</nodes><node_properties>{settings}</node_properties>")


def _described(scale: int) -> Iterator[Attack]:
    """Well-formed files that describe something impossible."""
    big = 8_400_000 if scale > 10 else 400_000
    deep = "[" * 500_000
    table = "satsuma.data_table"
    yield Attack("a circle", lambda: linked(((i, (i + 1) % 300) for i in range(300)), 300, table),
                 "told", "circle")
    yield Attack("a circle of strangers", lambda: linked(
        ((i, (i + 1) % 300) for i in range(300)), 300, WIDGETS[4]), "told", "not here")
    yield Attack("a node that feeds itself", lambda: linked(iter([(0, 0)] * 500), 1, table),
                 "told", "itself|already")
    yield Attack("settings nested", lambda: settled(deep), "told", "no JSON")
    yield Attack("a setting nested", lambda: settled('{"most":' + deep), "told", "no JSON")
    yield Attack("settings of lists", lambda: settled("[" + "[]," * (big // 3) + "[]]"), "told",
                 "no JSON object|too large", True)
    yield Attack("settings of names", lambda: settled(
        "{" + ",".join(f'"{i}":0' for i in range(big // 9)) + "}"), "told", "no setting|too large",
        True)
    yield Attack("a number without end", lambda: settled('{"most":' + "9" * 100_000 + "}"), "told",
                 "no JSON")
    yield Attack("settings not a number", lambda: settled('{"most":NaN,"subfolders":Infinity}'),
                 "told", "does not fit")
    yield Attack("settings of code", lambda: settled(
        '{"__class__":"os","__reduce__":["os.system",["touch x"]],"sources":"__import__(1)"}'),
        "told", "no setting")
    yield Attack("a literal that calls", lambda: settled(
        "{'a': __import__('os').system('touch trap')}", "literal", WIDGETS[3]), "told", "")
    yield Attack("code as a place", lambda: scheme(
        "<nodes><node id='0' qualified_name='satsuma.data_table' title='x' "
        "position=\"__import__('os').getcwd()\"/></nodes>"), "told", "position")
    yield Attack("a widget named like a module", lambda: scheme(
        f"<nodes>{node(0, 'trap_module.Trap')}{node(1, 'os.system')}{node(2, '../x')}</nodes>"),
        "told", "not here")
    yield Attack("a title that forges a line", lambda: scheme(
        f"<nodes>{node(0, 'x.Y', 'Cows&#10;0.ows: in order, 9 nodes&#155;2J&#x202e;')}</nodes>"),
        "told", "not here")
    yield Attack("laughing pickles", lambda: laughing_pickles(30 * scale), "told",
                 "too many values")
    yield Attack("settings twice", lambda: scheme(
        f"<nodes>{node(0) * 2}</nodes><node_properties>" + "<properties node_id='0' format='json'>"
        "{}</properties>" * 5000 + "</node_properties>"), "told", "twice|taken")
    yield Attack("a session of elements", lambda: scheme(
        "<session_state>" + "<a b='&quot;'/>" * (7000 * min(scale, 40)) + "</session_state>"),
        "opens", large=True)
    yield Attack("a note with addresses", lambda: scheme(
        "<annotations><text id='0' type='text/html' rect='(0,0,200,200)'>"
        "&lt;img src='http://127.0.0.1:9/a.png'&gt;&lt;link rel=stylesheet "
        "href='http://127.0.0.1:9/a.css'&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
        "&lt;img src='file:///etc/passwd'&gt;</text><text id='1' type='text/markdown' "
        "rect='(0,0,200,200)'>![x](http://127.0.0.1:9/a.png) ![y](//127.0.0.1/share/y.png)</text>"
        "</annotations>"), "opens")
    yield Attack("places far away", lambda: addressed(
        "//127.0.0.1/share/pictures", "\\\\127.0.0.1\\share", "file://127.0.0.1/share",
        "http://127.0.0.1:9/a.png", "smb://127.0.0.1/x", "\\\\?\\UNC\\127.0.0.1\\x", "~/.ssh",
        "/proc/self/environ", "../../../../etc"), "opens")


def workflows(scale: int = 10) -> list[Attack]:
    """Hostile .ows files; a scale of 100 gives them their full size."""
    return list(_workflows(scale))
