// Des lignes bornées, lues d’une connexion.

use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};

use crate::text::clean;

const NEWLINE: u8 = 10; // Le retour à la ligne.

// ANCHOR: lines
pub enum Input {
    Line(String),
    TooLong,
    End,
}

pub struct Lines<R> {
    input: BufReader<R>,
    most: usize,
    line: Vec<u8>,
    too_long: bool,
}

impl<R: AsyncRead + Unpin> Lines<R> {
    pub fn new(input: R, most: usize) -> Lines<R> {
        Lines {
            input: BufReader::new(input),
            most,
            line: Vec::new(),
            too_long: false,
        }
    }

    /// La ligne suivante. Une ligne trop longue est jetée à mesure ; une ligne
    /// inachevée n’est pas une ligne. Ce qui est lu reste si l’on abandonne.
    pub async fn next(&mut self) -> Input {
        loop {
            let bytes = match self.input.fill_buf().await {
                Ok(bytes) if !bytes.is_empty() => bytes,
                _ => return Input::End, // Fin, ou coupure.
            };
            let end = bytes.iter().position(|byte| *byte == NEWLINE);
            let part = &bytes[..end.unwrap_or(bytes.len())];
            self.too_long |= self.line.len() + part.len() > self.most;
            if !self.too_long {
                self.line.extend(part);
            }
            let read = part.len() + usize::from(end.is_some());
            self.input.consume(read);
            if end.is_some() {
                return self.whole();
            }
        }
    }

    fn whole(&mut self) -> Input {
        let text = clean(self.line.trim_ascii_end());
        self.line.clear();
        match std::mem::take(&mut self.too_long) {
            true => Input::TooLong,
            false => Input::Line(text),
        }
    }

    /// Lit jusqu’à la fin, sans rien garder.
    pub async fn drain(&mut self) {
        loop {
            match self.input.fill_buf().await {
                Ok(bytes) if !bytes.is_empty() => {
                    let read = bytes.len();
                    self.input.consume(read);
                }
                _ => return,
            }
        }
    }
}
// ANCHOR_END: lines

#[cfg(test)]
impl<R: AsyncRead> Lines<R> {
    /// Pour écrire par l’autre sens de la même connexion.
    pub fn input(&mut self) -> &mut R {
        self.input.get_mut()
    }
}

#[cfg(test)]
#[path = "../tests/unit/lines.rs"]
mod tests;
