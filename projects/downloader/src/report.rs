// Ce qui est dit : des barres pendant, une ligne par fichier après.

use std::fmt::Write;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

use crate::list::Item;
use crate::policy::Problem;

/// Ce qu’un fichier est devenu.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub result: Result<Done, Problem>,
    pub tries: u32,
    pub duration: Duration,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Done {
    /// Le code reçu, la taille, et ce qu’un essai d’avant avait laissé.
    Whole {
        status: u16,
        size: u64,
        kept: u64,
    },
    Already {
        size: u64,
    },
}

/// Une ligne par fichier, dans l’ordre demandé, puis le compte.
pub fn summary(items: &[Item], outcomes: &[Outcome], times: bool) -> String {
    let mut text = String::new();
    for (item, outcome) in items.iter().zip(outcomes) {
        let _ = write!(text, "{} : {}", item.url, told(outcome));
        if times {
            let _ = write!(text, ", {:.2} s", outcome.duration.as_secs_f64());
        }
        text.push('\n');
    }
    let missing = outcomes.iter().filter(|o| o.result.is_err()).count();
    let whole = outcomes.len() - missing;
    text + &format!("entiers : {whole}, manquants : {missing}\n")
}

/// L’issue d’un fichier, en une phrase.
pub fn told(outcome: &Outcome) -> String {
    let tries = match outcome.tries {
        0 | 1 => String::new(),
        tries => format!(" ({tries} essais)"),
    };
    match &outcome.result {
        Ok(Done::Whole { status, size, kept }) => {
            let before = match kept {
                0 => String::new(),
                kept => format!(", dont {kept} déjà venus"),
            };
            format!("{status}, {size} octets{before}{tries}")
        }
        Ok(Done::Already { size }) => format!("déjà là, {size} octets"),
        Err(problem) => format!("{problem}{tries}"),
    }
}

/// Les barres vont à la sortie d’erreur, et seulement si c’est un terminal.
#[derive(Clone)]
pub struct Bars(MultiProgress);

impl Bars {
    pub fn new() -> Bars {
        Bars(MultiProgress::new())
    }
}

fn bar(item: &Item) -> ProgressBar {
    let style = ProgressStyle::with_template(
        "{msg:24!} {bar:30} {bytes}/{total_bytes} {bytes_per_sec}",
    );
    ProgressBar::no_length()
        .with_style(style.expect("le modèle est juste"))
        .with_message(item.name.clone())
}

impl Default for Bars {
    fn default() -> Bars {
        Bars::new()
    }
}

/// Un fichier en cours : ses essais, son heure de début, sa barre.
pub struct Run {
    tries: AtomicU32,
    begun: OnceLock<Instant>,
    pub bar: ProgressBar,
    bars: Bars,
}

impl Run {
    pub fn new(item: &Item, bars: &Bars) -> Run {
        Run {
            tries: AtomicU32::new(0),
            begun: OnceLock::new(),
            bar: bar(item),
            bars: bars.clone(),
        }
    }

    /// Compte un essai. La barre et l’heure commencent au premier : celui qui
    /// attend sa place n’a pas commencé.
    pub fn begin(&self) -> u32 {
        self.begun.get_or_init(|| {
            self.bars.0.add(self.bar.clone());
            Instant::now()
        });
        self.tries.fetch_add(1, Relaxed) + 1
    }

    /// Ce qui reste du temps donné au fichier.
    pub fn left(&self, whole: Duration) -> Duration {
        whole.saturating_sub(self.elapsed())
    }

    fn elapsed(&self) -> Duration {
        self.begun.get().map_or(Duration::ZERO, Instant::elapsed)
    }

    pub fn end(self, result: Result<Done, Problem>) -> Outcome {
        self.bar.finish_and_clear();
        let duration = self.elapsed();
        Outcome {
            result,
            tries: self.tries.into_inner(),
            duration,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_each_in_the_order_asked() {
        let items =
            crate::list::items("l", "http://h/a\nhttp://h/b\nhttp://h/c");
        let outcome = |result, tries| Outcome {
            result,
            tries,
            duration: Duration::from_millis(1250),
        };
        let whole = Ok(Done::Whole {
            status: 206,
            size: 9,
            kept: 4,
        });
        let outcomes = [
            outcome(whole, 2),
            outcome(Err(Problem::Status(404, None)), 1),
            outcome(Ok(Done::Already { size: 3 }), 0),
        ];
        assert_eq!(
            summary(&items.unwrap(), &outcomes, true),
            "http://h/a : 206, 9 octets, dont 4 déjà venus (2 essais), 1.25 s\n\
             http://h/b : 404, introuvable, 1.25 s\n\
             http://h/c : déjà là, 3 octets, 1.25 s\n\
             entiers : 2, manquants : 1\n"
        );
    }
}
