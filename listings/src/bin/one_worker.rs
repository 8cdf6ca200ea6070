// Deux tâches, un seul thread : l’autre n’entre qu’à un `await`.

async fn guest(name: &str) {
    println!("{name} entre");
    println!("{name} prend place");
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let alice = tokio::spawn(guest("Alice"));
    let bob = tokio::spawn(guest("Bob"));
    alice.await.unwrap();
    bob.await.unwrap();
}
