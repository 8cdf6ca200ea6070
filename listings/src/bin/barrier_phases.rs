// Personne ne passe à la phase suivante avant que tous aient fini la leur.

use std::sync::Barrier;
use std::sync::atomic::AtomicI32;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

static ROOMS: [AtomicI32; 3] = [const { AtomicI32::new(0) }; 3];
static PHASE: Barrier = Barrier::new(3);

fn simulate(room: usize, start: i32) -> i32 {
    ROOMS[room].store(start, SeqCst);
    PHASE.wait();
    let next_door = ROOMS[(room + 1) % 3].load(SeqCst);
    (start + next_door) / 2
}

fn main() {
    let warmth = thread::scope(|s| {
        let kitchen = s.spawn(|| simulate(0, 30));
        let lounge = s.spawn(|| simulate(1, 20));
        let bedroom = s.spawn(|| simulate(2, 16));
        [kitchen, lounge, bedroom].map(|room| room.join().unwrap())
    });
    println!("températures : {warmth:?}");
    assert_eq!(warmth, [25, 18, 23]);
}
