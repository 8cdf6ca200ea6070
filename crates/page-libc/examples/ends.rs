//! Every way in which a program can end, chosen by the variable END: the page
//! must survive each of them (`tests/browser/run.test.mjs`).

use std::hint::black_box;
use std::sync::{Arc, Barrier, Condvar, Mutex, RwLock, mpsc};
use std::thread;
use std::time::{Duration, Instant};

fn main() {
    let end = std::env::var("END").unwrap_or_default();
    println!("started");
    match end.as_str() {
        "exit" => std::process::exit(3),
        "abort" => std::process::abort(),
        "panic" => panic!("in main"),
        "panic in a thread" => {
            let ended = thread::spawn(|| panic!("in a thread")).join();
            println!("joined: {}", ended.is_err());
        }
        "two locks" => two_locks(),
        "every kind of wait" => every_kind_of_wait(),
        "lock itself" => {
            let lock = Mutex::new(0);
            let _first = lock.lock().unwrap();
            let _second = lock.lock().unwrap();
        }
        "ends last" => {
            let lock = Arc::new(Mutex::new(0));
            let guard = lock.lock().unwrap();
            let its = Arc::clone(&lock);
            let waits = thread::spawn(move || drop(its.lock()));
            // It sleeps, so it could still do something; then it ends.
            thread::spawn(|| thread::sleep(Duration::from_millis(50)));
            waits.join().unwrap();
            drop(guard);
        }
        "stack of main" => println!("{}", deep(0)),
        "stack of a thread" => {
            let neighbour = vec![7_u8; 1 << 16];
            let depth = thread::spawn(|| deep(0)).join().unwrap();
            println!("{depth} {}", neighbour.iter().all(|byte| *byte == 7));
        }
        "memory" => {
            let mut taken = Vec::new();
            loop {
                taken.push(vec![1_u8; 1 << 20]);
            }
        }
        "300 threads" => {
            let barrier = Arc::new(Barrier::new(300));
            let threads: Vec<_> = (0..300_u32)
                .map(|n| {
                    let barrier = Arc::clone(&barrier);
                    thread::spawn(move || {
                        barrier.wait();
                        n
                    })
                })
                .collect();
            let sum: u32 = threads.into_iter().map(|t| t.join().unwrap()).sum();
            println!("sum {sum}");
        }
        "too many threads" => {
            let (hold, held) = mpsc::channel::<()>();
            let held = Arc::new(Mutex::new(held));
            let mut count = 0;
            let refused = loop {
                let held = Arc::clone(&held);
                match thread::Builder::new().spawn(move || held.lock().unwrap().recv()) {
                    Ok(_) => count += 1,
                    Err(error) => break error,
                }
            };
            println!("{} after {count}", refused.kind());
            drop(hold);
        }
        "output" => loop {
            println!("a line, and another one, and no end");
        },
        "output of four" => thread::scope(|s| {
            for _ in 0..4 {
                s.spawn(|| {
                    loop {
                        println!("a line, and another one, and no end");
                    }
                });
            }
        }),
        "spin" => loop {
            black_box(0);
        },
        "sleep" => thread::sleep(Duration::from_secs(3600)),
        "nap" => {
            let start = Instant::now();
            thread::spawn(|| thread::sleep(Duration::from_millis(20)))
                .join()
                .unwrap();
            println!("{}", start.elapsed().as_millis());
        }
        "long lines" => {
            let line = "é".repeat(50_000);
            println!("{line}");
            eprint!("no end of line");
        }
        #[cfg(target_family = "wasm")]
        "tasks" => tasks(),
        _ => println!("END is not set"),
    }
}

/// Both runtimes of tokio: time, tasks of which one panics, what blocks.
#[cfg(target_family = "wasm")]
fn tasks() {
    use tokio::runtime::{Builder, Handle};
    use tokio::task::{JoinSet, spawn_blocking};
    use tokio::time::{sleep, timeout};

    const SHORT: Duration = Duration::from_millis(5);
    const LONG: Duration = Duration::from_secs(3600);

    let alone = Builder::new_current_thread().enable_time().build().unwrap();
    alone.block_on(async {
        let late = timeout(SHORT, sleep(LONG)).await;
        println!("late: {}", late.is_err());
        tokio::select! {
            () = sleep(SHORT) => println!("the short one"),
            () = sleep(LONG) => println!("the long one"),
        }
    });
    let several = Builder::new_multi_thread().enable_time().build().unwrap();
    several.block_on(async {
        println!("workers: {}", Handle::current().metrics().num_workers());
        let mut tasks = JoinSet::new();
        for n in 0..4 {
            tasks.spawn(async move {
                sleep(SHORT).await;
                assert!(n < 3, "in a task");
                n
            });
        }
        let (mut sum, mut panics) = (0, 0);
        while let Some(ended) = tasks.join_next().await {
            match ended {
                Ok(n) => sum += n,
                Err(error) => panics += u32::from(error.is_panic()),
            }
        }
        println!("sum {sum}, panics {panics}");
        let blocking = spawn_blocking(|| thread::sleep(SHORT)).await;
        println!("blocking: {}", blocking.is_ok());
    });
}

/// A frame of a kilobyte that cannot be done away with.
fn deep(depth: u64) -> u64 {
    let frame = black_box([depth; 128]);
    if depth == u64::MAX {
        return 0;
    }
    1 + deep(frame[7] + 1) + frame[depth as usize % 128]
}

fn two_locks() {
    let locks = Arc::new([Mutex::new(0), Mutex::new(0)]);
    let barrier = Arc::new(Barrier::new(2));
    let (its, met) = (Arc::clone(&locks), Arc::clone(&barrier));
    thread::spawn(move || {
        let _b = its[1].lock().unwrap();
        met.wait();
        let _a = its[0].lock().unwrap();
    });
    let _a = locks[0].lock().unwrap();
    barrier.wait();
    let _b = locks[1].lock().unwrap();
}

fn every_kind_of_wait() {
    let (lock, condition) = (Mutex::new(()), Condvar::new());
    let shared = RwLock::new(());
    let barrier = Barrier::new(2);
    let (_to, from) = mpsc::channel::<()>();
    let held = shared.write().unwrap();
    thread::scope(|s| {
        s.spawn(|| drop(condition.wait(lock.lock().unwrap())));
        s.spawn(|| drop(shared.read()));
        s.spawn(|| barrier.wait().is_leader());
        s.spawn(thread::park);
        s.spawn(move || from.recv().is_err());
    });
    drop(held);
}
