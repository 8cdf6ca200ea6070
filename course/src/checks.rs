//! `cargo course test`.
use crate::house::House;
use anyhow::Result;
pub fn run(_house: &House, _only: Option<&str>) -> Result<()> {
    Ok(())
}
