//! From the tables of a `[[flag]]` to clauses: every key a feature, every value of its kind.

use toml::{Table, Value};

use super::features::{FEATURES, Feature, Kind};
use super::{Clause, Test};
use crate::rules::problem::{Problem, did_you_mean};
use crate::rules::terms::Terms;

/// The keys of a table that asks something of a feature.
const ASKS: [&str; 3] = ["at_least", "at_most", "present"];

/// Compiles one table of conditions; what is wrong goes to `found`.
pub struct Compiler<'c> {
    /// The word lists that `has_term` may name.
    pub terms: &'c Terms,
    /// What is wrong.
    pub found: Vec<Problem>,
}

impl Compiler<'_> {
    /// The clauses of `table`, which stands at `path` in its rule.
    pub fn table(&mut self, path: &[&str], table: &Table) -> Vec<Clause> {
        let mut clauses = Vec::new();
        self.level(path, "", table, &mut clauses);
        clauses
    }

    /// One level of nested tables; `prefix` is the dotted path of features down to it.
    fn level(&mut self, path: &[&str], prefix: &str, table: &Table, clauses: &mut Vec<Clause>) {
        for (key, value) in table {
            let dotted = join(prefix, key);
            let path: Vec<&str> = path.iter().copied().chain([key.as_str()]).collect();
            if let Some(feature) = super::feature(&dotted) {
                clauses.extend(self.leaf(&path, feature, value));
            } else if children(&dotted).is_empty() {
                self.unknown(&path, prefix, key);
            } else if let Value::Table(inner) = value {
                self.level(&path, &dotted, inner, clauses);
            } else {
                let message = format!(
                    "expected a feature below `{dotted}`, found {}",
                    written(value)
                );
                self.say::<()>(&path, message, None);
            }
        }
    }

    /// What is asked of one feature; a table of several bounds gives several clauses.
    fn leaf(&mut self, path: &[&str], feature: &'static Feature, value: &Value) -> Vec<Clause> {
        let clause = |test| Clause { feature, test };
        match value {
            Value::Table(asks) => {
                let tests = asks.iter().filter_map(|(key, value)| {
                    let path: Vec<&str> = path.iter().copied().chain([key.as_str()]).collect();
                    self.ask(&path, feature, key, value)
                });
                tests.map(clause).collect()
            }
            Value::Array(items) if items.is_empty() => {
                self.say::<()>(
                    path,
                    "expected a value or a list of values, found an empty list".into(),
                    None,
                );
                Vec::new()
            }
            Value::Array(items) => self
                .one_of(path, feature, items)
                .map(clause)
                .into_iter()
                .collect(),
            item => self
                .one_of(path, feature, std::slice::from_ref(item))
                .map(clause)
                .into_iter()
                .collect(),
        }
    }

    fn ask(&mut self, path: &[&str], feature: &Feature, key: &str, value: &Value) -> Option<Test> {
        match (key, feature.kind, value) {
            ("present", _, Value::Boolean(present)) => Some(Test::Present(*present)),
            ("at_least", Kind::Number, bound) if number(bound).is_some() => {
                number(bound).map(Test::AtLeast)
            }
            ("at_most", Kind::Number, bound) if number(bound).is_some() => {
                number(bound).map(Test::AtMost)
            }
            ("present", _, other) => self.wrong(path, "true or false", other),
            ("at_least" | "at_most", Kind::Number, other) => self.wrong(path, "a number", other),
            ("at_least" | "at_most", kind, _) => {
                let message = format!(
                    "`{key}` asks for a number, but `{}` is {}",
                    feature.path,
                    kind.name()
                );
                self.say(path, message, None)
            }
            _ => {
                let message = format!("expected one of {}, found `{key}`", ASKS.join(", "));
                self.say(path, message, did_you_mean(key, ASKS))
            }
        }
    }

    fn one_of(&mut self, path: &[&str], feature: &Feature, items: &[Value]) -> Option<Test> {
        match feature.kind {
            Kind::Number => self.all(path, items, "a number", number).map(Test::Number),
            Kind::Truth => self
                .all(path, items, "true or false", Value::as_bool)
                .map(Test::Truth),
            Kind::Text => self.all(path, items, "text", text).map(Test::Text),
            Kind::Word(vocabulary) => {
                let words = self.all(path, items, vocabulary.name(), text)?;
                let members = vocabulary.members();
                self.known(path, &words, vocabulary.name(), &members);
                Some(Test::Text(words))
            }
            Kind::Term => {
                let ids = self.all(path, items, Kind::Term.name(), text)?;
                let known: Vec<&str> = self.terms.ids().collect();
                self.known(path, &ids, Kind::Term.name(), &known);
                Some(Test::Terms(
                    ids.iter().filter_map(|id| self.terms.list(id)).collect(),
                ))
            }
        }
    }

    /// The items read, or the first that cannot be.
    fn all<T>(
        &mut self,
        path: &[&str],
        items: &[Value],
        expected: &str,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Option<Vec<T>> {
        if let Some(wrong) = items.iter().find(|item| read(item).is_none()) {
            return self.wrong(path, expected, wrong);
        }
        Some(items.iter().filter_map(read).collect())
    }

    fn known(&mut self, path: &[&str], words: &[String], expected: &str, known: &[&str]) {
        for word in words.iter().filter(|word| !known.contains(&word.as_str())) {
            let message = format!("expected {expected}, found `{word}`");
            self.say::<()>(path, message, did_you_mean(word, known.iter().copied()));
        }
    }

    fn unknown(&mut self, path: &[&str], prefix: &str, key: &str) {
        let beside = children(prefix);
        let message = match prefix {
            "" => format!("no feature begins with `{key}`"),
            _ => format!("`{prefix}` has no feature `{key}`"),
        };
        self.say::<()>(path, message, did_you_mean(key, beside));
    }

    fn wrong<T>(&mut self, path: &[&str], expected: &str, found: &Value) -> Option<T> {
        self.say(
            path,
            format!("expected {expected}, found {}", written(found)),
            None,
        )
    }

    /// Notes a problem; nothing comes of what has one.
    fn say<T>(&mut self, path: &[&str], message: String, suggestion: Option<String>) -> Option<T> {
        self.found.push(Problem {
            path: path.iter().map(|&key| key.to_owned()).collect(),
            message,
            suggestion,
        });
        None
    }
}

/// The keys that may stand below `prefix`, in the order of the table.
fn children(prefix: &str) -> Vec<&'static str> {
    let below = join(prefix, "");
    let mut keys: Vec<&str> = (FEATURES.iter())
        .filter_map(|feature| feature.path.strip_prefix(&below))
        .filter_map(|rest| rest.split('.').next())
        .collect();
    keys.dedup();
    keys
}

fn join(prefix: &str, key: &str) -> String {
    if prefix.is_empty() {
        key.to_owned()
    } else {
        format!("{prefix}.{key}")
    }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(n) => Some(*n as f64),
        Value::Float(x) if !x.is_nan() => Some(*x),
        _ => None,
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// A value as a message shows it.
fn written(value: &Value) -> String {
    match value {
        Value::String(text) => format!("`{text}`"),
        Value::Table(_) => "a table".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        other => format!("`{other}`"),
    }
}
