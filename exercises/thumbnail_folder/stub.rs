// Une vignette par image, à plusieurs ; les mauvaises images sont nommées.

/// Un dossier, tel qu’il vous est donné. Ne changez ni lui, ni `Outcome`.
pub trait Folder: Sync {
    /// Les octets de la vignette d’une image, ou la cause de l’échec. Le
    /// décodeur est le code d’un autre : il peut paniquer.
    fn shrink(&self, picture: &str) -> Result<Vec<u8>, String>;
    /// Écrit un fichier. Après une erreur, il en reste le début sous ce nom.
    fn write(&self, file: &str, bytes: Vec<u8>) -> Result<(), String>;
    /// Donne un autre nom à un fichier, d’un seul geste ; le fichier qui le
    /// portait est remplacé.
    fn rename(&self, from: &str, to: &str);
    fn remove(&self, file: &str);
}

#[derive(Clone, Debug)]
pub enum Outcome {
    Made,
    Bad { name: String, cause: String },
}

/// Fait la vignette de chaque image, sous le nom de l’image, `jobs` à la fois.
/// Rend ce qu’il est advenu de chacune, dans l’ordre de la liste.
pub fn make_all(
    folder: &dyn Folder,
    pictures: &[&str],
    jobs: usize,
) -> Vec<Outcome> {
    let _ = jobs;
    let mut outcomes = Vec::new();
    for picture in pictures {
        if let Err(cause) = make(folder, picture) {
            let name = picture.to_string();
            outcomes.push(Outcome::Bad { name, cause });
            break;
        }
        outcomes.push(Outcome::Made);
    }
    outcomes
}

fn make(folder: &dyn Folder, picture: &str) -> Result<(), String> {
    let bytes = folder.shrink(picture)?;
    folder.write(picture, bytes)
}
