//! A rule pack: the entries of its files, each with the place it stands at.

use std::ops::Range;
use std::path::PathBuf;

use super::file::*;

/// A file of rules.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Its path; `rules/en/NAME.toml` for the files compiled in.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

/// Where an entry stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Index into [`Pack::files`].
    pub file: usize,
    /// Bytes of the entry's table in that file.
    pub span: Range<usize>,
}

/// A rule and where it stands.
#[derive(Debug, Clone)]
pub struct Entry<T> {
    /// Where it stands.
    pub place: Place,
    /// The rule.
    pub rule: T,
}

/// A pack, merged: what it extends, overridden and disabled by id.
#[derive(Debug, Clone, Default)]
pub struct Pack {
    /// The files it was read from.
    pub files: Vec<SourceFile>,
    /// `[pack]`.
    pub pack: Option<Entry<PackEntry>>,
    /// `[[class]]`.
    pub classes: Vec<Entry<ClassEntry>>,
    /// `[[cue]]`.
    pub cues: Vec<Entry<CueEntry>>,
    /// `[[hedge]]`.
    pub hedges: Vec<Entry<HedgeEntry>>,
    /// `[[scale]]`.
    pub scales: Vec<Entry<ScaleEntry>>,
    /// `[[source]]`.
    pub sources: Vec<Entry<SourceEntry>>,
    /// `[[channel]]`.
    pub channels: Vec<Entry<ChannelEntry>>,
    /// `[[pattern]]`.
    pub patterns: Vec<Entry<PatternEntry>>,
    /// `[[boilerplate]]`.
    pub boilerplate: Vec<Entry<BoilerplateEntry>>,
    /// `[[registry]]`.
    pub registry: Vec<Entry<RegistryEntry>>,
    /// `[scoring]`.
    pub scoring: Option<Entry<ScoringEntry>>,
    /// `[triage]`.
    pub triage: Option<Entry<TriageEntry>>,
    /// `[[terms]]`.
    pub terms: Vec<Entry<TermsEntry>>,
    /// `[[flag]]`.
    pub flags: Vec<Entry<FlagEntry>>,
}
