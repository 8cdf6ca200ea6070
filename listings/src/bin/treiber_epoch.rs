// Pile de Treiber : aucun nœud n’est libéré tant qu’un thread peut le lire.

use crossbeam::epoch::{self, Atomic, Owned};
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::thread;

// ANCHOR: stack
struct Node {
    value: u32,
    below: Atomic<Node>,
}

struct Stack {
    top: Atomic<Node>,
}
// ANCHOR_END: stack

// ANCHOR: methods
impl Stack {
    fn push(&self, value: u32) {
        let guard = epoch::pin();
        let below = Atomic::null();
        let mut node = Owned::new(Node { value, below });
        loop {
            let top = self.top.load(Relaxed, &guard);
            node.below.store(top, Relaxed);
            let pushed = self
                .top
                .compare_exchange(top, node, Release, Relaxed, &guard);
            match pushed {
                Ok(_) => return,
                Err(failed) => node = failed.new, // Le nœud nous est rendu.
            }
        }
    }

    fn pop(&self) -> Option<u32> {
        let guard = epoch::pin();
        loop {
            let top = self.top.load(Acquire, &guard);
            // SAFETY: le nœud, initialisé avant le `Release` de `push`, n’est
            // pas libéré tant que `guard` existe.
            let node = unsafe { top.as_ref() }?;
            let below = node.below.load(Relaxed, &guard);
            let popped = self
                .top
                .compare_exchange(top, below, Acquire, Relaxed, &guard);
            if popped.is_ok() {
                let value = node.value;
                // SAFETY: ce thread est le seul à avoir retiré ce nœud, que
                // rien dans la pile ne désigne plus.
                unsafe { guard.defer_destroy(top) };
                return Some(value);
            }
        }
    }
}
// ANCHOR_END: methods

impl Drop for Stack {
    fn drop(&mut self) {
        while self.pop().is_some() {}
    }
}

// ANCHOR: main
fn main() {
    let stack = Stack {
        top: Atomic::null(),
    };
    let mut popped: Vec<u32> = thread::scope(|s| {
        let workers = [0, 1000, 2000, 3000].map(|first| {
            let stack = &stack;
            s.spawn(move || {
                let push_then_pop = |value| {
                    stack.push(value);
                    stack.pop().unwrap()
                };
                (first..first + 1000).map(push_then_pop).collect::<Vec<_>>()
            })
        });
        workers
            .into_iter()
            .flat_map(|w| w.join().unwrap())
            .collect()
    });
    popped.sort();
    println!("{} valeurs reprises", popped.len());
    assert!(popped.into_iter().eq(0..4000)); // Chacune une fois.
}
// ANCHOR_END: main
