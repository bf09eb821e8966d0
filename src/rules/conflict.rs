//! Words that two rules of one kind want, so that the later never finds them. Reads rules; changes nothing.

use std::collections::HashMap;

use super::diagnostic::{Code, Finding, KeyPath};
use super::file::{At, BoilerplateEntry, CueEntry, Frame, PatternEntry, RegistryEntry};
use super::kind::{Form, Kind, Located, Rule};
use super::pack::{Entry, Pack};

/// Words of a rule and where they stand.
#[derive(Clone, Copy)]
struct Taken<'a> {
    rule: Located<'a>,
    list: usize,
    index: usize,
}

impl Taken<'_> {
    fn path(&self) -> KeyPath {
        let lists = self.rule.rule.lists();
        let path = lists.get(self.list).map(|list| list.path.clone());
        path.unwrap_or_default().at(self.index)
    }
}

/// Every conflict of a merged pack.
pub(super) fn conflicts(pack: &Pack, rules: &[Located<'_>], found: &mut Vec<Finding>) {
    let mut taken: HashMap<(Kind, Form, String), Vec<Taken<'_>>> = HashMap::new();
    for rule in rules {
        for (list, words) in rule.rule.lists().iter().enumerate() {
            for (index, word) in words.words.iter().enumerate() {
                let Some(key) = key(words.form, word) else {
                    continue;
                };
                let now = Taken {
                    rule: *rule,
                    list,
                    index,
                };
                let before = taken
                    .entry((rule.rule.kind(), words.form, key))
                    .or_default();
                found.extend(before.iter().find_map(|first| conflict(first, &now, word)));
                before.push(now);
            }
        }
    }
    registry(&pack.registry, found);
}

/// What two spellings of the same words have in common; none for what is empty.
fn key(form: Form, word: &str) -> Option<String> {
    let word = match form {
        Form::Verbs | Form::Nouns => word.split(':').next().unwrap_or(word),
        Form::Words | Form::Phrases => word,
    };
    let parts: Vec<String> = word.split_whitespace().map(part).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// A word of a phrase with its alternatives in order. Case stays: a capital must match, so it tells words apart.
fn part(word: &str) -> String {
    let mut options: Vec<&str> = word.split('|').collect();
    options.sort_unstable();
    options.join("|")
}

fn conflict(first: &Taken<'_>, now: &Taken<'_>, word: &str) -> Option<Finding> {
    let (before, after) = (first.rule.rule, now.rule.rule);
    let same = before.id() == after.id();
    let (code, title) = match (same, after) {
        (true, _) => (
            Code::Repeated,
            format!("`{word}` twice in `{}`", after.id()),
        ),
        // A word may be of several classes, and only one scale is in force.
        (false, Rule::Class(_) | Rule::Scale(_) | Rule::Terms(_)) => return None,
        (false, _) if !covers(before, after) => return None,
        (false, _) => (
            Code::Shadowed,
            format!(
                "`{word}` is found by `{}` before `{}`",
                before.id(),
                after.id()
            ),
        ),
    };
    let finding = Finding::new(code, now.rule.place, now.path(), title)
        .saying(if same {
            "again here"
        } else {
            "never found here"
        })
        .also(first.rule.place, first.path(), "first here");
    Some(finding)
}

/// Whether the earlier rule applies wherever the later does, given the same words.
fn covers(before: Rule<'_>, after: Rule<'_>) -> bool {
    match (before, after) {
        (Rule::Cue(before), Rule::Cue(after)) => cue_covers(before, after),
        (Rule::Pattern(before), Rule::Pattern(after)) => pattern_covers(before, after),
        (Rule::Boilerplate(before), Rule::Boilerplate(after)) => boilerplate_covers(before, after),
        _ => true,
    }
}

fn cue_covers(before: &CueEntry, after: &CueEntry) -> bool {
    let frames = after.frames.iter().all(|f| before.frames.contains(f));
    let sources = subset(&after.sources, &before.sources);
    let with_preposition = after.frames.contains(&Frame::Preposition);
    let prepositions = after
        .prepositions
        .iter()
        .all(|p| before.prepositions.contains(p));
    frames && sources && (!with_preposition || prepositions)
}

fn pattern_covers(before: &PatternEntry, after: &PatternEntry) -> bool {
    subset(&after.relations, &before.relations)
}

fn boilerplate_covers(before: &BoilerplateEntry, after: &BoilerplateEntry) -> bool {
    before.drops == after.drops
        && before.credits == after.credits
        && (before.at == after.at || before.at == At::Anywhere)
}

/// Whether all of `inner` is allowed by `outer`, where an empty list allows everything.
fn subset<T: PartialEq>(inner: &[T], outer: &[T]) -> bool {
    outer.is_empty() || (!inner.is_empty() && inner.iter().all(|x| outer.contains(x)))
}

fn registry(entries: &[Entry<RegistryEntry>], found: &mut Vec<Finding>) {
    let mut names: HashMap<&str, (&Entry<RegistryEntry>, KeyPath)> = HashMap::new();
    for entry in entries {
        for (name, path) in written_forms(&entry.rule) {
            match names.get(name) {
                Some((first, at)) => found.push(claimed(name, (first, at), (entry, path))),
                None => {
                    names.insert(name, (entry, path));
                }
            }
        }
    }
}

fn written_forms(entry: &RegistryEntry) -> impl Iterator<Item = (&str, KeyPath)> {
    let aliases = entry.aliases.iter().enumerate();
    let aliases = aliases.map(|(i, alias)| (alias.as_str(), KeyPath::from("aliases").at(i)));
    std::iter::once((entry.name.as_str(), KeyPath::from("name"))).chain(aliases)
}

fn claimed(
    name: &str,
    (first, at): (&Entry<RegistryEntry>, &KeyPath),
    (second, path): (&Entry<RegistryEntry>, KeyPath),
) -> Finding {
    let (code, title) = match first.rule.id == second.rule.id {
        true => (
            Code::Repeated,
            format!("`{name}` twice in `{}`", first.rule.id),
        ),
        false => (
            Code::ClaimedTwice,
            format!(
                "`{name}` is claimed by `{}` and `{}`",
                first.rule.id, second.rule.id
            ),
        ),
    };
    Finding::new(code, &second.place, path, title)
        .saying("again here")
        .also(&first.place, at.clone(), "first here")
}
