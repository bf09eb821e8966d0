//! `secondhand compare`.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use secondhand::corpus::{Grouping, Notes, Tallies, compare, tables};
use secondhand::stats::{Comparison, CountTable, Effect, Measure};

use super::engine::{self, Loaded};
use super::error::CliError;
use super::{Globals, Outcome, folder, report};

/// Compares how two corpora, or two publishers, sources or months of one, source and hedge
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct CompareArgs {
    /// Folders that `secondhand corpus` made, or their notes: two, or one and two names
    #[arg(required = true, num_args = 1..=2, value_name = "CORPUS")]
    parts: Vec<PathBuf>,
    #[command(flatten)]
    named: Named,
    /// The form of the comparison
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

/// The two sides within one corpus, each by its name.
#[derive(Debug, Args)]
#[group(multiple = false)]
struct Named {
    /// A publisher; given twice
    #[arg(long, value_name = "NAME")]
    publisher: Vec<String>,
    /// A source in the chains; given twice
    #[arg(long, value_name = "NAME")]
    source: Vec<String>,
    /// A month of publication, as 2024-10; given twice
    #[arg(long, value_name = "MONTH")]
    month: Vec<String>,
}

const AFTER_HELP: &str = "\
Each figure has its interval, its difference, the size of the effect (Cohen's h of shares, Hedges' g
of means: .2 is small, .5 middling, .8 large) and q, the chance of such a difference where there is
none, with all figures in mind. `*` marks q below .05. Claims count as independent of each other,
which those of one article are not quite: read a q close to .05 as no finding.

Examples:
  secondhand compare desk/ other/
  secondhand compare desk/ --publisher 'Port Ledger' --publisher 'Harbour Post'
  secondhand compare desk/ --month 2024-09 --month 2024-10 --format jsonl > months.jsonl";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line a figure, for reading
    Text,
    /// One JSON object a figure
    Jsonl,
}

/// A side of the comparison.
struct Side {
    name: String,
    counts: CountTable,
}

/// Runs the command.
pub fn run(args: &CompareArgs, globals: &Globals) -> Result<Outcome, CliError> {
    let loaded = engine::loaded_for_notes(globals)?;
    let [a, b] = sides(args, &loaded)?;
    let rows = compare::compare(&a.counts, &b.counts);
    let mut out = io::BufWriter::new(io::stdout().lock());
    match args.format {
        Format::Text => text(&mut out, [&a.name, &b.name], &rows)?,
        Format::Jsonl => tables::comparison(&rows).jsonl(&mut out)?,
    }
    out.flush()?;
    Ok(Outcome::Clean)
}

fn sides(args: &CompareArgs, loaded: &Loaded) -> Result<[Side; 2], CliError> {
    let named = &args.named;
    let by = [
        (Grouping::Publisher, &named.publisher),
        (Grouping::Source, &named.source),
        (Grouping::Month, &named.month),
    ];
    let asked = by.into_iter().find(|(_, names)| !names.is_empty());
    match (args.parts.as_slice(), asked) {
        ([a, b], None) => wholes([a, b], loaded),
        ([one], Some((by, names))) => match names.as_slice() {
            [a, b] => {
                let all = counted(one, &read(one)?, loaded);
                Ok([group(&all, by, a, loaded)?, group(&all, by, b, loaded)?])
            }
            _ => unfit(&format!(
                "--{} is to be given twice: the two sides",
                by.as_str()
            )),
        },
        ([_], None) => unfit(
            "one corpus has no other side: give a second, or --publisher NAME --publisher NAME",
        ),
        _ => unfit("two corpora are compared as wholes: leave the names out, or give one corpus"),
    }
}

fn unfit<T>(message: &str) -> Result<T, CliError> {
    Err(CliError::Unusable(message.to_owned()))
}

fn read(part: &PathBuf) -> Result<Notes, CliError> {
    folder::read(std::slice::from_ref(part))
}

fn counted(part: &PathBuf, notes: &Notes, loaded: &Loaded) -> Tallies {
    let groups = folder::groups(std::slice::from_ref(part), notes, loaded);
    compare::counted(notes, &groups, &loaded.noter)
}

/// Two corpora. What different rules or models made differs for that alone, so it is told.
fn wholes(parts: [&PathBuf; 2], loaded: &Loaded) -> Result<[Side; 2], CliError> {
    let [a, b] = [read(parts[0])?, read(parts[1])?];
    if a.head() != b.head() {
        report::note(&format!(
            "warning: the corpora were not made alike, so differences may be of the making: {} by {}, {} by {}",
            parts[0].display(),
            a.head().made_by,
            parts[1].display(),
            b.head().made_by,
        ));
    }
    let side = |part: &PathBuf, notes: &Notes| {
        let name = part.display().to_string();
        match compare::group(&counted(part, notes, loaded), Grouping::Corpus, "all") {
            Some(counts) => Ok(Side { name, counts }),
            None => unfit(&format!("{name}: no claim to compare")),
        }
    };
    Ok([side(parts[0], &a)?, side(parts[1], &b)?])
}

fn group(all: &Tallies, by: Grouping, name: &str, loaded: &Loaded) -> Result<Side, CliError> {
    let name = match by {
        Grouping::Publisher | Grouping::Source => loaded.canonical(name),
        Grouping::Month | Grouping::Corpus => name.to_owned(),
    };
    match compare::group(all, by, &name) {
        Some(counts) => Ok(Side { name, counts }),
        None => Err(folder::lacks(&name, compare::names(all, by))),
    }
}

/// From this q down a difference is marked.
const TOLD: f64 = 0.05;

fn text(out: &mut impl Write, [a, b]: [&String; 2], rows: &[Comparison]) -> io::Result<()> {
    writeln!(out, "A  {a}\nB  {b}\n")?;
    let longest = rows.iter().map(|row| row.metric.len()).max().unwrap_or(0);
    writeln!(
        out,
        "  {:longest$}  {:>18} {:>18}  {:>22}  {:>6}  {:>6}",
        "", "A", "B", "A less B", "effect", "q"
    )?;
    for row in rows {
        let mark = if row.q < TOLD { '*' } else { ' ' };
        let difference = interval(row.difference, row.interval, true);
        let size = match row.effect {
            Effect::CohensH(h) => format!("{h:+.2}"),
            Effect::HedgesG(g) => g.map_or(String::new(), |g| format!("{g:+.2}")),
        };
        let q = if row.q < 0.001 {
            "<.001".to_owned()
        } else {
            format!("{:.3}", row.q)
        };
        writeln!(
            out,
            "{mark} {:longest$}  {:>18} {:>18}  {difference:>22}  {size:>6}  {q:>6}",
            row.metric,
            measure(row.a),
            measure(row.b),
        )?;
    }
    Ok(())
}

fn measure(of: Measure) -> String {
    interval(of.value, of.interval, false)
}

fn interval(value: f64, [low, high]: [f64; 2], signed: bool) -> String {
    match signed {
        true => format!("{value:+.3} {low:+.3}..{high:+.3}"),
        false => format!("{value:.3} {low:.3}..{high:.3}"),
    }
}
