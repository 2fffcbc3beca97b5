"""Cluster a folder and print the clusters: `python cluster_folder.py [FOLDER [COUNT]]`."""

import sys
from pathlib import Path

from satsuma import DistancesWidget, HierarchicalClustering, ImageEmbedding, ImportImages

folder = sys.argv[1] if len(sys.argv) > 1 else str(Path(__file__).parent / "animals")
count = int(sys.argv[2]) if len(sys.argv) > 2 else 8

pictures = ImportImages(sources=(folder,)).compute().data
embedded = ImageEmbedding().compute(pictures).embeddings
distances = DistancesWidget(metric="cosine").compute(embedded)
clusters = HierarchicalClustering(linkage="average", selection="top", top=count).compute(distances)

table = clusters.data
for code, name in enumerate(table["Cluster"].categories):
    members = [table.ids[row] for row in (table["Cluster"].values == code).nonzero()[0]]
    if members:
        print(f"{name}: {', '.join(members)}")
