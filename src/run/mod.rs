//! Runs the engine over a stream of documents on several threads; results come in order, whatever the threads do.

mod window;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;

use crate::engine::Engine;
use crate::read::Raw;
use crate::types::{Analysis, Failure, FailureKind, Input, Origin};

use window::Window;

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
/// the order of the documents. The calling thread reads and writes meanwhile. What is read and not yet written is bounded,
/// by documents and bytes; the results are the same for every number of threads.
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
    sink: impl FnMut(R) -> io::Result<()>,
) -> Result<(), RunError> {
    ordered(
        &pool(threads)?,
        documents,
        Raw::bytes,
        |raw| render(&one(raw, engine)),
        sink,
    )?;
    Ok(())
}

/// Threads with room for a deep page.
pub(crate) fn pool(threads: usize) -> Result<rayon::ThreadPool, RunError> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .stack_size(STACK_BYTES);
    Ok(pool.build()?)
}

/// Does `work` on every item in the pool and hands the results to `sink` in the order of the items, on the calling
/// thread. A `work` that panics panics here.
fn ordered<T: Send, R: Send>(
    pool: &rayon::ThreadPool,
    mut items: impl Iterator<Item = T>,
    bytes: impl Fn(&T) -> u64,
    work: impl Fn(T) -> R + Sync,
    mut sink: impl FnMut(R) -> io::Result<()>,
) -> io::Result<()> {
    let stopped = AtomicBool::new(false);
    let (sender, results) = mpsc::channel();
    let (stopped, work) = (&stopped, &work);
    pool.in_place_scope(|scope| {
        let mut spawn = |number, item| {
            let sender = sender.clone();
            scope.spawn(move |_| {
                if !stopped.load(Ordering::Relaxed) {
                    let result = catch_unwind(AssertUnwindSafe(|| work(item)));
                    // Nobody listens any more where the sink failed.
                    let _ = sender.send((number, result));
                }
            });
        };
        let mut window = Window::new();
        let written = flow(
            &mut window,
            &mut items,
            &bytes,
            &mut spawn,
            &results,
            &mut sink,
        );
        // What waits in the pool is given up, so that a sink that fails ends the run at once.
        stopped.store(true, Ordering::Relaxed);
        written
    })
}

type Done<R> = (usize, thread::Result<R>);

/// Reads while there is room, writes what is ready, and waits only where neither can be done.
fn flow<T, R>(
    window: &mut Window<R>,
    items: &mut impl Iterator<Item = T>,
    bytes: &impl Fn(&T) -> u64,
    spawn: &mut impl FnMut(usize, T),
    results: &mpsc::Receiver<Done<R>>,
    sink: &mut impl FnMut(R) -> io::Result<()>,
) -> io::Result<()> {
    let mut ended = false;
    loop {
        if !ended && window.has_room() {
            match items.next() {
                Some(item) => spawn(window.admit(bytes(&item)), item),
                None => ended = true,
            }
        } else if window.is_empty() {
            return Ok(());
        } else if let Ok(done) = results.recv() {
            settle(window, done);
        }
        results.try_iter().for_each(|done| settle(window, done));
        while let Some(result) = window.pop() {
            sink(result)?;
        }
    }
}

fn settle<R>(window: &mut Window<R>, (number, result): Done<R>) {
    match result {
        Ok(result) => window.fill(number, result),
        Err(panic) => resume_unwind(panic),
    }
}

/// Analyses a document. A bug that one document lays bare must not take the others with it: it becomes that document's
/// failure.
pub(crate) fn analysed(
    input: &Input,
    origin: &Origin,
    engine: &Engine,
) -> Result<Analysis, Failure> {
    catch_unwind(AssertUnwindSafe(|| engine.analyse(input)))
        .map_err(|_| broken(Some(input.id.clone()), origin.clone()))
}

fn broken(id: Option<String>, origin: Origin) -> Failure {
    Failure {
        id,
        origin,
        kind: FailureKind::Internal,
        message: "the engine failed on this document; please report it".to_owned(),
    }
}

fn one(raw: Raw, engine: &Engine) -> Outcome {
    let origin = raw.origin().clone();
    let bytes = raw.bytes();
    let parsed = catch_unwind(AssertUnwindSafe(|| raw.parse()));
    let parsed = parsed.unwrap_or_else(|_| Err(broken(None, origin.clone())));
    let result = parsed.and_then(|input| {
        let analysis = analysed(&input, &origin, engine)?;
        Ok(Scored { input, analysis })
    });
    Outcome {
        origin,
        bytes,
        result,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicUsize;
    use std::time::Duration;

    /// Runs numbers through, one byte each.
    fn through(
        threads: usize,
        items: impl Iterator<Item = u64>,
        work: impl Fn(u64) -> u64 + Sync,
        sink: impl FnMut(u64) -> io::Result<()>,
    ) -> io::Result<()> {
        ordered(&pool(threads).unwrap(), items, |_| 1, work, sink)
    }

    #[test]
    fn results_come_in_order_for_every_number_of_threads() {
        for threads in [1, 2, 7] {
            let mut got = Vec::new();
            let slow_where_odd = |n: u64| {
                thread::sleep(Duration::from_micros(n % 2 * 300));
                n * 3
            };
            through(threads, 0..1000, slow_where_odd, |n| {
                got.push(n);
                Ok(())
            })
            .unwrap();
            assert!(got.into_iter().eq((0..1000).map(|n| n * 3)));
        }
    }

    #[test]
    fn a_sink_that_fails_ends_the_run_and_reads_no_further() {
        let mut read = 0;
        let items = (0..1_000_000).inspect(|_| read += 1);
        let full = through(
            2,
            items,
            |n| n,
            |n| match n {
                9 => Err(io::ErrorKind::StorageFull.into()),
                _ => Ok(()),
            },
        );
        assert_eq!(full.unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert!(read < 1000, "{read} read");
    }

    #[test]
    fn a_reader_far_ahead_waits_for_the_writer() {
        let (read, written) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let items = (0..5000).inspect(|_| {
            read.fetch_add(1, Ordering::Relaxed);
        });
        let ahead = || read.load(Ordering::Relaxed) - written.load(Ordering::Relaxed);
        let mut most = 0;
        through(
            3,
            items,
            |n| n,
            |_| {
                most = most.max(ahead());
                written.fetch_add(1, Ordering::Relaxed);
                Ok(())
            },
        )
        .unwrap();
        assert!(most <= 256, "{most} in the air");
    }

    #[test]
    #[should_panic(expected = "nine")]
    fn work_that_panics_is_not_waited_for() {
        let nine = |n| if n == 9 { panic!("nine") } else { n };
        let _ = through(2, 0..5000, nine, |_| Ok(()));
    }
}
