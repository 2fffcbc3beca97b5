"""Embed a folder of pictures: `python embed_folder.py [FOLDER]`.

Prints the shape of the matrix and writes the table, vectors and all, to embedded.npz where you are.
"""

import sys
from pathlib import Path

from satsuma import ImageEmbedding, ImportImages, write_table

folder = sys.argv[1] if len(sys.argv) > 1 else str(Path(__file__).parent / "animals")

pictures = ImportImages(sources=(folder,)).compute().data
embedded = ImageEmbedding().compute(pictures)
print(f"{len(pictures)} pictures, features {embedded.embeddings.features().shape}")
if len(embedded.skipped):
    print("left out:", ", ".join(embedded.skipped.ids))
write_table(embedded.embeddings, Path("embedded.npz"))
print("written to embedded.npz")
