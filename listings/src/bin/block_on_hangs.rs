// Un autre `block_on` ne voit pas le runtime : il s’endort pour toujours.

use futures::executor::block_on;
use tokio::task::JoinHandle;

fn answer(task: JoinHandle<u32>) -> u32 {
    block_on(task).unwrap()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let task = tokio::spawn(async { 42 });
    println!("avant l’appel");
    println!("réponse : {}", answer(task));
}
