// `block_on` au milieu d’une tâche : tokio refuse, par une panique.

use tokio::runtime::Handle;

async fn fetch() -> u32 {
    42
}

fn answer() -> u32 {
    Handle::current().block_on(fetch())
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    println!("avant l’appel");
    println!("réponse : {}", answer());
}
