//! `secondhand explain`.

use std::io::{self, Write};

use clap::Args;
use secondhand::engine::Engine;
use secondhand::run::{self, Scored};
use secondhand::write::partial::Tally;
use secondhand::write::tree;

use super::error::CliError;
use super::input::InputArgs;
use super::progress::{Progress, Step};
use super::{Globals, Outcome, engine, terminal};

/// Wider lines are hard to read.
const MAX_COLUMNS: usize = 100;

/// Shows each claim with its chain of sources, its scores and its flags
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct ExplainArgs {
    #[command(flatten)]
    input: InputArgs,
    /// Show what makes up each score, and which rules decided
    #[arg(long)]
    why: bool,
}

const AFTER_HELP: &str = "\
Hedges are underlined, in the colour of their kind. A link marked (inferred) is carried over from
the text before; one with = stands for the name behind it.

Examples:
  secondhand explain article.txt --publisher 'Port Ledger'
  secondhand explain --why page.html
  secondhand explain --color always articles/ | less -R";

/// Runs the command.
pub fn run(args: &ExplainArgs, globals: &Globals) -> Result<Outcome, CliError> {
    let engine = engine::engine(globals)?;
    let found = args.input.find()?;
    let coloured = terminal::is_coloured();
    let options = tree::Options {
        width: terminal::columns().min(MAX_COLUMNS),
        coloured,
        unicode: coloured || terminal::is_stdout(),
        why: args.why,
    };
    let mut progress = Progress::new(&found, &globals.quieter(), Tally::default());
    let mut stdout = io::stdout().lock();
    let mut first = true;
    run::score(
        args.input.reader(found),
        &engine,
        globals.threads,
        |outcome| page(outcome, &engine, options),
        |(page, step)| {
            progress.add(step);
            let page = page?;
            if !page.is_empty() && !std::mem::take(&mut first) {
                stdout.write_all(b"\n\n")?;
            }
            stdout.write_all(&page)
        },
    )?;
    stdout.flush()?;
    Ok(progress.finish())
}

/// A document's page; nothing where it failed, which is told on standard error.
fn page(
    outcome: &run::Outcome,
    engine: &Engine,
    options: tree::Options,
) -> (io::Result<Vec<u8>>, Step) {
    let mut page = Vec::new();
    let written = match &outcome.result {
        Ok(Scored { input, analysis }) => {
            let grounds = match options.why {
                true => engine.why_read(input),
                false => Vec::new(),
            };
            tree::document(&mut page, input, analysis, &grounds, options)
        }
        Err(_) => Ok(()),
    };
    (written.map(|()| page), Step::of(outcome))
}
