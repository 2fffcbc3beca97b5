"""Find the pictures nearest to one: `python find_similar.py [FOLDER [PICTURE]]`.

PICTURE is the path below the folder, such as frog/frog-1.png.
"""

import sys
from pathlib import Path

import numpy as np

from satsuma import DistancesWidget, ImageEmbedding, ImportImages

folder = sys.argv[1] if len(sys.argv) > 1 else str(Path(__file__).parent / "animals")

pictures = ImportImages(sources=(folder,)).compute().data
embedded = ImageEmbedding().compute(pictures).embeddings
distances = DistancesWidget(metric="cosine").compute(embedded)

wanted = sys.argv[2] if len(sys.argv) > 2 else embedded.ids[0]
row = embedded.row_of[wanted]
far = distances.square()[row]
print(f"nearest to {wanted}:")
for other in np.argsort(far)[1:6]:
    print(f"  {far[other]:.3f}  {embedded.ids[other]}")
