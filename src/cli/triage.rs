//! `secondhand triage`.

use clap::Args;

use super::error::CliError;
use super::input::InputArgs;
use super::{Globals, Outcome};

/// Soon
#[derive(Debug, Args)]
pub struct TriageArgs {
    #[command(flatten)]
    input: InputArgs,
}

/// Runs the command.
pub fn run(_args: &TriageArgs, _globals: &Globals) -> Result<Outcome, CliError> {
    Err(CliError::Unusable("not there yet".to_owned()))
}
