# Quatre threads ajoutent 1 à la même variable, cent mille fois, sans verrou.
# Sans argument : vingt essais. Avec des interpréteurs : les essais de chacun,
# écrits dans listings/evidence/python/lost_counts.txt.

import pathlib
import subprocess
import sys
from threading import Thread

RUNS = 20
EVIDENCE = pathlib.Path(__file__).parents[1] / "evidence/python/lost_counts.txt"
counter = 0


def add():
    global counter
    for _ in range(100_000):
        counter += 1


def lost():
    global counter
    counter = 0
    threads = [Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return counter < 400_000


def compare(interpreters):
    lines = [f"runs\t{RUNS}\n"]
    for python in interpreters:
        lines.append(subprocess.check_output([python, __file__], text=True))
    EVIDENCE.parent.mkdir(exist_ok=True)
    EVIDENCE.write_text("".join(lines))


if len(sys.argv) > 1:
    compare(sys.argv[1:])
else:
    losing = sum(lost() for _ in range(RUNS))
    print(f"{sys.version.split()[0]}\t{losing}")
