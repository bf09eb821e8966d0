//! Runs the engine over a stream of documents on several threads; results come in order, whatever the threads do.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;

use crate::engine::Engine;
use crate::read::Raw;
use crate::types::{Analysis, Failure, FailureKind, Input, Origin};

/// At most so many documents are in the air at once.
const CHUNK_DOCUMENTS: usize = 64;
/// At most so many bytes of them, one document apart.
const CHUNK_BYTES: u64 = 8 << 20;
/// A deep page needs a deep stack.
const STACK_BYTES: usize = 16 << 20;

/// One document of a run.
#[derive(Debug)]
pub struct Outcome {
    /// Where it stands.
    pub origin: Origin,
    /// How many bytes were read for it.
    pub bytes: u64,
    /// What came of it.
    pub result: Result<Scored, Failure>,
}

/// A document and what the engine found in it.
#[derive(Debug)]
pub struct Scored {
    /// The document.
    pub input: Input,
    /// What was found.
    pub analysis: Analysis,
}

/// Why a run ended early.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// The threads could not be started.
    #[error("cannot start threads: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
    /// The sink refused a result.
    #[error(transparent)]
    Sink(#[from] io::Error),
}

/// Scores `documents` on `threads` threads (0: one a core). `render` works on the threads and gives what `sink` gets, in
/// the order of the documents. Reading ahead is bounded; the results are the same for every number of threads.
///
/// # Errors
///
/// [`RunError`] where the threads cannot be started or the sink fails; a document that cannot be read is no error but an
/// [`Outcome`].
pub fn score<R: Send>(
    documents: impl Iterator<Item = Raw>,
    engine: &Engine,
    threads: usize,
    render: impl Fn(&Outcome) -> R + Sync,
    mut sink: impl FnMut(R) -> io::Result<()>,
) -> Result<(), RunError> {
    let pool = pool(threads)?;
    let mut documents = documents;
    let mut waiting = chunk(&mut documents);
    while !waiting.is_empty() {
        let work = std::mem::take(&mut waiting);
        let mut done = Vec::new();
        pool.in_place_scope(|scope| {
            scope.spawn(|_| {
                done = work
                    .into_par_iter()
                    .map(|raw| render(&one(raw, engine)))
                    .collect();
            });
            waiting = chunk(&mut documents);
        });
        done.into_iter().try_for_each(&mut sink)?;
    }
    Ok(())
}

/// Threads with room for a deep page.
pub(crate) fn pool(threads: usize) -> Result<rayon::ThreadPool, RunError> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .stack_size(STACK_BYTES);
    Ok(pool.build()?)
}

/// The next documents, so many as may be in the air.
fn chunk(documents: &mut impl Iterator<Item = Raw>) -> Vec<Raw> {
    let mut chunk = Vec::new();
    let mut bytes = 0;
    while chunk.len() < CHUNK_DOCUMENTS && bytes < CHUNK_BYTES {
        let Some(raw) = documents.next() else { break };
        bytes += raw.bytes();
        chunk.push(raw);
    }
    chunk
}

/// Analyses a document. A bug that one document lays bare must not take the others with it: it becomes that document's
/// failure.
pub(crate) fn analysed(
    input: &Input,
    origin: &Origin,
    engine: &Engine,
) -> Result<Analysis, Failure> {
    catch_unwind(AssertUnwindSafe(|| engine.analyse(input))).map_err(|_| Failure {
        id: Some(input.id.clone()),
        origin: origin.clone(),
        kind: FailureKind::Internal,
        message: "the engine failed on this document; please report it".to_owned(),
    })
}

fn one(raw: Raw, engine: &Engine) -> Outcome {
    let origin = raw.origin().clone();
    let bytes = raw.bytes();
    let result = raw.parse().and_then(|input| {
        let analysis = analysed(&input, &origin, engine)?;
        Ok(Scored { input, analysis })
    });
    Outcome {
        origin,
        bytes,
        result,
    }
}
