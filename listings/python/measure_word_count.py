# Les mots de six lettres ou plus des pages du cours.

import os
import re
from collections import Counter
from multiprocessing import Pool
from pathlib import Path

from measured import main, timed

WORD = re.compile(r"[^\W\d_]{6,}")


def count(pages):
    counts = Counter()
    for page in pages:
        counts.update(word.lower() for word in WORD.findall(page))
    return counts


def in_parts(pool, pages, parts):
    share = -(-len(pages) // parts)
    starts = range(0, len(pages), share)
    counts = Counter()
    for part in pool.map(count, [pages[at:at + share] for at in starts]):
        counts.update(part)
    return counts


def found(time_and_counts):
    ns, counts = time_and_counts
    return ns, f"{counts.total()} words, {len(counts)} different"


def pages(times):
    return [page.read_text("utf-8") for page in Path("src").glob("*/*")] * times


def processes(size):
    texts, cores = pages(size), os.cpu_count()
    with Pool(cores) as pool:
        pool.map(abs, range(100), 1)
        return found(timed(lambda: in_parts(pool, texts, cores)))


def in_turn(size):
    texts = pages(size)
    return found(timed(lambda: count(texts)))


if __name__ == "__main__":
    main({"python_in_turn": in_turn, "python_processes": processes})
