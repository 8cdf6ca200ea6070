//! The atomic types: one face for each, all on `Atom`.

use super::Ordering::{self, AcqRel, Acquire, Release};
use super::atom::{Atom, Value};
use ::std::fmt;
use ::std::panic::RefUnwindSafe;
use explorer::{Kind, Place, with};

fn check_load(order: Ordering) {
    match order {
        Release => panic!("there is no such thing as a release load"),
        AcqRel => panic!("there is no such thing as an acquire-release load"),
        _ => {}
    }
}

fn check_store(order: Ordering) {
    match order {
        Acquire => panic!("there is no such thing as an acquire store"),
        AcqRel => panic!("there is no such thing as an acquire-release store"),
        _ => {}
    }
}

fn check_failure(order: Ordering) {
    match order {
        Release => panic!("there is no such thing as a release failure ordering"),
        AcqRel => panic!("there is no such thing as an acquire-release failure ordering"),
        _ => {}
    }
}

/// What every atomic has.
macro_rules! atomic {
    ($name:ident $(<$p:ident>)?, $value:ty) => {
        pub struct $name $(<$p>)? (Atom<$value>);

        impl $(<$p>)? $name $(<$p>)? {
            #[track_caller]
            pub const fn new(value: $value) -> Self {
                Self(Atom::new("atomic", value))
            }

            #[track_caller]
            pub fn load(&self, order: Ordering) -> $value {
                check_load(order);
                self.0.load(Place::caller(), order)
            }

            #[track_caller]
            pub fn store(&self, value: $value, order: Ordering) {
                check_store(order);
                self.0.store(Place::caller(), value, order);
            }

            #[track_caller]
            pub fn swap(&self, value: $value, order: Ordering) -> $value {
                self.modify(Kind::Swap, value, order, Place::caller(), |_| value)
            }

            #[track_caller]
            pub fn compare_exchange(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                check_failure(failure);
                let orders = (success, failure);
                self.0.compare_exchange(Kind::CompareExchange, Place::caller(), (current, new), orders)
            }

            #[track_caller]
            pub fn compare_exchange_weak(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                check_failure(failure);
                let orders = (success, failure);
                self.0.compare_exchange(Kind::CompareExchangeWeak, Place::caller(), (current, new), orders)
            }

            #[track_caller]
            pub fn fetch_update(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                update: impl FnMut($value) -> Option<$value>,
            ) -> Result<$value, $value> {
                self.try_update(set_order, fetch_order, update)
            }

            #[track_caller]
            pub fn update(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                mut update: impl FnMut($value) -> $value,
            ) -> $value {
                match self.try_update(set_order, fetch_order, |old| Some(update(old))) {
                    Ok(old) | Err(old) => old,
                }
            }

            /// A load, then as many weak exchanges as it takes.
            #[track_caller]
            pub fn try_update(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                mut update: impl FnMut($value) -> Option<$value>,
            ) -> Result<$value, $value> {
                let place = Place::caller();
                check_load(fetch_order);
                let mut seen = self.0.load(place, fetch_order);
                while let Some(new) = update(seen) {
                    let orders = (set_order, fetch_order);
                    match self.0.compare_exchange(Kind::CompareExchangeWeak, place, (seen, new), orders) {
                        Ok(old) => return Ok(old),
                        Err(now) => seen = now,
                    }
                }
                Err(seen)
            }

            #[track_caller]
            pub fn into_inner(self) -> $value {
                self.0.look()
            }

            pub fn get_mut(&mut self) -> &mut $value {
                self.0.get_mut()
            }

            fn modify(
                &self,
                kind: Kind,
                argument: $value,
                order: Ordering,
                place: Place,
                change: impl FnOnce($value) -> $value,
            ) -> $value {
                self.0.modify(kind, place, format!("{}, {order:?}", argument.text()), order, change)
            }
        }

        impl $(<$p>)? fmt::Debug for $name $(<$p>)? {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0.look().text())
            }
        }

        impl $(<$p>)? From<$value> for $name $(<$p>)? {
            #[track_caller]
            fn from(value: $value) -> Self {
                Self::new(value)
            }
        }

        impl $(<$p>)? RefUnwindSafe for $name $(<$p>)? {}
    };
}

/// `fetch_…` methods: the kind, the name and what becomes of the value.
macro_rules! fetch {
    ($name:ident, $value:ty: $($kind:ident $method:ident |$old:ident, $argument:ident| $new:expr;)*) => {
        impl $name {
            $(
                #[track_caller]
                pub fn $method(&self, $argument: $value, order: Ordering) -> $value {
                    self.modify(Kind::$kind, $argument, order, Place::caller(), |$old| $new)
                }
            )*
        }
    };
}

macro_rules! integers {
    ($($name:ident $value:ty;)*) => {$(
        impl Value for $value {
            fn text(self) -> String {
                self.to_string()
            }
        }

        atomic!($name, $value);

        fetch! { $name, $value:
            FetchAdd fetch_add |old, n| old.wrapping_add(n);
            FetchSub fetch_sub |old, n| old.wrapping_sub(n);
            FetchAnd fetch_and |old, n| old & n;
            FetchNand fetch_nand |old, n| !(old & n);
            FetchOr fetch_or |old, n| old | n;
            FetchXor fetch_xor |old, n| old ^ n;
            FetchMax fetch_max |old, n| old.max(n);
            FetchMin fetch_min |old, n| old.min(n);
        }

        impl Default for $name {
            #[track_caller]
            fn default() -> $name {
                $name::new(0)
            }
        }
    )*};
}

integers! {
    AtomicI8 i8;
    AtomicI16 i16;
    AtomicI32 i32;
    AtomicI64 i64;
    AtomicIsize isize;
    AtomicU8 u8;
    AtomicU16 u16;
    AtomicU32 u32;
    AtomicU64 u64;
    AtomicUsize usize;
}

impl Value for bool {
    fn text(self) -> String {
        self.to_string()
    }
}

atomic!(AtomicBool, bool);

fetch! { AtomicBool, bool:
    FetchAnd fetch_and |old, n| old & n;
    FetchNand fetch_nand |old, n| !(old & n);
    FetchOr fetch_or |old, n| old | n;
    FetchXor fetch_xor |old, n| old ^ n;
}

impl AtomicBool {
    #[track_caller]
    pub fn fetch_not(&self, order: Ordering) -> bool {
        self.modify(Kind::FetchNot, true, order, Place::caller(), |old| !old)
    }
}

impl Default for AtomicBool {
    #[track_caller]
    fn default() -> AtomicBool {
        AtomicBool::new(false)
    }
}

impl<T> Value for *mut T {
    fn text(self) -> String {
        with(|world| world.address_name(self.addr()))
    }
}

atomic!(AtomicPtr<T>, *mut T);

impl<T> Default for AtomicPtr<T> {
    #[track_caller]
    fn default() -> AtomicPtr<T> {
        AtomicPtr::new(::std::ptr::null_mut())
    }
}
