"""pyproject.toml, the lock files and environment.yml tell the same story."""

from __future__ import annotations

import re
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from rattler import MatchSpec, PackageRecord
from rattler.package.build_string import BuildString

from tests.house.tree import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text())
NEEDED_BY_CONDA = {"python": {"3.11.0", "3.14.0"}, "pip": {"25.0"}}  # versions to admit


def locked(name: str) -> dict[str, set[str]]:
    """Return the versions that a lock file names for each package; several where markers choose."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    versions: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([A-Za-z0-9._-]+)==([^ \\]+)", text, re.MULTILINE):
        versions.setdefault(canonicalize_name(package), set()).add(version)
    return versions


def asked(*lists: list[str]) -> list[Requirement]:
    """Return requirements from lists of pyproject.toml."""
    return [Requirement(line) for lines in lists for line in lines]


COURSE = asked(PROJECT["project"]["dependencies"])
TEST = asked(PROJECT["project"]["optional-dependencies"]["test"])
BOOTSTRAP = asked(PROJECT["dependency-groups"]["bootstrap"])


@pytest.mark.parametrize(
    "lock, requirements",
    [("course", COURSE), ("test", COURSE + TEST), ("bootstrap", BOOTSTRAP)],
)
def test_each_lock_satisfies_pyproject(lock: str, requirements: list[Requirement]) -> None:
    """Every requirement is locked, at versions that it admits."""
    versions = locked(lock)
    for requirement in requirements:
        found = versions.get(canonicalize_name(requirement.name), set())
        assert found, f"{requirement} is not in requirements/{lock}.txt: make lock"
        assert all(requirement.specifier.contains(version) for version in found)


def test_the_test_lock_holds_the_course_lock() -> None:
    """`make test` brings the very versions that learners have."""
    test = locked("test")
    assert {name: test.get(name) for name in locked("course")} == locked("course")


@pytest.mark.parametrize("lock", ["course", "test", "bootstrap"])
def test_every_locked_package_has_its_hashes_and_no_address(lock: str) -> None:
    """A lock says what, never from where."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()
    entries = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", entry) for entry in entries)
    assert not re.search(r"://|--index|--find-links|--trusted|^-e ", text, re.MULTILINE)


def test_uv_is_of_the_build_backends_series() -> None:
    """So the course is installed without a download of its own."""
    (backend,) = asked(PROJECT["build-system"]["requires"])
    assert all(backend.specifier.contains(version) for version in locked("bootstrap")["uv"])


def test_environment_yml_names_the_same_packages_and_ranges() -> None:
    """Beside Python itself and pip, neither side names one that the other does not."""
    conda = {spec.split()[0]: spec.split()[1:] for spec in CONDA["dependencies"]}
    ours = {requirement.name: [str(requirement.specifier)] for requirement in COURSE}
    assert {name: conda[name] for name in conda.keys() - NEEDED_BY_CONDA.keys()} == ours
    assert conda["python"] == [PROJECT["project"]["requires-python"]]


@pytest.mark.parametrize("spec", CONDA["dependencies"])
def test_each_conda_spec_parses_and_admits_the_locked_version(spec: str) -> None:
    """Parsed by the matcher of conda's own kin."""
    match = MatchSpec(spec)
    name = spec.split()[0]
    for version in NEEDED_BY_CONDA.get(name) or locked("course")[name]:
        record = PackageRecord(name, version, BuildString("0"), 0, "noarch")
        assert match.matches(record), f"{spec} does not admit {version}"


def test_environment_yml_takes_everything_from_conda_forge() -> None:
    """No pip section: the course itself is added by the README's command."""
    assert CONDA["channels"] == ["conda-forge"]
    assert all(isinstance(spec, str) for spec in CONDA["dependencies"])
    assert SpecifierSet(PROJECT["project"]["requires-python"]).contains("3.11")
