//! `secondhand rules`.

use clap::Args;

use super::error::CliError;
use super::{Globals, Outcome};

/// Shows, checks and tests rules
#[derive(Debug, Args)]
pub struct RulesArgs {}

/// Runs the command.
pub fn run(_args: &RulesArgs, _globals: &Globals) -> Result<Outcome, CliError> {
    Err(CliError::Unusable("rules: not there yet".to_owned()))
}
