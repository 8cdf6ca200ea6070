// Le chat ferme pendant que Bob entre.

use std::sync::mpsc::sync_channel;
use std::thread;

use super::answer::Chat;

pub fn main() {
    let chat = Chat::new();
    let (outbox, alice) = sync_channel(4);
    chat.enter("alice", outbox);
    let (outbox, bob) = sync_channel(4);
    let entered = thread::scope(|s| {
        let entering = s.spawn(|| chat.enter("bob", outbox));
        chat.close();
        entering.join().unwrap()
    });
    chat.say(1);
    // Finissent quand les boîtes sont fermées.
    println!("{entered} {} {}", alice.iter().count(), bob.iter().count());
}
