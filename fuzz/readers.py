"""Coverage-guided fuzzing of one reader: whatever the bytes, it gives Sources or a DocumentError, within a bound of time.

python fuzz/readers.py .docx -max_total_time=60
"""

from __future__ import annotations

import contextlib
import io
import sys
import zipfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["fintech_kg.documents", "trafilatura", "htmldate", "striprtf", "email"]):
    from fintech_kg.documents.read import READERS
    from fintech_kg.errors import DocumentError
    from fintech_kg.model import Source

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.documents.samples import SAMPLES

_PACKAGES = {".docx": "word/document.xml", ".pptx": "ppt/slides/slide1.xml", ".odt": "content.xml", ".epub": "c1.xhtml"}


def main() -> None:
    suffix, *options = sys.argv[1:]

    def one_input(content: bytes) -> None:
        _check(suffix, content)
        if suffix in _PACKAGES:
            _check(suffix, _with_member(SAMPLES[suffix], _PACKAGES[suffix], content))

    atheris.Setup([sys.argv[0], "-timeout=20", "-rss_limit_mb=3000", "-max_len=20000", *options, *_seeds(suffix)], one_input)
    atheris.Fuzz()


def _check(suffix: str, content: bytes) -> None:
    with contextlib.suppress(DocumentError):
        found = READERS[suffix](f"fuzz{suffix}", content)
        for one in [found] if isinstance(found, Source) else list(found):
            if isinstance(one, Source):
                assert all(0 <= start <= len(one.text) for start in one.pages), one.pages
                assert sorted(one.pages) == list(one.pages), one.pages
                one.text.encode("utf-8", "surrogatepass")


def _with_member(package: bytes, member: str, content: bytes) -> bytes:
    """The package with other bytes in place of a member: what a fuzzer of zip bytes alone would hardly reach."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == member else old.read(name))
    return out.getvalue()


def _seeds(suffix: str) -> list[str]:
    """A folder with the sample, and for a package also the member that is varied."""
    folder = Path("fuzz", "corpus", suffix.strip("."))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sample").write_bytes(SAMPLES[suffix])
    if suffix in _PACKAGES:
        with zipfile.ZipFile(io.BytesIO(SAMPLES[suffix])) as package:
            (folder / "member").write_bytes(package.read(_PACKAGES[suffix]))
    return [str(folder)]


if __name__ == "__main__":
    main()
