//! What a thread may do: the kinds of operation, as façades announce them and
//! files spell them.

use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($kind:ident $text:literal)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
        pub enum Kind {
            $(#[serde(rename = $text)] $kind,)*
        }

        impl Kind {
            pub const ALL: &[Kind] = &[$(Kind::$kind),*];

            /// As files spell it.
            pub const fn text(self) -> &'static str {
                match self {
                    $(Kind::$kind => $text,)*
                }
            }
        }
    };
}

kinds! {
    Start "start"
    Exit "exit"
    Panic "panic"
    Spawn "spawn"
    Join "join"
    EndOfScope "end of scope"
    IsFinished "is_finished"
    Park "park"
    ParkTimeout "park_timeout"
    Unpark "unpark"
    SpinLoop "spin_loop"
    YieldNow "yield_now"
    Sleep "sleep"
    Print "print"
    Eprint "eprint"

    Lock "lock"
    TryLock "try_lock"
    Unlock "unlock"
    Read "read"
    TryRead "try_read"
    UnlockRead "unlock (read)"
    Write "write"
    TryWrite "try_write"
    UnlockWrite "unlock (write)"
    Downgrade "downgrade"
    IsPoisoned "is_poisoned"
    ClearPoison "clear_poison"

    Wait "wait"
    WaitWhile "wait_while"
    WaitTimeout "wait_timeout"
    WaitTimeoutWhile "wait_timeout_while"
    Wake "wake"
    NotifyOne "notify_one"
    NotifyAll "notify_all"
    Pass "pass"

    Resume "resume"
    WakeTask "wake a task"
    Abort "abort"
    Select "select"
    Withdraw "withdraw"
    JoinNext "join_next"
    Shutdown "shutdown"
    Acquire "acquire"
    TryAcquire "try_acquire"
    Release "release"
    Forget "forget"
    AddPermits "add_permits"
    TimeOut "timeout"
    Close "close"
    Notified "notified"
    NotifyWaiters "notify_waiters"
    Cancel "cancel"
    Cancelled "cancelled"
    IsCancelled "is_cancelled"
    Changed "changed"
    HasChanged "has_changed"
    Borrow "borrow"
    Reserve "reserve"

    Send "send"
    TrySend "try_send"
    HandOver "hand over"
    Recv "recv"
    TryRecv "try_recv"
    RecvTimeout "recv_timeout"
    SenderGone "sender gone"
    LastSenderGone "last sender gone"
    ReceiverGone "receiver gone"
    OtherReceiverGone "other receiver gone"

    Clone "clone"
    OwnerGone "owner gone"
    WeakGone "weak gone"
    Upgrade "upgrade"
    StrongCount "strong_count"
    WeakCount "weak_count"
    GetMut "get_mut"
    MakeMut "make_mut"
    TryUnwrap "try_unwrap"
    IntoInner "into_inner"

    CallOnce "call_once"
    CallOnceForce "call_once_force"
    IsCompleted "is_completed"
    Get "get"
    Set "set"
    GetOrInit "get_or_init"
    Force "force"
    Initialised "initialised"

    Load "load"
    Store "store"
    Swap "swap"
    CompareExchange "compare_exchange"
    CompareExchangeWeak "compare_exchange_weak"
    FetchAdd "fetch_add"
    FetchSub "fetch_sub"
    FetchAnd "fetch_and"
    FetchNand "fetch_nand"
    FetchOr "fetch_or"
    FetchXor "fetch_xor"
    FetchMax "fetch_max"
    FetchMin "fetch_min"
    FetchNot "fetch_not"
    Fence "fence"

    PlainRead "plain read"
    PlainWrite "plain write"
    PlainGiven "plain pointer"

    Allocate "allocate"
    Touch "use after free"
}

impl Kind {
    /// What commutes with everything is no choice of the reader's.
    pub fn is_quiet(self) -> bool {
        use Kind::*;
        matches!(self, Spawn | Start | Exit | Join | EndOfScope | Resume)
    }

    /// What stands nowhere in the source, or where a thread was spawned.
    pub fn has_no_place(self) -> bool {
        matches!(self, Kind::Start | Kind::Exit)
    }

    /// Says that the thread spins, and lets others go on.
    pub fn is_spin_hint(self) -> bool {
        use Kind::*;
        matches!(self, SpinLoop | YieldNow | Sleep)
    }

    /// Never waits, and sees whether it would have to.
    pub fn is_try(self) -> bool {
        use Kind::*;
        matches!(
            self,
            TryLock | TryRead | TryWrite | TryAcquire | TrySend | TryRecv | TryUnwrap
        )
    }

    /// A destructor gives back what a guard held.
    pub fn is_unlock(self) -> bool {
        use Kind::*;
        matches!(self, Unlock | UnlockRead | UnlockWrite)
    }

    /// Waits for a message.
    pub fn is_recv(self) -> bool {
        matches!(self, Kind::Recv | Kind::RecvTimeout)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn files_spell_each_kind_in_its_own_way() {
        let texts: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.text()).collect();
        assert_eq!(texts.len(), Kind::ALL.len());
        for &kind in Kind::ALL {
            let json = serde_json::to_string(&kind).unwrap();
            assert_eq!(json, format!("{:?}", kind.text()));
            assert_eq!(serde_json::from_str::<Kind>(&json).unwrap(), kind);
        }
    }

    #[test]
    fn predicates_agree_with_the_spelling() {
        for &kind in Kind::ALL {
            let text = kind.text();
            assert_eq!(kind.is_try(), text.starts_with("try_"), "{text}");
            assert_eq!(kind.is_unlock(), text.starts_with("unlock"), "{text}");
            assert_eq!(kind.is_recv(), text.starts_with("recv"), "{text}");
        }
    }
}
