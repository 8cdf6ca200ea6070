// Trois façons de prévenir : une réponse, la dernière valeur, un réveil.

use tokio::sync::{Notify, mpsc, oneshot, watch};

// ANCHOR: oneshot
// Chaque question apporte de quoi y répondre, une fois.
async fn one_answer() {
    let (questions, mut inbox) = mpsc::channel(1);
    tokio::spawn(async move {
        let (number, reply): (u32, oneshot::Sender<u32>) =
            inbox.recv().await.unwrap();
        reply.send(number * number).unwrap();
    });
    let (reply, answer) = oneshot::channel();
    questions.send((12, reply)).await.unwrap();
    println!("réponse : {}", answer.await.unwrap());
}
// ANCHOR_END: oneshot

// ANCHOR: watch
// Qui regarde tard ne voit que la dernière valeur.
async fn last_value() {
    let (price, mut screen) = watch::channel(10);
    for new_price in [11, 12, 13] {
        price.send(new_price).unwrap();
    }
    screen.changed().await.unwrap();
    println!("prix : {}", *screen.borrow());
}
// ANCHOR_END: watch

// ANCHOR: notify
// Un réveil donné trop tôt est gardé, mais un seul.
async fn one_wake_up() {
    let bell = Notify::new();
    bell.notify_one();
    bell.notify_one();
    bell.notified().await;
    println!("réveillé");
    tokio::select! {
        biased;
        _ = bell.notified() => println!("réveillé deux fois"),
        _ = async {} => println!("pas de second réveil"),
    }
}
// ANCHOR_END: notify

#[tokio::main(flavor = "current_thread")]
async fn main() {
    one_answer().await;
    last_value().await;
    one_wake_up().await;
}
