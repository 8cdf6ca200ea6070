// La garde est détruite par l’annulation ; l’écriture, elle, continue.

use tokio::sync::Mutex;
use tokio::task::{spawn_blocking, yield_now};

static FILE: Mutex<()> = Mutex::const_new(());

fn write(name: &str) {
    println!("{name} commence");
    println!("{name} finit");
}

async fn save(name: &'static str) {
    let _guard = FILE.lock().await;
    let writing = spawn_blocking(move || write(name));
    writing.await.unwrap();
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let alice = tokio::spawn(save("Alice"));
    yield_now().await; // Alice prend le verrou, et lance son écriture.
    alice.abort();
    save("Bob").await;
}
