// Il manque `.await` : la commande n’est jamais préparée.

async fn prepare(dish: &str) {
    println!("{dish}");
}

#[deny(unused_must_use)]
#[tokio::main(flavor = "current_thread")]
async fn main() {
    prepare("soup");
}
