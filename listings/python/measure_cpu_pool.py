# La plus longue suite de Syracuse, en huit parts.

import os
from multiprocessing import Pool
from multiprocessing.pool import ThreadPool

from measured import main, timed


def flight_time(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def longest_flight(starts):
    return max(map(flight_time, starts), default=0)


def eight_parts(size):
    ends = [1 + size * part // 8 for part in range(9)]
    return [range(ends[part], ends[part + 1]) for part in range(8)]


def in_turn(size):
    return timed(lambda: max(map(longest_flight, eight_parts(size))))


def in_pool(pool, size):
    with pool:
        pool.map(abs, range(100), 1)
        parts = eight_parts(size)
        return timed(lambda: max(pool.map(longest_flight, parts, 1)))


if __name__ == "__main__":
    cores = os.cpu_count()
    main({
        "python_in_turn": in_turn,
        "python_threads": lambda size: in_pool(ThreadPool(8), size),
        "python_processes": lambda size: in_pool(Pool(cores), size),
    })
