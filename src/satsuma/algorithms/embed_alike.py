"""Embed alike: a few more pictures, with the network that other vectors come from.

So what is looked for and what is searched can be compared. A stranger's table may name any
network; then there is none of that name here, which is told.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from satsuma.algorithms.embed import embed
from satsuma.algorithms.networks import network
from satsuma.algorithms.outcome_words import first_of, tell_outcomes
from satsuma.algorithms.precision import PASSPORTS
from satsuma.data.column import Column, Kind, images, texts, vectors
from satsuma.data.images import DECODING_EXACT
from satsuma.data.sources import Sources, files_below
from satsuma.data.table import Table, free_name
from satsuma.problem import Problem
from satsuma.run import Run


def embedded_alike(data: Table, places: tuple[str, ...], image: str, run: Run) -> Table:
    """The pictures at these places, with the same kind of vectors as `data` in the same column.

    `image` is what their column of pictures is called. Raises Problem where the data holds other
    features too, or does not say which network its vectors are from, and where there is no picture.
    """
    name, column = _vectors(data)
    passport = column.passport
    if passport is None:
        raise Problem("The data does not say which network its vectors come from, so no picture "
                      "can be compared with them. Put Image Embedding before Neighbors.")
    sources = Sources(places).walk(run)
    files = [file for source in sources for file in source.found.pictures]
    if not files:
        raise Problem("There is no picture at the place that is to be searched from. Choose "
                      "another one, or clear it.")
    known = {bits: precision for precision, bits in PASSPORTS.items()}
    done = embed(files, network(passport.network), run=run,
                 precision=known.get(passport.precision, "full"),
                 exact=passport.decoding == DECODING_EXACT)
    ids: dict[str, None] = {}
    for file in files:
        ids[free_name(file.relative, ids)] = None
    tell_outcomes(list(ids), done.outcomes, run)
    if not len(done.kept):
        raise Problem("The picture that is to be searched from could not be embedded: "
                      + first_of(list(ids), done.outcomes, range(len(files))))
    folder, paths = files_below(sources)
    table = Table(tuple(ids), {
        "image name": texts(PurePosixPath(file.relative).stem for file in files),
        image: images(paths, folder)}, "pictures")
    return table.rows(done.kept).with_column(name, vectors(done.vectors, done.passport))


def _vectors(data: Table) -> tuple[str, Column]:
    """The only feature of the data, which holds vectors."""
    names = data.feature_names()
    if len(names) != 1 or data[names[0]].kind is not Kind.VECTOR:
        raise Problem("A picture file can be compared with vectors alone, and the data has other "
                      "features too. Make them meta in Select Columns.")
    return names[0], data[names[0]]
