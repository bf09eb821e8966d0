//! What was measured, as a table for the terminal, Markdown or JSON.

use serde_json::{Map, Value as Json, json};

use super::decode::Kind;
use super::figure::Figure;
use super::grid::{Cell, Grid, Tone};
use super::measure::{Measured, Row};
use super::miss::{Miss, MissKind};
use super::suite::SuiteRow;
use crate::write::text::{clean, cut};

/// How the page looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Columns to keep to.
    pub width: usize,
    /// Escape codes for colour.
    pub coloured: bool,
}

/// All that a command has to show.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// What was measured, a kind of gold each.
    pub measured: Vec<Measured>,
    /// What was measured by a suite.
    pub suite: Vec<SuiteRow>,
    /// Sets of the suite that are not there.
    pub absent: Vec<String>,
    /// The misses to list.
    pub misses: Vec<Miss>,
    /// How many misses there are of each kind, where they are listed.
    pub counted: Vec<(MissKind, usize)>,
}

/// The figures of a kind that a table shows, in order.
pub(super) fn main_figures(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Chains => &[
            "claims",
            "chains_right",
            "links_f1",
            "names",
            "identity",
            "type",
            "hedges_f1",
            "carried_f1",
            "spurious",
            "non_sources",
        ],
        Kind::Attributions => &[
            "attributions",
            "cue",
            "source_overlap",
            "content_overlap",
            "full",
        ],
        Kind::Hedges => &[
            "sentences",
            "sentence_p",
            "sentence_r",
            "sentence_f1",
            "cue_f1",
        ],
        Kind::Ranking => &["sentences", "positives", "map", "p@10", "p@50", "p@100"],
        Kind::Pairs => &["pairs", "held"],
    }
}

/// The page for a terminal.
pub fn table(page: &Page, look: Look) -> String {
    let grids = grids(page).into_iter();
    let mut parts: Vec<String> = grids
        .map(|grid| grid.columns(look.width, look.coloured))
        .collect();
    if !page.absent.is_empty() {
        parts.push(format!("not here: {}\n", page.absent.join(", ")));
    }
    if !page.counted.is_empty() {
        parts.push(format!("misses: {}\n", counts(page)));
    }
    parts.extend(page.misses.iter().map(|miss| painted(miss, look)));
    parts.join("\n")
}

/// The page as Markdown.
pub fn markdown(page: &Page) -> String {
    let mut parts: Vec<String> = grids(page).iter().map(Grid::markdown).collect();
    if !page.absent.is_empty() {
        parts.push(format!("Not here: {}.\n", page.absent.join(", ")));
    }
    if !page.counted.is_empty() {
        parts.push(format!("Misses: {}.\n", counts(page)));
    }
    let list: String = page.misses.iter().map(item).collect();
    parts.extend((!list.is_empty()).then_some(list));
    parts.join("\n")
}

/// The page as JSON, with every figure.
pub fn json(page: &Page) -> String {
    let row = |row: &Row| json!({"name": row.name, "documents": row.documents, "figures": figures(&row.figures)});
    let kinds = page.measured.iter().map(|it| {
        let parts: Vec<Json> = it.parts.iter().map(row).collect();
        json!({"kind": it.kind, "all": row(&it.all), "parts": parts, "failed": it.failures.len()})
    });
    let suite = page.suite.iter().map(|row| {
        let shown: Vec<Figure> = row.figures.iter().map(|(figure, _)| *figure).collect();
        let targets = row
            .figures
            .iter()
            .filter_map(|(figure, target)| Some((figure.key, (*target)?)));
        let targets: Map<String, Json> = targets
            .map(|(key, target)| (key.to_owned(), json!(target)))
            .collect();
        json!({"name": row.name, "figures": figures(&shown), "targets": targets})
    });
    let mut out = Map::new();
    if page.suite.is_empty() {
        out.insert("kinds".to_owned(), kinds.collect());
    } else {
        out.insert("sets".to_owned(), suite.collect());
        out.insert("absent".to_owned(), json!(page.absent));
    }
    if !page.counted.is_empty() {
        out.insert("misses".to_owned(), json!(page.misses));
    }
    format!("{:#}\n", Json::Object(out))
}

fn figures(figures: &[Figure]) -> Map<String, Json> {
    let value = |figure: &Figure| match figure.value {
        super::Value::Count(count) => json!(count),
        super::Value::Share(_) => json!(figure.value.number()),
    };
    figures
        .iter()
        .map(|figure| (figure.key.to_owned(), value(figure)))
        .collect()
}

fn grids(page: &Page) -> Vec<Grid> {
    if page.suite.is_empty() {
        return page.measured.iter().map(kind_grid).collect();
    }
    vec![suite_grid(&page.suite)]
}

/// A line a part, a column a figure.
fn kind_grid(measured: &Measured) -> Grid {
    let shown = |row: &Row| -> Vec<Figure> {
        let find = |key: &&str| {
            row.figures
                .iter()
                .find(|figure| figure.key == *key)
                .copied()
        };
        main_figures(measured.kind)
            .iter()
            .filter_map(find)
            .collect()
    };
    let line = |row: &Row, tone| {
        let name = Cell::new(&row.name, tone);
        let figures = shown(row)
            .into_iter()
            .map(|it| Cell::new(it.value.to_string(), tone));
        std::iter::once(name).chain(figures).collect()
    };
    let mut rows: Vec<Vec<Cell>> = measured
        .parts
        .iter()
        .map(|row| line(row, Tone::Plain))
        .collect();
    if measured.parts.len() != 1 {
        rows.push(line(&measured.all, Tone::Strong));
    }
    let heads = shown(&measured.all)
        .into_iter()
        .map(|figure| figure.label());
    Grid {
        head: std::iter::once(measured.kind.as_str().to_owned())
            .chain(heads)
            .collect(),
        rows,
        left: 1,
    }
}

/// A line a figure, with its target.
fn suite_grid(suite: &[SuiteRow]) -> Grid {
    let mut rows = Vec::new();
    for row in suite {
        for (at, (figure, target)) in row.figures.iter().enumerate() {
            let tone = match target {
                None => Tone::Plain,
                Some(_) if SuiteRow::is_short(figure, *target) => Tone::Bad,
                Some(_) => Tone::Good,
            };
            let sign = if figure.at_most() { "≤ " } else { "" };
            let target = target.map_or(String::new(), |target| format!("{sign}{target}"));
            rows.push(vec![
                Cell::new(if at == 0 { row.name.as_str() } else { "" }, Tone::Strong),
                Cell::new(figure.label(), Tone::Plain),
                Cell::new(figure.value.to_string(), tone),
                Cell::new(target, Tone::Dim),
            ]);
        }
    }
    let head = ["set", "figure", "value", "target"];
    Grid {
        head: head.map(str::to_owned).to_vec(),
        rows,
        left: 2,
    }
}

fn counts(page: &Page) -> String {
    let count = |(kind, count): &(MissKind, usize)| format!("{count} {}", kind.label());
    let counts: Vec<String> = page.counted.iter().map(count).collect();
    counts.join(", ")
}

/// A miss in a few lines.
fn painted(miss: &Miss, look: Look) -> String {
    let style = |tone: Tone| {
        if look.coloured {
            tone.style()
        } else {
            Tone::Plain.style()
        }
    };
    let (bad, dim) = (style(Tone::Bad), style(Tone::Dim));
    let room = look.width.saturating_sub(11);
    let place = format!("{}:{}", miss.file.display(), miss.line);
    let mut out = format!(
        "{bad}{}{bad:#}  {}  {dim}{}{dim:#}\n",
        miss.kind.label(),
        clean(&miss.document),
        clean(&place)
    );
    let said = [
        ("text", Some(&miss.text)),
        ("wanted", miss.wanted.as_ref()),
        ("found", miss.found.as_ref()),
    ];
    for (what, words) in said {
        if let Some(words) = words {
            out.push_str(&format!(
                "  {dim}{what:7}{dim:#}  {}\n",
                cut(&clean(words), room, "…")
            ));
        }
    }
    out
}

/// A miss as an item of a list.
fn item(miss: &Miss) -> String {
    const ROOM: usize = 160;
    let words = |text: &str| cut(&clean(text), ROOM, "…");
    let place = format!("{}:{}", miss.file.display(), miss.line);
    let mut out = format!(
        "- **{}** `{place}` {}: “{}”",
        miss.kind.label(),
        clean(&miss.document),
        words(&miss.text)
    );
    if let Some(wanted) = &miss.wanted {
        out.push_str(&format!("; wanted {}", words(wanted)));
    }
    if let Some(found) = &miss.found {
        out.push_str(&format!("; found {}", words(found)));
    }
    out.push('\n');
    out
}
