//! `secondhand eval`.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use secondhand::engine::Engine;
use secondhand::eval::{
    self, Gold, GoldError, Kind, Look, Measured, Miss, MissKind, Options, Page, Suite,
};

use super::error::CliError;
use super::{Globals, Outcome, engine, report, terminal};

/// Scores the engine on your own annotations
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct EvalArgs {
    /// Files of gold (.jsonl, .json, .toml, each also as .gz); a file without gold gives the texts
    #[arg(required_unless_present = "suite", value_name = "GOLD")]
    gold: Vec<PathBuf>,
    /// Texts for gold that holds none, found by id; may be repeated
    #[arg(long, value_name = "FILE")]
    input: Vec<PathBuf>,
    /// Measure every set of a suite and print each figure beside its target
    #[arg(long, value_name = "FILE", conflicts_with_all = ["gold", "input", "outermost", "quotes_only", "print_gold"])]
    suite: Option<PathBuf>,
    /// The form of the figures
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
    /// List the first N misses
    #[arg(long, value_name = "N")]
    errors: Option<usize>,
    /// List only misses of these kinds: missed, spurious, wrong-source, ...
    #[arg(long, value_name = "KIND", value_delimiter = ',', requires = "errors")]
    error_kind: Vec<ErrorKind>,
    /// Attributions: leave out those inside another's content
    #[arg(long)]
    outermost: bool,
    /// Attributions: compare only those whose content holds a quotation mark
    #[arg(long)]
    quotes_only: bool,
    /// Print the gold as JSONL, phrases of TOML as offsets, and measure nothing
    #[arg(long)]
    print_gold: bool,
}

const AFTER_HELP: &str = "\
A line of gold has \"id\", \"text\" (or its text stands in FILE under that id) and one of
  claims        chains, hedges and carried sources (tests/passages/README.md has the form)
  attributions  [{source, cue, content}], each a list of [start, end]
  uncertain     true or false; \"cues\": a list of [start, end] or null
  label         1 or 0, worth a check or not; \"source\": the debate it belongs to
  first, second two passages, \"axis\" says what the first has more of
Offsets are bytes of the UTF-8 text, half open.

Exit status: 0 all measured; 1 the engine failed on a document, or a figure of a suite misses its
target; 2 unusable arguments, rules or gold.

Examples:
  secondhand eval gold.jsonl
  secondhand eval gold.jsonl articles.jsonl --errors 20
  secondhand eval tests/passages/*.toml --format markdown
  secondhand eval --outermost attributions.jsonl.gz
  secondhand eval --suite tests/suite.toml";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Tables for reading
    Table,
    /// One object with every figure
    Json,
    /// Tables for a document
    Markdown,
}

/// A kind of miss, as the command line names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct ErrorKind(MissKind);

impl ValueEnum for ErrorKind {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [ErrorKind; MissKind::ALL.len()] = {
            let mut all = [ErrorKind(MissKind::Missed); MissKind::ALL.len()];
            let mut at = 0;
            while at < all.len() {
                all[at] = ErrorKind(MissKind::ALL[at]);
                at += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.0.key()))
    }
}

/// Runs the command.
pub fn run(args: &EvalArgs, globals: &Globals) -> Result<Outcome, CliError> {
    if args.print_gold {
        return print_gold(args);
    }
    let engine = engine::engine(globals)?;
    let mut page = Page::default();
    match &args.suite {
        Some(file) => suite(file, &engine, globals, args, &mut page)?,
        None => files(args, &engine, globals, &mut page)?,
    }
    page.misses.truncate(args.errors.unwrap_or(0));
    let failures = page.measured.iter().flat_map(|it| &it.failures);
    let failed = failures.map(report::failure).count();
    show(&page, args.format)?;
    let met = page.suite.iter().all(|row| row.is_met());
    Ok(if failed == 0 && met {
        Outcome::Clean
    } else {
        Outcome::SomeFailed
    })
}

/// Measures the files named, those of one kind together.
fn files(
    args: &EvalArgs,
    engine: &Engine,
    globals: &Globals,
    page: &mut Page,
) -> Result<(), CliError> {
    let (gold, mut inputs) = split(&args.gold)?;
    inputs.extend(args.input.iter().cloned());
    let golds = gold
        .iter()
        .map(|file| eval::read(file, &inputs).map_err(unusable));
    let golds: Vec<Gold> = golds.collect::<Result<_, _>>()?;
    let options = Options {
        outermost: args.outermost,
        quotes_only: args.quotes_only,
    };
    let mut kinds: Vec<Kind> = golds.iter().map(|gold| gold.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        let of_kind: Vec<Gold> = golds
            .iter()
            .filter(|gold| gold.kind == kind)
            .cloned()
            .collect();
        let measured = eval::measure(&of_kind, engine, options, globals.threads)?;
        list(args, &measured, page);
        page.measured.push(measured);
    }
    Ok(())
}

/// Files of gold, and files that give the texts.
fn split(files: &[PathBuf]) -> Result<(Vec<PathBuf>, Vec<PathBuf>), CliError> {
    let (mut gold, mut inputs) = (Vec::new(), Vec::new());
    for file in files {
        let is_gold = eval::is_gold(file).map_err(unusable)?;
        if is_gold { &mut gold } else { &mut inputs }.push(file.clone());
    }
    if gold.is_empty() {
        let message =
            "no gold among the files: a line of gold has claims, attributions, uncertain or label";
        return Err(CliError::Unusable(message.to_owned()));
    }
    Ok((gold, inputs))
}

/// Measures every set of a suite that is there.
fn suite(
    file: &std::path::Path,
    engine: &Engine,
    globals: &Globals,
    args: &EvalArgs,
    page: &mut Page,
) -> Result<(), CliError> {
    let suite = Suite::read(file).map_err(unusable)?;
    for set in &suite.sets {
        if set.absent().is_some() {
            page.absent.push(set.name.clone());
            continue;
        }
        let golds = set
            .gold
            .iter()
            .map(|file| eval::read(file, &set.input).map_err(unusable));
        let golds: Vec<Gold> = golds.collect::<Result<_, _>>()?;
        let measured = eval::measure(&golds, engine, set.options, globals.threads)?;
        page.suite
            .extend(set.rows(&measured).map_err(CliError::Unusable)?);
        list(args, &measured, page);
        page.measured.push(measured);
    }
    Ok(())
}

/// Counts the misses and keeps those asked for.
fn list(args: &EvalArgs, measured: &Measured, page: &mut Page) {
    let Some(most) = args.errors else { return };
    for kind in MissKind::ALL {
        let count = measured
            .misses
            .iter()
            .filter(|miss| miss.kind == kind)
            .count();
        match page.counted.iter_mut().find(|(it, _)| *it == kind) {
            Some((_, sum)) => *sum += count,
            None if count > 0 => page.counted.push((kind, count)),
            None => {}
        }
    }
    let asked = |miss: &&Miss| {
        args.error_kind.is_empty() || args.error_kind.contains(&ErrorKind(miss.kind))
    };
    page.misses
        .extend(measured.misses.iter().filter(asked).take(most).cloned());
}

fn show(page: &Page, format: Format) -> Result<(), CliError> {
    let text = match format {
        Format::Json => eval::json(page),
        Format::Markdown => eval::markdown(page),
        Format::Table => eval::table(
            page,
            Look {
                width: width(),
                coloured: terminal::is_coloured(),
            },
        ),
    };
    Ok(io::stdout().lock().write_all(text.as_bytes())?)
}

/// The columns to keep to: nobody's window is too narrow for a file.
fn width() -> usize {
    const OF_A_FILE: usize = 120;
    let least = if terminal::is_stdout() { 0 } else { OF_A_FILE };
    terminal::columns().max(least)
}

fn print_gold(args: &EvalArgs) -> Result<Outcome, CliError> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for file in &args.gold {
        for line in eval::lines_of(file).map_err(unusable)? {
            writeln!(out, "{line}")?;
        }
    }
    out.flush()?;
    Ok(Outcome::Clean)
}

fn unusable(error: GoldError) -> CliError {
    CliError::Unusable(error.to_string())
}
