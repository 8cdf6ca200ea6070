use tokio::sync::Mutex;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let count = Mutex::new(0);
    for _ in 0..200 {
        *count.lock().await += 1;
    }
    println!("{}", count.lock().await);
}
