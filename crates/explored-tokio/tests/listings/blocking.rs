use tokio::task::spawn_blocking;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let slow = spawn_blocking(|| {
        println!("slow");
        7
    });
    let task = tokio::spawn(async { println!("task") });
    task.await.unwrap();
    println!("{}", slow.await.unwrap());
}
