//! Values of each thread's own, with what destroys them: `pthread_key_create`.
//!
//! The standard library makes one such key, to be told when a thread ends and
//! then run the destructors of its `thread_local!`.

use core::cell::Cell;
use core::ffi::c_void;
use core::ptr::null_mut;

use crate::lock::Locked;

/// How many keys there may be: POSIX asks for 128, the standard library for 1.
const KEYS: usize = 16;

/// A destructor may set values again; POSIX lets it do so four times.
const ROUNDS: usize = 4;

pub type Destructor = unsafe extern "C" fn(*mut c_void);

struct Key {
    used: bool,
    destructor: Option<Destructor>,
}

static TABLE: Locked<[Key; KEYS]> = Locked::new(
    [const {
        Key {
            used: false,
            destructor: None,
        }
    }; KEYS],
);

/// One thread's values.
pub struct Values([Cell<*mut c_void>; KEYS]);

impl Values {
    pub const fn new() -> Values {
        Values([const { Cell::new(null_mut()) }; KEYS])
    }

    pub fn get(&self, key: u32) -> *mut c_void {
        self.0
            .get(key as usize)
            .map_or(null_mut(), |value| value.get())
    }

    /// False if there is no such key.
    pub fn set(&self, key: u32, value: *mut c_void) -> bool {
        let cell = self.0.get(key as usize);
        if let Some(cell) = cell {
            cell.set(value);
        }
        cell.is_some()
    }

    /// Destroys what this thread has set, outside the table's lock.
    pub fn destroy(&self) {
        for _ in 0..ROUNDS {
            let mut again = false;
            for (key, cell) in self.0.iter().enumerate() {
                let value = cell.get();
                let destructor = TABLE.with(|table| table.get(key).and_then(|k| k.destructor));
                if let (false, Some(destructor)) = (value.is_null(), destructor) {
                    cell.set(null_mut());
                    // SAFETY: whoever set the value said so when making the key.
                    unsafe { destructor(value) };
                    again = true;
                }
            }
            if !again {
                return;
            }
        }
    }
}

/// A new key, or None if all are in use.
pub fn create(destructor: Option<Destructor>) -> Option<u32> {
    TABLE.with(|table| {
        let free = table.iter().position(|key| !key.used)?;
        if let Some(key) = table.get_mut(free) {
            *key = Key {
                used: true,
                destructor,
            };
        }
        Some(free as u32)
    })
}

/// Gives a key back; its destructor is called no more.
pub fn delete(key: u32) {
    TABLE.with(|table| {
        if let Some(key) = table.get_mut(key as usize) {
            *key = Key {
                used: false,
                destructor: None,
            };
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ptr::without_provenance_mut;
    use std::sync::Mutex;

    static DESTROYED: Mutex<Vec<usize>> = Mutex::new(Vec::new());

    unsafe extern "C" fn destroyed(value: *mut c_void) {
        DESTROYED.lock().unwrap().push(value as usize);
    }

    /// One test: the table is the program's.
    #[test]
    fn each_value_is_destroyed_once_and_keys_run_out() {
        let with = create(Some(destroyed)).unwrap();
        let without = create(None).unwrap();
        let values = Values::new();
        assert!(values.set(with, without_provenance_mut(1)));
        assert!(values.set(without, without_provenance_mut(2)));
        values.destroy();
        assert_eq!(*DESTROYED.lock().unwrap(), [1]);
        assert!(values.get(with).is_null());
        assert_eq!(values.get(without) as usize, 2);

        assert!(!values.set(KEYS as u32, null_mut()));
        let rest: Vec<u32> = std::iter::from_fn(|| create(None)).collect();
        assert_eq!(rest.len(), KEYS - 2);
        delete(with);
        assert_eq!(create(None), Some(with));
    }
}
