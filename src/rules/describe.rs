//! Says in words what a rule does, from its fields and the documentation of their types.

use std::fmt::Debug;

use serde_json::Value;

use super::file::*;
use super::kind::{Kind, Located, Rule};
use super::pack::{Pack, Place};
use super::schema::{doc, schema};

/// One rule in one line of a list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// Its kind.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// How many words and phrases it lists.
    pub words: usize,
    /// What it says in short.
    pub says: String,
    /// The file that it stands in.
    pub file: String,
    /// The line there, from 1.
    pub line: usize,
}

/// Everything about one rule.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Explanation {
    /// What a list says of it.
    #[serde(flatten)]
    pub summary: Summary,
    /// What it does, in sentences.
    pub does: String,
    /// Its fields: a name and what it holds.
    pub fields: Vec<(String, Vec<String>)>,
    /// Texts that it applies to.
    pub r#match: Vec<String>,
    /// Texts that it does not apply to.
    pub no_match: Vec<String>,
    /// What was overridden or disabled, in words; absent where nothing was.
    pub change: Option<String>,
}

/// Every rule of a pack in one line each, only those of `kind` where one is given.
pub fn list(pack: &Pack, kind: Option<Kind>) -> Vec<Summary> {
    let rules = pack.rules().into_iter();
    let wanted = rules.filter(|found| kind.is_none_or(|kind| found.rule.kind() == kind));
    wanted.map(|found| summary(pack, found)).collect()
}

/// Everything about the rule `id`; none where no rule has it.
pub fn explain(pack: &Pack, id: &str) -> Option<Explanation> {
    let found = pack.find(id)?;
    let schema = schema();
    let (yes, no) = found.rule.examples();
    Some(Explanation {
        summary: summary(pack, found),
        does: does(found.rule, &schema),
        fields: fields(found.rule, &schema),
        r#match: yes.to_vec(),
        no_match: no.to_vec(),
        change: change(pack, id),
    })
}

/// What became of the rule `id` where packs lie over each other.
pub fn change(pack: &Pack, id: &str) -> Option<String> {
    let change = pack.changes.iter().rev().find(|change| change.id == id)?;
    let was = at(pack, &change.was);
    Some(match &change.now {
        Some(now) => format!("{} overrides {was}", at(pack, now)),
        None => format!("{} at {was} is disabled", change.kind),
    })
}

fn at(pack: &Pack, place: &Place) -> String {
    let (path, line) = pack.line(place);
    format!("{}:{line}", path.display())
}

fn summary(pack: &Pack, found: Located<'_>) -> Summary {
    let (path, line) = pack.line(found.place);
    Summary {
        kind: found.rule.kind().name().to_owned(),
        id: found.rule.id().to_owned(),
        words: found.rule.size(),
        says: says(found.rule),
        file: path.display().to_string(),
        line,
    }
}

/// A rule's decision and its first words.
fn says(rule: Rule<'_>) -> String {
    let decision = decision(rule);
    let words: Vec<&str> = match rule {
        Rule::Registry(r) => r.aliases.iter().map(String::as_str).collect(),
        Rule::Flag(r) => vec![r.message.as_str()],
        _ => rule
            .lists()
            .iter()
            .flat_map(|list| list.words)
            .map(|w| lemma(w))
            .collect(),
    };
    match (decision.is_empty(), words.is_empty()) {
        (false, false) => format!("{decision}: {}", words.join(", ")),
        _ => format!("{decision}{}", words.join(", ")),
    }
}

fn decision(rule: Rule<'_>) -> String {
    match rule {
        Rule::Class(_) => String::new(),
        Rule::Cue(r) => r.relation.to_string(),
        Rule::Hedge(r) => r.category.to_string(),
        Rule::Scale(r) => r.reference.clone(),
        Rule::Source(r) => {
            let identity = r.identity.map(|x| x.to_string());
            let kind = r.r#type.map(|x| x.to_string());
            let placed = r.placed.then(|| "placed".to_owned());
            let parts: Vec<String> = [identity, kind, placed].into_iter().flatten().collect();
            parts.join(" ")
        }
        Rule::Channel(r) => r.kind.to_string(),
        Rule::Pattern(r) => kebab(r.effect),
        Rule::Boilerplate(r) => format!("drops {}", kebab(r.drops)),
        Rule::Registry(r) => format!("{}, {}", r.name, r.r#type),
        Rule::Terms(_) => String::new(),
        Rule::Flag(r) => r.severity.to_string(),
    }
}

/// What the rule does, in sentences.
fn does(rule: Rule<'_>, schema: &Value) -> String {
    match rule {
        Rule::Class(r) => format!("Words that patterns call {{{}}}.", r.id),
        Rule::Terms(r) => format!("Words that flags and triage ask for as `{}`.", r.id),
        Rule::Cue(r) => {
            let relation = doc(schema, "Relation", r.relation.as_str());
            let claims = match r.relation.asserts() {
                true => "What they report is a claim.",
                false => "What they report is no claim.",
            };
            let overrule = r.tagger.map(|it| doc(schema, "Overrule", &kebab(it)));
            let overrule = overrule.map_or(String::new(), |it| format!(" Over the tagger: {it}"));
            format!(
                "Words by which a source reports, as `{}`: {relation} {claims}{overrule}",
                r.relation
            )
        }
        Rule::Hedge(r) => {
            let category = doc(schema, "HedgeCategory", r.category.as_str());
            format!("Words that hedge, as `{}`: {category}", r.category)
        }
        Rule::Scale(r) => format!(
            "Terms of likelihood and the range each stands for, by {}.",
            r.reference
        ),
        Rule::Source(r) => source_does(r, schema),
        Rule::Channel(r) => {
            let kind = doc(schema, "ViaKind", r.kind.as_str());
            format!(
                "Words for a channel that a source spoke through, `{}`: {kind}",
                r.kind
            )
        }
        Rule::Pattern(r) => {
            let effect = kebab(r.effect);
            format!(
                "Words round a cue, `{effect}`: {}",
                doc(schema, "Effect", &effect)
            )
        }
        Rule::Boilerplate(r) => boilerplate_does(r, schema),
        Rule::Registry(r) => format!("A body known by name: {}, `{}`.", r.name, r.r#type),
        Rule::Flag(r) => format!("Raises the {} \"{}\".", r.severity, r.message),
    }
}

fn source_does(rule: &SourceEntry, schema: &Value) -> String {
    let mut out = "Words that name or describe a source.".to_owned();
    if let Some(identity) = rule.identity {
        let text = doc(schema, "Identity", identity.as_str());
        out += &format!(" Its identity, where it has no name of its own, is `{identity}`: {text}");
    }
    if let Some(kind) = rule.r#type {
        let text = doc(schema, "SourceType", kind.as_str());
        out += &format!(" Its type is `{kind}`: {text}");
    }
    if rule.placed {
        out += " They tell the source's access, so that it is placed.";
    }
    out
}

fn boilerplate_does(rule: &BoilerplateEntry, schema: &Value) -> String {
    let (drops, at) = (kebab(rule.drops), kebab(rule.at));
    let extent = doc(schema, "Extent", &drops);
    let place = doc(schema, "At", &at);
    let credits = match rule.credits {
        true => {
            " An outlet that it names is credited for the article: all claims passed through it."
        }
        false => "",
    };
    format!(
        "Drops text round the article, `{drops}`: {extent} The phrase stands so, `{at}`: {place}{credits}"
    )
}

/// The fields that the sentences leave out, and the words.
fn fields(rule: Rule<'_>, schema: &Value) -> Vec<(String, Vec<String>)> {
    let mut fields = own_fields(rule, schema);
    if !matches!(rule, Rule::Scale(_)) {
        for list in rule.lists() {
            let name = list.path.last_key().unwrap_or_default();
            fields.push((name, list.words.to_vec()));
        }
    }
    let named = fields
        .into_iter()
        .map(|(name, values)| (name.to_owned(), values));
    named.filter(|(_, values)| !values.is_empty()).collect()
}

fn own_fields(rule: Rule<'_>, schema: &Value) -> Vec<(String, Vec<String>)> {
    let field = |name: &str, values: Vec<String>| (name.to_owned(), values);
    match rule {
        Rule::Terms(r) => vec![field("endings", r.endings.clone())],
        Rule::Cue(r) => vec![
            field(
                "frames",
                r.frames
                    .iter()
                    .map(|f| member(schema, "Frame", &kebab(f)))
                    .collect(),
            ),
            field("prepositions", r.prepositions.clone()),
            field("sources", texts(&r.sources)),
            field("hedge", texts(r.hedge.as_slice())),
        ],
        Rule::Hedge(r) => vec![field("range", r.range.iter().map(range).collect())],
        Rule::Scale(r) => vec![field("terms", r.term.iter().map(term).collect())],
        Rule::Source(r) => vec![
            field("plural type", texts(r.plural_type.as_slice())),
            field("hedge", texts(r.hedge.as_slice())),
        ],
        Rule::Pattern(r) => vec![field("relations", texts(&r.relations))],
        Rule::Registry(r) => registry_fields(r),
        Rule::Flag(r) => vec![
            field("when", conditions(std::slice::from_ref(&r.when))),
            field("unless", conditions(std::slice::from_ref(&r.unless))),
            field("any", conditions(&r.any)),
            field("help", r.help.iter().cloned().collect()),
        ],
        Rule::Class(_) | Rule::Channel(_) | Rule::Boilerplate(_) => Vec::new(),
    }
}

fn registry_fields(rule: &RegistryEntry) -> Vec<(String, Vec<String>)> {
    let one =
        |name: &str, value: &Option<String>| (name.to_owned(), value.iter().cloned().collect());
    vec![
        ("aliases".to_owned(), rule.aliases.clone()),
        one("domain", &rule.domain),
        one("country", &rule.country),
        one("family", &rule.family),
        ("grade".to_owned(), texts(rule.grade.as_slice())),
    ]
}

fn conditions(tables: &[toml::Table]) -> Vec<String> {
    let tables = tables.iter().filter(|table| !table.is_empty());
    let line = |table: &toml::Table| {
        let pairs: Vec<String> = table
            .iter()
            .map(|(key, value)| format!("{key} = {value}"))
            .collect();
        pairs.join(", ")
    };
    tables.map(line).collect()
}

fn term(term: &ScaleTerm) -> String {
    format!("{}: {}", range(&term.range), term.phrases.join(", "))
}

fn range([low, high]: &[f64; 2]) -> String {
    format!("{low} to {high}")
}

fn texts<T: ToString>(values: &[T]) -> Vec<String> {
    values.iter().map(T::to_string).collect()
}

/// A member of a vocabulary with what the documentation says of it.
fn member(schema: &Value, vocabulary: &str, name: &str) -> String {
    match doc(schema, vocabulary, name) {
        text if text.is_empty() => name.to_owned(),
        text => format!("{name}: {text}"),
    }
}

/// The written form of a member that serde names in kebab case.
fn kebab(member: impl Debug) -> String {
    let mut out = String::new();
    for c in format!("{member:?}").chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// The word that an inflected entry is listed under.
fn lemma(word: &str) -> &str {
    word.split(':').next().unwrap_or(word)
}
