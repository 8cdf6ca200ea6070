// Ce qui est déjà venu d’un fichier, à côté, jusqu’à ce qu’il soit entier.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use anyhow::bail;
use sha2::{Digest, Sha256};

use crate::list::Item;
use crate::policy::{Head, Plan, Problem, plan};

fn disk(error: io::Error) -> Problem {
    Problem::Disk(error.to_string())
}

// ANCHOR: part
/// `.NAME.part` tient les octets venus ; `.NAME.tag`, d’où ils viennent.
pub struct Part {
    file: File,
    part: PathBuf,
    memo: PathBuf,
    target: PathBuf,
    url: String,
    sha256: Option<String>,
    max_size: u64,
    tag: Option<String>,
    pub length: u64,
    total: Option<u64>,
}

impl Part {
    pub fn open(item: &Item, folder: &Path, max: u64) -> Result<Part, Problem> {
        let part = folder.join(format!(".{}.part", item.name));
        let memo = folder.join(format!(".{}.tag", item.name));
        let mut options = File::options();
        options.read(true).write(true).create(true).truncate(false);
        let file = options.open(&part).map_err(disk)?;
        let length = file.metadata().map_err(disk)?.len();
        let known = fs::read_to_string(&memo).unwrap_or_default();
        let tag = known.strip_prefix(&format!("{}\n", item.url));
        let mut part = Part {
            file,
            part,
            memo,
            target: folder.join(&item.name),
            url: item.url.to_string(),
            sha256: item.sha256.clone(),
            max_size: max,
            tag: tag.map(str::to_owned),
            length,
            total: None,
        };
        if part.tag.is_none() || length == 0 {
            part.forget()?;
        }
        Ok(part)
    }

    /// `Range` et `If-Range` : « la suite, si c’est le même fichier ».
    pub fn conditions(&self) -> Option<[(&'static str, String); 2]> {
        let tag = self.tag.clone()?;
        let range = format!("bytes={}-", self.length);
        Some([("range", range), ("if-range", tag)])
    }

    /// Les en-têtes sont là ; le corps vient.
    pub fn begin(&mut self, head: &Head) -> Result<(), Problem> {
        let planned = plan(self.length, self.tag.as_deref(), head);
        if planned == Err(Problem::Changed) {
            self.forget()?;
        }
        let Plan { start, total } = planned?;
        if total.is_none() && !head.chunked && self.sha256.is_none() {
            self.discard();
            return Err(Problem::NoEnd);
        }
        if start == 0 {
            self.forget()?;
            if let Some(tag) = head.strong_tag() {
                let memo = format!("{}\n{tag}", self.url);
                fs::write(&self.memo, memo).map_err(disk)?;
                self.tag = Some(tag.to_owned());
            }
        }
        self.total = total;
        self.check_size(total.unwrap_or(0))?;
        self.file.seek(SeekFrom::Start(start)).map_err(disk)?;
        Ok(())
    }

    pub fn add(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        self.check_size(self.length + bytes.len() as u64)?;
        self.file.write_all(bytes).map_err(disk)?;
        self.length += bytes.len() as u64;
        Ok(())
    }
}
// ANCHOR_END: part

// ANCHOR: finish
impl Part {
    /// Le nom final n’est donné qu’à un fichier entier et vérifié.
    pub fn finish(mut self) -> Result<u64, Problem> {
        if self.total.is_some_and(|total| total != self.length) {
            return Err(Problem::Cut);
        }
        if let Some(wanted) = &self.sha256 {
            self.file.seek(SeekFrom::Start(0)).map_err(disk)?;
            if &sha256(&mut self.file).map_err(disk)? != wanted {
                self.discard();
                return Err(Problem::Checksum);
            }
        }
        // Sur le disque d’abord : une panne de courant garderait le nom seul.
        self.file.sync_all().map_err(disk)?;
        fs::rename(&self.part, &self.target).map_err(disk)?;
        let _ = fs::remove_file(&self.memo);
        Ok(self.length)
    }
}
// ANCHOR_END: finish

impl Part {
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    fn check_size(&mut self, size: u64) -> Result<(), Problem> {
        if size > self.max_size {
            self.discard();
            return Err(Problem::TooBig);
        }
        Ok(())
    }

    fn forget(&mut self) -> Result<(), Problem> {
        let _ = fs::remove_file(&self.memo);
        self.file.set_len(0).map_err(disk)?;
        self.file.rewind().map_err(disk)?;
        (self.length, self.tag) = (0, None);
        Ok(())
    }

    fn discard(&mut self) {
        let _ = fs::remove_file(&self.memo);
        let _ = fs::remove_file(&self.part);
    }
}

/// Rien à garder : aucun fichier vide ne reste.
impl Drop for Part {
    fn drop(&mut self) {
        if self.tag.is_none() || self.length == 0 {
            self.discard();
        }
    }
}

// ANCHOR: reserve
/// Essaie d’écrire dans le dossier, et le réserve : deux programmes y
/// écriraient les mêmes provisoires. Le verrou tombe avec le programme, même
/// tué.
pub fn reserve(folder: &Path) -> anyhow::Result<Option<File>> {
    fs::create_dir_all(folder)?;
    let trial = folder.join(".trial");
    File::create(&trial).and_then(|_| fs::remove_file(&trial))?;
    if !cfg!(unix) {
        return Ok(None);
    }
    let file = File::open(folder)?;
    if let Err(TryLockError::WouldBlock) = file.try_lock() {
        bail!("un autre téléchargement y écrit déjà");
    }
    Ok(Some(file))
}
// ANCHOR_END: reserve

/// Le fichier est-il déjà là, et le bon ?
pub fn already(item: &Item, folder: &Path) -> Result<Option<u64>, Problem> {
    let Ok(mut file) = File::open(folder.join(&item.name)) else {
        return Ok(None);
    };
    let found = file.metadata().map_err(disk)?;
    if !found.is_file() {
        return Err(Problem::Disk("un dossier porte ce nom".into()));
    }
    let size = found.len();
    match &item.sha256 {
        Some(sum) if &sha256(&mut file).map_err(disk)? != sum => Ok(None),
        _ => Ok(Some(size)),
    }
}

pub fn sha256(file: &mut impl Read) -> io::Result<String> {
    let mut sum = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            n => sum.update(&buffer[..n]),
        }
    }
    let sum = sum.finalize();
    Ok(sum.iter().map(|byte| format!("{byte:02x}")).collect())
}
