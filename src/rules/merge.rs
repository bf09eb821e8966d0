//! Lays packs over each other: same id overrides in place, new ids are added, disabled ones go.

use std::collections::HashMap;

use toml::Spanned;
use toml::de::DeValue;

use super::diagnostic::{Code, Diagnostic, Finding, KeyPath};
use super::kind::{EachTable, Kind, Table, each_table, put_single};
use super::layer::Layer;
use super::pack::{Change, Entry, Pack, Place};

/// Packs laid over each other so far.
#[derive(Default)]
pub(super) struct Merge<'i> {
    /// What is in force.
    pub pack: Pack,
    /// Ids of rules that exist but have problems.
    pub broken: Vec<String>,
    /// Some text could not be read, so that more rules may exist.
    pub torn: bool,
    /// Problems with a place by keys.
    pub findings: Vec<Finding>,
    /// Problems with a place by bytes.
    pub problems: Vec<Diagnostic>,
    ids: HashMap<String, Owner>,
    singles: HashMap<Kind, Spanned<DeValue<'i>>>,
    layers: usize,
}

/// Which rule has an id.
struct Owner {
    kind: Kind,
    place: Place,
    layer: usize,
}

impl<'i> Merge<'i> {
    /// Nothing merged yet; `problems` kept some texts from being read.
    pub fn after(problems: Vec<Diagnostic>) -> Self {
        Self {
            torn: !problems.is_empty(),
            problems,
            ..Self::default()
        }
    }

    /// Lays `layer` over what is there. Only a pack that extends may override; others share one space of ids.
    pub fn lay(&mut self, mut layer: Layer<'i>) {
        let overlay = layer.extends();
        self.layers += usize::from(overlay || self.layers == 0);
        self.broken.append(&mut layer.broken);
        self.torn |= layer.torn;
        if let Some(entry) = layer.pack.take() {
            self.disable(&entry);
            self.pack_entry(entry);
        }
        let mut laying = Laying {
            merge: self,
            rules: layer.rules,
        };
        each_table(&mut laying);
        for (kind, place, value) in layer.singles {
            self.lay_single(kind, place, value);
        }
    }

    fn disable(&mut self, entry: &Entry<super::file::PackEntry>) {
        for (i, id) in entry.rule.disable.iter().enumerate() {
            match self.ids.remove(id) {
                Some(owner) => self.remove(id, owner),
                None if self.torn || self.broken.contains(id) => {}
                None => self.unknown_id(&entry.place, i, id),
            }
        }
    }

    fn remove(&mut self, id: &str, owner: Owner) {
        let mut removal = Removal {
            pack: &mut self.pack,
            id,
        };
        each_table(&mut removal);
        self.pack.changes.push(Change {
            id: id.to_owned(),
            kind: owner.kind,
            was: owner.place,
            now: None,
        });
    }

    fn unknown_id(&mut self, place: &Place, index: usize, id: &str) {
        let path = KeyPath::from("disable").at(index);
        let title = format!("no rule `{id}` to disable");
        let known = self.ids.keys().map(String::as_str);
        let finding = Finding::new(Code::UnknownId, place, path, title).near(id, known);
        self.findings.push(finding);
    }

    fn pack_entry(&mut self, mut entry: Entry<super::file::PackEntry>) {
        let below = self.pack.pack.take();
        let scale = below.and_then(|below| below.rule.scale);
        entry.rule.scale = entry.rule.scale.or(scale);
        self.pack.pack = Some(entry);
    }

    /// Takes the id for the rule, or says why it cannot have it.
    fn claim<T: Table>(&mut self, entry: &Entry<T>) -> Claim {
        let id = entry.rule.id();
        let owner = Owner {
            kind: T::KIND,
            place: entry.place.clone(),
            layer: self.layers,
        };
        let Some(before) = self.ids.get_mut(id) else {
            self.ids.insert(id.to_owned(), owner);
            return Claim::New;
        };
        if before.layer == owner.layer {
            let finding = duplicate(id, &entry.place, &before.place);
            self.findings.push(finding);
            return Claim::Refused;
        }
        if before.kind != owner.kind {
            let finding = kind_changed(id, &owner, before);
            self.findings.push(finding);
            return Claim::Refused;
        }
        let was = std::mem::replace(before, owner);
        Claim::Override(was.place)
    }

    fn put<T: Table>(&mut self, entry: Entry<T>) {
        let list = T::list(&mut self.pack);
        match list.iter().position(|old| old.rule.id() == entry.rule.id()) {
            Some(i) => list[i] = entry,
            None => list.push(entry),
        }
    }

    fn lay_single(&mut self, kind: Kind, place: Place, value: Spanned<DeValue<'i>>) {
        let whole = match self.singles.remove(&kind) {
            Some(below) => over(below, value),
            None => value,
        };
        let sound = put_single(
            &mut self.pack,
            kind,
            place,
            whole.clone(),
            &mut self.problems,
        );
        self.torn |= !sound;
        self.singles.insert(kind, whole);
    }
}

/// What comes of a rule that asks for its id.
enum Claim {
    New,
    Override(Place),
    Refused,
}

/// Lays the rules of one layer down, kind by kind.
struct Laying<'m, 'i> {
    merge: &'m mut Merge<'i>,
    rules: Pack,
}

impl EachTable for Laying<'_, '_> {
    fn table<T: Table>(&mut self) {
        for entry in std::mem::take(T::list(&mut self.rules)) {
            match self.merge.claim(&entry) {
                Claim::New => T::list(&mut self.merge.pack).push(entry),
                Claim::Refused => {}
                Claim::Override(was) => {
                    self.merge.pack.changes.push(Change {
                        id: entry.rule.id().to_owned(),
                        kind: T::KIND,
                        was,
                        now: Some(entry.place.clone()),
                    });
                    self.merge.put(entry);
                }
            }
        }
    }
}

/// Takes the rule `id` out, whatever its kind.
struct Removal<'m> {
    pack: &'m mut Pack,
    id: &'m str,
}

impl EachTable for Removal<'_> {
    fn table<T: Table>(&mut self) {
        T::list(self.pack).retain(|entry| entry.rule.id() != self.id);
    }
}

fn duplicate(id: &str, second: &Place, first: &Place) -> Finding {
    let title = format!("two rules with the id `{id}`");
    Finding::new(Code::DuplicateId, second, KeyPath::from("id"), title)
        .saying("again here")
        .also(first, KeyPath::from("id"), "first here")
}

fn kind_changed(id: &str, now: &Owner, before: &Owner) -> Finding {
    let title = format!(
        "`{id}` is a {} in the pack below, not a {}",
        before.kind, now.kind
    );
    Finding::new(Code::KindChanged, &now.place, KeyPath::from("id"), title)
        .also(&before.place, KeyPath::from("id"), "the rule below")
        .help("give it another id, or disable the rule below".to_owned())
}

/// `above` laid over `below`: tables key by key, anything else whole.
fn over<'i>(below: Spanned<DeValue<'i>>, above: Spanned<DeValue<'i>>) -> Spanned<DeValue<'i>> {
    let span = above.span();
    match (below.into_inner(), above.into_inner()) {
        (DeValue::Table(mut all), DeValue::Table(more)) => {
            for (key, value) in more {
                let value = match all.remove(key.get_ref().as_ref()) {
                    Some(old) => over(old, value),
                    None => value,
                };
                all.insert(key, value);
            }
            Spanned::new(span, DeValue::Table(all))
        }
        (_, above) => Spanned::new(span, above),
    }
}
