//! Shows diagnostics with the line that each points at, for a terminal or in plain text.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level as Shown, Renderer, Snippet};

use super::diagnostic::{Diagnostic, Diagnostics, Label, Level};
use super::pack::SourceFile;

/// Every diagnostic, a blank line between each two; in colour only when told.
pub fn render(found: &Diagnostics, colour: bool) -> String {
    let renderer = match colour {
        true => Renderer::styled(),
        false => Renderer::plain(),
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let one = |d: &Diagnostic| renderer.render(&[group(d, &found.files)]);
    let all: Vec<String> = found.list.iter().map(one).collect();
    match all.is_empty() {
        true => String::new(),
        false => all.join("\n\n") + "\n",
    }
}

fn group<'a>(found: &'a Diagnostic, files: &'a [SourceFile]) -> Group<'a> {
    let level = match found.level() {
        Level::Error => Shown::ERROR,
        Level::Warning => Shown::WARNING,
    };
    let title = level.primary_title(&found.title).id(found.code.as_str());
    let mut group = Group::with_title(title).elements(snippets(&found.labels, files));
    if let Some(help) = &found.help {
        group = group.element(Shown::HELP.message(help));
    }
    group
}

/// One snippet for each file, the first label of all marked as the primary one.
fn snippets<'a>(
    labels: &'a [Label],
    files: &'a [SourceFile],
) -> Vec<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let mut order: Vec<usize> = Vec::new();
    for label in labels {
        if !order.contains(&label.file) {
            order.push(label.file);
        }
    }
    let one = |index: usize| {
        let file = files.get(index)?;
        let snippet = Snippet::source(&file.text).path(file.path.display().to_string());
        let here = labels
            .iter()
            .enumerate()
            .filter(move |(_, l)| l.file == index);
        Some(snippet.annotations(here.map(|(i, label)| annotation(i == 0, label, &file.text))))
    };
    order.into_iter().filter_map(one).collect()
}

fn annotation<'a>(
    primary: bool,
    label: &'a Label,
    text: &str,
) -> annotate_snippets::Annotation<'a> {
    let kind = match primary {
        true => AnnotationKind::Primary,
        false => AnnotationKind::Context,
    };
    let marked = kind.span(first_line(label, text));
    match label.text.is_empty() {
        true => marked,
        false => marked.label(&label.text),
    }
}

/// The label's bytes, cut at the end of their first line: a whole table underlined says no more than its header.
fn first_line(label: &Label, text: &str) -> std::ops::Range<usize> {
    let start = label.span.start.min(text.len());
    let end = label.span.end.clamp(start, text.len());
    let line = text.get(start..end).and_then(|part| part.find('\n'));
    start..line.map_or(end, |length| start + length)
}
