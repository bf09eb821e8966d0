//! The binary: arguments in, exit status out.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[path = "cli/rules.rs"]
mod rules;

#[derive(Debug, Parser)]
#[command(version, about)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List, explain, check and test rules
    Rules(rules::RulesArgs),
}

fn main() -> ExitCode {
    let Command::Rules(args) = Args::parse().command;
    let (mut out, mut err) = (io::BufWriter::new(io::stdout().lock()), io::stderr().lock());
    let status = rules::run(&args, &mut out, &mut err);
    match out.flush() {
        Ok(()) => ExitCode::from(status),
        Err(_) => ExitCode::from(2),
    }
}
