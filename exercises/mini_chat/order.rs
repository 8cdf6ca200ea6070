// Deux threads parlent, deux clients lisent.

use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use super::answer::Chat;

pub fn main() {
    let chat = Chat::new();
    let enter = |name| -> Receiver<u32> {
        let (outbox, lines) = sync_channel(4);
        assert!(chat.enter(name, outbox));
        lines
    };
    let (alice, bob) = (enter("alice"), enter("bob"));
    thread::scope(|s| {
        s.spawn(|| chat.say(1));
        chat.say(2);
    });
    let read = |lines: Receiver<u32>| lines.try_iter().collect::<Vec<u32>>();
    println!("{:?} {:?}", read(alice), read(bob));
}
