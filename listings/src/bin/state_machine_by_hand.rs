// Une fonction `async`, et l’énumération écrite à la main qui fait de même.

use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker, ready};

// ANCHOR: price
/// Un prix que l’on demande : connu à la seconde visite.
struct Price {
    euros: u32,
    asked: bool,
}

fn price(euros: u32) -> Price {
    Price {
        euros,
        asked: false,
    }
}

impl Future for Price {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<u32> {
        if self.asked {
            return Poll::Ready(self.euros);
        }
        self.asked = true;
        context.waker().wake_by_ref();
        Poll::Pending
    }
}
// ANCHOR_END: price

// ANCHOR: written
async fn bill() -> u32 {
    let drink = price(2).await;
    let dish = price(12).await;
    drink + dish
}
// ANCHOR_END: written

// ANCHOR: by_hand
enum Bill {
    Start,
    Drink(Price),
    Dish { drink: u32, asked: Price },
    Done,
}

impl Future for Bill {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<u32> {
        loop {
            match &mut *self {
                Bill::Start => *self = Bill::Drink(price(2)),
                Bill::Drink(asked) => {
                    let drink = ready!(Pin::new(asked).poll(context));
                    *self = Bill::Dish {
                        drink,
                        asked: price(12),
                    };
                }
                Bill::Dish { drink, asked } => {
                    let dish = ready!(Pin::new(asked).poll(context));
                    let total = *drink + dish;
                    *self = Bill::Done;
                    return Poll::Ready(total);
                }
                Bill::Done => panic!("déjà finie"),
            }
        }
    }
}
// ANCHOR_END: by_hand

// ANCHOR: main
fn main() {
    let mut written = pin!(bill());
    let mut by_hand = pin!(Bill::Start);
    let mut context = Context::from_waker(Waker::noop());
    for visit in 1..=3 {
        let one = written.as_mut().poll(&mut context);
        let other = by_hand.as_mut().poll(&mut context);
        println!("visite {visit} : {one:?}, {other:?}");
        assert_eq!(one, other);
    }
}
// ANCHOR_END: main
