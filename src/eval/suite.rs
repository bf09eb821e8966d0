//! A suite: a list of sets of gold with the figures to show and their targets, measured and printed by one command.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::error::GoldError;
use super::figure::Figure;
use super::measure::{Measured, Options, Row};
use super::render::main_figures;

/// A suite as read; paths are those of the file's own folder.
#[derive(Debug, Clone, PartialEq)]
pub struct Suite {
    /// The sets, in order.
    pub sets: Vec<SuiteSet>,
}

/// A set of gold.
#[derive(Debug, Clone, PartialEq)]
pub struct SuiteSet {
    /// What it is called.
    pub name: String,
    /// The files, all of one kind of gold.
    pub gold: Vec<PathBuf>,
    /// Texts for gold that holds none.
    pub input: Vec<PathBuf>,
    /// What is compared.
    pub options: Options,
    figures: Vec<String>,
    targets: BTreeMap<String, f64>,
}

/// The figures of a set, or of a part of one.
#[derive(Debug, Clone, PartialEq)]
pub struct SuiteRow {
    /// The set, and its part where it has several.
    pub name: String,
    /// Each figure and its target, where it has one.
    pub figures: Vec<(Figure, Option<f64>)>,
}

impl SuiteRow {
    /// Whether a figure falls short of its target.
    pub fn is_short(figure: &Figure, target: Option<f64>) -> bool {
        let Some(target) = target else { return false };
        match figure.value.number() {
            Some(value) if figure.at_most() => value > target,
            Some(value) => value < target,
            None => true,
        }
    }

    /// Whether every figure reaches its target.
    pub fn is_met(&self) -> bool {
        let short = |(figure, target): &(Figure, Option<f64>)| Self::is_short(figure, *target);
        !self.figures.iter().any(short)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    set: Vec<Set>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    name: String,
    gold: Paths,
    #[serde(default)]
    input: Option<Paths>,
    #[serde(default)]
    outermost: bool,
    #[serde(default)]
    quotes_only: bool,
    #[serde(default)]
    figures: Vec<String>,
    #[serde(default)]
    targets: BTreeMap<String, f64>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Paths {
    One(PathBuf),
    Many(Vec<PathBuf>),
}

impl Paths {
    fn from(self, folder: &Path) -> Vec<PathBuf> {
        let paths = match self {
            Paths::One(path) => vec![path],
            Paths::Many(paths) => paths,
        };
        paths.into_iter().map(|path| folder.join(path)).collect()
    }
}

impl Suite {
    /// Reads a suite.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read or is no suite.
    pub fn read(file: &Path) -> Result<Self, GoldError> {
        let text = fs::read_to_string(file);
        let text = text.map_err(|error| GoldError::file(file, error.to_string()))?;
        let suite: File = toml::from_str(&text).map_err(|error| {
            GoldError::file(
                file,
                format!("is no suite: {}", error.to_string().trim_end()),
            )
        })?;
        let folder = file.parent().unwrap_or(Path::new(""));
        let set = |set: Set| SuiteSet {
            name: set.name,
            gold: set.gold.from(folder),
            input: set
                .input
                .map(|paths| paths.from(folder))
                .unwrap_or_default(),
            options: Options {
                outermost: set.outermost,
                quotes_only: set.quotes_only,
            },
            figures: set.figures,
            targets: set.targets,
        };
        Ok(Self {
            sets: suite.set.into_iter().map(set).collect(),
        })
    }
}

impl SuiteSet {
    /// The first of its files that is not there.
    pub fn absent(&self) -> Option<&Path> {
        let files = self.gold.iter().map(PathBuf::as_path);
        files.into_iter().find(|file| !file.exists())
    }

    /// The rows of what was measured: of the parts where there are several, and of all.
    ///
    /// # Errors
    ///
    /// A figure that gold of this kind does not have.
    pub fn rows(&self, measured: &Measured) -> Result<Vec<SuiteRow>, String> {
        let parts = measured.parts.iter().filter(|_| measured.parts.len() > 1);
        let mut rows = Vec::new();
        for part in parts {
            let name = format!("{}: {}", self.name, part.name);
            rows.push(SuiteRow {
                name,
                figures: self.shown(measured, part, false)?,
            });
        }
        let figures = self.shown(measured, &measured.all, true)?;
        rows.push(SuiteRow {
            name: self.name.clone(),
            figures,
        });
        Ok(rows)
    }

    /// The figures asked for, else those with a target, else the main ones of the kind; targets hold for the whole set.
    fn shown(
        &self,
        measured: &Measured,
        row: &Row,
        whole: bool,
    ) -> Result<Vec<(Figure, Option<f64>)>, String> {
        let main = || {
            main_figures(measured.kind)
                .iter()
                .map(|key| (*key).to_owned())
        };
        let mut keys: Vec<String> = match (self.figures.is_empty(), self.targets.is_empty()) {
            (false, _) => self.figures.clone(),
            (true, false) => main()
                .filter(|key| self.targets.contains_key(key))
                .collect(),
            (true, true) => main().collect(),
        };
        let rest = self.targets.keys().filter(|key| !keys.contains(key));
        keys.extend(rest.cloned().collect::<Vec<_>>());
        let target = |key: &String| self.targets.get(key).copied().filter(|_| whole);
        let figures = keys.iter().map(|key| {
            let found = row.figures.iter().find(|figure| figure.key == key);
            let found = found.ok_or_else(|| self.unknown(key, row, measured))?;
            Ok((*found, target(key)))
        });
        let mut figures: Vec<_> = figures.collect::<Result<_, String>>()?;
        figures.retain(|(figure, target)| figure.value.number().is_some() || target.is_some());
        Ok(figures)
    }

    fn unknown(&self, key: &str, row: &Row, measured: &Measured) -> String {
        let known: Vec<_> = row.figures.iter().map(|figure| figure.key).collect();
        format!(
            "set {:?}: gold of kind {} has no figure {key:?}; it has {}",
            self.name,
            measured.kind.as_str(),
            known.join(", ")
        )
    }
}
