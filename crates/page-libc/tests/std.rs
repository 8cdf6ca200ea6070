//! What a listing may do with the standard library, tried on this machine and,
//! by `cargo course test`, in WebAssembly: there, this is the test of `abi`.

use std::cell::Cell;
use std::collections::HashMap;
use std::io::{ErrorKind, Read};
use std::panic::catch_unwind;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::mpsc;
use std::sync::{Arc, Barrier, Condvar, LazyLock, Mutex, OnceLock, RwLock};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

const SHORT: Duration = Duration::from_millis(5);

#[test]
fn threads_give_their_results() {
    let threads: Vec<_> = (0..8_u64)
        .map(|n| thread::spawn(move || (0..1000).map(|i| i * n).sum::<u64>()))
        .collect();
    let sums: Vec<u64> = threads.into_iter().map(|t| t.join().unwrap()).collect();
    assert_eq!(sums[3], 3 * 499_500);
}

#[test]
fn detached_threads_end_by_themselves() {
    let (to, from) = mpsc::channel();
    for n in 0..20 {
        let to = to.clone();
        thread::spawn(move || to.send(n).unwrap());
    }
    drop(to);
    assert_eq!(from.iter().sum::<u32>(), 190);
}

#[test]
fn a_scope_waits_for_its_threads() {
    let total = Mutex::new(0);
    thread::scope(|s| {
        for n in 1..=4 {
            let total = &total;
            s.spawn(move || {
                thread::sleep(SHORT);
                *total.lock().unwrap() += n;
            });
        }
    });
    assert_eq!(total.into_inner().unwrap(), 10);
}

#[test]
fn a_contended_lock_loses_nothing() {
    let count = Mutex::new(0);
    thread::scope(|s| {
        for _ in 0..4 {
            s.spawn(|| (0..5000).for_each(|_| *count.lock().unwrap() += 1));
        }
    });
    assert_eq!(count.into_inner().unwrap(), 20_000);
}

#[test]
fn a_panic_ends_its_thread_and_poisons_its_lock() {
    let lock = Arc::new(Mutex::new(0));
    let its = Arc::clone(&lock);
    let result = thread::spawn(move || {
        let _guard = its.lock().unwrap();
        panic!("on purpose");
    })
    .join();
    let message = *result.unwrap_err().downcast::<&str>().unwrap();
    assert_eq!(message, "on purpose");
    assert!(lock.lock().is_err());
}

#[test]
fn unwinding_runs_destructors_and_can_be_caught() {
    static DROPPED: AtomicU32 = AtomicU32::new(0);
    struct Guard;
    impl Drop for Guard {
        fn drop(&mut self) {
            DROPPED.fetch_add(1, Relaxed);
        }
    }
    let caught = catch_unwind(|| {
        let _first = Guard;
        let _second = Guard;
        panic!("on purpose");
    });
    assert!(caught.is_err());
    assert_eq!(DROPPED.load(Relaxed), 2);
}

#[test]
fn values_of_a_thread_are_dropped_at_its_end() {
    static DROPPED: AtomicU32 = AtomicU32::new(0);
    struct Counted(Cell<u32>);
    impl Drop for Counted {
        fn drop(&mut self) {
            DROPPED.fetch_add(self.0.get(), Relaxed);
        }
    }
    thread_local!(static OWN: Counted = const { Counted(Cell::new(0)) });
    for n in [1, 10, 100] {
        let set = move || OWN.with(|own| own.0.set(n));
        thread::spawn(set).join().unwrap();
    }
    assert_eq!(DROPPED.load(Relaxed), 111);
}

#[test]
fn conditions_are_met_or_time_out() {
    let (ready, changed) = (Mutex::new(false), Condvar::new());
    let guard = ready.lock().unwrap();
    let (guard, result) = changed.wait_timeout(guard, SHORT).unwrap();
    assert!(result.timed_out());
    drop(guard);
    thread::scope(|s| {
        s.spawn(|| {
            *ready.lock().unwrap() = true;
            changed.notify_all();
        });
        let met = changed.wait_while(ready.lock().unwrap(), |ready| !*ready);
        assert!(*met.unwrap());
    });
}

#[test]
fn parking_waits_for_a_token() {
    let main = thread::current();
    let other = thread::spawn(move || {
        thread::sleep(SHORT);
        main.unpark();
    });
    thread::park();
    other.join().unwrap();
    let start = Instant::now();
    thread::park_timeout(SHORT);
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn channels_barriers_and_lazy_values_work() {
    let (to, from) = mpsc::sync_channel(0);
    let barrier = Arc::new(Barrier::new(3));
    static CELL: OnceLock<u32> = OnceLock::new();
    static LAZY: LazyLock<u32> = LazyLock::new(|| 7);
    for n in 0..2 {
        let (to, barrier) = (to.clone(), Arc::clone(&barrier));
        thread::spawn(move || {
            barrier.wait();
            to.send(*CELL.get_or_init(|| 5) + *LAZY + n).unwrap();
        });
    }
    drop(to);
    barrier.wait();
    assert_eq!(from.iter().sum::<u32>(), 25);
    let (to, from) = mpsc::channel::<()>();
    assert!(from.recv_timeout(SHORT).is_err());
    drop(to);
    assert!(from.recv().is_err());
}

#[test]
fn readers_share_and_a_writer_is_alone() {
    let table = RwLock::new(HashMap::new());
    thread::scope(|s| {
        for n in 0..4 {
            let table = &table;
            s.spawn(move || {
                table.write().unwrap().insert(n, n * n);
                let table = table.read().unwrap();
                assert_eq!(table[&n], n * n);
            });
        }
    });
    assert_eq!(table.read().unwrap().len(), 4);
}

#[test]
fn time_goes_forward() {
    let start = Instant::now();
    thread::sleep(SHORT);
    assert!(start.elapsed() >= SHORT);
    let since_1970 = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    assert!(since_1970.unwrap() > Duration::from_secs(1_700_000_000));
    let seen = Mutex::new(Instant::now());
    thread::scope(|s| {
        for _ in 0..4 {
            s.spawn(|| {
                for _ in 0..100 {
                    let mut last = seen.lock().unwrap();
                    let now = Instant::now();
                    assert!(now >= *last);
                    *last = now;
                }
            });
        }
    });
}

#[test]
fn memory_is_aligned_and_what_is_too_large_is_refused() {
    #[repr(align(256))]
    struct Wide([u8; 300]);
    let wide: Vec<Box<Wide>> = (0..10).map(|n| Box::new(Wide([n; 300]))).collect();
    for (n, wide) in wide.iter().enumerate() {
        assert_eq!(&raw const **wide as usize % 256, 0);
        assert_eq!(wide.0[299], n as u8);
    }
    let mut grown = Vec::new();
    grown.extend(0..100_000_u32);
    assert_eq!(grown[99_999], 99_999);
    assert!(Vec::<u8>::new().try_reserve(isize::MAX as usize).is_err());
}

#[test]
fn mathematics_agree_with_known_values() {
    let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} {b}");
    close(1_f64.sin().powi(2) + 1_f64.cos().powi(2), 1.0);
    close(2_f64.powf(0.5), std::f64::consts::SQRT_2);
    close(1_f64.exp().ln(), 1.0);
    close(10_f64.hypot(24.0), 26.0);
    close((7.5_f64 % 2.0).tan(), 1.5_f64.tan());
    assert_eq!(2_f32.powi(10), 1024.0);
    assert_eq!((2.5_f64.round(), (-1.5_f32).round()), (3.0, -2.0));
}

#[test]
fn what_a_page_has_not_is_an_error() {
    let mut text = String::new();
    let read = std::io::stdin().read_to_string(&mut text);
    if cfg!(target_family = "wasm") {
        assert_eq!((read.unwrap(), text.as_str()), (0, ""));
        let error = std::fs::File::open("a.txt").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported);
        assert!(std::net::TcpStream::connect("127.0.0.1:80").is_err());
        assert!(std::process::Command::new("ls").spawn().is_err());
        assert!(thread::available_parallelism().is_err());
    }
}

#[test]
fn the_environment_is_what_was_given() {
    assert!(std::env::var("NOT_GIVEN").is_err());
    if cfg!(target_family = "wasm") {
        assert_eq!(std::env::var("RUST_MIN_STACK").unwrap(), "262144");
    }
}
