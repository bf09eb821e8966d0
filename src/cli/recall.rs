//! `secondhand recall`.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use secondhand::corpus::{self, Gathered, Notes, Recall, Recalled, tables};

use super::engine;
use super::error::CliError;
use super::{Globals, Outcome, folder};

/// Lists every claim of a corpus that rests on a source, a root or a document
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct RecallArgs {
    /// Folders that `secondhand corpus` made, or their notes
    #[arg(required = true, value_name = "CORPUS")]
    parts: Vec<PathBuf>,
    #[command(flatten)]
    asked: Asked,
    /// The form of the list
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

/// What is recalled: one of three.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Asked {
    /// A source by its name or one of the registry's names for it, wherever in a chain it stands
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// A root: the last name of a chain, as the table of nodes has it
    #[arg(long, value_name = "NAME")]
    root: Option<String>,
    /// A document by its id
    #[arg(long, value_name = "ID")]
    document: Option<String>,
}

const AFTER_HELP: &str = "\
A claim that has another independent root stands without what is recalled; it is marked `+` and the
number of those roots.

Examples:
  secondhand recall desk/ --source 'Port Ledger'
  secondhand recall desk/ --root 'Port Ledger/unnamed' --format jsonl > calls.jsonl
  secondhand recall desk/ --document article-17";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// By outlet, a line a claim
    Text,
    /// One JSON object a claim
    Jsonl,
}

/// Runs the command.
pub fn run(args: &RecallArgs, globals: &Globals) -> Result<Outcome, CliError> {
    let loaded = engine::loaded_for_notes(globals)?;
    let notes = folder::read(&args.parts)?;
    let named = |name: &str| loaded.canonical(name);
    let (source, root) = (
        args.asked.source.as_deref().map(named),
        args.asked.root.as_deref().map(named),
    );
    let asked = match (&source, &root, &args.asked.document) {
        (Some(name), _, _) => Recall::Source(name),
        (_, Some(name), _) => Recall::Root(name),
        (_, _, Some(id)) => Recall::Document(id),
        (None, None, None) => return Err(CliError::Unusable("nothing to recall".to_owned())),
    };
    known(asked, &notes)?;
    let groups = folder::groups(&args.parts, &notes, &loaded);
    let gathered = Gathered::new(&notes, &groups, loaded.noter.vocabulary());
    let rows = corpus::recall(&gathered, asked, &loaded.noter.engine.rules().scoring);
    let mut out = io::BufWriter::new(io::stdout().lock());
    match args.format {
        Format::Text => text(&mut out, &rows)?,
        Format::Jsonl => tables::recalled(&rows).jsonl(&mut out)?,
    }
    out.flush()?;
    Ok(Outcome::Clean)
}

/// Checks that the corpus has what is asked for; suggests what it has.
fn known(asked: Recall<'_>, notes: &Notes) -> Result<(), CliError> {
    let has: Vec<String> = match asked {
        Recall::Document(_) => notes.documents().map(|note| note.id.clone()).collect(),
        Recall::Source(_) | Recall::Root(_) => {
            corpus::Graph::new(notes).nodes.into_keys().collect()
        }
    };
    let (Recall::Source(name) | Recall::Root(name) | Recall::Document(name)) = asked;
    if has.iter().any(|it| it == name) {
        return Ok(());
    }
    Err(folder::lacks(name, has.iter().map(String::as_str)))
}

fn text(out: &mut impl Write, rows: &[Recalled<'_>]) -> io::Result<()> {
    let mut last = None;
    for row in rows {
        let publisher = row
            .member
            .note
            .publisher
            .as_deref()
            .unwrap_or("unknown publisher");
        if last != Some(publisher) {
            writeln!(out, "{publisher}")?;
            last = Some(publisher);
        }
        let note = row.member.note;
        let day = note
            .day
            .map_or_else(|| " ".repeat(10), |day| day.to_string());
        let others = match row.other_roots {
            0 => String::new(),
            roots => format!("+{roots}"),
        };
        writeln!(
            out,
            "  {day}  {others:>3}  {}  {}",
            note.id, row.member.claim.text
        )?;
        writeln!(
            out,
            "  {:17}{} ({})",
            "",
            row.path.join(" > "),
            row.tie.as_str()
        )?;
    }
    Ok(())
}
