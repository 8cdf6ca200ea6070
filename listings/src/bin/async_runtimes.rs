// Les mêmes tâches, sur un thread, puis sur deux.

use std::collections::HashSet;
use std::thread;
use tokio::runtime::{Builder, Runtime};
use tokio::task::{JoinSet, yield_now};

async fn threads_used() -> usize {
    let mut tasks = JoinSet::new();
    for _task in 0..100 {
        tasks.spawn(async {
            let mut seen = HashSet::new();
            for _step in 0..100 {
                seen.insert(thread::current().id());
                yield_now().await;
            }
            seen
        });
    }
    let seen = tasks.join_all().await;
    seen.into_iter().flatten().collect::<HashSet<_>>().len()
}

fn main() {
    let one: Runtime = Builder::new_current_thread().build().unwrap();
    println!("current_thread : {}", one.block_on(threads_used()));

    let mut builder = Builder::new_multi_thread();
    let two: Runtime = builder.worker_threads(2).build().unwrap();
    println!("multi_thread, 2 : {}", two.block_on(threads_used()));
}
