# Des attentes de 50 ms : à la suite, puis un thread chacune.

import time
from threading import Thread

from measured import main, timed


def wait(number):
    time.sleep(0.05)
    return number


def in_turn(size):
    return sum(wait(number) for number in range(size))


def threads(size):
    answers = []
    waits = [
        Thread(target=lambda n=number: answers.append(wait(n)))
        for number in range(size)
    ]
    for each in waits:
        each.start()
    for each in waits:
        each.join()
    return sum(answers)


main({
    "python_in_turn": lambda size: timed(lambda: in_turn(size)),
    "python_threads": lambda size: timed(lambda: threads(size)),
})
