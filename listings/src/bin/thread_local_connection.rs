// Une connexion par thread : ouverte à la première requête, puis réutilisée.

use std::cell::Cell;
use std::thread;

// ANCHOR: connection
struct Connection {
    owner: String,
}

impl Connection {
    fn open() -> Self {
        let owner = thread::current().name().unwrap_or("?").to_string();
        println!("{owner} : connexion ouverte");
        Self { owner }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        println!("{} : connexion fermée", self.owner);
    }
}
// ANCHOR_END: connection

// ANCHOR: locals
thread_local! {
    static CONNECTION: Connection = Connection::open();
    static HANDLED: Cell<u32> = const { Cell::new(0) };
}
// ANCHOR_END: locals

// ANCHOR: handle
fn handle(user: &str) {
    CONNECTION.with(|connection| {
        println!("{} : répond à {user}", connection.owner);
    });
    HANDLED.set(HANDLED.get() + 1);
}
// ANCHOR_END: handle

// ANCHOR: main
fn main() {
    let queues = [("t1", ["alice", "bob"]), ("t2", ["chloe", "david"])];
    let served = thread::scope(|s| {
        let workers = queues.map(|(name, users)| {
            let builder = thread::Builder::new().name(name.to_string());
            let serve = move || users.map(handle).len();
            builder.spawn_scoped(s, serve).unwrap()
        });
        workers.map(|worker| worker.join().unwrap())
    });
    println!("rendu par les threads : {served:?}");
    println!("compté par main : {}", HANDLED.get());
    assert_eq!((served, HANDLED.get()), ([2, 2], 0));
}
// ANCHOR_END: main
