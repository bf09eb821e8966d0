//! `secondhand rules`: lists, explains, checks and tests rules.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use secondhand::engine::Engine;
use secondhand::rules::describe::{self, Explanation, Summary};
use secondhand::rules::diagnostic::did_you_mean;
use secondhand::rules::render::render;
use secondhand::rules::{self, Diagnostics, Kind, Level, Pack};
use secondhand::selftest::{self, Outcome, Verdict};

/// All is well.
const FINE: u8 = 0;
/// There is something to mend: failed examples, warnings that were to be none.
const FINDINGS: u8 = 1;
/// The rules or the arguments cannot be used.
const UNUSABLE: u8 = 2;

/// Lists, explains, checks and tests rules
#[derive(Debug, Args)]
pub struct RulesArgs {
    /// What to do.
    #[command(subcommand)]
    command: Command,
    /// The packs of the global `--rules`.
    #[arg(skip)]
    pub packs: Vec<PathBuf>,
    /// Whether diagnostics are coloured; the caller knows the terminal.
    #[arg(skip)]
    pub colour: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List every rule: kind, id, number of words, what it says in short
    List {
        /// Only rules of this kind
        #[arg(long, value_parser = kind)]
        kind: Option<Kind>,
        /// How to print
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Say all about one rule: what it does, its words, its examples, where it stands
    Explain {
        /// The rule's id
        id: String,
        /// How to print
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Check rules and report every problem at once
    Check {
        /// Folders or files of rules; the rules that ship if none
        paths: Vec<PathBuf>,
        /// Exit with 1 where there are warnings
        #[arg(long)]
        deny_warnings: bool,
    },
    /// Run the examples that stand in the rules
    Test {
        /// Folders or files of rules; the rules that ship if none
        paths: Vec<PathBuf>,
    },
    /// Print the JSON Schema of a file of rules
    Schema,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

fn kind(name: &str) -> Result<Kind, String> {
    let lists = Kind::ALL.iter().filter(|kind| !kind.is_single());
    let names = lists.map(|kind| kind.name());
    let near = did_you_mean(name, names.clone());
    let hint = near.unwrap_or_else(|| format!("one of {}", names.collect::<Vec<_>>().join(", ")));
    let kind = Kind::of(name).filter(|kind| !kind.is_single());
    kind.ok_or(hint)
}

/// Runs the command; results go to `out`, problems to `err`. Gives the exit status.
pub fn run(args: &RulesArgs, out: &mut impl Write, err: &mut impl Write) -> u8 {
    let mut shell = Shell {
        out,
        err,
        packs: &args.packs,
        colour: args.colour,
    };
    match shell.run(&args.command) {
        Ok(status) => status,
        // Whoever reads has read enough (`| head`).
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => FINE,
        Err(_) => UNUSABLE,
    }
}

struct Shell<'w, O, E> {
    out: &'w mut O,
    err: &'w mut E,
    packs: &'w [PathBuf],
    colour: bool,
}

impl<O: Write, E: Write> Shell<'_, O, E> {
    fn run(&mut self, command: &Command) -> io::Result<u8> {
        match command {
            Command::List { kind, format } => self.list(*kind, *format),
            Command::Explain { id, format } => self.explain(id, *format),
            Command::Check {
                paths,
                deny_warnings,
            } => {
                let chosen = self.chosen(paths);
                self.check(&chosen, *deny_warnings)
            }
            Command::Test { paths } => {
                let chosen = self.chosen(paths);
                self.test(&chosen)
            }
            Command::Schema => self.schema(),
        }
    }

    /// The packs named after the command, or else those of `--rules`.
    fn chosen(&self, paths: &[PathBuf]) -> Vec<PathBuf> {
        if paths.is_empty() {
            self.packs.to_vec()
        } else {
            paths.to_vec()
        }
    }

    /// The pack at `paths`, its warnings shown; none where it cannot be used, the reasons shown.
    fn load(&mut self, paths: &[PathBuf]) -> io::Result<Option<Pack>> {
        match rules::load(paths) {
            Ok(pack) => {
                self.problems(&Diagnostics::new(pack.files.clone(), pack.warnings.clone()))?;
                Ok(Some(pack))
            }
            Err(found) => {
                self.problems(&found)?;
                writeln!(self.err, "\n{found}")?;
                Ok(None)
            }
        }
    }

    fn problems(&mut self, found: &Diagnostics) -> io::Result<()> {
        write!(self.err, "{}", render(found, self.colour))
    }

    fn list(&mut self, kind: Option<Kind>, format: Format) -> io::Result<u8> {
        let Some(pack) = self.load(self.packs)? else {
            return Ok(UNUSABLE);
        };
        let rules = describe::list(&pack, kind);
        match format {
            Format::Json => self.json(&rules)?,
            Format::Text => table(self.out, &rules)?,
        }
        Ok(FINE)
    }

    fn explain(&mut self, id: &str, format: Format) -> io::Result<u8> {
        let Some(pack) = self.load(self.packs)? else {
            return Ok(UNUSABLE);
        };
        match (describe::explain(&pack, id), format) {
            (Some(found), Format::Json) => self.json(&found)?,
            (Some(found), Format::Text) => explanation(self.out, &found)?,
            (None, _) => return self.no_rule(&pack, id),
        }
        Ok(FINE)
    }

    fn no_rule(&mut self, pack: &Pack, id: &str) -> io::Result<u8> {
        writeln!(self.err, "error: no rule `{id}`")?;
        if let Some(change) = describe::change(pack, id) {
            writeln!(self.err, "note: {change}")?;
        } else if let Some(hint) = did_you_mean(id, pack.rules().iter().map(|r| r.rule.id())) {
            writeln!(self.err, "help: {hint}")?;
        }
        Ok(UNUSABLE)
    }

    fn check(&mut self, paths: &[PathBuf], deny_warnings: bool) -> io::Result<u8> {
        let Some(pack) = self.load(paths)? else {
            return Ok(UNUSABLE);
        };
        if let Err(found) = compile(&pack) {
            self.problems(&found)?;
            writeln!(self.err, "\n{found}")?;
            return Ok(UNUSABLE);
        }
        let (rules, files) = (
            count(pack.rules().len(), "rule"),
            count(pack.files.len(), "file"),
        );
        let found = Diagnostics::new(pack.files, pack.warnings);
        writeln!(self.out, "{rules} in {files}: {}", found.summary())?;
        let denied = deny_warnings && found.count(Level::Warning) > 0;
        Ok(if denied { FINDINGS } else { FINE })
    }

    fn test(&mut self, paths: &[PathBuf]) -> io::Result<u8> {
        let Some(pack) = self.load(paths)? else {
            return Ok(UNUSABLE);
        };
        let engine = match compile(&pack) {
            Ok(engine) => engine,
            Err(found) => {
                self.problems(&found)?;
                return Ok(UNUSABLE);
            }
        };
        let verdicts = selftest::run(&engine, &pack);
        for verdict in &verdicts {
            failure(self.out, verdict)?;
        }
        closing(self.out, pack.rules().len(), &verdicts)
    }

    fn schema(&mut self) -> io::Result<u8> {
        self.json(&rules::schema())?;
        Ok(FINE)
    }

    fn json(&mut self, value: &impl serde::Serialize) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *self.out, value)?;
        writeln!(self.out)
    }
}

/// The engine that follows a pack.
fn compile(pack: &Pack) -> Result<Engine, Diagnostics> {
    Engine::compile(pack)
}

/// How wide the last column of a table may grow.
const SAYS_WIDTH: usize = 72;

fn table(out: &mut impl Write, rules: &[Summary]) -> io::Result<()> {
    let width =
        |of: fn(&Summary) -> usize, head: usize| rules.iter().map(of).fold(head, usize::max);
    let kind = width(|r| r.kind.chars().count(), "KIND".len());
    let id = width(|r| r.id.chars().count(), "ID".len());
    writeln!(out, "{:kind$}  {:id$}  {:>5}  SAYS", "KIND", "ID", "WORDS")?;
    for rule in rules {
        let says = shorten(&rule.says);
        writeln!(
            out,
            "{:kind$}  {:id$}  {:>5}  {says}",
            rule.kind, rule.id, rule.words
        )?;
    }
    Ok(())
}

fn shorten(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SAYS_WIDTH) {
        Some((end, _)) => format!("{}…", line[..end].trim_end_matches([' ', ','])),
        None => line,
    }
}

fn explanation(out: &mut impl Write, found: &Explanation) -> io::Result<()> {
    let rule = &found.summary;
    writeln!(
        out,
        "{} {}  ({}:{})",
        rule.kind, rule.id, rule.file, rule.line
    )?;
    writeln!(out, "{}", found.does)?;
    let examples = [
        ("applies to".to_owned(), found.r#match.clone()),
        ("not to".to_owned(), found.no_match.clone()),
        ("changed".to_owned(), found.change.iter().cloned().collect()),
    ];
    for (name, values) in found
        .fields
        .iter()
        .chain(&examples)
        .filter(|(_, v)| !v.is_empty())
    {
        writeln!(out)?;
        for (i, value) in values.iter().enumerate() {
            let name = if i == 0 { name } else { "" };
            writeln!(out, "{name:12}  {value}")?;
        }
    }
    Ok(())
}

fn failure(out: &mut impl Write, verdict: &Verdict) -> io::Result<()> {
    let Outcome::Failed(found) = &verdict.outcome else {
        return Ok(());
    };
    let wanted = if verdict.wanted {
        "should apply to"
    } else {
        "should not apply to"
    };
    writeln!(
        out,
        "FAILED {} {wanted}\n    {}",
        verdict.rule, verdict.text
    )?;
    if found.is_empty() {
        writeln!(out, "  found nothing")?;
    }
    for line in found {
        writeln!(out, "  found {line}")?;
    }
    writeln!(out)
}

/// "N rules, N examples, N passed, N failed" and the exit status that follows.
fn closing(out: &mut impl Write, rules: usize, verdicts: &[Verdict]) -> io::Result<u8> {
    let number = |is: fn(&Outcome) -> bool| verdicts.iter().filter(|v| is(&v.outcome)).count();
    let passed = number(|o| matches!(o, Outcome::Passed));
    let failed = number(|o| matches!(o, Outcome::Failed(_)));
    let skipped = number(|o| matches!(o, Outcome::Skipped(_)));
    let (rules, examples) = (count(rules, "rule"), count(verdicts.len(), "example"));
    write!(out, "{rules}, {examples}, {passed} passed, {failed} failed")?;
    if skipped > 0 {
        write!(out, ", {skipped} skipped")?;
    }
    writeln!(out)?;
    Ok(if failed > 0 { FINDINGS } else { FINE })
}

fn count(number: usize, one: &str) -> String {
    match number {
        1 => format!("1 {one}"),
        _ => format!("{number} {one}s"),
    }
}
