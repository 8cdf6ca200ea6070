//! What the figure says, in its language.

use super::Figure;
use super::rows::{Kind, Piece};
use crate::evidence::timeline::What;
use crate::source::lang::Lang;

impl Figure<'_> {
    pub fn kind(&self, kind: Kind) -> &'static str {
        match self.lang {
            Lang::Fr => match kind {
                Kind::Runs => "s’exécute",
                Kind::Sleeps => "dort",
                Kind::Waits => "attend",
                Kind::Holds => "tient un verrou",
                Kind::Shares => "partage un verrou",
                Kind::Prints => "affiche une ligne",
            },
            Lang::En => match kind {
                Kind::Runs => "runs",
                Kind::Sleeps => "sleeps",
                Kind::Waits => "waits",
                Kind::Holds => "holds a lock",
                Kind::Shares => "shares a lock",
                Kind::Prints => "prints a line",
            },
        }
    }

    pub fn said(&self, piece: &Piece) -> String {
        let of = &piece.of;
        let (fr, en) = match piece.what {
            None => return self.kind(piece.kind).into(),
            Some(What::Sleep) => ("dort".into(), "sleeps".into()),
            Some(What::Park) => ("dort (park)".into(), "is parked".into()),
            Some(What::Join | What::Lock) => (format!("attend {of}"), format!("waits for {of}")),
            Some(What::Scope) => ("attend ses threads".into(), "waits for its threads".into()),
            Some(What::Read) => (format!("attend {of} (lire)"), format!("waits to read {of}")),
            Some(What::Write) => (
                format!("attend {of} (écrire)"),
                format!("waits to write {of}"),
            ),
            Some(What::Condvar) => (
                format!("attend le signal {of}"),
                format!("waits for {of} to be notified"),
            ),
            Some(What::Barrier) => ("attend les autres".into(), "waits for the others".into()),
            Some(What::Recv) => ("attend un message".into(), "waits for a message".into()),
            Some(What::Send) => ("attend de la place".into(), "waits for room".into()),
            Some(What::Hold) => (format!("tient {of}"), format!("holds {of}")),
            Some(What::Share) => (format!("partage {of}"), format!("shares {of}")),
        };
        self.lang.pick(fr, en)
    }

    /// A time of the run, in the axis's unit.
    pub fn time(&self, at: f64) -> String {
        let (size, unit, digits) = match self.end {
            ..20e3 => (1e3, "ms", 2),
            ..1e6 => (1e3, "ms", 0),
            _ => (1e6, "s", 3),
        };
        self.lang.number(&format!("{:.digits$}", at / size), unit)
    }

    /// The label of a round time.
    pub fn mark(&self, at: f64, step: f64) -> String {
        let (unit, size) = if self.end >= 1e6 {
            ("s", 1e6)
        } else {
            ("ms", 1e3)
        };
        let digits = (-(step / size).log10().floor()).max(0.0) as usize;
        let number = format!("{:.digits$}", at / size);
        self.lang
            .number(if at == 0.0 { "0" } else { &number }, unit)
    }
}
