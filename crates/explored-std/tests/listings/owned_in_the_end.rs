// What threads own when nothing can move any more, nobody drops.
use std::cell::RefCell;
use std::sync::{Arc, Mutex};
use std::thread;

// Shown as `…`, however large.
struct Dish(Vec<u8>);

static SHELF: Mutex<Dish> = Mutex::new(Dish(Vec::new()));

thread_local! {
    static PLATE: RefCell<Dish> = const { RefCell::new(Dish(Vec::new())) };
}

fn dish() -> Dish {
    Dish(vec![7; 10_000])
}

fn main() {
    let tray = Arc::new(dish());
    let shared = tray.clone();
    thread::spawn(move || {
        *SHELF.lock().unwrap() = dish();
        PLATE.set(dish());
        thread::park();
        drop(shared);
    });
    let own = Mutex::new(dish());
    let _held = own.lock().unwrap();
    thread::park();
    drop(tray);
}
