"""Compile `stance.extraction` with mypyc where a C compiler is at hand; where none is, the modules run as they stand.

The environment variable STANCE_COMPILE says otherwise: "0" never compiles, "1" fails where compiling does.
"""

import contextlib
import os
import shutil
import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "stance/extraction"
GROUP = "stance.extraction.compiled"
NEEDED = ("types.py", "labels.py", "errors.py", "resources.py", "py.typed")
"""What those modules import of the rest of the package: reading no more makes mypyc several times as fast."""


class CompileExtraction(BuildHookInterface):
    """Hatchling's hook: a wheel gets the compiled modules beside the sources, an editable install in the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files of the wheel are collected."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        if version == "editable":
            for old in (root / PACKAGE).glob(f"*{_suffix()}"):
                old.unlink()
        wish = os.environ.get("STANCE_COMPILE", "")
        if wish == "0":
            return
        try:
            compiled = compile_extraction(root, root / "build" / "compiled")
        except (Exception, SystemExit) as error:  # whatever it is, the modules run without
            if wish == "1":
                raise
            self.app.display_warning(f"stance.extraction runs as plain Python, as compiling it failed: {error!r}")
            return
        for path in compiled:
            if version == "editable":
                shutil.copy2(path, root / PACKAGE / path.name)
            else:
                build_data["force_include"][str(path)] = f"{PACKAGE}/{path.name}"
        if version != "editable":
            build_data.update(pure_python=False, infer_tag=True)


def compile_extraction(root: Path, folder: Path) -> list[Path]:
    """Compile the modules below `root` in a folder, unless it holds them already; return the paths of what came out."""
    sources = [*(root / PACKAGE).glob("*.py"), *(root / "stance" / name for name in NEEDED), root / "hatch_build.py"]
    compiled = sorted((folder / PACKAGE).glob(f"*{_suffix()}"))
    if compiled and compiled[0].stat().st_mtime > max(path.stat().st_mtime for path in sources):
        return compiled
    from mypyc.build import mypycify
    from setuptools import Distribution
    from setuptools.command.build_ext import build_ext

    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(root / PACKAGE, folder / PACKAGE, ignore=shutil.ignore_patterns("__pycache__", f"*{_suffix()}"))
    for name in NEEDED:
        shutil.copy2(root / "stance" / name, folder / "stance" / name)
    (folder / "stance/__init__.py").touch()
    with contextlib.chdir(folder), contextlib.redirect_stdout(sys.stderr):
        modules = sorted(str(path) for path in Path(PACKAGE).glob("*.py") if path.name != "__init__.py")
        extensions = mypycify(["--ignore-missing-imports", *modules], opt_level="2", debug_level="0", group_name=GROUP)
        command = build_ext(Distribution({"name": "stancekit", "ext_modules": extensions}))
        command.inplace = True
        command.ensure_finalized()
        command.run()
    return sorted((folder / PACKAGE).glob(f"*{_suffix()}"))


def _suffix() -> str:
    return str(sysconfig.get_config_var("EXT_SUFFIX"))
