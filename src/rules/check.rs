//! What must hold of each rule by itself, and of the names by which rules refer to each other.

use super::conflict;
use super::diagnostic::{Code, Finding, KeyPath};
use super::file::{CueEntry, Frame, Overrule, ScoringEntry, TaggerEntry};
use super::kind::{Form, Located, Rule, WordList};
use super::pack::{Entry, Pack, Place};

/// Classes that patterns know without a `[[class]]`.
pub const BUILTIN_CLASSES: &[&str] = &["number", "capital", "any"];

/// What exists although the pack does not hold it, so that nobody is told that it does not.
pub(super) struct Known {
    /// Some text could not be read.
    pub torn: bool,
    /// Ids of rules that have problems.
    pub broken: Vec<String>,
}

/// Every problem of the merged pack.
pub(super) fn check(pack: &Pack, known: &Known) -> Vec<Finding> {
    let mut found = Vec::new();
    let rules = pack.rules();
    for rule in &rules {
        bad_id(rule, &mut found);
        empty_rule(rule, &mut found);
        empty_texts(rule, &mut found);
        ranges(rule, &mut found);
        if let Rule::Cue(cue) = rule.rule {
            prepositions(cue, rule.place, &mut found);
        }
        if let Rule::Pattern(pattern) = rule.rule {
            cue_counts(&pattern.tokens, rule.place, &mut found);
        }
    }
    if let Some(scoring) = &pack.scoring {
        scoring_ranges(scoring, &mut found);
    }
    if let Some(tagger) = &pack.tagger {
        found.extend(bad_trust(tagger));
    }
    if !known.torn {
        extends(pack, &mut found);
        scale(pack, known, &mut found);
        classes(pack, &rules, known, &mut found);
        missing_scoring(pack, &rules, &mut found);
    }
    conflict::conflicts(pack, &rules, &mut found);
    found
}

fn bad_id(rule: &Located<'_>, found: &mut Vec<Finding>) {
    let id = rule.rule.id();
    let bad = |c: char| c.is_whitespace() || "{}[]|?*:\"".contains(c);
    if id.is_empty() || id.contains(bad) {
        let title = format!("`{id}` is no id");
        let help = "an id is letters, digits, hyphens, dots".to_owned();
        found.push(Finding::new(Code::BadId, rule.place, "id".into(), title).help(help));
    }
}

fn empty_rule(rule: &Located<'_>, found: &mut Vec<Finding>) {
    let what = match rule.rule {
        Rule::Cue(r) if r.frames.is_empty() && r.tagger != Some(Overrule::Veto) => {
            Some("takes no frame, so it finds nothing".to_owned())
        }
        Rule::Scale(r) if r.term.is_empty() => Some("has no term".to_owned()),
        Rule::Flag(r) if r.when.is_empty() && r.unless.is_empty() && r.any.is_empty() => {
            Some("has no condition, so it would be raised on every claim".to_owned())
        }
        Rule::Registry(_) | Rule::Flag(_) => None,
        other if other.size() == 0 => Some(format!("has no {}", lists(&other.lists()))),
        _ => None,
    };
    if let Some(what) = what {
        let title = format!("{} `{}` {what}", rule.rule.kind(), rule.rule.id());
        let finding = Finding::new(Code::EmptyRule, rule.place, KeyPath::default(), title);
        found.push(finding);
    }
}

/// "verbs, nouns or phrases".
fn lists(lists: &[WordList<'_>]) -> String {
    let names: Vec<String> = lists
        .iter()
        .filter_map(|list| list.path.last_key())
        .collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

fn empty_texts(rule: &Located<'_>, found: &mut Vec<Finding>) {
    let (yes, no) = rule.rule.examples();
    let mut lists: Vec<(KeyPath, &[String])> = vec![("match".into(), yes), ("no_match".into(), no)];
    lists.extend(rule.rule.lists().into_iter().map(|l| (l.path, l.words)));
    match rule.rule {
        Rule::Cue(r) => lists.push(("prepositions".into(), &r.prepositions)),
        Rule::Registry(r) => lists.push(("aliases".into(), &r.aliases)),
        _ => {}
    }
    let empty = |path: KeyPath| Finding::new(Code::EmptyText, rule.place, path, "an empty text");
    for (path, texts) in lists {
        let blank = texts
            .iter()
            .enumerate()
            .filter(|(_, t)| t.trim().is_empty());
        found.extend(blank.map(|(i, _)| empty(path.clone().at(i))));
    }
    match rule.rule {
        Rule::Registry(r) if r.name.trim().is_empty() => found.push(empty("name".into())),
        Rule::Flag(r) if r.message.trim().is_empty() => found.push(empty("message".into())),
        _ => {}
    }
}

fn ranges(rule: &Located<'_>, found: &mut Vec<Finding>) {
    match rule.rule {
        Rule::Hedge(r) => {
            let range = r.range.map(|range| (KeyPath::from("range"), range));
            found.extend(range.and_then(|(path, range)| bad_range(rule.place, path, range)));
        }
        Rule::Scale(r) => found.extend(r.term.iter().enumerate().filter_map(|(i, term)| {
            let path = KeyPath::from("term").at(i).key("range");
            bad_range(rule.place, path, term.range)
        })),
        _ => {}
    }
}

fn scoring_ranges(scoring: &Entry<ScoringEntry>, found: &mut Vec<Finding>) {
    let commitment = &scoring.rule.commitment;
    let mut all = vec![(
        KeyPath::from("commitment").key("unhedged"),
        commitment.unhedged,
    )];
    for (category, range) in &commitment.category {
        let path = KeyPath::from("commitment")
            .key("category")
            .key(category.as_str());
        all.push((path, *range));
    }
    for (relation, params) in &scoring.rule.relation {
        let path = KeyPath::from("relation")
            .key(relation.as_str())
            .key("commitment");
        all.push((path, params.commitment));
    }
    let bad = |(path, range)| bad_range(&scoring.place, path, range);
    found.extend(all.into_iter().filter_map(bad));
}

fn bad_trust(tagger: &Entry<TaggerEntry>) -> Option<Finding> {
    let trust = tagger.rule.trust;
    if (0.0..=1.0).contains(&trust) {
        return None;
    }
    let title = format!("trust {trust} leaves 0 to 1");
    let help = "0 leaves attributions to the rules, 1 lets the tagger decide alone".to_owned();
    Some(Finding::new(Code::BadRange, &tagger.place, "trust".into(), title).help(help))
}

fn bad_range(place: &Place, path: KeyPath, [low, high]: [f64; 2]) -> Option<Finding> {
    let inside = |x: f64| (0.0..=1.0).contains(&x);
    let title = match (inside(low) && inside(high), low <= high) {
        (true, true) => return None,
        (true, false) => format!("range runs backwards, from {low} down to {high}"),
        (false, _) => format!("range {low} to {high} leaves 0 to 1"),
    };
    let help = "a range is `[low, high]` with 0 ≤ low ≤ high ≤ 1".to_owned();
    Some(Finding::new(Code::BadRange, place, path, title).help(help))
}

fn prepositions(cue: &CueEntry, place: &Place, found: &mut Vec<Finding>) {
    let framed = cue.frames.contains(&Frame::Preposition);
    let (path, title) = match (framed, cue.prepositions.is_empty()) {
        (true, true) => ("frames", "the frame `preposition` needs `prepositions`"),
        (false, false) => (
            "prepositions",
            "`prepositions` without the frame `preposition`",
        ),
        _ => return,
    };
    found.push(Finding::new(Code::Prepositions, place, path.into(), title));
}

fn cue_counts(tokens: &[String], place: &Place, found: &mut Vec<Finding>) {
    for (i, pattern) in tokens.iter().enumerate() {
        let count = pattern.matches("{cue}").count();
        if count != 1 && !pattern.trim().is_empty() {
            let title = format!("expected one `{{cue}}` in a pattern, found {count}");
            let path = KeyPath::from("tokens").at(i);
            found.push(Finding::new(Code::CueCount, place, path, title));
        }
    }
}

fn extends(pack: &Pack, found: &mut Vec<Finding>) {
    let Some(entry) = &pack.pack else { return };
    if let Some(other) = entry
        .rule
        .extends
        .as_ref()
        .filter(|name| *name != "default")
    {
        let title = format!("unknown pack `{other}`");
        let help = "a pack can extend \"default\" only".to_owned();
        let finding = Finding::new(Code::UnknownValue, &entry.place, "extends".into(), title);
        found.push(finding.help(help));
    }
}

fn scale(pack: &Pack, known: &Known, found: &mut Vec<Finding>) {
    let Some(entry) = &pack.pack else { return };
    let Some(scale) = &entry.rule.scale else {
        return;
    };
    let mut ids = pack.scales.iter().map(|e| e.rule.id.as_str());
    if ids.clone().any(|id| id == scale) || known.broken.contains(scale) {
        return;
    }
    let title = format!("no scale `{scale}`");
    let finding = Finding::new(Code::UnknownScale, &entry.place, "scale".into(), title);
    found.push(finding.near(scale, ids.by_ref()));
}

fn missing_scoring(pack: &Pack, rules: &[Located<'_>], found: &mut Vec<Finding>) {
    let first = pack.pack.as_ref().map(|entry| &entry.place);
    let first = first.or_else(|| rules.first().map(|rule| rule.place));
    let (None, Some(place)) = (&pack.scoring, first) else {
        return;
    };
    let title = "this pack stands alone, but has no `[scoring]`";
    let help = "to add to the rules that ship: `[pack]` with `extends = \"default\"`".to_owned();
    let finding = Finding::new(Code::MissingScoring, place, KeyPath::default(), title);
    found.push(finding.help(help));
}

fn classes(pack: &Pack, rules: &[Located<'_>], known: &Known, found: &mut Vec<Finding>) {
    let mut names: Vec<&str> = pack.classes.iter().map(|e| e.rule.id.as_str()).collect();
    names.extend(BUILTIN_CLASSES);
    names.extend(known.broken.iter().map(String::as_str));
    for rule in rules {
        if matches!(rule.rule, Rule::Pattern(_)) {
            names.push("cue");
        }
        for list in rule.rule.lists().iter().filter(|l| l.form == Form::Phrases) {
            unknown_classes(rule.place, list, &names, found);
        }
        if matches!(rule.rule, Rule::Pattern(_)) {
            names.pop();
        }
    }
}

fn unknown_classes(place: &Place, list: &WordList<'_>, names: &[&str], found: &mut Vec<Finding>) {
    for (i, phrase) in list.words.iter().enumerate() {
        for class in classes_in(phrase).filter(|class| !names.contains(class)) {
            let title = format!("no class `{class}`");
            let path = list.path.clone().at(i);
            let finding = Finding::new(Code::UnknownClass, place, path, title);
            found.push(finding.near(class, names.iter().copied()));
        }
    }
}

/// The names in braces of a phrase.
pub(super) fn classes_in(phrase: &str) -> impl Iterator<Item = &str> {
    let parts = phrase.split('{').skip(1);
    parts
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| name.trim())
}
