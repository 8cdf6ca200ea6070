// Les deux mêmes tâches, sur deux threads de travail.

async fn guest(name: &str) {
    println!("{name} entre");
    println!("{name} prend place");
}

#[tokio::main(worker_threads = 2)]
async fn main() {
    let alice = tokio::spawn(guest("Alice"));
    let bob = tokio::spawn(guest("Bob"));
    alice.await.unwrap();
    bob.await.unwrap();
}
