//! What only a corpus shows: which claims repeat, on which roots they rest, what changed on the way, who earns trust.
//!
//! ```text
//! Input + Analysis ──▶ Note ──▶ Notes (a set: merge in any order) ──▶ Gathered (clusters) ──▶ Standing, Graph, ... ──▶ tables
//! ```
//!
//! A [`Note`] is all that the corpus keeps of a document. [`Notes`] are a set of them: shards merged in any order, with
//! any document twice, give the same set, and everything else is computed from the set once, in the order of its keys.

pub mod compare;
mod copies;
mod day;
pub mod drift;
pub mod findings;
mod gathered;
mod graph;
mod groups;
mod independence;
mod note;
mod notes;
mod prints;
mod publisher;
mod recall;
mod reliability;
mod report;
mod statistics;
pub mod tables;
mod verdicts;

pub use day::day;
pub use gathered::{Cluster, Gathered, Member};
pub use graph::{Edge, Graph, Node};
pub use groups::{CUT, Groups};
pub use independence::Standing;
pub use note::{Note, NotedClaim, NotedHedge, Noter};
pub use notes::{Fault, Head, Notes, NotesError};
pub use publisher::Publishers;
pub use recall::{Recall, Recalled, Tie, recall};
pub use reliability::{Trust, trusts};
pub use report::{Report, Summary};
pub use statistics::{Grouping, Tallies, Tally, tallies};
pub use verdicts::{Checked, VerdictError, Verdicts};
