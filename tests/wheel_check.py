"""Check an installed wheel from outside the checkout: the package, the model and the seed article came along."""

import subprocess
import sys
import tempfile
from importlib.metadata import entry_points
from pathlib import Path

import stance
from stance.resources import model_path, seed_path

package = Path(stance.__file__).parent
assert "site-packages" in package.parts, f"the wheel is not what was imported: {package}"
assert package in model_path("us-intervention").parents, "the wheel carries no model"
assert package in seed_path().parents, "the wheel carries no seed article"
assert (package / "py.typed").is_file(), "the wheel carries no py.typed"

positions = {p.speaker: p.position for p in stance.analyze(seed_path().read_text(encoding="utf-8")).positions}
assert positions["Claudia Sheinbaum"] == "against", positions
assert positions["Alejandro Moreno Cardenas"] == "favor", positions

with tempfile.TemporaryDirectory() as folder:
    page = stance.write_report(stance.analyze(seed_path().read_text(encoding="utf-8")), Path(folder) / "page.html")
    assert "Claudia Sheinbaum" in page.read_text(encoding="utf-8"), "the wheel carries no templates that work"

assert {"stance", "stance-train"} <= {entry.name for entry in entry_points(group="console_scripts")}
for command in ("stance", "stance-train"):
    subprocess.run([Path(sys.executable).parent / command, "--help"], check=True, stdout=subprocess.DEVNULL)
print(f"wheel: stancekit {stance.__version__} works outside the checkout")
