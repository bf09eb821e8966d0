//! A document as read, not yet understood: what is left to do needs no file and may be done on any thread.

use std::sync::Arc;

use super::check::{self, Trouble};
use super::fields::{Head, Values};
use super::http::{self, Page};
use super::{Options, html, jsonl, rows};
use crate::types::{Failure, Input, Origin};

/// A document as read; [`Raw::parse`] makes an [`Input`] of it.
#[derive(Debug)]
pub struct Raw {
    ordinal: u64,
    origin: Origin,
    bytes: u64,
    body: Body,
    options: Option<Arc<Options>>,
}

#[derive(Debug)]
pub(super) enum Body {
    Text(Vec<u8>),
    Html(Vec<u8>),
    Record(Vec<u8>),
    Row(Vec<u8>, Arc<Head>),
    Values(Values),
    Page(Box<Page>),
    Ready(Result<Input, Failure>),
}

impl Raw {
    pub(super) fn new(origin: Origin, bytes: u64, body: Body) -> Self {
        Self {
            ordinal: 0,
            origin,
            bytes,
            body,
            options: None,
        }
    }

    pub(super) fn failed(origin: Origin, bytes: u64, trouble: Trouble) -> Self {
        let failure = failure(None, &origin, trouble);
        Self::new(origin, bytes, Body::Ready(Err(failure)))
    }

    pub(super) fn failure(failure: Failure) -> Self {
        Self::new(failure.origin.clone(), 0, Body::Ready(Err(failure)))
    }

    /// The same, the `ordinal`-th of a run, to be understood as `options` say.
    pub(super) fn under(mut self, ordinal: u64, options: &Arc<Options>) -> Self {
        self.ordinal = ordinal;
        self.options = Some(Arc::clone(options));
        self
    }

    /// A document that is in memory already.
    pub fn ready(origin: Origin, input: Input) -> Self {
        let bytes = input.text.len() as u64;
        Self::new(origin, bytes, Body::Ready(Ok(input)))
    }

    /// How many documents and failures come before it in all the inputs, those of other shards counted.
    pub fn ordinal(&self) -> u64 {
        self.ordinal
    }

    /// Where it stands.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// How many bytes were read for it.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Checks and decodes it: UTF-8, the main text of a page, the fields of a record.
    ///
    /// # Errors
    ///
    /// A [`Failure`] that says where the document stands and what is wrong with it.
    pub fn parse(self) -> Result<Input, Failure> {
        let origin = &self.origin;
        let options = self.options.unwrap_or_default();
        let fail = |trouble| failure(None, origin, trouble);
        let fail_by_id = |(id, trouble)| failure(id, origin, trouble);
        let mut input = match self.body {
            Body::Text(bytes) => plain(bytes, origin).map_err(fail)?,
            Body::Html(bytes) => html::page(bytes, origin).map_err(fail)?,
            Body::Record(bytes) => {
                jsonl::record(bytes, origin, &options.fields).map_err(fail_by_id)?
            }
            Body::Row(bytes, head) => {
                let values = rows::values(&bytes, &head).map_err(fail)?;
                values
                    .document(origin, &options.fields)
                    .map_err(fail_by_id)?
            }
            Body::Values(values) => values
                .document(origin, &options.fields)
                .map_err(fail_by_id)?,
            Body::Page(page) => page.document(origin, options.max_bytes).map_err(fail)?,
            Body::Ready(result) => result?,
        };
        if input.publisher.is_none() {
            input.publisher = options.publisher.clone();
        }
        if input.publisher.is_none() && input.extracted {
            input.publisher = input.url.as_deref().and_then(http::host);
        }
        Ok(input)
    }
}

fn failure(id: Option<String>, origin: &Origin, trouble: Trouble) -> Failure {
    Failure {
        id,
        origin: origin.clone(),
        kind: trouble.kind,
        message: trouble.message,
    }
}

fn plain(bytes: Vec<u8>, origin: &Origin) -> Result<Input, Trouble> {
    let text = check::not_empty(check::text(bytes, "file")?, "the file holds no text")?;
    Ok(Input {
        id: origin.to_string(),
        text,
        ..Input::default()
    })
}
