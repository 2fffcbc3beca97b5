"""A new picture lands with its kind: `python new_picture.py`.

Takes one of the example pictures, turns it around, paints it in other colors and puts it on a
colored ground, so that it looks quite unlike the others. Then it is embedded and clustered together
with all of them, and the script tells where it landed.
"""

import tempfile
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from satsuma import DistancesWidget, HierarchicalClustering, ImageEmbedding, ImportImages

ANIMALS = Path(__file__).parent / "animals"
MODEL = "horse/horse-2.png"


def repainted(file: Path) -> Image.Image:
    """The animal mirrored, in violet and white, on a meadow under a sky."""
    drawing = ImageOps.mirror(Image.open(file).convert("RGBA"))
    violet = ImageOps.colorize(drawing.convert("L"), (70, 20, 110), (250, 245, 255))
    width, height = drawing.width * 3 // 2, drawing.height * 3 // 2
    ground = Image.new("RGB", (width, height), (120, 190, 240))
    ground.paste((90, 170, 70), (0, height * 2 // 3, width, height))
    ground.paste(violet, (width // 5, height // 4), drawing.getchannel("A"))
    return ground


with tempfile.TemporaryDirectory() as folder:
    newcomer = Path(folder) / "newcomer.png"
    repainted(ANIMALS / MODEL).save(newcomer)
    pictures = ImportImages(sources=(str(ANIMALS), str(newcomer))).compute().data
    # The model itself stays out, or the newcomer would only find its own twin.
    pictures = pictures.rows([r for r, name in enumerate(pictures.ids) if name != MODEL])
    embedded = ImageEmbedding().compute(pictures).embeddings

distances = DistancesWidget(metric="cosine").compute(embedded)
clusters = HierarchicalClustering(selection="top", top=8).compute(distances).data

row = clusters.row_of["newcomer.png"]
others = np.array([i for i in range(len(clusters)) if i != row])
nearest = others[np.argsort(distances.square()[row][others])[:3]]
print("nearest to the newcomer:", ", ".join(clusters.ids[i] for i in nearest))
family = [clusters.ids[i] for i in others
          if clusters["Cluster"].values[i] == clusters["Cluster"].values[row]]
print("it landed in one cluster with:", ", ".join(family) or "nobody")
