// La garde part avec l’écriture, et n’est détruite qu’avec elle.

use tokio::sync::Mutex;
use tokio::task::{spawn_blocking, yield_now};

static FILE: Mutex<()> = Mutex::const_new(());

fn write(name: &str) {
    println!("{name} commence");
    println!("{name} finit");
}

// ANCHOR: save
async fn save(name: &'static str) {
    let guard = FILE.lock().await;
    let writing = spawn_blocking(move || {
        let _guard = guard; // Détruite ici, à la fin de l’écriture.
        write(name);
    });
    writing.await.unwrap();
}
// ANCHOR_END: save

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let alice = tokio::spawn(save("Alice"));
    yield_now().await; // Alice prend le verrou, et lance son écriture.
    alice.abort();
    save("Bob").await;
}
