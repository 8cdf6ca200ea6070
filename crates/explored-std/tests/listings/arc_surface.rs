// What an `Arc` is used for beside its counts.
use std::any::Any;
use std::collections::HashMap;
use std::fmt::Display;
use std::pin::Pin;
use std::sync::{Arc, Mutex, Weak};
use std::task::{Context, Wake, Waker};

trait Speak {
    fn speak(self: Arc<Self>) -> String;
}

impl Speak for u32 {
    fn speak(self: Arc<Self>) -> String {
        format!("spoke {self}")
    }
}

struct Node {
    me: Weak<Node>,
}

struct Bell(Mutex<u32>);

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        *self.0.lock().unwrap() += 1;
    }
}

fn main() {
    let speaker: Arc<dyn Speak> = Arc::new(3);
    let words: Arc<[Arc<str>]> = ["a", "b"].into_iter().map(Arc::from).collect();
    let shown: Vec<Arc<dyn Display>> = vec![Arc::new(1), Arc::new("two")];
    let text: Vec<String> = shown.iter().map(|it| it.to_string()).collect();
    println!("{} {words:?} {text:?}", speaker.speak());
    let boxed: Arc<dyn Fn() -> u32 + Send + Sync> = Arc::from(Box::new(|| 4_u32) as Box<_>);
    let pinned: Pin<Arc<u32>> = Arc::pin(boxed());
    let named = HashMap::from([(Arc::<str>::from("key"), *pinned)]);
    println!("{:?}", named.get("key"));
    let node = Arc::new_cyclic(|me: &Weak<Node>| Node { me: me.clone() });
    let again = node.me.upgrade().unwrap();
    println!("{} {}", Arc::ptr_eq(&node, &again), Weak::<u8>::new().upgrade().is_some());
    let mut copy = Arc::new(vec![1]);
    let kept = copy.clone();
    Arc::make_mut(&mut copy).push(2);
    println!("{kept:?} {copy:?} {}", Arc::strong_count(&kept));
    let any: Arc<dyn Any + Send + Sync> = Arc::new(5_u8);
    println!("{:?}", any.downcast::<u8>().unwrap());
    let bell = Arc::new(Bell(Mutex::new(0)));
    let waker = Waker::from(bell.clone());
    Context::from_waker(&waker).waker().wake_by_ref();
    println!("{}", bell.0.lock().unwrap());
}
