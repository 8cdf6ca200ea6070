"""What the measured programs share, as listings/measures/src/lib.rs."""

import json
import sys
import time


def timed(work):
    start = time.perf_counter_ns()
    result = work()
    return time.perf_counter_ns() - start, result


def main(cases):
    if len(sys.argv) != 3 or sys.argv[1] not in cases:
        sys.exit(f"usage: CASE SIZE, with CASE one of {', '.join(cases)}")
    run, size = cases[sys.argv[1]], int(sys.argv[2])
    run(max(size // 10, 1))
    ns, result = run(size)
    figures = {"ns": ns, "result": str(result), "memory": memory()}
    print(json.dumps(figures))


def memory():
    """In KiB, where the system says it."""
    try:
        with open("/proc/self/status") as status:
            lines = [line for line in status if line.startswith("VmHWM:")]
        return int(lines[0].split()[1])
    except (OSError, IndexError):
        return None
