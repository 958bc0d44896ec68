"""What goes into the browser edition's packages, and what does not."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from website import fetch, pack
from website.distribution import LOCK, OWN, Package, pyodides_own
from website.trouble import SiteError


@pytest.mark.parametrize(
    ("path", "left_out"),
    [
        ("numpy/_core/numeric.py", False),
        ("numpy/_core/tests/test_numeric.py", True),
        ("IPython/testing/skipdoctest.py", False),
        ("pygments/lexers/python.py", False),
        ("pygments/lexers/cobol.py", True),
        ("matplotlib/mpl-data/fonts/ttf/DejaVuSans.ttf", False),
        ("matplotlib/mpl-data/fonts/afm/cmr10.afm", True),
        ("jedi/api/classes.py", True),
        ("course/pictures/explore/built.js", False),
    ],
)
def test_what_is_left_out(path: str, left_out: bool) -> None:
    assert pack.is_left_out(PurePosixPath(path)) is left_out


def test_the_same_content_gives_the_same_file(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in "ab"]
    for folder in folders:
        (folder / "inner").mkdir(parents=True)
        (folder / "inner" / "module.py").write_text("answer = 42\n")
    first, second = map(pack.zipped, folders)
    assert first == second
    (folders[1] / "inner" / "module.py").write_text("answer = 41\n")
    assert pack.zipped(folders[1]) != first
    assert Package("one", "1", first, ()).file_name.startswith("one-")


def test_a_wheel_that_pyodides_lock_does_not_name_is_refused(tmp_path: Path) -> None:
    content = b"a wheel"
    known = {name: {"file_name": f"{name}.whl", "sha256": fetch.digest(content)} for name in OWN}
    (tmp_path / LOCK).write_text(json.dumps({"packages": known}))
    carrier = tmp_path / "carrier.whl"
    with zipfile.ZipFile(carrier, "w") as packed:
        for name in OWN:
            packed.writestr(f"folder/{name}.whl", content)
    assert pyodides_own(tmp_path, carrier, "folder/") == dict.fromkeys(OWN, content)

    known[OWN[0]]["sha256"] = fetch.digest(b"another wheel")
    (tmp_path / LOCK).write_text(json.dumps({"packages": known}))
    with pytest.raises(SiteError, match=r"is not the one of Pyodide's lock"):
        pyodides_own(tmp_path, carrier, "folder/")
    with pytest.raises(SiteError, match="holds no"):
        pyodides_own(tmp_path, carrier, "elsewhere/")


def test_a_fetched_file_with_another_sum_is_refused(tmp_path: Path) -> None:
    kept = tmp_path / "some_package-1.0-py3-none-any.whl"
    zipfile.ZipFile(kept, "w").close()
    right = fetch.digest(kept.read_bytes())
    assert fetch.wheel("some-package", "1.0", right, tmp_path) == kept
    with pytest.raises(SiteError, match="is another file than expected"):
        fetch.wheel("some-package", "1.0", "0" * 64, tmp_path)


def test_an_empty_package_can_be_unpacked() -> None:
    assert zipfile.ZipFile(io.BytesIO(pack.empty())).namelist() == []
