// Deux tâches échouent : laquelle des deux erreurs est la première ?

use tokio::task::JoinSet;

type Quote = Result<u32, &'static str>;

async fn quote(carrier: &'static str) -> Quote {
    Err(carrier)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut tasks = JoinSet::new();
    tasks.spawn(quote("nord"));
    tasks.spawn(quote("sud"));
    let first = tasks.join_next().await.unwrap().unwrap();
    println!("{first:?}");
}
