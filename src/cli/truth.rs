//! `secondhand truth`.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};
use indicatif::ProgressBar;
use secondhand::truth::report::{self, List, Measured, Report};
use secondhand::truth::{self, Columns, Gold, Method, Options, Table, ValueKind};

use super::error::CliError;
use super::whole;
use super::{Globals, Outcome, report as tell, terminal};

/// Finds what is true where sources contradict each other, whom to trust, and who copies
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct TruthArgs {
    /// A table with the columns source, object and value (.csv, also as .gz; - for standard input)
    #[arg(value_name = "CLAIMS")]
    claims: PathBuf,
    /// A tree of the values, with the columns id, name and parent
    #[arg(long, value_name = "FILE")]
    hierarchy: Option<PathBuf>,
    /// Known truths, with the columns object and value, to measure the findings by
    #[arg(long, value_name = "FILE")]
    gold: Option<PathBuf>,
    /// How truths are found
    #[arg(long, value_name = "METHOD", default_value = "gradedcopy")]
    method: Way,
    /// What the values are; hierarchy where there is a tree
    #[arg(long, value_name = "KIND")]
    value_kind: Option<Kind>,
    /// The column of the source
    #[arg(long, value_name = "COLUMN", default_value = "source")]
    source_field: String,
    /// The column of the object
    #[arg(long, value_name = "COLUMN", default_value = "object")]
    object_field: String,
    /// The column of the value, in the claims and the known truths
    #[arg(long, value_name = "COLUMN", default_value = "value")]
    value_field: String,
    /// The form of the results
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
    /// What a CSV file lists
    #[arg(long, value_name = "LIST", default_value = "values")]
    list: Listed,
    /// How many rows of each kind a table shows
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    top: usize,
    /// The file for the results, which appears when all is written; standard output where left out
    #[arg(short, long = "out", visible_alias = "output", value_name = "FILE")]
    out: Option<PathBuf>,
}

const AFTER_HELP: &str = "\
A vote weighs the logarithm of how much likelier the claim is if the value is true than if its source
errs. A source's reliability is the expected share of its claims that are true, with the interval that
holds it with 95 %.

Examples:
  secondhand truth claims.csv
  secondhand truth claims.csv --hierarchy places.csv --gold truths.csv
  secondhand truth books.csv --value-kind list --value-field authors --format json --out truths.json
  secondhand truth claims.csv --format csv --list sources > sources.csv";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Any text
    Text,
    /// Elements between semicolons
    List,
    /// Names in the tree of --hierarchy
    Hierarchy,
    /// Numbers
    Number,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Tables for reading
    Table,
    /// One row an object, a source or a pair
    Csv,
    /// One object with every number and its reasons
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Listed {
    /// One row an object
    Values,
    /// One row a source
    Sources,
    /// One row a pair of sources
    Copies,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Way {
    /// The value that most sources claim
    Vote,
    /// Trust and confidence by turns
    Truthfinder,
    /// Accuracy of sources
    Accu,
    /// The same, copying discounted
    Accucopy,
    /// Exact, broader and wrong claims; errors learned
    Graded,
    /// The same, copying discounted
    Gradedcopy,
}

impl Way {
    fn method(self) -> Method {
        match self {
            Way::Vote => Method::Vote,
            Way::Truthfinder => Method::TruthFinder,
            Way::Accu => Method::Accu,
            Way::Accucopy => Method::AccuCopy,
            Way::Graded => Method::Graded,
            Way::Gradedcopy => Method::GradedCopy,
        }
    }
}

/// Runs the command.
pub fn run(args: &TruthArgs, globals: &Globals) -> Result<Outcome, CliError> {
    let kind = kind(args)?;
    let columns = Columns {
        source: args.source_field.clone(),
        object: args.object_field.clone(),
        value: args.value_field.clone(),
    };
    let gold = args.gold.as_ref();
    let gold = gold.map(|file| truth::read_gold(file, &columns, &kind));
    let gold = gold.transpose().map_err(unusable)?;
    let mut patience = Patience::new(globals);
    let read = truth::read(&args.claims, &columns, &kind, |rows| patience.rows(rows));
    let read = read.map_err(unusable)?;
    let report = found(
        &read.table,
        args.method.method(),
        &kind,
        gold,
        &mut patience,
    );
    patience.finish();
    if read.empty > 0 && !globals.quiet {
        tell::note(&format!(
            "rows passed over for want of a value: {}",
            read.empty
        ));
    }
    write(args, &report)?;
    Ok(Outcome::Clean)
}

fn kind(args: &TruthArgs) -> Result<ValueKind, CliError> {
    let unfit = |message: &str| Err(CliError::Unusable(message.to_owned()));
    match (&args.hierarchy, args.value_kind) {
        (Some(file), None | Some(Kind::Hierarchy)) => {
            let tree = truth::read_hierarchy(file).map_err(unusable)?;
            Ok(ValueKind::Hierarchy(tree))
        }
        (Some(_), Some(_)) => unfit("--hierarchy goes with --value-kind hierarchy only"),
        (None, Some(Kind::Hierarchy)) => {
            unfit("--value-kind hierarchy needs the tree: --hierarchy FILE")
        }
        (None, None | Some(Kind::Text)) => Ok(ValueKind::Text),
        (None, Some(Kind::List)) => Ok(ValueKind::List),
        (None, Some(Kind::Number)) => Ok(ValueKind::Number),
    }
}

/// The truths, and how often they are right beside the vote.
fn found(
    table: &Table,
    method: Method,
    kind: &ValueKind,
    gold: Option<Gold>,
    patience: &mut Patience,
) -> Report {
    let mut discover = |method| {
        let options = Options {
            method,
            ..Options::default()
        };
        truth::discover_watched(table, &options, &mut || patience.passed())
    };
    let truths = discover(method);
    let accuracy = gold.map(|gold| {
        let vote = (method != Method::Vote).then(|| Measured {
            method: Method::Vote,
            accuracy: gold.accuracy(kind, &discover(Method::Vote)),
        });
        let own = Measured {
            method,
            accuracy: gold.accuracy(kind, &truths),
        };
        vote.into_iter().chain([own]).collect()
    });
    Report {
        method,
        accuracy: accuracy.unwrap_or_default(),
        truths,
    }
}

fn write(args: &TruthArgs, report: &Report) -> Result<(), CliError> {
    const OF_A_FILE: usize = 160;
    let list = match args.list {
        Listed::Values => List::Values,
        Listed::Sources => List::Sources,
        Listed::Copies => List::Copies,
    };
    let watched = args.out.is_none() && terminal::is_stdout();
    let columns = if watched {
        terminal::columns()
    } else {
        OF_A_FILE
    };
    let mut bytes = Vec::new();
    match args.format {
        Format::Table => bytes.extend(report::page(report, args.top, columns).bytes()),
        Format::Csv => report::csv(&mut bytes, &report.truths, list)?,
        Format::Json => report::json(&mut bytes, report)?,
    }
    let Some(path) = args.out.as_deref() else {
        return Ok(io::stdout().lock().write_all(&bytes)?);
    };
    whole::file(path, |out| out.write_all(&bytes)).map_err(|error| CliError::output(path, error))
}

fn unusable(error: truth::ReadError) -> CliError {
    CliError::Unusable(error.to_string())
}

/// Shows how far the work is, once it has lasted a second on a terminal.
struct Patience {
    began: Instant,
    shown: bool,
    bar: Option<ProgressBar>,
    passes: u64,
}

impl Patience {
    fn new(globals: &Globals) -> Self {
        Self {
            began: Instant::now(),
            shown: terminal::is_stderr() && !globals.quiet,
            bar: None,
            passes: 0,
        }
    }

    fn rows(&mut self, rows: u64) {
        if rows.is_multiple_of(10_000) {
            self.show(&format!("{rows} claims read"));
        }
    }

    fn passed(&mut self) {
        self.passes += 1;
        self.show(&format!("weighed {} times", self.passes));
    }

    fn show(&mut self, message: &str) {
        if self.shown && self.began.elapsed() > Duration::from_secs(1) {
            let bar = self.bar.get_or_insert_with(ProgressBar::new_spinner);
            bar.set_message(message.to_owned());
            bar.tick();
        }
    }

    fn finish(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}
