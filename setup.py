"""Collects the packages that lie beside src/: widgets, workflows, examples and the help."""

import shutil
from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent
BESIDE = {"satsuma.widgets": "widgets", "satsuma.workflows": "workflows",
          "satsuma.examples": "examples", "satsuma.docs": "docs"}


class FreshBuild(build_py):
    """Begins with an empty folder: a widget that was moved would be in the wheel twice."""

    def run(self):
        if not self.editable_mode:
            shutil.rmtree(Path(self.build_lib) / "satsuma", ignore_errors=True)
        super().run()


packages = find_packages("src")
folders = {"": "src"}
for package, folder in BESIDE.items():
    folders[package] = folder
    packages += [package] + [f"{package}.{name}" for name in find_packages(str(HERE / folder))]
    folders |= {f"{package}.{name}": f"{folder}/{name.replace('.', '/')}"
                for name in find_packages(str(HERE / folder))}

setup(packages=packages, package_dir=folders, cmdclass={"build_py": FreshBuild},
      package_data={"satsuma.workflows": ["*.ows"],
                    "satsuma.examples": ["animals/**/*.png", "animals/*.md"],
                    "satsuma.docs": ["*.md", "pictures/*.png"],
                    "satsuma.docs.widgets": ["*.md"],
                    "satsuma.ui": ["LUCIDE-LICENSE"]})
