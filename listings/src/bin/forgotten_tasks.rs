// Une tâche par client, que rien n’arrête : le runtime les compte.

use std::time::Duration;

use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use tokio::time::sleep;

fn heartbeat() -> JoinHandle<()> {
    tokio::spawn(async {
        loop {
            sleep(Duration::from_secs(30)).await; // Puis un signe de vie.
        }
    })
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let runtime = Handle::current().metrics();
    println!("threads de travail : {}", runtime.num_workers());
    for client in 1..=3 {
        heartbeat();
        let alive = runtime.num_alive_tasks();
        println!("après le client {client}, tâches en vie : {alive}");
    }
    println!("dans la file commune : {}", runtime.global_queue_depth());
}
