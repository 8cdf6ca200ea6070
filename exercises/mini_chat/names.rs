// Deux clients demandent le même nom ; une ligne est dite.

use std::sync::mpsc::sync_channel;
use std::thread;

use super::answer::Chat;

pub fn main() {
    let chat = Chat::new();
    let enter = || {
        let (outbox, lines) = sync_channel(2);
        (chat.enter("alice", outbox), lines)
    };
    let ((first, one), (second, two)) = thread::scope(|s| {
        let other = s.spawn(enter);
        let mine = enter();
        (mine, other.join().unwrap())
    });
    chat.say(7);
    let received = one.try_iter().chain(two.try_iter()).count();
    println!("{} {received}", u8::from(first) + u8::from(second));
}
