//! A rule pack: the entries of its files, each with the place it stands at.

use std::ops::Range;
use std::path::PathBuf;

use super::diagnostic::{Diagnostic, Diagnostics};
use super::file::*;
use super::kind::{Kind, Located};

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

/// What an extending pack did to a rule of the pack below.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The rule's id.
    pub id: String,
    /// Its kind.
    pub kind: Kind,
    /// Where the rule stands that is no longer in force.
    pub was: Place,
    /// Where the one stands that overrides it; absent where it is disabled.
    pub now: Option<Place>,
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
    /// `[tagger]`.
    pub tagger: Option<Entry<TaggerEntry>>,
    /// `[[terms]]`.
    pub terms: Vec<Entry<TermsEntry>>,
    /// `[[flag]]`.
    pub flags: Vec<Entry<FlagEntry>>,
    /// What was overridden and disabled on the way.
    pub changes: Vec<Change>,
    /// Problems that do not keep the pack from being used.
    pub warnings: Vec<Diagnostic>,
}

impl Pack {
    /// The pack that ships.
    ///
    /// # Errors
    ///
    /// Never in a build that passes its tests: the files are compiled in.
    pub fn builtin() -> Result<Pack, Diagnostics> {
        super::load(&[])
    }

    /// The rule `id`, of whatever kind.
    pub fn find(&self, id: &str) -> Option<Located<'_>> {
        self.rules().into_iter().find(|found| found.rule.id() == id)
    }

    /// Puts another scale of likelihood in force.
    ///
    /// # Errors
    ///
    /// A message naming the scales that there are, where none is called `id`.
    pub fn choose_scale(&mut self, id: &str) -> Result<(), String> {
        let known: Vec<&str> = self.scales.iter().map(|s| s.rule.id.as_str()).collect();
        if !known.contains(&id) {
            return Err(format!(
                "no scale is called `{id}`; there are {}",
                known.join(", ")
            ));
        }
        if let Some(entry) = &mut self.pack {
            entry.rule.scale = Some(id.to_owned());
        }
        Ok(())
    }

    /// The file and the line, from 1, that a rule begins at.
    pub fn line(&self, place: &Place) -> (&std::path::Path, usize) {
        let Some(file) = self.files.get(place.file) else {
            return (std::path::Path::new(""), 0);
        };
        let before = file.text.get(..place.span.start).unwrap_or_default();
        (&file.path, 1 + before.matches('\n').count())
    }
}
