//! Reads tables of cases: TOML files of `[[case]]`.

use serde::Deserialize;
use serde::de::DeserializeOwned;

#[derive(Deserialize)]
struct Table<C> {
    case: Vec<C>,
}

/// The cases of a file, in its order.
pub fn cases<C: DeserializeOwned>(file: &str) -> Vec<C> {
    toml::from_str::<Table<C>>(file).unwrap().case
}
