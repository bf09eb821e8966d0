//! A corpus of invented documents, and what is planted in it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::date;
use secondhand::corpus::drift::Change;
use secondhand::corpus::findings::Kind;
use secondhand::types::Input;

use super::dice::{Dice, Story};
use super::frames::{Telling, denied, hardened, relayed, said, through, whispered};

/// A finding by what it must say: kind, publishers, documents.
pub type Planted = (Kind, BTreeSet<String>, BTreeSet<String>);
/// A step by what it must say: change, at whose hand, the documents before and after.
pub type Step = (Change, String, String, String);

/// What a document says of its story.
#[derive(Clone)]
pub struct Truth {
    /// The place that its story is about, each its own.
    pub story: String,
    /// Whom the chain passes after the publisher.
    pub chain: Vec<Option<String>>,
}

/// The documents, and all that is to be found in them.
pub struct Corpus {
    pub documents: Vec<Input>,
    /// By document, the planted ones.
    pub truths: BTreeMap<String, Truth>,
    pub findings: BTreeSet<Planted>,
    pub steps: BTreeSet<Step>,
    dice: Dice,
}

/// How often each plant and each near miss is set.
const ROUNDS: usize = 5;
/// Documents that are about nothing planted.
const BACKGROUND: usize = 40;

impl Corpus {
    /// The corpus of a seed.
    pub fn new(seed: u64) -> Self {
        let mut corpus = Self {
            documents: Vec::new(),
            truths: BTreeMap::new(),
            findings: BTreeSet::new(),
            steps: BTreeSet::new(),
            dice: Dice::new(seed),
        };
        for _ in 0..ROUNDS {
            corpus.plant();
            corpus.miss();
        }
        for _ in 0..BACKGROUND {
            let outlet = corpus.outlets().remove(0);
            let text = [corpus.dice.everyday(), corpus.dice.everyday()].join(" ");
            corpus.set(&outlet, 0, text);
        }
        corpus
    }

    /// Sets one of each kind of finding and step.
    fn plant(&mut self) {
        self.circle_of_two();
        self.circle_of_three();
        self.amplification();
        self.corroboration();
        self.contradiction();
        self.hedge_dropped();
        self.source_upgraded();
        self.source_dropped();
    }

    /// Sets one of each thing that looks like a finding and is none.
    fn miss(&mut self) {
        self.cite_each_other_about_different_things();
        self.same_thing_elsewhere();
        self.another_hedge();
        self.feeds_of_one_publisher();
        self.reprint();
    }

    fn circle_of_two(&mut self) {
        let (story, outlets, way) = self.draw();
        let [a, b] = [0, 1].map(|i| outlets[i].as_str());
        let first = self.print(&story, a, 0, relayed(b, &story.will[0], way));
        let second = self.print(&story, b, 1, relayed(a, &story.will[1], way + 1));
        self.expect(Kind::Circular, &[a, b], &[first, second]);
    }

    /// The third names the first, and no longer whom that had it from.
    fn circle_of_three(&mut self) {
        let (story, outlets, way) = self.draw();
        let [a, b, c] = [0, 1, 2].map(|i| outlets[i].as_str());
        let first = self.print(&story, a, 0, relayed(b, &story.will[0], way));
        let second = self.print(&story, b, 1, relayed(c, &story.will[1], way + 1));
        let third = self.print(&story, c, 2, relayed(a, &story.will[2], way + 2));
        self.changed(Change::SourceDropped, c, &first, &third);
        self.expect(Kind::Circular, &[a, b, c], &[first, second, third]);
    }

    fn amplification(&mut self) {
        let (story, outlets, way) = self.draw();
        let told = (0..3).map(|i| said(&story.body, &story.will[i], way + i));
        let mut tellings: Vec<Telling> = told.collect();
        tellings.push(through(&outlets[0], &story.body, &story.will[1], way));
        let outlets: Vec<&str> = outlets.iter().take(4).map(String::as_str).collect();
        let prints = outlets.iter().zip(tellings).enumerate();
        let ids: Vec<String> = prints
            .map(|(day, (outlet, telling))| self.print(&story, outlet, day, telling))
            .collect();
        self.expect(Kind::Amplification, &outlets, &ids);
    }

    fn corroboration(&mut self) {
        let (story, outlets, way) = self.draw();
        let [a, b] = [0, 1].map(|i| outlets[i].as_str());
        let first = self.print(&story, a, 0, said(&story.body, &story.will[0], way));
        let second = self.print(&story, b, 0, said(&story.second, &story.will[1], way + 1));
        self.expect(Kind::Corroboration, &[a, b], &[first, second]);
    }

    fn contradiction(&mut self) {
        let (story, outlets, way) = self.draw();
        let [a, b] = [0, 1].map(|i| outlets[i].as_str());
        let first = self.print(&story, a, 0, said(&story.body, &story.will[0], way));
        let second = self.print(&story, b, 1, denied(&story.second, &story.will[1]));
        self.expect(Kind::Contradiction, &[a, b], &[first, second]);
    }

    /// Four hands, each citing the one before; the hedge goes at the third. That they all rest on one root shows too.
    fn hedge_dropped(&mut self) {
        let (story, outlets, way) = self.draw();
        let [a, b, c, d] = [0, 1, 2, 3].map(|i| outlets[i].as_str());
        let first = self.print(&story, a, 0, said(&story.body, &story.may[0], way));
        let second = self.print(&story, b, 1, through(a, &story.body, &story.may[1], way));
        let third = self.print(
            &story,
            c,
            2,
            through(b, &story.body, &story.will[0], way + 1),
        );
        let fourth = self.print(
            &story,
            d,
            3,
            through(c, &story.body, &story.will[1], way + 2),
        );
        self.changed(Change::HedgeDropped, c, &second, &third);
        self.expect(
            Kind::Amplification,
            &[a, b, c, d],
            &[first, second, third, fourth],
        );
    }

    fn source_upgraded(&mut self) {
        let (story, outlets, _) = self.draw();
        let [a, b] = [0, 1].map(|i| outlets[i].as_str());
        let first = self.print(&story, a, 0, whispered(&story.will[0]));
        let second = self.print(&story, b, 1, hardened(a, &story.will[1]));
        self.changed(Change::SourceUpgraded, b, &first, &second);
    }

    fn source_dropped(&mut self) {
        let (story, outlets, way) = self.draw();
        let [a, b] = [0, 1].map(|i| outlets[i].as_str());
        let first = self.print(&story, a, 0, said(&story.body, &story.will[0], way));
        let second = self.print(&story, b, 1, relayed(a, &story.will[1], way));
        self.changed(Change::SourceDropped, b, &first, &second);
    }

    fn cite_each_other_about_different_things(&mut self) {
        let (one, outlets, way) = self.draw();
        let other = self.dice.story();
        let [a, b] = [0, 1].map(|i| outlets[i].as_str());
        self.print(&one, a, 0, said(&one.body, &one.will[0], way));
        self.print(&one, b, 1, through(a, &one.body, &one.will[1], way));
        self.print(&other, b, 0, said(&other.body, &other.will[0], way));
        self.print(&other, a, 1, through(b, &other.body, &other.will[1], way));
    }

    fn same_thing_elsewhere(&mut self) {
        let (template, outlets) = (self.dice.template(), self.outlets());
        for (day, outlet) in outlets.iter().take(3).enumerate() {
            let story = self.dice.tell(&template);
            self.print(&story, outlet, day, said(&story.body, &story.will[day], 0));
        }
    }

    fn another_hedge(&mut self) {
        let (story, outlets, way) = self.draw();
        let [a, b] = [0, 1].map(|i| outlets[i].as_str());
        self.print(&story, a, 0, said(&story.body, &story.may[0], way));
        let again = through(a, &story.body, &story.may[1], way);
        self.print(&story, b, 1, again);
    }

    fn feeds_of_one_publisher(&mut self) {
        let (story, outlets, way) = self.draw();
        for (day, feed) in ["", " - World", " | Politics"].iter().enumerate() {
            let outlet = format!("{}{feed}", outlets[0]);
            let telling = said(&story.body, &story.will[day], way + day);
            self.print(&story, &outlet, day, telling);
        }
    }

    fn reprint(&mut self) {
        let (story, outlets, way) = self.draw();
        let telling = said(&story.body, &story.will[0], way);
        let id = self.print(&story, &outlets[0], 0, telling);
        let original = self.documents.iter().find(|document| document.id == id);
        let text = original.unwrap().text.clone();
        let reprint = self.set(&outlets[1], 1, text);
        self.truths.insert(reprint, self.truths[&id].clone());
    }

    fn draw(&mut self) -> (Story, Vec<String>, usize) {
        (self.dice.story(), self.outlets(), self.dice.below(3))
    }

    fn outlets(&mut self) -> Vec<String> {
        self.dice.outlets()
    }

    /// A document that tells a story and says something everyday.
    fn print(&mut self, story: &Story, outlet: &str, day: usize, telling: Telling) -> String {
        let text = format!("{} {}", telling.text, self.dice.everyday());
        let id = self.set(outlet, day, text);
        let truth = Truth {
            story: story.place.clone(),
            chain: telling.chain,
        };
        self.truths.insert(id.clone(), truth);
        id
    }

    fn set(&mut self, outlet: &str, day: usize, text: String) -> String {
        let id = format!("d{:04}", self.documents.len());
        let day = date(2031, 3, 1) + i64::try_from(day).unwrap().days();
        self.documents.push(Input {
            id: id.clone(),
            text,
            publisher: Some(outlet.to_owned()),
            date: Some(day.to_string()),
            ..Input::default()
        });
        id
    }

    fn expect(&mut self, kind: Kind, publishers: &[&str], ids: &[String]) {
        let publishers = publishers.iter().map(ToString::to_string).collect();
        let ids = ids.iter().cloned().collect();
        self.findings.insert((kind, publishers, ids));
    }

    fn changed(&mut self, change: Change, hand: &str, from: &str, to: &str) {
        self.steps
            .insert((change, hand.to_owned(), from.to_owned(), to.to_owned()));
    }
}
