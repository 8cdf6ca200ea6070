// Déplacer la boîte ne déplace pas le `Future` qu’elle contient.

use std::pin::Pin;
use std::ptr;
use std::task::{Context, Poll, Waker};
use tokio::task::yield_now;

async fn first_dish() -> u32 {
    let menu = [7, 12, 9];
    let first = &menu[0];
    yield_now().await; // `Pending`, une fois.
    *first
}

fn main() {
    let mut context = Context::from_waker(Waker::noop());
    let mut dinner: Pin<Box<_>> = Box::pin(first_dish());
    assert!(dinner.as_mut().poll(&mut context).is_pending());

    let place = ptr::from_ref(&*dinner);
    let mut dinners = Vec::from([dinner]); // L’adresse passe dans le vecteur.
    assert!(ptr::eq(place, &*dinners[0]));

    let answer = dinners[0].as_mut().poll(&mut context);
    println!("{answer:?}");
    assert_eq!(answer, Poll::Ready(7));
}
