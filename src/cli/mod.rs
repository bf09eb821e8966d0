//! The command line: arguments to the public API, results to the terminal, an exit status. Alone prints.
#![allow(clippy::print_stderr)]

mod compare;
mod corpus;
mod engine;
mod error;
mod eval;
mod explain;
mod folder;
mod input;
mod output;
mod progress;
mod recall;
mod report;
mod rules;
mod score;
mod terminal;
mod triage;
mod truth;
mod whole;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// How a command that ran to its end went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All documents scored: exit status 0.
    Clean,
    /// Some failed, each with an error record: exit status 1.
    SomeFailed,
}

/// Who says so? Chains of sources for every claim of a text, and scores that say why.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_help = AFTER_HELP)]
struct Cli {
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Exit status: 0 all documents scored; 1 some documents failed, each with an error record; 2 unusable
arguments, rules or input.

Examples:
  secondhand explain article.txt --publisher 'Port Ledger'
  secondhand score --output scored.jsonl articles/
  secondhand triage --top 20 articles.jsonl";

/// What every command takes.
#[derive(Debug, Clone, clap::Args)]
pub struct Globals {
    /// Threads to use; 0 takes one a core
    #[arg(
        short = 'j',
        long,
        global = true,
        default_value_t = 0,
        value_name = "N"
    )]
    pub threads: usize,
    /// A rule file or a folder of them, to use beside or instead of those built in; may be repeated
    #[arg(long, global = true, value_name = "PATH")]
    pub rules: Vec<PathBuf>,
    /// What reads beside the rules: `builtin`, `none` (rules alone, several times as fast), or a folder
    /// that `secondhand-train` wrote
    #[arg(long, global = true, value_name = "MODEL", default_value = "builtin")]
    pub model: String,
    /// The scale of likelihood whose terms give hedges their ranges
    #[arg(long, global = true, value_name = "ID")]
    pub scale: Option<String>,
    /// When to colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: terminal::Color,
    /// No progress and no summary; errors are still told
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

impl Globals {
    /// The same without progress: the results are themselves on the terminal.
    pub fn quieter(&self) -> Self {
        Self {
            quiet: true,
            ..self.clone()
        }
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    Score(score::ScoreArgs),
    Explain(explain::ExplainArgs),
    Triage(triage::TriageArgs),
    Eval(eval::EvalArgs),
    Truth(truth::TruthArgs),
    Rules(rules::RulesArgs),
    Corpus(corpus::CorpusArgs),
    Merge(corpus::MergeArgs),
    Recall(recall::RecallArgs),
    Compare(compare::CompareArgs),
}

/// Parses the arguments, runs the command, tells what went wrong.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    cli.globals.color.apply();
    let done = match cli.command {
        Command::Score(args) => score::run(&args, &cli.globals),
        Command::Explain(args) => explain::run(&args, &cli.globals),
        Command::Triage(args) => triage::run(&args, &cli.globals),
        Command::Eval(args) => eval::run(&args, &cli.globals),
        Command::Corpus(args) => corpus::run(&args, &cli.globals),
        Command::Merge(args) => corpus::merge(&args, &cli.globals),
        Command::Recall(args) => recall::run(&args, &cli.globals),
        Command::Compare(args) => compare::run(&args, &cli.globals),
        Command::Truth(args) => truth::run(&args, &cli.globals),
        Command::Rules(args) => return rules_command(args, cli.globals.rules),
    };
    match done {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::SomeFailed) => ExitCode::from(1),
        Err(error) if error.is_broken_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            report::error(&error.to_string());
            ExitCode::from(2)
        }
    }
}

fn rules_command(mut args: rules::RulesArgs, packs: Vec<PathBuf>) -> ExitCode {
    args.packs = packs;
    args.colour = terminal::is_coloured();
    let (mut out, mut err) = (std::io::stdout().lock(), std::io::stderr().lock());
    ExitCode::from(rules::run(&args, &mut out, &mut err))
}
