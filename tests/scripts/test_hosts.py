"""No registry and no path of one machine in the tree (docs/adr/0001-lock-files.md)."""

from pathlib import Path

import pytest

from scripts import hosts


@pytest.fixture
def written(tmp_path: Path):
    def written(text: str) -> list[str]:
        path = tmp_path / "page.md"
        path.write_text(text)
        return hosts.findings(path)

    return written


@pytest.mark.parametrize("host", hosts.HOSTS)
def test_every_registry_is_found(written, host):
    assert len(written(f"first line\nindex-url = https://{host}/simple\n")) == 1


@pytest.mark.parametrize("folder", hosts.TOP_FOLDERS)
def test_a_path_of_one_machine_is_found(written, folder):
    assert written(f'data = "/{folder}/ani/clips"')


@pytest.mark.parametrize("text", ["/var/lib/panggung", "https://example.org/home/page", "~/work/x", "</root>"])
def test_other_paths_and_addresses_pass(written, text):
    assert written(text) == []


def test_the_folder_of_this_checkout_is_found(written):
    assert written(f"see {Path.cwd()}/README.md")
