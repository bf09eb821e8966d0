//! Claims of sources about objects, in one order whatever order they came in.

use rustc_hash::FxHashMap;

use super::kind::{ValueError, ValueKind};

/// Collects claims for a [`Table`].
///
/// ```
/// use secondhand::truth::{Builder, ValueKind};
///
/// let mut builder = Builder::new(ValueKind::Text);
/// builder.claim("Port Ledger", "tender", "cancelled")?;
/// builder.claim("Harbor Post", "tender", "open")?;
/// assert_eq!(builder.build().claims(), 2);
/// # Ok::<(), secondhand::truth::ValueError>(())
/// ```
#[derive(Debug, Default)]
pub struct Builder {
    kind: ValueKind,
    sources: Names,
    objects: Names,
    values: Names,
    rows: Vec<[u32; 3]>,
}

/// Claims of sources about objects. A claim made twice counts once; a source with several values for one
/// object divides its weight among them.
#[derive(Debug)]
pub struct Table {
    pub(super) sources: Vec<String>,
    pub(super) values: Vec<String>,
    pub(super) objects: Vec<Object>,
    /// How many degrees of precision the values have.
    pub(super) depths: usize,
}

/// What is claimed about one object.
#[derive(Debug)]
pub(super) struct Object {
    pub name: String,
    pub candidates: Vec<Candidate>,
    /// By source, then candidate.
    pub claims: Vec<Claim>,
    /// How many candidates are words of the object's name.
    pub echoes: usize,
}

/// A value that somebody claims for an object.
#[derive(Debug)]
pub(super) struct Candidate {
    pub value: usize,
    /// The candidates that tell this one less precisely.
    pub broader: Vec<usize>,
    /// The candidates that this one tells less precisely.
    pub narrower: Vec<usize>,
    /// How many broader values the kind of value knows for it, at least one.
    pub breadth: f64,
    /// The class of its precision.
    pub depth: usize,
    /// Whether the value is words of the object's name.
    pub echo: bool,
}

/// A source's claim.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim {
    pub source: usize,
    pub candidate: usize,
    /// One over the values that the source has for this object.
    pub weight: f64,
}

/// Depths beyond this are one class: too few values lie there to learn from.
const DEEPEST: usize = 8;

impl Builder {
    /// An empty collection of values of a kind.
    pub fn new(kind: ValueKind) -> Self {
        Self {
            kind,
            ..Self::default()
        }
    }

    /// Adds a claim; says whether there was one, which an empty value is not.
    ///
    /// # Errors
    ///
    /// The value is not of the table's kind.
    pub fn claim(&mut self, source: &str, object: &str, value: &str) -> Result<bool, ValueError> {
        let value = self.kind.canonical(value)?;
        if value.is_empty() {
            return Ok(false);
        }
        let row = [
            self.sources.id(source),
            self.objects.id(object),
            self.values.id(&value),
        ];
        self.rows.push(row);
        Ok(true)
    }

    /// The table.
    pub fn build(self) -> Table {
        let (sources, source_ranks) = self.sources.sorted();
        let (names, object_ranks) = self.objects.sorted();
        let (values, value_ranks) = self.values.sorted();
        let ranked = self.rows.into_iter().map(|[source, object, value]| {
            [
                object_ranks[object as usize],
                source_ranks[source as usize],
                value_ranks[value as usize],
            ]
        });
        let mut rows: Vec<[usize; 3]> = ranked.collect();
        rows.sort_unstable();
        rows.dedup();
        let of_object = rows.chunk_by(|a, b| a[0] == b[0]);
        let objects: Vec<Object> = of_object
            .map(|rows| object(&names[rows[0][0]], rows, &values, &self.kind))
            .collect();
        let deepest = objects.iter().flat_map(|object| &object.candidates);
        Table {
            depths: deepest.map(|it| it.depth + 1).max().unwrap_or(0),
            sources,
            values,
            objects,
        }
    }
}

impl Table {
    /// How many claims there are; the same one twice counts once.
    pub fn claims(&self) -> usize {
        self.objects.iter().map(|object| object.claims.len()).sum()
    }

    /// The names of the sources, sorted.
    pub fn sources(&self) -> &[String] {
        &self.sources
    }

    /// How many objects something is claimed of.
    pub fn objects(&self) -> usize {
        self.objects.len()
    }
}

/// One object from its rows of object, source, value.
fn object(name: &str, rows: &[[usize; 3]], values: &[String], kind: &ValueKind) -> Object {
    let mut said: Vec<usize> = rows.iter().map(|row| row[2]).collect();
    said.sort_unstable();
    said.dedup();
    let padded = padded_words(name);
    let candidates: Vec<Candidate> = said
        .iter()
        .map(|&value| candidate(value, &said, values, kind, &padded))
        .collect();
    let claims = rows.chunk_by(|a, b| a[1] == b[1]).flat_map(|own| {
        own.iter().map(|row| Claim {
            source: row[1],
            candidate: said.binary_search(&row[2]).unwrap_or_default(),
            weight: 1.0 / own.len() as f64,
        })
    });
    Object {
        name: name.to_owned(),
        echoes: candidates.iter().filter(|it| it.echo).count(),
        claims: claims.collect(),
        candidates,
    }
}

fn candidate(
    value: usize,
    said: &[usize],
    values: &[String],
    kind: &ValueKind,
    name: &str,
) -> Candidate {
    let text = &values[value];
    let those = |is: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let others = said.iter().enumerate();
        let found = others.filter(|(_, other)| is(&values[**other]));
        found.map(|(at, _)| at).collect()
    };
    let words = padded_words(text);
    Candidate {
        value,
        broader: those(&|other| kind.is_broader(other, text)),
        narrower: those(&|other| kind.is_broader(text, other)),
        breadth: kind.depth(text).max(1) as f64,
        depth: kind.depth(text).min(DEEPEST),
        echo: words.len() > 2 && name.contains(&words),
    }
}

/// The words in small letters, a blank before and after each.
fn padded_words(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join(" "))
}

/// Names and their numbers in the order of their coming.
#[derive(Debug, Default)]
struct Names {
    ids: FxHashMap<String, u32>,
}

impl Names {
    fn id(&mut self, name: &str) -> u32 {
        if let Some(&id) = self.ids.get(name) {
            return id;
        }
        let id = self.ids.len() as u32;
        self.ids.insert(name.to_owned(), id);
        id
    }

    /// The names sorted, and the rank of each number.
    fn sorted(self) -> (Vec<String>, Vec<usize>) {
        let mut names: Vec<(String, u32)> = self.ids.into_iter().collect();
        names.sort_unstable();
        let mut ranks = vec![0; names.len()];
        for (rank, (_, id)) in names.iter().enumerate() {
            ranks[*id as usize] = rank;
        }
        (names.into_iter().map(|(name, _)| name).collect(), ranks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_with_two_values_divides_its_weight() {
        let mut builder = Builder::new(ValueKind::Text);
        for value in ["open", "open", "shut"] {
            builder.claim("Ledger", "harbour", value).unwrap();
        }
        let table = builder.build();
        let weights: Vec<f64> = table.objects[0].claims.iter().map(|it| it.weight).collect();
        assert_eq!(weights, [0.5, 0.5]);
    }

    #[test]
    fn a_value_echoes_the_name_by_whole_words() {
        let mut builder = Builder::new(ValueKind::Text);
        for value in ["Orlan", "orlando", "Tampa"] {
            builder.claim("Ledger", "Vale, Orlando", value).unwrap();
        }
        let table = builder.build();
        let echoes = table.objects[0].candidates.iter().map(|it| it.echo);
        assert_eq!(echoes.collect::<Vec<_>>(), [false, false, true]);
        assert_eq!(table.values, ["Orlan", "Tampa", "orlando"]);
    }
}
