//! What is true where sources contradict each other, which sources are reliable, and who copies whom.
//!
//! ```
//! use secondhand::truth::{self, Builder, Options, ValueKind};
//!
//! let mut builder = Builder::new(ValueKind::Text);
//! for (source, value) in [("Ledger", "open"), ("Post", "open"), ("Echo", "shut")] {
//!     builder.claim(source, "harbour", value)?;
//! }
//! let truths = truth::discover(&builder.build(), &Options::default());
//! assert_eq!(truths.values[0].value(), "open");
//! # Ok::<(), truth::ValueError>(())
//! ```

mod copies;
mod discover;
mod gold;
mod hierarchy;
mod kind;
mod model;
mod options;
mod read;
mod reliability;
pub mod report;
mod table;
mod truthfinder;
mod truths;
mod vote;

pub use discover::{discover, discover_watched};
pub use gold::{Accuracy, Gold};
pub use hierarchy::{Hierarchy, HierarchyError};
pub use kind::{ValueError, ValueKind};
pub use options::{Method, Options};
pub use read::{Columns, Read, ReadError, read, read_gold, read_hierarchy};
pub use reliability::Reliability;
pub use table::{Builder, Table};
pub use truths::{Candidate, Copy, Finding, Truths, Vote};
