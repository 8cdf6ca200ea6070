// One thread's cells, and one that a lock gives to each in turn.
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Mutex;
use std::thread;

fn main() {
    let dishes = Mutex::new(RefCell::new(vec![0]));
    let cooked = Rc::new(Cell::new(0));
    thread::scope(|s| {
        for dish in [1, 2] {
            let dishes = &dishes;
            s.spawn(move || {
                let mine = Cell::new(dish);
                mine.set(mine.get() * 10);
                dishes.lock().unwrap().borrow_mut().push(mine.get());
            });
        }
        cooked.set(cooked.get() + 1);
    });
    let dishes = dishes.into_inner().unwrap();
    println!("{:?} {}", dishes.borrow(), cooked.get());
}
