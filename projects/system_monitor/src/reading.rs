// Un relevé, et la machine d’où il vient.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Result;
use sysinfo::{DiskRefreshKind, Disks, MemoryRefreshKind, System};

// ANCHOR: reading
/// Ce que l’on surveille, en pour cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    Cpu,
    Memory,
    Disk,
}

/// Ce qui a été lu d’un coup. Une mesure que le système ne donne pas manque.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub at: Duration,
    pub values: Vec<(Measure, f32)>,
    pub cores: Vec<f32>,
}
// ANCHOR_END: reading

impl Measure {
    pub const ALL: [Measure; 3] =
        [Measure::Cpu, Measure::Memory, Measure::Disk];

    pub fn name(self) -> &'static str {
        match self {
            Measure::Cpu => "processeur",
            Measure::Memory => "mémoire",
            Measure::Disk => "disque",
        }
    }
}

impl Reading {
    pub fn of(&self, wanted: Measure) -> Option<f32> {
        let mut values = self.values.iter();
        let (_, value) = values.find(|(measure, _)| *measure == wanted)?;
        Some(*value)
    }
}

// ANCHOR: machine
/// La machine où le programme tourne.
pub struct Machine {
    start: Instant,
    system: System,
    disks: Disks,
    folder: PathBuf,
}

impl Machine {
    /// Le processeur est lu une première fois, pour rien : son taux est une
    /// différence entre deux lectures.
    pub fn new() -> Result<Machine> {
        let mut system = System::new()?;
        system.refresh_cpu_usage();
        let storage = DiskRefreshKind::nothing().with_storage();
        let folder = std::env::current_dir().unwrap_or_default();
        Ok(Machine {
            start: Instant::now(),
            system,
            disks: Disks::new_with_refreshed_list_specifics(storage)?,
            folder: folder.canonicalize().unwrap_or(folder),
        })
    }

    pub fn read(&mut self) -> Reading {
        self.system.refresh_cpu_usage();
        let ram = MemoryRefreshKind::nothing().with_ram();
        self.system.refresh_memory_specifics(ram);
        let (used, total) =
            (self.system.used_memory(), self.system.total_memory());
        let cpu = Some(self.system.global_cpu_usage());
        let measured = [
            (Measure::Cpu, cpu),
            (Measure::Memory, percent(used, total)),
            (Measure::Disk, self.disk()),
        ];
        let present = measured.into_iter();
        let cores = self.system.cpus().iter();
        Reading {
            at: self.start.elapsed(),
            values: present.filter_map(|(m, v)| Some((m, v?))).collect(),
            cores: cores.map(|core| core.usage()).collect(),
        }
    }

    /// Le disque du dossier courant : le point de montage le plus précis. Ce
    /// que le système se réserve n’est pas libre pour vous, et compte.
    fn disk(&mut self) -> Option<f32> {
        let folder = &self.folder;
        let disks = self.disks.iter_mut();
        let disk = disks
            .filter(|disk| folder.starts_with(disk.mount_point()))
            .max_by_key(|disk| disk.mount_point().components().count())?;
        disk.refresh_specifics(DiskRefreshKind::nothing().with_storage());
        let total = disk.total_space();
        percent(total.saturating_sub(disk.available_space()), total)
    }
}

fn percent(part: u64, whole: u64) -> Option<f32> {
    (whole > 0).then(|| (100.0 * part as f64 / whole as f64) as f32)
}
// ANCHOR_END: machine

#[cfg(test)]
pub mod made_up {
    use super::*;

    /// Le relevé numéro `rank`, d’une machine à deux cœurs.
    pub fn reading(rank: u64, cpu: f32) -> Reading {
        Reading {
            at: Duration::from_secs(rank),
            values: vec![(Measure::Cpu, cpu), (Measure::Memory, 40.0)],
            cores: vec![cpu, cpu],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_nothing_is_missing() {
        assert_eq!(percent(1, 4), Some(25.0));
        assert_eq!(percent(0, 0), None);
    }

    #[test]
    fn this_machine_can_be_read() {
        let reading = Machine::new().unwrap().read();
        assert!(!reading.cores.is_empty());
        let memory = reading.of(Measure::Memory).unwrap();
        assert!(memory > 0.0 && memory <= 100.0, "{memory}");
    }
}
