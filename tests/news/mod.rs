//! Makes up text that reads like news: sentences composed of word lists by a seeded generator, the same for every run.
#![allow(dead_code)] // each test and bench uses a part

use std::fmt::Write as _;

use secondhand::train::Random;

/// Dice that fall the same way for the same seed.
pub struct Dice(Random);

impl Dice {
    /// A generator that starts at `seed`.
    pub fn new(seed: u64) -> Self {
        Self(Random::new(seed))
    }

    /// The next number.
    pub fn roll(&mut self) -> u64 {
        self.0.bits()
    }

    /// A number below `sides`.
    pub fn below(&mut self, sides: usize) -> usize {
        self.0.below(sides)
    }

    /// One of `list`.
    pub fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }

    /// True `percent` times in a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// Nouns of things that news is about.
pub const THINGS: &[&str] = &[
    "tender",
    "budget",
    "bridge",
    "harbour",
    "contract",
    "inquiry",
    "election",
    "vote",
    "treaty",
    "border",
    "shipment",
    "hospital",
    "school",
    "strike",
    "railway",
    "pipeline",
    "factory",
    "merger",
    "licence",
    "drought",
    "flood",
    "storm",
    "airport",
    "reactor",
    "dam",
    "loan",
    "tax",
    "pension",
    "verdict",
    "trial",
    "appeal",
    "ceasefire",
    "convoy",
    "summit",
    "report",
    "survey",
    "vaccine",
    "outbreak",
    "harvest",
    "ferry",
    "tunnel",
    "stadium",
    "museum",
    "archive",
    "auction",
    "council",
    "coalition",
    "amendment",
    "audit",
    "warehouse",
    "refinery",
    "satellite",
    "grant",
    "curfew",
    "quota",
];

/// Adjectives.
pub const KINDS: &[&str] = &[
    "new",
    "old",
    "regional",
    "northern",
    "southern",
    "costly",
    "long-awaited",
    "controversial",
    "national",
    "private",
    "public",
    "local",
    "rural",
    "temporary",
    "final",
    "early",
    "late",
    "secret",
    "joint",
    "annual",
    "unpopular",
    "second",
    "third",
    "emergency",
    "foreign",
    "coastal",
    "industrial",
    "digital",
    "legal",
    "illegal",
    "modest",
    "record",
];

/// Adverbs and other words that often stand where a hedge could.
pub const MANNERS: &[&str] = &[
    "probably",
    "reportedly",
    "apparently",
    "possibly",
    "clearly",
    "quietly",
    "again",
    "soon",
    "perhaps",
    "already",
    "largely",
    "allegedly",
    "finally",
    "likely",
    "formally",
];

const ACTS: &[&str] = &[
    "cancelled",
    "delayed",
    "approved",
    "rejected",
    "opened",
    "closed",
    "funded",
    "inspected",
    "reviewed",
    "sold",
    "bought",
    "blocked",
    "backed",
    "criticised",
    "signed",
    "suspended",
    "expanded",
    "rebuilt",
    "flooded",
    "abandoned",
];
const PLANS: &[&str] = &[
    "cancel", "delay", "approve", "reject", "open", "close", "fund", "inspect", "review", "sell",
    "buy", "block", "back", "sign", "suspend", "expand", "rebuild", "abandon", "defend", "extend",
];
const FIRST: &[&str] = &[
    "Ilse", "Tomas", "Signe", "Marek", "Anna", "Peter", "Leila", "Jonas", "Rosa", "Viktor", "Nora",
    "Samuel", "Ines", "Pavel", "Clara", "Omar",
];
const LAST: &[&str] = &[
    "Brandt",
    "Elvik",
    "Aldous",
    "Kovar",
    "Lindqvist",
    "Harlow",
    "Mansour",
    "Petit",
    "Okafor",
    "Weiss",
    "Duarte",
    "Novak",
    "Sorensen",
    "Ahmadi",
    "Keller",
    "Moreau",
];
const PLACES: &[&str] = &[
    "Varnholm",
    "Solmark",
    "Lindhaven",
    "Norrland",
    "Estavia",
    "Port Calder",
    "Westmere",
    "Kestrel Bay",
    "the capital",
    "the north",
    "the border region",
    "Ostrava Hills",
];
const BODIES: &[&str] = &[
    "the Infrastructure Ministry",
    "the State Audit Agency",
    "the Coast Daily",
    "Reuters",
    "the harbour union",
    "the central bank",
    "the Institute for Coastal Studies",
    "the Norrland Police",
    "the opposition",
    "Kestrel Marine",
    "the World Health Organization",
    "the parliament",
    "the court",
    "the University of Lindhaven",
];
const ROLES: &[&str] = &[
    "a senior official",
    "two people familiar with the matter",
    "officials",
    "a spokeswoman for the ministry",
    "analysts",
    "residents",
    "a government source",
    "several diplomats",
    "the minister",
    "the mayor",
    "critics",
    "a former adviser",
    "police",
    "investigators",
    "the company",
];
const SAYS: &[&str] = &[
    "said",
    "said",
    "said",
    "told reporters",
    "reported",
    "claimed",
    "warned",
    "argued",
    "denied",
    "confirmed",
    "suggested",
    "added",
    "announced",
    "insisted",
    "believes",
    "says",
];
const DAYS: &[&str] = &[
    "on Monday",
    "on Tuesday evening",
    "last week",
    "in a statement",
    "in January",
    "on 4 May",
    "this year",
    "in 2023",
    "earlier",
    "at the weekend",
];
const LINKS: &[&str] = &[
    "because", "after", "although", "while", "and", "but", "if", "before",
];

/// A capital on the first letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|c| c.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// Somebody who may be cited.
pub fn source(dice: &mut Dice) -> String {
    match dice.below(4) {
        0 => dice.pick(BODIES).to_owned(),
        1 => format!("{} {}", dice.pick(FIRST), dice.pick(LAST)),
        2 => format!("{} in {}", dice.pick(ROLES), dice.pick(PLACES)),
        _ => dice.pick(ROLES).to_owned(),
    }
}

fn thing(dice: &mut Dice) -> String {
    let noun = dice.pick(THINGS);
    match dice.below(4) {
        0 => format!("the {noun}"),
        1 => format!("the {noun} in {}", dice.pick(PLACES)),
        2 => format!("about {} {noun}s", 2 + dice.below(90)),
        _ => format!("the {} {noun}", dice.pick(KINDS)),
    }
}

/// A clause that can be asserted.
pub fn clause(dice: &mut Dice) -> String {
    let (who, what) = (thing(dice), thing(dice));
    match dice.below(5) {
        0 => format!("{who} was {} {}", dice.pick(ACTS), dice.pick(DAYS)),
        1 => format!("{} will {} {what}", dice.pick(BODIES), dice.pick(PLANS)),
        2 => format!(
            "{} {} {} {what}",
            dice.pick(BODIES),
            dice.pick(MANNERS),
            dice.pick(ACTS)
        ),
        3 => format!("{who} may {} {what}", dice.pick(PLANS)),
        _ => format!(
            "{} {} {what} {}",
            dice.pick(BODIES),
            dice.pick(ACTS),
            dice.pick(DAYS)
        ),
    }
}

fn long_clause(dice: &mut Dice) -> String {
    let first = clause(dice);
    if dice.chance(60) {
        format!("{first} {} {}", dice.pick(LINKS), clause(dice))
    } else {
        first
    }
}

/// A sentence with its full stop; six in ten name a source.
pub fn sentence(dice: &mut Dice) -> String {
    let claim = long_clause(dice);
    match dice.below(10) {
        0 => format!("According to {}, {claim}.", source(dice)),
        1 => format!(
            "\"{},\" {} {}.",
            capital(&claim),
            source(dice),
            dice.pick(SAYS)
        ),
        2 => format!(
            "{}, {} {} {}.",
            capital(&claim),
            source(dice),
            dice.pick(SAYS),
            dice.pick(DAYS)
        ),
        3 => format!(
            "{} reported that {} {} that {claim}.",
            capital(&source(dice)),
            source(dice),
            dice.pick(SAYS)
        ),
        4 | 5 => format!(
            "{} {} that {claim}.",
            capital(&source(dice)),
            dice.pick(SAYS)
        ),
        6 => format!(
            "It was the {} {} in {}: {claim}.",
            dice.pick(KINDS),
            dice.pick(THINGS),
            dice.pick(PLACES)
        ),
        _ => format!("{}.", capital(&claim)),
    }
}

/// An article of about `bytes` bytes, in paragraphs.
pub fn article(dice: &mut Dice, bytes: usize) -> String {
    let mut text = format!("{}\n\n", capital(&clause(dice)));
    while text.len() < bytes {
        for _ in 0..1 + dice.below(3) {
            let _ = write!(text, "{} ", sentence(dice));
        }
        text.truncate(text.trim_end().len());
        text.push_str("\n\n");
    }
    text
}

/// Articles of 3,000 to 6,000 bytes each, `bytes` in all.
pub fn articles(seed: u64, bytes: usize) -> Vec<String> {
    let dice = &mut Dice::new(seed);
    let mut out = Vec::new();
    let mut left = bytes;
    while left > 0 {
        let wanted = 3000 + dice.below(3000);
        let text = article(dice, wanted);
        left = left.saturating_sub(text.len());
        out.push(text);
    }
    out
}
