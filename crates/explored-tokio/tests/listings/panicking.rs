#[tokio::main]
async fn main() {
    let cook = tokio::spawn(async { panic!("burnt") });
    let error = cook.await.unwrap_err();
    println!("{} {}", error.is_panic(), error.is_cancelled());
}
