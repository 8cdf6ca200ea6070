// Plusieurs photos à la fois, et leurs progrès affichés par un seul thread.

/// Le corps d’une réponse, morceau par morceau ; une erreur s’il est coupé.
pub type Body = Box<dyn Iterator<Item = Result<Vec<u8>, String>>>;

/// Le serveur, tel qu’il vous est donné. Ne le changez pas.
pub trait Server: Sync {
    /// Demande une photo : sa taille en octets et son corps, ou une erreur.
    fn get(&self, photo: &str) -> Result<(usize, Body), String>;
}

/// Ce qui s’affiche d’une photo : `Received` après chaque morceau, avec tous
/// les octets reçus jusque-là ; puis, une fois, `Saved` ou `Failed`.
#[derive(Debug)]
pub enum News {
    Received { bytes: usize, of: usize },
    Saved { bytes: usize },
    Failed { cause: String },
}

/// Les photos entières, leurs octets, et les photos manquées.
#[derive(Debug, Default)]
pub struct Totals {
    pub saved: usize,
    pub bytes: usize,
    pub failed: usize,
}

/// Demande toutes les photos à la fois, affiche leurs progrès au fur et à
/// mesure, et rend les totaux quand toutes ont fini.
pub fn download_all(
    server: &dyn Server,
    photos: &[&str],
    show: &mut dyn FnMut(&str, News),
) -> Totals {
    let mut totals = Totals::default();
    for photo in photos {
        match server.get(photo) {
            Ok((of, body)) => {
                for piece in body.flatten() {
                    totals.bytes += piece.len();
                    let bytes = totals.bytes;
                    show(photo, News::Received { bytes, of });
                }
                totals.saved += 1;
                show(photo, News::Saved { bytes: of });
            }
            Err(cause) => {
                totals.failed += 1;
                show(photo, News::Failed { cause });
                return totals;
            }
        }
    }
    totals
}
