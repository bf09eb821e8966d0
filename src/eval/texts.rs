//! Where the text of a gold document stands: in the gold, in a file, in a corpus beside it, or in the input.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use super::decode::Kind;
use super::error::{Fault, GoldError};
use super::node::Node;
use crate::read::{self, Reader};
use crate::types::{Input, Span};

/// The publisher of the two passages of a pair, which name none.
const PAIRS_PUBLISHER: &str = "Valley Tribune";

/// The text that a document of gold is about.
pub(super) struct Wanted {
    /// The gold's own id and what it knows of the document; the text where it holds one.
    input: Input,
    place: Place,
    /// The part of the text that is meant, as bytes.
    window: Option<Span>,
}

enum Place {
    Here,
    File(PathBuf),
    /// A document of a corpus, or of the input.
    Document {
        corpus: Option<String>,
        id: String,
    },
}

impl Wanted {
    /// The fault of a document whose text was found nowhere.
    pub(super) fn missing(&self) -> Fault {
        let message = match &self.place {
            Place::Here => "the window does not fit the text; correct \"window\"".to_owned(),
            Place::File(path) => format!(
                "{} is not there or cannot be read; correct \"file\"",
                path.display()
            ),
            Place::Document {
                corpus: Some(corpus),
                id,
            } => {
                format!(
                    "no document {id:?} in corpus/{corpus}.jsonl.gz beside the gold or in a folder above it"
                )
            }
            Place::Document { corpus: None, id } => {
                format!(
                    "no text for {id:?}; add \"text\", or give the texts as a second file, one of them with this id"
                )
            }
        };
        Fault::new("", message)
    }

    /// The document with its text; none where the window does not fit.
    fn with(&self, text: &str) -> Option<Input> {
        let text = match self.window {
            Some(Span { start, end }) => text.get(start as usize..end as usize)?,
            None => text,
        };
        let mut input = self.input.clone();
        input.text = text.to_owned();
        Some(input)
    }

    /// The document with the text of another, and its publisher where the gold names none.
    fn of(&self, other: &Input) -> Option<Input> {
        let mut input = self.with(&other.text)?;
        if matches!(self.place, Place::Document { corpus: None, .. }) && input.publisher.is_none() {
            input.publisher.clone_from(&other.publisher);
        }
        Some(input)
    }
}

/// What a line says of its text.
pub(super) fn wanted(line: &Node, kind: Kind) -> Result<Wanted, Fault> {
    let id = line.need("id")?.text()?.to_owned();
    let text_key = if kind == Kind::Pairs { "first" } else { "text" };
    let text = line.text_of(text_key)?;
    let said = |key| line.text_of(key).map(|it| it.map(str::to_owned));
    let mut input = Input {
        publisher: said("publisher")?,
        title: said("title")?,
        url: said("url")?,
        date: said("date")?,
        text: text.unwrap_or_default().to_owned(),
        id: id.clone(),
        ..Input::default()
    };
    if kind == Kind::Pairs {
        input.publisher = Some(PAIRS_PUBLISHER.to_owned());
    }
    let place = match (text, said("file")?) {
        (Some(_), _) => Place::Here,
        (None, Some(file)) => Place::File(file.into()),
        (None, None) => Place::Document {
            corpus: said("corpus")?,
            id: said("document")?.unwrap_or(id),
        },
    };
    let window = line.get("window").map(|node| {
        let ends: Option<[u32; 2]> = serde_json::from_value(node.value.clone()).ok();
        let ends = ends.filter(|[start, end]| start <= end);
        ends.map(Span::from)
            .ok_or_else(|| node.fault("expected [start, end]; correct it"))
    });
    let window = window
        .transpose()?
        .filter(|_| !matches!(place, Place::Here));
    Ok(Wanted {
        input,
        place,
        window,
    })
}

/// The documents, each with its text where it was found.
pub(super) fn find(
    gold: &Path,
    wanted: &[Wanted],
    inputs: &[PathBuf],
) -> Result<Vec<Option<Input>>, GoldError> {
    let mut known: HashMap<Option<&str>, HashMap<String, Input>> = HashMap::new();
    for it in wanted {
        let Place::Document { corpus, .. } = &it.place else {
            continue;
        };
        if known.contains_key(&corpus.as_deref()) {
            continue;
        }
        let paths = match corpus {
            Some(name) => beside(gold, format!("corpus/{name}.jsonl.gz"))
                .into_iter()
                .collect(),
            None => inputs.to_vec(),
        };
        known.insert(
            corpus.as_deref(),
            pick(&paths, &ids(wanted, corpus.as_deref()))?,
        );
    }
    let text = |it: &Wanted| match &it.place {
        Place::Here => Some(it.input.clone()),
        Place::File(path) => it.with(&std::fs::read_to_string(beside(gold, path)?).ok()?),
        Place::Document { corpus, id } => it.of(known.get(&corpus.as_deref())?.get(id)?),
    };
    Ok(wanted.iter().map(text).collect())
}

/// The ids wanted of one corpus.
fn ids<'a>(wanted: &'a [Wanted], from: Option<&str>) -> HashSet<&'a str> {
    let id = |it: &'a Wanted| match &it.place {
        Place::Document { corpus, id } if corpus.as_deref() == from => Some(id.as_str()),
        _ => None,
    };
    wanted.iter().filter_map(id).collect()
}

/// `path` beside the gold or in a folder above it.
fn beside(gold: &Path, path: impl AsRef<Path>) -> Option<PathBuf> {
    let gold = gold.canonicalize().ok()?;
    let folders = gold.ancestors().skip(1);
    let mut places = folders.map(|folder| folder.join(path.as_ref()));
    places.find(|place| place.is_file())
}

/// Some documents of files.
fn pick(paths: &[PathBuf], ids: &HashSet<&str>) -> Result<HashMap<String, Input>, GoldError> {
    let found = read::find(paths, None);
    let reader = Reader::new(found.sources, &read::Options::default(), io::empty());
    let mut texts = HashMap::new();
    for document in reader.documents() {
        let input = document.map_err(|failure| GoldError {
            file: failure.origin.file,
            line: failure.origin.line,
            field: String::new(),
            message: failure.message,
        })?;
        if ids.contains(input.id.as_str()) {
            texts.insert(input.id.clone(), input);
        }
    }
    Ok(texts)
}
