//! Scoped threads, which loom lacks.

use ::std::cell::RefCell;
use ::std::marker::PhantomData;
use ::std::mem::transmute;
use ::std::rc::Rc;
use ::std::sync::{Arc, Mutex};
use ::std::thread::Result;
use loom::thread::JoinHandle;

/// Taken by whoever joins: the handle's owner, or the scope as it ends.
type Thread = Rc<RefCell<Option<JoinHandle<()>>>>;

pub struct Scope<'scope, 'env: 'scope> {
    threads: RefCell<Vec<Thread>>,
    lifetimes: PhantomData<(&'scope mut &'scope (), &'env mut &'env ())>,
}

pub struct ScopedJoinHandle<T> {
    thread: Thread,
    result: Arc<Mutex<Option<T>>>,
}

pub fn scope<'env, F, T>(body: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    let scope = Scope {
        threads: RefCell::default(),
        lifetimes: PhantomData,
    };
    let result = body(&scope);
    for thread in scope.threads.take() {
        join(&thread);
    }
    result
}

impl<'scope> Scope<'scope, '_> {
    pub fn spawn<F, T>(&'scope self, body: F) -> ScopedJoinHandle<T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        let result = Arc::new(Mutex::new(None));
        let into = result.clone();
        let body: Box<dyn FnOnce() + 'scope> =
            Box::new(move || *into.lock().unwrap() = Some(body()));
        // SAFETY: `scope` joins every thread before what they borrow is gone. A
        // panic ends loom's run: no thread moves after it.
        let body: Box<dyn FnOnce() + 'static> = unsafe { transmute(body) };
        let thread = Rc::new(RefCell::new(Some(loom::thread::spawn(body))));
        self.threads.borrow_mut().push(thread.clone());
        ScopedJoinHandle { thread, result }
    }
}

impl<T> ScopedJoinHandle<T> {
    pub fn join(self) -> Result<T> {
        join(&self.thread);
        let result = self.result.lock().unwrap().take();
        Ok(result.expect("it has ended"))
    }
}

fn join(thread: &Thread) {
    let thread = thread.borrow_mut().take();
    if let Some(thread) = thread {
        thread.join().unwrap();
    }
}
