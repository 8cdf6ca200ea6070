# Un thread envoie des nombres à un autre, qui les additionne.

from queue import Queue, SimpleQueue
from threading import Thread

from measured import main, timed


def send(queue, size):
    for number in range(size):
        queue.put(number)
    queue.put(None)


def receive(queue, size):
    Thread(target=send, args=(queue, size)).start()
    return sum(iter(queue.get, None))


main(
    {
        "python_queue": lambda size: timed(lambda: receive(Queue(), size)),
        "python_simple_queue": lambda size: timed(lambda: receive(SimpleQueue(), size)),
    }
)
