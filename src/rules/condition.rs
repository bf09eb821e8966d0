//! Flags compiled: conditions as typed clauses over a table of features, messages with their placeholders found.
//!
//! What a feature's value is for a claim is for the stage that raises flags to say; this room knows names and kinds.

mod compile;
mod features;
mod message;

pub use features::{FEATURES, Feature, Key, Kind, Part, Vocabulary, Which, feature};
pub use message::Message;

use super::file::FlagEntry;
use super::problem::Problem;
use super::terms::{TermSet, Terms};
use crate::types::Severity;
use compile::Compiler;

/// The flags of a pack, compiled.
#[derive(Debug, Clone)]
pub struct CompiledFlags {
    /// In the order of the pack.
    pub flags: Vec<CompiledFlag>,
}

impl CompiledFlags {
    /// Compiles `entries`.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with them, each with the index of its entry.
    pub fn new(entries: &[FlagEntry], terms: &Terms) -> Result<Self, Vec<(usize, Problem)>> {
        let (mut flags, mut found) = (Vec::new(), Vec::new());
        for (at, entry) in entries.iter().enumerate() {
            match CompiledFlag::new(entry, terms) {
                Ok(flag) => flags.push(flag),
                Err(problems) => found.extend(problems.into_iter().map(|problem| (at, problem))),
            }
        }
        if !found.is_empty() {
            return Err(found);
        }
        Ok(Self { flags })
    }
}

/// A flag, compiled.
#[derive(Debug, Clone)]
pub struct CompiledFlag {
    /// The rule's id.
    pub id: String,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong.
    pub message: Message,
    /// What to do about it.
    pub help: Option<Message>,
    /// When it is raised.
    pub condition: Condition,
}

impl CompiledFlag {
    /// Compiles `entry`.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it; paths start at its table.
    pub fn new(entry: &FlagEntry, terms: &Terms) -> Result<Self, Vec<Problem>> {
        let mut found = Vec::new();
        let message = Message::new("message", &entry.message, &mut found);
        let help = entry
            .help
            .as_ref()
            .map(|help| Message::new("help", help, &mut found));
        let mut compiler = Compiler { terms, found };
        let condition = Condition::new(entry, &mut compiler);
        if !compiler.found.is_empty() {
            return Err(compiler.found);
        }
        Ok(Self {
            id: entry.id.clone(),
            severity: entry.severity,
            message,
            help,
            condition,
        })
    }
}

/// When a flag is raised: all of `when`, none of `unless`, and one of the tables of `any` where it has some.
#[derive(Debug, Clone, Default)]
pub struct Condition {
    when: Vec<Clause>,
    unless: Vec<Clause>,
    any: Vec<Vec<Clause>>,
}

impl Condition {
    fn new(entry: &FlagEntry, compiler: &mut Compiler<'_>) -> Self {
        if entry.when.is_empty() && entry.any.is_empty() {
            compiler
                .found
                .push(Problem::at("when", "expected a condition, found none"));
        }
        let any = entry.any.iter().enumerate().map(|(i, table)| {
            let at = i.to_string();
            if table.is_empty() {
                compiler.found.push(Problem::at(
                    &format!("any.{i}"),
                    "expected a condition, found none",
                ));
            }
            compiler.table(&["any", &at], table)
        });
        Self {
            any: any.collect(),
            when: compiler.table(&["when"], &entry.when),
            unless: compiler.table(&["unless"], &entry.unless),
        }
    }

    /// Whether it holds for the claim that `facts` tells of.
    pub fn holds<'f>(&self, facts: &impl Facts<'f>) -> bool {
        let holds = |clause: &Clause| clause.holds(facts);
        self.when.iter().all(holds)
            && !self.unless.iter().any(holds)
            && (self.any.is_empty() || self.any.iter().any(|all| all.iter().all(holds)))
    }
}

/// What a claim answers when it is asked for a feature.
pub trait Facts<'f> {
    /// The values of a feature: none where it is absent, several for any link or hedge.
    fn values(&self, key: Key) -> Values<'f>;
    /// The word lists that a text has words of, for the features of [`Kind::Term`].
    fn terms(&self, key: Key) -> &TermSet;
}

/// The values of a feature.
#[derive(Debug, Clone, PartialEq)]
pub enum Values<'f> {
    /// The one of a feature that has one.
    One(Atom<'f>),
    /// Those of a feature that may have none or several.
    Many(Vec<Atom<'f>>),
}

impl<'f> Values<'f> {
    /// The values in a row.
    pub fn as_slice(&self) -> &[Atom<'f>] {
        match self {
            Values::One(atom) => std::slice::from_ref(atom),
            Values::Many(atoms) => atoms,
        }
    }
}

/// One value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Atom<'f> {
    /// Of a [`Kind::Number`].
    Number(f64),
    /// Of a [`Kind::Truth`].
    Truth(bool),
    /// Of a [`Kind::Text`] or [`Kind::Word`].
    Text(&'f str),
}

/// One thing asked of one feature.
#[derive(Debug, Clone)]
struct Clause {
    feature: &'static Feature,
    test: Test,
}

/// What is asked. A list means "one of".
#[derive(Debug, Clone, PartialEq)]
enum Test {
    AtLeast(f64),
    AtMost(f64),
    Number(Vec<f64>),
    Truth(Vec<bool>),
    Text(Vec<String>),
    Terms(Vec<usize>),
    Present(bool),
}

impl Clause {
    fn holds<'f>(&self, facts: &impl Facts<'f>) -> bool {
        let key = self.feature.key;
        match &self.test {
            Test::Terms(lists) => {
                let found = facts.terms(key);
                lists.iter().any(|&list| found.has(list))
            }
            Test::Present(present) => facts.values(key).as_slice().is_empty() != *present,
            test => {
                let values = facts.values(key);
                values.as_slice().iter().any(|&atom| test.admits(atom))
            }
        }
    }
}

impl Test {
    fn admits(&self, atom: Atom<'_>) -> bool {
        match (self, atom) {
            (Test::AtLeast(least), Atom::Number(x)) => x >= *least,
            (Test::AtMost(most), Atom::Number(x)) => x <= *most,
            (Test::Number(numbers), Atom::Number(x)) => numbers.contains(&x),
            (Test::Truth(truths), Atom::Truth(truth)) => truths.contains(&truth),
            (Test::Text(texts), Atom::Text(text)) => texts.iter().any(|t| t == text),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests;
