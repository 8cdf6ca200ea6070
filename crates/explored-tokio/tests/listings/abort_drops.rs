struct Pan;

impl Drop for Pan {
    fn drop(&mut self) {
        println!("washed");
    }
}

#[tokio::main]
async fn main() {
    let pan = Pan;
    let cook = tokio::spawn(async move {
        std::future::pending::<()>().await;
        drop(pan);
    });
    cook.abort();
    println!("{}", cook.await.is_err());
}
