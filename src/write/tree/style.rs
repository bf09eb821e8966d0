//! The colours of the page, and what each stands for.

use anstyle::{AnsiColor, Style};

use crate::types::{HedgeCategory, Letter, Severity};

pub(super) const TITLE: Style = Style::new().bold();
pub(super) const DIM: Style = Style::new().dimmed();
pub(super) const RULE: Style = Style::new().dimmed();
pub(super) const CUE: Style = AnsiColor::Cyan.on_default();
pub(super) const DENIED: Style = AnsiColor::Red.on_default().bold();
pub(super) const HELP: Style = AnsiColor::Green.on_default();
pub(super) const INFERRED: Style = Style::new().italic();

/// Hedges are underlined, in the colour of their kind: what others say in magenta, likelihood in yellow, doubt in red.
pub(super) fn hedge(category: HedgeCategory) -> Style {
    let colour = match category {
        HedgeCategory::Hearsay | HedgeCategory::Weasel => AnsiColor::Magenta,
        HedgeCategory::Probability | HedgeCategory::Possibility => AnsiColor::Yellow,
        HedgeCategory::Inference | HedgeCategory::Attitude => AnsiColor::Cyan,
        HedgeCategory::Approximation | HedgeCategory::Condition => AnsiColor::Blue,
        HedgeCategory::Booster => AnsiColor::Green,
        HedgeCategory::Distancing => AnsiColor::Red,
    };
    colour.on_default().underline()
}

/// Green for sources that are usually reliable, red for those that are not.
pub(in crate::write) fn rating(letter: Letter) -> Style {
    match letter {
        Letter::A | Letter::B => AnsiColor::Green.on_default().bold(),
        Letter::C => AnsiColor::Yellow.on_default().bold(),
        Letter::D | Letter::E => AnsiColor::Red.on_default().bold(),
        Letter::F => Style::new().dimmed(),
    }
}

/// A flag's colour by how much it matters.
pub(super) fn severity(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::Red.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
        Severity::Info => AnsiColor::Blue.on_default().bold(),
    }
}
