// Une image de la vue, en texte, de relevés inventés.

use std::time::Duration;

use anyhow::Result;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

use crate::alarm::Alarm;
use crate::plain;
use crate::reading::{Measure, Reading};
use crate::view::{self, Board};
use crate::watch::News;
use crate::window::Window;

/// Soixante-dix secondes d’une machine à quatre cœurs, qu’un travail occupe de
/// la quarantième à la soixantième.
pub fn frame(mut alarms: Vec<Alarm>, thresholds: [f32; 3]) -> Result<String> {
    let mut window = Window::default();
    let mut board = Board::new(thresholds);
    for second in 1..=70 {
        let reading = made_up(second);
        window.push(reading.clone());
        let changes = alarms.iter_mut().filter_map(|a| a.see(&reading));
        let changes = changes.collect();
        let news = News { reading, changes };
        plain::bells(&news).for_each(|bell| board.note(bell));
    }
    let mut terminal = Terminal::new(TestBackend::new(64, 24))?;
    terminal.draw(|frame| view::draw(frame, &window, &board))?;
    Ok(text(terminal.backend().buffer()))
}

fn made_up(second: u64) -> Reading {
    let wave = (second * 7 % 20) as f32;
    let busy = (40..60).contains(&second);
    let cores = [0.0, 5.0, 10.0, 15.0].map(|more| match busy {
        true => 78.0 + (wave + more) * 0.6,
        false => 8.0 + wave + more,
    });
    let values = vec![
        (Measure::Cpu, cores.iter().sum::<f32>() / 4.0),
        (Measure::Memory, 35.0 + second as f32 * 0.4),
        (Measure::Disk, 62.0),
    ];
    Reading {
        at: Duration::from_secs(second),
        values,
        cores: cores.into(),
    }
}

/// Les caractères d’une image, sans ses couleurs.
pub fn text(buffer: &Buffer) -> String {
    let width = usize::from(buffer.area.width);
    let rows = buffer.content.chunks(width);
    rows.map(|row| row.iter().map(|cell| cell.symbol()).collect::<String>())
        .map(|line| line.trim_end().to_owned())
        .map(|line| format!("{line}\n"))
        .collect()
}
