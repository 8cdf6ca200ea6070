// Ce que fait la machine : processeur, mémoire, disque, et des alertes.

mod alarm;
mod demo;
mod plain;
mod reading;
mod summary;
mod view;
mod watch;
mod window;

use std::convert::Infallible;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use clap::Parser;
use ratatui::crossterm::{cursor, execute};

use crate::alarm::Alarm;
use crate::reading::{Machine, Measure};
use crate::summary::Summary;
use crate::view::{Board, Screen};
use crate::watch::{Stop, Watch};

// ANCHOR: arguments
/// Surveille le processeur, la mémoire et le disque de cette machine.
///
/// Une ligne par relevé, une par alerte, puis un bilan. Codes de sortie : 0
/// quand tout a été fait comme demandé, 1 quand la sortie ne peut plus être
/// écrite, 2 quand la demande est impossible, 130 après Ctrl-C ou kill.
#[derive(Parser)]
#[command(name = "system_monitor", version)]
struct Arguments {
    /// Le temps entre deux relevés, en secondes (0.25 au moins).
    #[arg(short, long, default_value = "1", value_parser = interval)]
    interval: Duration,
    /// Combien de relevés [par défaut : jusqu’à Ctrl-C].
    #[arg(short, long)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..))]
    count: Option<u64>,
    /// Le seuil du processeur, en pour cent.
    #[arg(long, default_value_t = 80, value_parser = percent())]
    cpu: u8,
    /// Le seuil de la mémoire, en pour cent.
    #[arg(long, default_value_t = 85, value_parser = percent())]
    memory: u8,
    /// Le seuil du disque du dossier courant, réserve du système comprise.
    #[arg(long, default_value_t = 90, value_parser = percent())]
    disk: u8,
    /// Combien de relevés de suite au-dessus du seuil avant une alerte.
    #[arg(long, default_value_t = 3)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    after: u32,
    /// De combien passer sous le seuil pour que l’alerte finisse.
    #[arg(long, default_value_t = 5, value_parser = percent())]
    margin: u8,
    /// Des courbes dans le terminal, au lieu d’une ligne par relevé.
    #[arg(long, conflicts_with = "demo")]
    view: bool,
    /// Écrit une image de la vue, de relevés inventés, et finit.
    #[arg(long)]
    demo: bool,
}

fn percent() -> clap::builder::RangedI64ValueParser<u8> {
    clap::value_parser!(u8).range(1..=100)
}

/// Plus souvent, le taux du processeur ne serait pas calculé.
fn interval(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "pas un nombre")?;
    match (0.25..=86_400.0).contains(&seconds) {
        true => Ok(Duration::from_secs_f64(seconds)),
        false => Err("de 0.25 seconde à un jour (86400)".into()),
    }
}
// ANCHOR_END: arguments

// ANCHOR: main
fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(code) => code,
        Err(error) => failure(&error),
    }
}

/// Qui lisait un tube peut s’en aller (`head`) : ce n’est pas une erreur.
fn failure(error: &anyhow::Error) -> ExitCode {
    match error.downcast_ref::<io::Error>().map(io::Error::kind) {
        Some(ErrorKind::BrokenPipe) => return ExitCode::SUCCESS,
        Some(_) => eprintln!("erreur : la sortie est perdue : {error:#}"),
        None => eprintln!("erreur : {error:#}"),
    }
    ExitCode::from(if error.is::<io::Error>() { 1 } else { 2 })
}

fn run(arguments: &Arguments) -> Result<ExitCode> {
    let alarms = alarms(arguments)?;
    if arguments.demo {
        let frame = demo::frame(alarms, thresholds(arguments))?;
        io::stdout().write_all(frame.as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    let terminal = !arguments.view || io::stdout().is_terminal();
    ensure!(
        terminal,
        "--view demande un terminal ; retirez cette option"
    );
    let (stop, stopped) = Stop::new();
    on_ctrl_c(&stop, arguments.view)?;
    let mut machine =
        Machine::new().context("cette machine ne peut pas être lue")?;
    let watch = Watch {
        read: || machine.read(),
        tick: watch::ticks(arguments.interval, stopped),
        count: arguments.count.unwrap_or(u64::MAX),
        alarms,
    };
    let summary = match arguments.view {
        true => in_view(watch, &stop, thresholds(arguments)),
        false => in_lines(watch, &stop),
    };
    let told = summary.and_then(|summary| {
        write!(io::stdout(), "{summary}").map_err(anyhow::Error::from)
    });
    match told {
        Err(error) if !nobody_reads(&error) => Err(error),
        _ if stop.was_interrupted() => Ok(ExitCode::from(130)),
        _ => Ok(ExitCode::SUCCESS),
    }
}

fn nobody_reads(error: &anyhow::Error) -> bool {
    let cause = error.downcast_ref::<io::Error>();
    cause.is_some_and(|cause| cause.kind() == ErrorKind::BrokenPipe)
}
// ANCHOR_END: main

fn in_lines<R, T>(watch: Watch<R, T>, stop: &Stop) -> Result<Summary>
where
    R: FnMut() -> reading::Reading + Send,
    T: FnMut() -> bool + Send,
{
    let mut summary = Summary::default();
    watch.run(&Mutex::default(), stop, |_, events| {
        plain::show(&events, &mut summary, &mut io::stdout())
    })?;
    Ok(summary)
}

fn in_view<R, T>(
    watch: Watch<R, T>,
    stop: &Stop,
    thresholds: [f32; 3],
) -> Result<Summary>
where
    R: FnMut() -> reading::Reading + Send,
    T: FnMut() -> bool + Send,
{
    let mut summary = Summary::default();
    let mut board = Board::new(thresholds);
    let window = Mutex::default();
    let (_screen, mut terminal) = Screen::open()?;
    watch.run(&window, stop, |to_view, events| {
        view::keyboard(to_view);
        let terminal = &mut terminal;
        view::show(terminal, &window, stop, &mut board, &events, &mut summary)
    })?;
    Ok(summary)
}

// ANCHOR: interrupt
/// Le premier Ctrl-C demande l’arrêt ; le second n’attend plus personne.
fn on_ctrl_c(stop: &Stop, view: bool) -> Result<()> {
    let stop = stop.clone();
    let handler = move || {
        if stop.interrupt() {
            if view {
                give_back_or_give_up();
            }
            std::process::exit(130);
        }
    };
    ctrlc::set_handler(handler).context("Ctrl-C ne peut pas être suivi")
}

/// Un terminal en pause ne prend rien : on lui laisse une seconde. `exit` ne
/// détruit rien, donc le curseur aussi est à rendre ici.
fn give_back_or_give_up() {
    let (trying, tried) = mpsc::channel::<Infallible>();
    thread::spawn(move || {
        let _trying = trying;
        ratatui::restore();
        let _ = execute!(io::stdout(), cursor::Show);
    });
    let _ = tried.recv_timeout(Duration::from_secs(1));
}
// ANCHOR_END: interrupt

fn thresholds(arguments: &Arguments) -> [f32; 3] {
    [arguments.cpu, arguments.memory, arguments.disk].map(f32::from)
}

/// Une alarme par mesure. Une marge plus grande que le seuil la ferait sonner
/// pour toujours.
fn alarms(arguments: &Arguments) -> Result<Vec<Alarm>> {
    let (margin, after) = (f32::from(arguments.margin), arguments.after);
    let thresholds = Measure::ALL.into_iter().zip(thresholds(arguments));
    let alarm = |(measure, threshold): (Measure, f32)| {
        ensure!(
            margin < threshold,
            "{} : la marge ({margin}) doit être plus petite que le seuil \
             ({threshold}) ; donnez --margin",
            measure.name()
        );
        Ok(Alarm::new(measure, threshold, margin, after))
    };
    thresholds.map(alarm).collect()
}
