// Deux visites, deux réveilleurs : chaque `Future` sonne au dernier reçu.

use std::cell::RefCell;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::task::{Context, Poll, Wake, Waker};

use super::answer::join;

struct Bell {
    rings: AtomicU32,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.rings.fetch_add(1, SeqCst);
    }
}

struct Leaf<'a> {
    kept: &'a RefCell<Option<Waker>>,
}

impl Future for Leaf<'_> {
    type Output = u32;

    fn poll(self: Pin<&mut Self>, context: &mut Context) -> Poll<u32> {
        self.kept.replace(Some(context.waker().clone()));
        Poll::Pending
    }
}

pub fn main() {
    let (one, two) = (RefCell::new(None), RefCell::new(None));
    let mut both = pin!(join(Leaf { kept: &one }, Leaf { kept: &two }));
    for _ in 0..2 {
        let bell = Arc::new(Bell {
            rings: AtomicU32::new(0),
        });
        let waker = Waker::from(Arc::clone(&bell));
        let answer = both.as_mut().poll(&mut Context::from_waker(&waker));
        assert!(answer.is_pending());
        for kept in [&one, &two] {
            if let Some(waker) = kept.take() {
                waker.wake();
            }
        }
        println!("{}", bell.rings.load(SeqCst));
    }
}
