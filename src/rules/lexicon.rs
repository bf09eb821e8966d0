//! Words and token patterns compiled into one dictionary with anchored patterns. Built once, shared by all threads.
//!
//! Every pattern hangs on one of its own words, the longest that is no function word; the scan looks a word up once and
//! tries only the patterns that hang on it. A thousand phrases more cost the scan nothing where their words do not occur.

use rustc_hash::FxHashMap;

use super::file::{ChannelEntry, CueEntry, Effect, RegistryEntry, SourceEntry};
use super::inflect::{self, Inflected};
use super::pack::{Entry, Pack, Place};
use super::short::{self, Short};
use crate::token::{Shape, Token, tokens};
use crate::types::{HedgeCategory, Relation, SourceType};

/// A word's number in the [`Lexicon`]; 0 stands for every word that it does not know.
pub type WordId = u32;

/// Classes of a word, one bit each; see [`class`].
pub type Classes = u128;

/// The classes that mechanism knows by name, as bits; a pack may add more for its patterns.
pub mod class {
    macro_rules! classes {
        ($($bit:literal $name:ident $id:literal,)+) => {
            $(#[doc = concat!("`", $id, "`")] pub const $name: u128 = 1 << $bit;)+
            /// Every class with its id, in the order of the bits.
            pub const KNOWN: &[(&str, u128)] = &[$(($id, $name),)+];
        };
    }
    classes! {
        0 DETERMINER "determiner", 1 POSSESSIVE "possessive", 2 PRONOUN "pronoun", 3 PERSONAL "personal",
        4 OBJECT "object-pronoun", 5 RELATIVE "relative", 6 BE "be", 7 HAVE "have", 8 DO "do", 9 MODAL "modal",
        10 NEGATION "negation", 11 PREPOSITION "preposition", 12 CONJUNCTION "conjunction",
        13 SUBORDINATOR "subordinator", 14 COMPLEMENTIZER "complementizer", 15 ADVERB "adverb",
        16 NOT_ADVERB "not-adverb", 17 MONTH "month", 18 WEEKDAY "weekday", 19 TIME "time", 20 TITLE "title",
        21 ABBREVIATION "abbreviation", 22 STREET_END "street-end", 23 SUFFIX "suffix", 24 PARTICLE "particle",
        25 FINITE "finite", 26 QUESTION "question", 27 ASPECT "aspect", 28 SPEECH "speech", 29 OFFICE "office",
        30 MEDIUM "medium", 31 MALE "male", 32 FEMALE "female", 33 NATION "nation", 34 BODY "body", 35 DEMONYM "demonym", 36 PLURAL "plural",
        37 MALE_NAME "male-name", 38 FEMALE_NAME "female-name", 39 FIRST_NAME "first-name", 40 FIRM "firm", 41 SPEAKER "speaker",
        42 NEUTER "neuter", 43 MANY "many", 44 DEFINITE "definite", 45 MAKER "maker", 46 OF "of", 47 ONE_OF_THEM "one-of-them",
        48 SHARE "share", 49 CLITIC "clitic", 50 NO_NAME "no-name", 51 PAST "past-verb",
        52 OUTLET_BODY "outlet-body", 53 COMPANY_BODY "company-body", 54 PLACE "place", 55 PUBLIC_BODY "public-body", 56 WORLD_BODY "world-body", 57 TAIL "tail", 58 INTRODUCING "introducing", 59 VERB_PARTICLE "verb-particle",
        60 ADDRESSING "addressing", 61 CONVERSING "conversing", 62 ISSUING "issuing", 63 VOICING "voicing",
    }
}

/// What one token of a pattern must be.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Test {
    /// One of these words, any case.
    Words(Vec<WordId>),
    /// This very spelling; the id is that of its lower-case form.
    Exact(WordId, Box<str>),
    /// A word of a class.
    Class(Classes),
    /// A number, in digits.
    Number,
    /// A word that begins with a capital.
    Capital,
    /// Any word.
    Any,
    /// The cue (only in patterns round cues).
    Cue,
}

#[derive(Debug, Clone)]
struct Element {
    test: Test,
    least: u8,
    most: u8,
    /// Stands in the match; otherwise it is context.
    inside: bool,
}

/// What kind of rule a pattern belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// `[[cue]]`
    Cue,
    /// `[[hedge]]`
    Hedge,
    /// `[[source]]`
    Source,
    /// `[[channel]]`
    Channel,
    /// `[[registry]]`
    Name,
}

/// What the words of a cue are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// A verb.
    Verb,
    /// A noun.
    Noun,
    /// A fixed phrase.
    Phrase,
}

#[derive(Debug, Clone)]
struct Pattern {
    elements: Vec<Element>,
    kind: Kind,
    rule: u32,
    part: Part,
    /// Forms of the inflected word, which is the first inside element.
    forms: Vec<(WordId, u8)>,
}

/// A match of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Kind of rule.
    pub kind: Kind,
    /// Index into the lexicon's rules of that kind.
    pub rule: u32,
    /// What its words are.
    pub part: Part,
    /// Forms of the inflected word (see [`inflect::form`]); 0 for a phrase.
    pub form: u8,
    /// First token.
    pub start: u32,
    /// One past the last token.
    pub end: u32,
}

/// A hedge rule with its phrases' ranges resolved against the scale in force.
#[derive(Debug, Clone)]
pub struct HedgeRule {
    /// Its id.
    pub id: String,
    /// Its category.
    pub category: HedgeCategory,
    /// Its range, where it has one.
    pub range: Option<[f64; 2]>,
    /// Its phrases are those in which the words are no hedge.
    pub suppresses: bool,
    /// Its words hedge only where the model says so.
    pub weighed: bool,
}

/// A pattern round cues.
#[derive(Debug, Clone)]
pub struct AroundRule {
    /// Its id.
    pub id: String,
    /// What it does.
    pub effect: Effect,
    /// For the cues of these rules; empty: all.
    pub cues: Vec<String>,
    /// For cues of these relations; empty: all.
    pub relations: Vec<Relation>,
    patterns: Vec<Around>,
}

/// A pattern round a cue.
#[derive(Debug, Clone)]
struct Around {
    before: Vec<Element>,
    after: Vec<Element>,
    /// What each element that must be there asks of the tokens before.
    needs: Vec<Near>,
}

/// Words near each other: their classes, and one bit of 64 for each word.
#[derive(Debug, Default, Clone, Copy)]
struct Near {
    classes: Classes,
    words: u64,
}

impl Near {
    fn word(id: WordId) -> u64 {
        1 << (id % 64)
    }

    /// What an element asks for, where it must be there and words or classes tell.
    fn asked(element: &Element) -> Option<Self> {
        let words = |ids: &[WordId]| Self {
            words: ids.iter().fold(0, |bits, &id| bits | Self::word(id)),
            classes: 0,
        };
        match &element.test {
            _ if element.least == 0 => None,
            Test::Words(ids) => Some(words(ids)),
            Test::Exact(id, _) => Some(words(&[*id])),
            // Words in -ly are adverbs without the class.
            Test::Class(bits) if bits & class::ADVERB == 0 => Some(Self {
                classes: *bits,
                words: 0,
            }),
            _ => None,
        }
    }

    fn has(self, asked: &Self) -> bool {
        self.classes & asked.classes != 0 || self.words & asked.words != 0
    }
}

/// Something wrong in an entry, found while its words were compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The entry.
    pub place: Place,
    /// The text in it that is wrong, as written.
    pub at: String,
    /// What is wrong.
    pub message: String,
    /// What was meant, perhaps.
    pub suggestion: Option<String>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Word {
    any: Classes,
    /// Classes that it has only where it begins with a capital.
    capital: Classes,
}

/// A pattern that hangs on a word.
#[derive(Debug, Clone, Copy)]
enum Anchor {
    /// By one of its elements.
    Element { pattern: u32, element: u8 },
    /// The word is all of it.
    Whole { pattern: u32, form: u8 },
}

/// Every word and pattern of a pack.
#[derive(Debug, Default)]
pub struct Lexicon {
    ids: FxHashMap<Box<[u8]>, WordId>,
    /// The short ones of `ids`.
    short: Short,
    words: Vec<Word>,
    patterns: Vec<Pattern>,
    /// What hangs on words, word by word.
    anchors: Vec<Anchor>,
    /// Per word: where in `anchors` its own begin; one more says where the last end.
    hung: Vec<u32>,
    /// `[[cue]]`
    pub cues: Vec<CueEntry>,
    /// `[[hedge]]` and the scale's terms.
    pub hedges: Vec<HedgeRule>,
    /// `[[source]]`
    pub sources: Vec<SourceEntry>,
    /// `[[channel]]`
    pub channels: Vec<ChannelEntry>,
    /// `[[registry]]`
    pub names: Vec<RegistryEntry>,
    /// `[[pattern]]`
    pub around: Vec<AroundRule>,
    /// How many tokens before a cue they look at.
    around_reach: usize,
    /// Per cue: the patterns that may hold round it.
    around_cue: Vec<Vec<u32>>,
    /// Those that hold round any cue, of a rule or not.
    around_any: Vec<u32>,
    /// Cues by id.
    cue_ids: FxHashMap<String, u32>,
    /// Names and aliases of the registry, in small letters and without "The".
    called: FxHashMap<String, u32>,
}

impl Lexicon {
    /// Compiles the words and patterns of a pack.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with its phrases, all at once.
    pub fn compile(pack: &Pack) -> Result<Self, Vec<Problem>> {
        let mut compiler = Compiler::new(pack);
        compiler.compile(pack);
        compiler.finish()
    }

    /// Looks a token up.
    pub fn look_up(&self, text: &str, token: Token) -> (WordId, Classes) {
        let (start, end) = (token.span.start as usize, token.span.end as usize);
        let id = match short::pack(text.as_bytes(), start, end) {
            Some(key) => self.short.get(key),
            None => self.look_up_long(token.span.of(text)),
        };
        let Some(word) = self.words.get(id as usize).filter(|_| id != 0) else {
            return (0, 0);
        };
        let classes = if token.is_capital() {
            word.any | word.capital
        } else {
            word.any
        };
        (id, classes)
    }

    /// Looks up a word that cannot be packed.
    fn look_up_long(&self, word: &str) -> WordId {
        let mut buffer = [0; 32];
        match folded(word, &mut buffer) {
            Some(key) => self.ids.get(key).copied(),
            None => self.ids.get(fold(word).as_bytes()).copied(),
        }
        .unwrap_or(0)
    }

    /// Finds every pattern that hangs on token `at` and hands the matches to `push`. Matches lie in `low..high`.
    pub fn hits_at(
        &self,
        view: &View<'_>,
        at: usize,
        within: (usize, usize),
        push: &mut impl FnMut(Hit),
    ) {
        let word = view.words[at] as usize;
        let Some(&[from, to]) = self.hung.get(word..word + 2) else {
            return;
        };
        for &anchor in &self.anchors[from as usize..to as usize] {
            let (pattern, found, form) = match anchor {
                Anchor::Whole { pattern, form } => (pattern, Some((at, at + 1)), Some(form)),
                Anchor::Element { pattern, element } => {
                    let elements = &self.patterns[pattern as usize].elements;
                    let found = view.match_from(elements, element as usize, at, within);
                    (pattern, found, None)
                }
            };
            let Some((start, end)) = found else { continue };
            let pattern = &self.patterns[pattern as usize];
            push(Hit {
                kind: pattern.kind,
                rule: pattern.rule,
                part: pattern.part,
                form: form.unwrap_or_else(|| pattern.form_of(view.words[start])),
                start: start as u32,
                end: end as u32,
            });
        }
    }

    /// The first `[[pattern]]` that holds round a cue; `number` is that of its rule, absent where it has none.
    pub fn around(
        &self,
        view: &View<'_>,
        cue: (usize, usize),
        number: Option<usize>,
        within: (usize, usize),
    ) -> Option<&AroundRule> {
        let before = cue.0.saturating_sub(self.around_reach).max(within.0)..cue.0;
        let near = before.fold(Near::default(), |near, at| Near {
            classes: near.classes | view.classes[at],
            words: near.words | Near::word(view.words[at]),
        });
        let rules = number.map_or(&self.around_any, |number| &self.around_cue[number]);
        let mut rules = rules.iter().map(|&rule| &self.around[rule as usize]);
        rules.find(|rule| {
            let mut patterns = rule.patterns.iter();
            patterns.any(|pattern| {
                pattern.needs.iter().all(|asked| near.has(asked))
                    && view.match_around(pattern, cue, within)
            })
        })
    }

    /// The cue with that id.
    pub fn cue(&self, id: &str) -> Option<&CueEntry> {
        Some(&self.cues[*self.cue_ids.get(id)? as usize])
    }

    /// Whether a name of the registry is an outlet's.
    pub fn is_outlet(&self, hit: &Hit) -> bool {
        self.names[hit.rule as usize].r#type == SourceType::Outlet
    }

    /// The registry's entry of that very name or alias, case and "The" aside.
    pub fn name_called(&self, name: &str) -> Option<&RegistryEntry> {
        Some(&self.names[*self.called.get(&bare_name(name))? as usize])
    }

    /// Indices over rules, once all are there.
    fn index(&mut self) {
        self.short = Short::new(self.ids.iter().map(|(word, &id)| (&**word, id)));
        let applies = |around: &AroundRule, cue: &CueEntry| {
            (around.relations.is_empty() || around.relations.contains(&cue.relation))
                && (around.cues.is_empty() || around.cues.contains(&cue.id))
        };
        for (number, cue) in (0..).zip(&self.cues) {
            let around = (0..).zip(&self.around);
            let rules = around.filter(|(_, rule)| applies(rule, cue));
            self.around_cue.push(rules.map(|(i, _)| i).collect());
            self.cue_ids.entry(cue.id.clone()).or_insert(number);
        }
        let around = (0..).zip(&self.around);
        let any = around.filter(|(_, rule)| rule.relations.is_empty() && rule.cues.is_empty());
        self.around_any = any.map(|(i, _)| i).collect();
        for (number, entry) in (0..).zip(&self.names) {
            for name in std::iter::once(&entry.name).chain(&entry.aliases) {
                self.called.entry(bare_name(name)).or_insert(number);
            }
        }
    }
}

impl Pattern {
    fn form_of(&self, word: WordId) -> u8 {
        self.forms
            .iter()
            .find(|(id, _)| *id == word)
            .map_or(0, |(_, bits)| *bits)
    }
}

/// Tokens as patterns see them.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The document's text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// The word id of each.
    pub words: &'a [WordId],
    /// The classes of each.
    pub classes: &'a [Classes],
}

impl View<'_> {
    fn holds(&self, test: &Test, at: usize) -> bool {
        let token = self.tokens[at];
        match test {
            Test::Words(ids) => ids.contains(&self.words[at]),
            Test::Exact(id, spelling) => {
                *id == self.words[at] && same_spelling(spelling, token.span.of(self.text))
            }
            Test::Class(bits) => {
                self.classes[at] & bits != 0 || bits & class::ADVERB != 0 && self.is_manner(at)
            }
            Test::Number => token.shape == Shape::Number,
            Test::Capital => token.is_capital(),
            Test::Any => token.is_word(),
            Test::Cue => false,
        }
    }

    /// A word in -ly that is not known to be no adverb.
    fn is_manner(&self, at: usize) -> bool {
        let token = self.tokens[at];
        token.shape == Shape::Lower
            && token.span.of(self.text).ends_with("ly")
            && self.classes[at] & class::NOT_ADVERB == 0
    }

    /// Matches `elements` with element `anchor` at token `at`; gives the tokens of its inside part.
    fn match_from(
        &self,
        elements: &[Element],
        anchor: usize,
        at: usize,
        within: (usize, usize),
    ) -> Option<(usize, usize)> {
        if !self.holds(&elements[anchor].test, at) {
            return None;
        }
        let (mut start, mut end) = (at, at + 1);
        let right = self.forward(&elements[anchor + 1..], at + 1, within.1)?;
        let left = self.backward(&elements[..anchor], at, within.0)?;
        if elements[anchor].inside {
            start = left.unwrap_or(start);
            end = right.unwrap_or(end);
        } else {
            // The match lies wholly on one side of a context anchor.
            let inner = elements[anchor + 1..].iter().any(|e| e.inside);
            (start, end) = if inner { (at + 1, right?) } else { (left?, at) };
        }
        Some((start, end))
    }

    /// Matches `elements` from token `at` rightwards. `Some(end)` of the last inside token where there is one.
    fn forward(&self, elements: &[Element], at: usize, high: usize) -> Option<Option<usize>> {
        let Some((first, rest)) = elements.split_first() else {
            return Some(None);
        };
        let mut most = 0;
        while most < first.most as usize && at + most < high && self.holds(&first.test, at + most) {
            most += 1;
        }
        (first.least as usize..=most).rev().find_map(|n| {
            let end = self.forward(rest, at + n, high)?;
            Some(end.or((first.inside && n > 0).then_some(at + n)))
        })
    }

    /// Matches `elements` leftwards, the last one ending at token `at`.
    fn backward(&self, elements: &[Element], at: usize, low: usize) -> Option<Option<usize>> {
        let Some((last, rest)) = elements.split_last() else {
            return Some(None);
        };
        let mut most = 0;
        while most < last.most as usize && at > low + most && self.holds(&last.test, at - most - 1)
        {
            most += 1;
        }
        (last.least as usize..=most).rev().find_map(|n| {
            let start = self.backward(rest, at - n, low)?;
            Some(start.or((last.inside && n > 0).then_some(at - n)))
        })
    }

    fn match_around(&self, pattern: &Around, cue: (usize, usize), within: (usize, usize)) -> bool {
        self.forward(&pattern.after, cue.1, within.1).is_some()
            && self.backward(&pattern.before, cue.0, within.0).is_some()
    }
}

/// Whether two spellings are one, curly apostrophes aside.
fn same_spelling(rule: &str, text: &str) -> bool {
    rule == text || text.contains('’') && text.replace('’', "'") == rule
}

/// The key of a word: lower case, straight apostrophe. `None` where it is not short ASCII (apart from `’`).
fn folded<'b>(word: &str, buffer: &'b mut [u8; 32]) -> Option<&'b [u8]> {
    let bytes = word.as_bytes();
    let bytes = if bytes.starts_with("’".as_bytes()) {
        buffer[0] = b'\'';
        let tail = &bytes[3..];
        return fold_into(tail, buffer, 1);
    } else {
        bytes
    };
    fold_into(bytes, buffer, 0)
}

fn fold_into<'b>(bytes: &[u8], buffer: &'b mut [u8; 32], from: usize) -> Option<&'b [u8]> {
    let end = from + bytes.len();
    if end > buffer.len() || !bytes.is_ascii() {
        return None;
    }
    for (slot, byte) in buffer[from..end].iter_mut().zip(bytes) {
        *slot = byte.to_ascii_lowercase();
    }
    Some(&buffer[..end])
}

/// The key of any word: lower case, straight apostrophes and quotation marks, one dash.
fn fold(word: &str) -> String {
    word.chars()
        .map(|c| match c {
            '’' | '‘' => '\'',
            '“' | '”' => '"',
            '–' | '—' => '-',
            c => c,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// A name without "The", in small letters.
fn bare_name(name: &str) -> String {
    name.strip_prefix("The ").unwrap_or(name).to_lowercase()
}

struct Compiler<'p> {
    lexicon: Lexicon,
    /// Per word: pattern and the element that hangs on it.
    anchors: Vec<Vec<(u32, u8)>>,
    classes: FxHashMap<&'p str, Classes>,
    problems: Vec<Problem>,
}

/// A pattern's text, and what it belongs to.
struct Written<'a> {
    place: &'a Place,
    kind: Kind,
    rule: u32,
}

impl<'p> Compiler<'p> {
    fn new(pack: &'p Pack) -> Self {
        let mut classes: FxHashMap<&str, Classes> = class::KNOWN.iter().copied().collect();
        let mut problems = Vec::new();
        for entry in pack.classes.iter().filter(|entry| entry.rule.patterns) {
            let bit = classes.len();
            if bit >= Classes::BITS as usize && !classes.contains_key(entry.rule.id.as_str()) {
                problems.push(problem(
                    &entry.place,
                    &entry.rule.id,
                    "too many classes: at most 128",
                ));
            } else {
                classes.entry(&entry.rule.id).or_insert(1 << bit);
            }
        }
        let mut lexicon = Lexicon::default();
        lexicon.words.push(Word::default());
        Self {
            lexicon,
            anchors: vec![Vec::new()],
            classes,
            problems,
        }
    }

    fn compile(&mut self, pack: &Pack) {
        self.add_classes(pack);
        self.add_cues(&pack.cues);
        self.add_hedges(pack);
        self.add_sources(&pack.sources);
        self.add_channels(&pack.channels);
        self.add_names(&pack.registry);
        self.add_around(pack);
    }

    fn finish(mut self) -> Result<Lexicon, Vec<Problem>> {
        self.hang_all();
        self.lexicon.index();
        if self.problems.is_empty() {
            Ok(self.lexicon)
        } else {
            Err(self.problems)
        }
    }

    /// Puts what hangs on the words into one row.
    fn hang_all(&mut self) {
        let lexicon = &mut self.lexicon;
        for (word, anchors) in (0..).zip(&self.anchors) {
            lexicon.hung.push(lexicon.anchors.len() as u32);
            for &(pattern, element) in anchors {
                let written = &lexicon.patterns[pattern as usize];
                lexicon.anchors.push(match written.elements.as_slice() {
                    [only] if only.inside && matches!(only.test, Test::Words(_)) => {
                        let form = written.form_of(word);
                        Anchor::Whole { pattern, form }
                    }
                    _ => Anchor::Element { pattern, element },
                });
            }
        }
        lexicon.hung.push(lexicon.anchors.len() as u32);
    }

    fn word(&mut self, word: &str) -> WordId {
        let key = fold(word);
        if let Some(&id) = self.lexicon.ids.get(key.as_bytes()) {
            return id;
        }
        let id = self.lexicon.words.len() as WordId;
        self.lexicon.ids.insert(key.into_bytes().into(), id);
        self.lexicon.words.push(Word::default());
        self.anchors.push(Vec::new());
        id
    }

    fn add_classes(&mut self, pack: &Pack) {
        for Entry { rule, .. } in &pack.classes {
            let Some(&bit) = self.classes.get(rule.id.as_str()) else {
                continue;
            };
            let inflected = rule
                .verbs
                .iter()
                .map(|v| inflect::verb(v))
                .chain(rule.nouns.iter().map(|n| inflect::noun(n)));
            let words: Vec<String> = inflected
                .flat_map(|i| i.forms.into_iter().map(|(w, _)| w))
                .chain(rule.words.iter().cloned())
                .collect();
            for word in words {
                let id = self.word(&word) as usize;
                if word.starts_with(char::is_uppercase) {
                    self.lexicon.words[id].capital |= bit;
                } else {
                    self.lexicon.words[id].any |= bit;
                }
            }
        }
    }

    fn add_cues(&mut self, cues: &[Entry<CueEntry>]) {
        for (i, Entry { place, rule }) in cues.iter().enumerate() {
            let at = Written {
                place,
                kind: Kind::Cue,
                rule: i as u32,
            };
            self.add_verbs(&at, &rule.verbs);
            self.add_nouns(&at, &rule.nouns);
            self.add_phrases(&at, &rule.phrases);
            self.lexicon.cues.push(rule.clone());
        }
    }

    fn add_hedges(&mut self, pack: &Pack) {
        let chosen = pack.pack.as_ref().and_then(|p| p.rule.scale.as_deref());
        for Entry { place, rule } in pack
            .scales
            .iter()
            .filter(|s| chosen == Some(s.rule.id.as_str()))
        {
            for term in &rule.term {
                let at = Written {
                    place,
                    kind: Kind::Hedge,
                    rule: self.lexicon.hedges.len() as u32,
                };
                self.add_phrases(&at, &term.phrases);
                self.lexicon.hedges.push(HedgeRule {
                    id: rule.id.clone(),
                    category: HedgeCategory::Probability,
                    range: Some(term.range),
                    suppresses: false,
                    weighed: false,
                });
            }
        }
        for Entry { place, rule } in &pack.hedges {
            let at = Written {
                place,
                kind: Kind::Hedge,
                rule: self.lexicon.hedges.len() as u32,
            };
            self.add_phrases(&at, &rule.phrases);
            self.add_verbs(&at, &rule.verbs);
            self.add_nouns(&at, &rule.nouns);
            self.lexicon.hedges.push(HedgeRule {
                id: rule.id.clone(),
                category: rule.category,
                range: rule.range,
                suppresses: false,
                weighed: rule.weighed,
            });
            if !rule.unless.is_empty() {
                let at = Written {
                    place,
                    kind: Kind::Hedge,
                    rule: self.lexicon.hedges.len() as u32,
                };
                self.add_phrases(&at, &rule.unless);
                self.lexicon.hedges.push(HedgeRule {
                    id: rule.id.clone(),
                    category: rule.category,
                    range: None,
                    suppresses: true,
                    weighed: false,
                });
            }
        }
    }

    fn add_sources(&mut self, sources: &[Entry<SourceEntry>]) {
        for (i, Entry { place, rule }) in sources.iter().enumerate() {
            let at = Written {
                place,
                kind: Kind::Source,
                rule: i as u32,
            };
            self.add_nouns(&at, &rule.nouns);
            self.add_phrases(&at, &rule.phrases);
            self.lexicon.sources.push(rule.clone());
        }
    }

    fn add_channels(&mut self, channels: &[Entry<ChannelEntry>]) {
        for (i, Entry { place, rule }) in channels.iter().enumerate() {
            let at = Written {
                place,
                kind: Kind::Channel,
                rule: i as u32,
            };
            self.add_nouns(&at, &rule.nouns);
            self.add_phrases(&at, &rule.phrases);
            self.lexicon.channels.push(rule.clone());
        }
    }

    fn add_names(&mut self, names: &[Entry<RegistryEntry>]) {
        for (i, Entry { place, rule }) in names.iter().enumerate() {
            let at = Written {
                place,
                kind: Kind::Name,
                rule: i as u32,
            };
            for name in rule.aliases.iter().chain([&rule.name]) {
                // "The Guardian" is written "the Guardian" as well.
                let bare = name.strip_prefix("The ").unwrap_or(name);
                let elements = self.literal(bare, true);
                self.hang(&at, name, elements, Part::Phrase, Vec::new());
            }
            self.lexicon.names.push(rule.clone());
        }
    }

    fn add_around(&mut self, pack: &Pack) {
        let is_cue = |element: &&Element| element.test == Test::Cue;
        for Entry { place, rule } in &pack.patterns {
            let mut patterns = Vec::new();
            for text in &rule.tokens {
                match self.parse(text) {
                    Ok(mut before) if before.iter().filter(is_cue).count() == 1 => {
                        let at = before.iter().position(|e| is_cue(&e)).unwrap_or(0);
                        let after = before.split_off(at + 1);
                        before.truncate(at);
                        let needs = before.iter().filter_map(Near::asked).collect();
                        let reach: usize = before.iter().map(|e| usize::from(e.most)).sum();
                        self.lexicon.around_reach = self.lexicon.around_reach.max(reach);
                        patterns.push(Around {
                            before,
                            after,
                            needs,
                        });
                    }
                    Ok(_) => self.problems.push(problem(
                        place,
                        text,
                        "a pattern round cues holds `{cue}` once",
                    )),
                    Err(wrong) => self.problems.push(wrong.placed(place)),
                }
            }
            self.lexicon.around.push(AroundRule {
                id: rule.id.clone(),
                effect: rule.effect,
                cues: rule.cues.clone(),
                relations: rule.relations.clone(),
                patterns,
            });
        }
    }

    fn add_verbs(&mut self, at: &Written<'_>, verbs: &[String]) {
        for written in verbs {
            let inflected = inflect::verb(written);
            self.add_inflected(at, written, inflected, Part::Verb);
        }
    }

    fn add_nouns(&mut self, at: &Written<'_>, nouns: &[String]) {
        for written in nouns {
            for (form, bits) in inflect::noun(written).forms {
                let elements = self.literal(&form, false);
                let first = elements.first().and_then(first_word).unwrap_or(0);
                self.hang(at, written, elements, Part::Noun, vec![(first, bits)]);
            }
        }
    }

    fn add_inflected(&mut self, at: &Written<'_>, written: &str, inflected: Inflected, part: Part) {
        let forms: Vec<(WordId, u8)> = inflected
            .forms
            .iter()
            .map(|(word, bits)| (self.word(word), *bits))
            .collect();
        let mut elements = vec![Element {
            test: Test::Words(forms.iter().map(|(id, _)| *id).collect()),
            least: 1,
            most: 1,
            inside: true,
        }];
        if !inflected.rest.is_empty() {
            match self.parse_elements(&inflected.rest) {
                Ok(rest) => elements.extend(rest),
                Err(wrong) => self.problems.push(wrong.placed(at.place)),
            }
        }
        self.hang(at, written, elements, part, forms);
    }

    fn add_phrases(&mut self, at: &Written<'_>, phrases: &[String]) {
        for phrase in phrases {
            match self.parse(phrase) {
                Ok(elements) => self.hang(at, phrase, elements, Part::Phrase, Vec::new()),
                Err(wrong) => self.problems.push(wrong.placed(at.place)),
            }
        }
    }

    /// Hangs a pattern on the best of its own words.
    fn hang(
        &mut self,
        at: &Written<'_>,
        written: &str,
        elements: Vec<Element>,
        part: Part,
        forms: Vec<(WordId, u8)>,
    ) {
        let Some(anchor) = self.anchor(&elements) else {
            self.problems.push(problem(
                at.place,
                written,
                "a phrase needs at least one word of its own that is not optional",
            ));
            return;
        };
        let number = self.lexicon.patterns.len() as u32;
        let words = match &elements[anchor].test {
            Test::Words(ids) => ids.clone(),
            Test::Exact(id, _) => vec![*id],
            _ => Vec::new(),
        };
        for word in words {
            self.anchors[word as usize].push((number, anchor as u8));
        }
        self.lexicon.patterns.push(Pattern {
            elements,
            kind: at.kind,
            rule: at.rule,
            part,
            forms,
        });
    }

    /// The element to hang a pattern on: inside rather than context, no function word, few alternatives.
    fn anchor(&self, elements: &[Element]) -> Option<usize> {
        elements
            .iter()
            .enumerate()
            .filter(|(_, e)| e.least == 1 && e.most == 1)
            .filter_map(|(i, e)| match &e.test {
                Test::Words(ids) => Some((i, e.inside, ids.as_slice())),
                Test::Exact(id, _) => Some((i, e.inside, std::slice::from_ref(id))),
                _ => None,
            })
            .max_by_key(|(i, inside, ids)| {
                let plain = ids
                    .iter()
                    .all(|&id| self.lexicon.words[id as usize].any == 0);
                (*inside, plain, usize::MAX - ids.len(), usize::MAX - i)
            })
            .map(|(i, ..)| i)
    }

    /// Elements for a fixed text.
    fn literal(&mut self, text: &str, exact: bool) -> Vec<Element> {
        tokens(text)
            .into_iter()
            .map(|token| {
                let word = token.span.of(text);
                let id = self.word(word);
                let test = if exact || token.is_capital() {
                    Test::Exact(id, word.replace('’', "'").into())
                } else {
                    Test::Words(vec![id])
                };
                Element {
                    test,
                    least: 1,
                    most: 1,
                    inside: true,
                }
            })
            .collect()
    }

    /// Parses a phrase: words, `a|b`, `{class}`, `?`, `*`, `[ context ]`.
    fn parse(&mut self, phrase: &str) -> Result<Vec<Element>, Wrong> {
        let elements = self.parse_elements(phrase)?;
        match elements.iter().any(|e| e.inside) {
            true => Ok(elements),
            false => Err(Wrong::new(
                phrase,
                "the phrase has no word outside brackets",
            )),
        }
    }

    fn parse_elements(&mut self, phrase: &str) -> Result<Vec<Element>, Wrong> {
        let spaced = phrase.replace('[', " [ ").replace(']', " ] ");
        let mut elements = Vec::new();
        let mut inside = true;
        for piece in spaced.split_whitespace() {
            match piece {
                "[" if inside => inside = false,
                "]" if !inside => inside = true,
                "[" | "]" => return Err(Wrong::new(phrase, "brackets do not pair")),
                piece => self.parse_piece(phrase, piece, inside, &mut elements)?,
            }
        }
        if !inside {
            return Err(Wrong::new(phrase, "brackets do not pair"));
        }
        Ok(elements)
    }

    fn parse_piece(
        &mut self,
        phrase: &str,
        piece: &str,
        inside: bool,
        out: &mut Vec<Element>,
    ) -> Result<(), Wrong> {
        let (body, least, most) = match piece.strip_suffix('?') {
            Some(body) if !body.is_empty() => (body, 0, 1),
            _ => match piece.strip_suffix('*') {
                Some(body) if !body.is_empty() => (body, 0, 4),
                _ => (piece, 1, 1),
            },
        };
        if let Some(name) = body.strip_prefix('{').and_then(|b| b.strip_suffix('}')) {
            let test = self.class_test(phrase, name)?;
            out.push(Element {
                test,
                least,
                most,
                inside,
            });
            return Ok(());
        }
        let alternatives: Vec<&str> = body.split('|').filter(|w| !w.is_empty()).collect();
        if alternatives.len() > 1 || least == 0 {
            let ids = alternatives.iter().map(|w| self.word(w)).collect();
            out.push(Element {
                test: Test::Words(ids),
                least,
                most,
                inside,
            });
            return Ok(());
        }
        let words = self.literal(body, false);
        out.extend(words.into_iter().map(|e| Element { inside, ..e }));
        Ok(())
    }

    fn class_test(&self, phrase: &str, name: &str) -> Result<Test, Wrong> {
        Ok(match name {
            "number" => Test::Number,
            "capital" => Test::Capital,
            "any" => Test::Any,
            "cue" => Test::Cue,
            name => match self.classes.get(name) {
                Some(bit) => Test::Class(*bit),
                None => {
                    let near = self
                        .classes
                        .keys()
                        .map(|known| (strsim::damerau_levenshtein(known, name), *known))
                        .min()
                        .filter(|(distance, _)| *distance <= 2);
                    return Err(Wrong {
                        at: format!("{{{name}}}"),
                        message: format!("no class is called `{name}` (in \"{phrase}\")"),
                        suggestion: near.map(|(_, known)| known.to_owned()),
                    });
                }
            },
        })
    }
}

fn first_word(element: &Element) -> Option<WordId> {
    match &element.test {
        Test::Words(ids) => ids.first().copied(),
        Test::Exact(id, _) => Some(*id),
        _ => None,
    }
}

struct Wrong {
    at: String,
    message: String,
    suggestion: Option<String>,
}

impl Wrong {
    fn new(at: &str, message: &str) -> Self {
        Self {
            at: at.to_owned(),
            message: message.to_owned(),
            suggestion: None,
        }
    }

    fn placed(self, place: &Place) -> Problem {
        Problem {
            place: place.clone(),
            at: self.at,
            message: self.message,
            suggestion: self.suggestion,
        }
    }
}

fn problem(place: &Place, at: &str, message: &str) -> Problem {
    Wrong::new(at, message).placed(place)
}
