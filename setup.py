"""Collects the packages that lie beside src/: widgets, workflows and examples."""

from pathlib import Path

from setuptools import find_packages, setup

HERE = Path(__file__).parent
BESIDE = {"satsuma.widgets": "widgets", "satsuma.workflows": "workflows",
          "satsuma.examples": "examples"}

packages = find_packages("src")
folders = {"": "src"}
for package, folder in BESIDE.items():
    folders[package] = folder
    packages += [package] + [f"{package}.{name}" for name in find_packages(str(HERE / folder))]
    folders |= {f"{package}.{name}": f"{folder}/{name.replace('.', '/')}"
                for name in find_packages(str(HERE / folder))}

setup(packages=packages, package_dir=folders,
      package_data={"satsuma.workflows": ["*.ows"],
                    "satsuma.examples": ["animals/**/*.png", "animals/*.md"]})
