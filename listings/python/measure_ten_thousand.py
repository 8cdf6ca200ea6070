# Des attentes d’une seconde à la fois, une tâche chacune.

import asyncio

from measured import main, timed


async def wait(number):
    await asyncio.sleep(1)
    return number


async def tasks(size):
    return sum(await asyncio.gather(*map(wait, range(size))))


loop = asyncio.new_event_loop()
main({"python_tasks": lambda size: timed(lambda: loop.run_until_complete(tasks(size)))})
loop.close()
