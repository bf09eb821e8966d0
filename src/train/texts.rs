//! Finds the texts that annotations are about: another file holds them.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use serde::Deserialize;

use super::TrainError;
use super::gold::{self, Document};

#[derive(Deserialize)]
struct Text {
    id: String,
    text: String,
}

/// The texts of the files that were asked for, by file and id.
#[derive(Default)]
struct Texts {
    files: HashMap<String, HashMap<String, String>>,
}

impl Texts {
    fn get(&mut self, data: &Path, file: &str, id: &str) -> Result<Option<&String>, TrainError> {
        if !self.files.contains_key(file) {
            let path = data.join("corpus").join(format!("{file}.jsonl.gz"));
            let texts = gold::lines::<Text>(&path)?;
            let texts = texts.into_iter().map(|t| (t.id, t.text)).collect();
            self.files.insert(file.to_owned(), texts);
        }
        Ok(self.files.get(file).and_then(|texts| texts.get(id)))
    }
}

/// The texts that a larger model labelled; none on which figures are taken.
///
/// # Errors
///
/// A file that cannot be read or is not in its format.
pub fn silver(data: &Path) -> Result<Vec<Document>, TrainError> {
    let mut texts = Texts::default();
    let measured = measured(data)?;
    let labelled: Vec<Document> = gold::lines(&data.join("gold/attribution_silver.jsonl.gz"))?;
    let mut out = Vec::new();
    let free = labelled.into_iter().filter(|d| !measured.contains(&d.id));
    for mut document in free {
        let file = document.corpus.clone().unwrap_or_default();
        if let Some(text) = texts.get(data, &file, &document.id)? {
            document.text.clone_from(text);
            out.push(document);
        }
    }
    Ok(out)
}

#[derive(Deserialize)]
struct Case {
    id: String,
    document: Option<String>,
}

/// The ids of the articles on which chains are measured or claims are trained.
fn measured(data: &Path) -> Result<HashSet<String>, TrainError> {
    let mut out = HashSet::new();
    for name in ["articles", "passages", "digests", "articles_train"] {
        let cases: Vec<Case> = gold::lines(&data.join("cases").join(format!("{name}.jsonl")))?;
        out.extend(cases.into_iter().map(|c| c.document.unwrap_or(c.id)));
    }
    Ok(out)
}

/// An article with its claims.
#[derive(Debug, Clone, Deserialize)]
pub struct Article {
    /// Its id.
    pub id: String,
    /// The file that holds its text; absent where the line does.
    pub corpus: Option<String>,
    /// Its id there, where it is another.
    pub document: Option<String>,
    /// The bytes of the text there that are annotated.
    pub window: Option<[usize; 2]>,
    /// Its text.
    #[serde(default)]
    pub text: String,
    /// Its claims.
    pub claims: Vec<Claim>,
}

/// A claim: what, and through whom.
#[derive(Debug, Clone, Deserialize)]
pub struct Claim {
    /// Bytes of the text.
    pub content: [u32; 2],
    /// From the outermost source to the root.
    pub chain: Vec<Link>,
}

/// A hand that a claim went through.
#[derive(Debug, Clone, Deserialize)]
pub struct Link {
    /// Who.
    pub source: Option<[u32; 2]>,
    /// The words that say so.
    pub cue: Option<[u32; 2]>,
}

/// The articles that are annotated with claims to train on.
///
/// # Errors
///
/// A file that cannot be read or is not in its format.
pub fn articles(data: &Path) -> Result<Vec<Article>, TrainError> {
    let mut texts = Texts::default();
    let mut out: Vec<Article> = gold::lines(&data.join("cases/articles_train.jsonl"))?;
    for article in &mut out {
        let Some(file) = article.corpus.clone() else {
            continue;
        };
        let id = article
            .document
            .clone()
            .unwrap_or_else(|| article.id.clone());
        let text = texts.get(data, &file, &id)?.map_or("", String::as_str);
        let [start, end] = article.window.unwrap_or([0, text.len()]);
        article.text = text.get(start..end).unwrap_or_default().to_owned();
    }
    Ok(out)
}
