// `abort` ne peut rien contre ce qui n’attend jamais.

use std::thread;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::spawn_blocking;

#[tokio::main]
async fn main() {
    let (started, running) = oneshot::channel();
    let task = tokio::spawn(async move {
        started.send(()).unwrap();
        let sum: u64 = (0..2_000_000).sum(); // Aucun `await`.
        println!("le calcul a fini : {sum}");
    });
    running.await.unwrap();
    task.abort();
    println!("calcul annulé : {}", task.await.is_err());

    let (started, running) = oneshot::channel();
    let call = spawn_blocking(move || {
        started.send(()).unwrap();
        thread::sleep(Duration::from_millis(50)); // Un disque lent.
        println!("l’appel bloquant a fini");
    });
    running.await.unwrap();
    call.abort();
    println!("appel annulé : {}", call.await.is_err());
}
