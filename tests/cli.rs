//! The binary as its users meet it: what it reads, what it writes, how it exits.
#![allow(clippy::unwrap_used)]

#[path = "cli/compare.rs"]
mod compare;
#[path = "cli/desk.rs"]
mod desk;
#[path = "cli/eval.rs"]
mod eval;
#[path = "cli/exit.rs"]
mod exit;
#[path = "cli/failures.rs"]
mod failures;
#[path = "cli/forms.rs"]
mod forms;
#[path = "cli/help.rs"]
mod help;
#[path = "cli/inputs.rs"]
mod inputs;
#[path = "cli/order.rs"]
mod order;
#[path = "cli/output.rs"]
mod output;
#[path = "cli/people.rs"]
mod people;
#[path = "cli/recall.rs"]
mod recall;
#[path = "cli/why.rs"]
mod why;

mod tiny;
