// Whoever comes first makes the value; all see the same.
use std::sync::OnceLock;
use std::thread;

static NAME: OnceLock<&str> = OnceLock::new();

fn main() {
    let [a, b] = thread::scope(|s| {
        ["ann", "bob"]
            .map(|name| s.spawn(move || *NAME.get_or_init(|| name)))
            .map(|thread| thread.join().unwrap())
    });
    assert_eq!(a, b);
    println!("{a} {:?}", NAME.set("eve"));
}
