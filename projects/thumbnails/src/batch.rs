// Toutes les images, à plusieurs.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Result, anyhow};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

// ANCHOR: stop
/// Un drapeau : les images commencées se terminent, aucune autre ne commence.
#[derive(Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Levé par le premier Ctrl-C ; le second tue le programme.
    pub fn on_ctrl_c() -> std::io::Result<Stop> {
        let stop = Stop::default();
        let (signal, flag) =
            (signal_hook::consts::SIGINT, || Arc::clone(&stop.0));
        signal_hook::flag::register_conditional_default(signal, flag())?;
        signal_hook::flag::register(signal, flag())?;
        Ok(stop)
    }

    fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
// ANCHOR_END: stop

// ANCHOR: run
/// Fait le travail de chaque image, `jobs` à la fois (0 : autant que de
/// cœurs). Ce qui arrive à l’une n’empêche pas les autres.
pub fn run(
    pictures: &[PathBuf],
    jobs: usize,
    stop: &Stop,
    work: impl Fn(&Path) -> Result<()> + Sync,
) -> Result<Summary> {
    let pool = ThreadPoolBuilder::new().num_threads(jobs).build()?;
    let bar = progress(pictures.len());
    let one = |picture: &PathBuf| {
        if stop.is_asked() {
            return None;
        }
        let outcome = guarded(picture, &work);
        bar.inc(1);
        Some(outcome)
    };
    let outcomes: Vec<_> =
        pool.install(|| pictures.par_iter().map(one).collect());
    bar.finish_and_clear();
    Ok(Summary::of(pictures, outcomes, stop.is_asked()))
}

/// Une panique du décodeur est une erreur comme une autre.
fn guarded(picture: &Path, work: impl Fn(&Path) -> Result<()>) -> Result<()> {
    let caught = catch_unwind(AssertUnwindSafe(|| work(picture)));
    caught.unwrap_or_else(|_| Err(anyhow!("le décodeur a paniqué")))
}
// ANCHOR_END: run

/// Sur la sortie d’erreur, et seulement si c’est un terminal.
fn progress(length: usize) -> ProgressBar {
    let style =
        ProgressStyle::with_template("{bar:40} {pos}/{len}, reste {eta}");
    ProgressBar::new(length as u64)
        .with_style(style.expect("le modèle est juste"))
}

// ANCHOR: summary
/// Ce qui a été fait, ce qui a échoué et pourquoi, ce qui n’a pas été commencé.
pub struct Summary {
    done: usize,
    failed: Vec<String>,
    left: usize,
    stopped: bool,
}

impl Summary {
    fn of(
        pictures: &[PathBuf],
        outcomes: Vec<Option<Result<()>>>,
        stopped: bool,
    ) -> Summary {
        let mut summary = Summary {
            done: 0,
            failed: Vec::new(),
            left: 0,
            stopped,
        };
        for (picture, outcome) in pictures.iter().zip(outcomes) {
            match outcome {
                None => summary.left += 1,
                Some(Ok(())) => summary.done += 1,
                Some(Err(error)) => {
                    let line = format!("{} : {error:#}", picture.display());
                    summary.failed.push(line.trim_end().to_owned());
                }
            }
        }
        summary
    }

    pub fn exit_code(&self) -> ExitCode {
        match self {
            Summary { stopped: true, .. } => ExitCode::from(130),
            Summary { failed, .. } if !failed.is_empty() => ExitCode::FAILURE,
            _ => ExitCode::SUCCESS,
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for line in &self.failed {
            writeln!(f, "{line}")?;
        }
        let (done, failed, left) = (self.done, self.failed.len(), self.left);
        writeln!(f, "faites : {done}, échecs : {failed}, laissées : {left}")
    }
}
// ANCHOR_END: summary

#[cfg(test)]
mod tests {
    use super::*;

    fn pictures() -> Vec<PathBuf> {
        ["a", "b", "c"].map(PathBuf::from).into()
    }

    #[test]
    fn what_happens_to_one_does_not_stop_the_others() {
        let work = |picture: &Path| match picture.to_str() {
            Some("a") => Err(anyhow!("illisible")),
            Some("b") => panic!("décodeur"),
            _ => Ok(()),
        };
        let summary = run(&pictures(), 2, &Stop::default(), work).unwrap();
        assert_eq!(
            summary.to_string(),
            "a : illisible\nb : le décodeur a paniqué\n\
             faites : 1, échecs : 2, laissées : 0\n"
        );
        assert_eq!(summary.exit_code(), ExitCode::FAILURE);
    }

    #[test]
    fn what_is_begun_ends_and_nothing_else_begins_once_asked() {
        let stop = Stop::default();
        let work = |_: &Path| {
            stop.0.store(true, Ordering::Relaxed);
            Ok(())
        };
        let summary = run(&pictures(), 1, &stop, work).unwrap();
        assert_eq!(
            summary.to_string(),
            "faites : 1, échecs : 0, laissées : 2\n"
        );
        assert_eq!(summary.exit_code(), ExitCode::from(130));
    }
}
