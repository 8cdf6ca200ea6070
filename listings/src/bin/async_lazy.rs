// Appeler une fonction `async` n’exécute rien : l’attendre l’exécute.

async fn prepare(dish: &str) -> u32 {
    println!("{dish} : en cuisine");
    12
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let soup = prepare("soupe");
    let tart = prepare("tarte");
    println!("deux commandes notées");
    let price = tart.await;
    println!("tarte : {price} euros");
    drop(soup);
    println!("soupe : abandonnée");
}
