//! `secondhand explain`.

use clap::Args;

use super::error::CliError;
use super::input::InputArgs;
use super::{Globals, Outcome};

/// Soon
#[derive(Debug, Args)]
pub struct ExplainArgs {
    #[command(flatten)]
    input: InputArgs,
}

/// Runs the command.
pub fn run(_args: &ExplainArgs, _globals: &Globals) -> Result<Outcome, CliError> {
    Err(CliError::Unusable("not there yet".to_owned()))
}
