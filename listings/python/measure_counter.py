# Quatre threads ajoutent 1 au même compteur.

from threading import Lock, Thread

from measured import main, timed

counter = 0
lock = Lock()


def add(size):
    global counter
    for _ in range(size):
        with lock:
            counter += 1


def count(size):
    global counter
    counter = 0
    threads = [Thread(target=add, args=(size,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return counter


main({"python_lock": lambda size: timed(lambda: count(size))})
