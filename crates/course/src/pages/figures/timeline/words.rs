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
                Kind::Ready => "prête, attend son tour",
                Kind::Blocks => "bloque son thread",
                Kind::Keeps => "tient un permis",
                Kind::Panics => "panique",
                Kind::Drops => "détruite avant sa fin",
                Kind::Holds => "tient un verrou",
                Kind::Shares => "partage un verrou",
                Kind::Prints => "affiche une ligne",
            },
            Lang::En => match kind {
                Kind::Runs => "runs",
                Kind::Sleeps => "sleeps",
                Kind::Waits => "waits",
                Kind::Ready => "ready, waits its turn",
                Kind::Blocks => "blocks its thread",
                Kind::Keeps => "holds a permit",
                Kind::Panics => "panics",
                Kind::Drops => "dropped before its end",
                Kind::Holds => "holds a lock",
                Kind::Shares => "shares a lock",
                Kind::Prints => "prints a line",
            },
        }
    }

    pub fn said(&self, piece: &Piece) -> String {
        let of = &piece.of;
        let (fr, en) = match piece.what {
            None if piece.on.len() > "thread".len() => {
                let on = &piece.on;
                (format!("s’exécute sur {on}"), format!("runs on {on}"))
            }
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
            Some(What::Change) => (
                "attend une nouvelle valeur".into(),
                "waits for a new value".into(),
            ),
            Some(What::Permit) => (
                format!("attend un permis de {of}"),
                format!("waits for a permit of {of}"),
            ),
            Some(What::Tasks) => (
                "attend une de ses tâches".into(),
                "waits for one of its tasks".into(),
            ),
            Some(What::Several) => (
                "attend plusieurs choses".into(),
                "waits for several things".into(),
            ),
            Some(What::Other) => ("attend".into(), "waits".into()),
            Some(What::Ready) => (
                "prête, attend son tour".into(),
                "ready, waits its turn".into(),
            ),
            Some(What::Keep) => (
                format!("tient un permis de {of}"),
                format!("holds a permit of {of}"),
            ),
            Some(What::Hold) => (format!("tient {of}"), format!("holds {of}")),
            Some(What::Share) => (format!("partage {of}"), format!("shares {of}")),
        };
        let said = self.lang.pick(fr, en);
        match piece.kind {
            Kind::Blocks => {
                said + self
                    .lang
                    .pick(" et bloque son thread", " and blocks its thread")
            }
            _ => said,
        }
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
