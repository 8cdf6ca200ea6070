// Convertir deux lignes à la fois, écrire les relevés dans l’ordre.

/// Convertit les lignes, deux à la fois, et écrit leurs relevés dans l’ordre
/// des lignes ; au plus deux lignes sont commencées et pas encore écrites.
pub fn convert_all(lines: Vec<u32>, convert: fn(u32) -> u32, write: fn(u32)) {
    for line in lines {
        write(convert(line));
    }
}
