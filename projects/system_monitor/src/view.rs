// Une vue dans le terminal : la fenêtre, les cœurs, les alertes.

use std::collections::VecDeque;
use std::io;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender};
use std::thread;

use ratatui::backend::Backend;
use ratatui::crossterm::event::{self, KeyModifiers};
use ratatui::crossterm::terminal::is_raw_mode_enabled;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Color, Style};
use ratatui::text::Line;
use ratatui::widgets::{Block, Paragraph, Sparkline};
use ratatui::{DefaultTerminal, Frame, Terminal};

use crate::plain;
use crate::reading::Measure;
use crate::summary::Summary;
use crate::watch::{Event, Stop};
use crate::window::Window;

// ANCHOR: screen
/// Rend le terminal quand on la détruit : à la fin, après une erreur, après une
/// panique.
pub struct Screen(fn());

impl Screen {
    pub fn open() -> io::Result<(Screen, DefaultTerminal)> {
        // La garde d’abord : `try_init` peut échouer à mi-chemin.
        let screen = Screen(give_back);
        let terminal = ratatui::try_init()?;
        Ok((screen, terminal))
    }
}

/// `try_init` l’a déjà rendu si un thread a paniqué, pour que le message se
/// lise.
fn give_back() {
    if is_raw_mode_enabled().unwrap_or(true) {
        ratatui::restore();
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        (self.0)();
    }
}
// ANCHOR_END: screen

// ANCHOR: keyboard
/// Le clavier a son thread. Personne n’attend sa fin : une lecture du clavier
/// ne s’interrompt pas, et celui-ci n’a rien à ranger.
pub fn keyboard(events: SyncSender<Event>) {
    thread::spawn(move || {
        while let Ok(event) = event::read() {
            if events.send(Event::Terminal(event)).is_err() {
                return;
            }
        }
    });
}
// ANCHOR_END: keyboard

/// Ce que la vue montre, avec la fenêtre.
pub struct Board {
    pub thresholds: [f32; 3],
    log: VecDeque<String>,
}

impl Board {
    const LINES: usize = 4;

    pub fn new(thresholds: [f32; 3]) -> Board {
        let log = VecDeque::new();
        Board { thresholds, log }
    }

    pub fn note(&mut self, line: String) {
        if self.log.len() == Board::LINES {
            self.log.pop_front();
        }
        self.log.push_back(line);
    }
}

// ANCHOR: show
/// Redessine après chaque événement, jusqu’à la fin.
pub fn show<B: Backend>(
    terminal: &mut Terminal<B>,
    window: &Mutex<Window>,
    stop: &Stop,
    board: &mut Board,
    events: &Receiver<Event>,
    summary: &mut Summary,
) -> Result<(), B::Error> {
    loop {
        // Une copie : dessiner peut attendre le terminal, le verrou non.
        let seen = window.lock().unwrap().clone();
        terminal.draw(|frame| draw(frame, &seen, board))?;
        match events.recv() {
            Ok(Event::News(news)) => {
                summary.add(&news);
                plain::bells(&news).for_each(|bell| board.note(bell));
            }
            Ok(Event::Terminal(event)) => obey(&event, stop),
            Ok(Event::Ended) | Err(_) => return Ok(()),
        }
    }
}

/// Dans la vue, le terminal ne fait plus de Ctrl-C un signal : c’est une
/// touche.
fn obey(event: &event::Event, stop: &Stop) {
    let Some(key) = event.as_key_press_event() else {
        return;
    };
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    match key.code.to_string().as_str() {
        "c" if control => {
            stop.interrupt();
        }
        "q" => stop.ask(),
        _ => {}
    }
}
// ANCHOR_END: show

// ANCHOR: draw
pub fn draw(frame: &mut Frame, window: &Window, board: &Board) {
    let series = Constraint::Min(3);
    let lines = Constraint::Max(Board::LINES as u16 + 2);
    let rows = [series, series, series, Constraint::Length(3), lines];
    let rows: [Rect; 5] = Layout::vertical(rows).areas(frame.area());
    for (rank, measure) in Measure::ALL.into_iter().enumerate() {
        let threshold = board.thresholds[rank];
        let values = window.series(measure);
        let title = title(measure, threshold, &values);
        let over = values.last().is_some_and(|last| *last > threshold);
        curve(frame, rows[rank], title, over, &values);
    }
    let cores = window.last().map_or(&[][..], |last| &last.cores);
    curve(frame, rows[3], "cœurs".into(), false, cores);
    let log = board.log.iter().map(|line| Line::from(line.as_str()));
    let block = Block::bordered().title("alertes");
    let block = block.title_bottom(Line::from("q : quitter").right_aligned());
    let log = Paragraph::new(log.collect::<Vec<_>>()).block(block);
    frame.render_widget(log, rows[4]);
}

fn title(measure: Measure, threshold: f32, values: &[f32]) -> String {
    let name = measure.name();
    let Some(last) = values.last() else {
        return format!("{name} : pas encore de relevé");
    };
    let maximum = values.iter().copied().fold(0.0, f32::max);
    format!("{name} {last:.0} % (maximum {maximum:.0}, seuil {threshold:.0})")
}

/// Les plus récents, s’il n’y a pas la place de tous.
fn curve(
    frame: &mut Frame,
    area: Rect,
    title: String,
    over: bool,
    values: &[f32],
) {
    let room = usize::from(area.width.saturating_sub(2));
    let recent = &values[values.len().saturating_sub(room)..];
    let color = if over { Color::Red } else { Color::Green };
    let curve = Sparkline::default()
        .block(Block::bordered().title(title))
        .data(recent.iter().map(|value| value.round() as u64))
        .max(100)
        .style(Style::new().fg(color));
    frame.render_widget(curve, area);
}
// ANCHOR_END: draw

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc;

    use ratatui::backend::TestBackend;
    use ratatui::crossterm::event::{KeyCode, KeyEvent};

    use super::*;
    use crate::alarm::Change;
    use crate::reading::made_up::reading;
    use crate::watch::News;

    fn terminal() -> Terminal<TestBackend> {
        Terminal::new(TestBackend::new(44, 18)).unwrap()
    }

    fn draws(window: &Window, board: &Board, lines: &str) {
        let mut terminal = terminal();
        terminal.draw(|frame| draw(frame, window, board)).unwrap();
        let drawn = crate::demo::text(terminal.backend().buffer());
        assert_eq!(drawn, lines, "{drawn}");
    }

    #[test]
    fn the_window_the_cores_and_the_alerts_are_drawn() {
        let mut window = Window::default();
        for rank in 0..60 {
            window.push(reading(rank, rank as f32));
        }
        window.push(reading(60, 100.0));
        let mut board = Board::new([80.0, 85.0, 90.0]);
        for rank in 0..6 {
            board.note(format!("ligne {rank}"));
        }
        draws(&window, &board, FULL);
    }

    #[test]
    fn nothing_read_yet_is_drawn_too() {
        draws(&Window::default(), &Board::new([80.0, 85.0, 90.0]), EMPTY);
    }

    #[test]
    fn a_terminal_of_one_cell_is_no_panic() {
        let mut terminal = Terminal::new(TestBackend::new(1, 1)).unwrap();
        let board = Board::new([80.0, 85.0, 90.0]);
        let mut window = Window::default();
        window.push(reading(0, 50.0));
        terminal.draw(|frame| draw(frame, &window, &board)).unwrap();
    }

    /// Ce que la vue reçoit d’un clavier, puis si l’arrêt a été demandé, et
    /// s’il l’a été par Ctrl-C.
    fn pressed(code: KeyCode, modifiers: KeyModifiers) -> (bool, bool) {
        let (stop, stopped) = Stop::new();
        let key = event::Event::Key(KeyEvent::new(code, modifiers));
        obey(&key, &stop);
        let asked = stopped.try_recv() == Err(mpsc::TryRecvError::Disconnected);
        (asked, stop.was_interrupted())
    }

    fn char(name: &str) -> KeyCode {
        KeyCode::Char(name.parse().unwrap())
    }

    #[test]
    fn q_ends_and_ctrl_c_interrupts() {
        let (none, control) = (KeyModifiers::NONE, KeyModifiers::CONTROL);
        assert_eq!(pressed(char("q"), none), (true, false));
        assert_eq!(pressed(char("c"), control), (true, true));
        assert_eq!(pressed(char("c"), none), (false, false));
    }

    #[test]
    fn what_is_shown_is_summed_up() {
        let (events, to_show) = mpsc::channel();
        let changes = vec![Change {
            measure: Measure::Cpu,
            value: 90.0,
            threshold: 80.0,
            begins: true,
        }];
        let reading = reading(1, 90.0);
        events.send(Event::News(News { reading, changes })).unwrap();
        events.send(Event::Ended).unwrap();
        let (stop, _stopped) = Stop::new();
        let mut board = Board::new([80.0, 85.0, 90.0]);
        let mut summary = Summary::default();
        let window = Mutex::default();
        let mut terminal = terminal();
        show(
            &mut terminal,
            &window,
            &stop,
            &mut board,
            &to_show,
            &mut summary,
        )
        .unwrap();
        assert_eq!(
            board.log,
            ["    1.0 s  ALERTE : processeur 90 %, seuil 80 %"]
        );
        assert!(summary.to_string().starts_with("relevés : 1\n"));
    }

    #[test]
    fn the_terminal_is_given_back_after_a_panic() {
        static GIVEN_BACK: AtomicBool = AtomicBool::new(false);
        let screen = Screen(|| GIVEN_BACK.store(true, Ordering::Relaxed));
        let panics = AssertUnwindSafe(|| {
            let _screen = screen;
            panic!("pendant le dessin");
        });
        assert!(catch_unwind(panics).is_err());
        assert!(GIVEN_BACK.load(Ordering::Relaxed));
    }

    const FULL: &str = "\
┌processeur 100 % (maximum 100, seuil 80)──┐
│▁▁▁▁▁▁▂▂▂▂▂▂▂▂▂▂▂▂▂▃▃▃▃▃▃▃▃▃▃▃▃▄▄▄▄▄▄▄▄▄▄█│
└──────────────────────────────────────────┘
┌mémoire 40 % (maximum 40, seuil 85)───────┐
│▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃│
└──────────────────────────────────────────┘
┌disque : pas encore de relevé─────────────┐
│                                          │
└──────────────────────────────────────────┘
┌cœurs─────────────────────────────────────┐
│██                                        │
└──────────────────────────────────────────┘
┌alertes───────────────────────────────────┐
│ligne 2                                   │
│ligne 3                                   │
│ligne 4                                   │
│ligne 5                                   │
└───────────────────────────────q : quitter┘
";
    const EMPTY: &str = "\
┌processeur : pas encore de relevé─────────┐
│                                          │
└──────────────────────────────────────────┘
┌mémoire : pas encore de relevé────────────┐
│                                          │
└──────────────────────────────────────────┘
┌disque : pas encore de relevé─────────────┐
│                                          │
└──────────────────────────────────────────┘
┌cœurs─────────────────────────────────────┐
│                                          │
└──────────────────────────────────────────┘
┌alertes───────────────────────────────────┐
│                                          │
│                                          │
│                                          │
│                                          │
└───────────────────────────────q : quitter┘
";
}
