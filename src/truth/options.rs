//! What a run of truth discovery may be told.

use serde::Serialize;

/// How truths are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// The value that most sources claim.
    Vote,
    /// Trust and confidence by turns (Yin, Han, Yu 2008).
    TruthFinder,
    /// Accuracy of sources by expectation-maximisation, errors alike (Dong, Berti-Equille, Srivastava 2009, ACCU).
    Accu,
    /// The same with copying discounted (ACCUCOPY).
    AccuCopy,
    /// Exact, broader and wrong claims, errors learned, no copying.
    Graded,
    /// The same with copying discounted.
    #[default]
    GradedCopy,
}

/// What a run may be told. The defaults are meant for every table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// How truths are found.
    pub method: Method,
    /// What a source nobody knows has to its account: claims exact, broader, wrong.
    pub prior: [f64; 3],
    /// The share of sources that copy another, before anything is seen.
    pub copying: f64,
    /// The probability that the credible intervals hold.
    pub level: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            method: Method::default(),
            prior: [3.0, 3.0, 2.0],
            copying: 0.2,
            level: 0.95,
        }
    }
}

/// What a method reckons with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    /// Broader values, and errors whose forms are learned.
    pub graded: bool,
    pub copying: bool,
}

impl Method {
    /// Its name on the command line and in results.
    pub fn name(self) -> &'static str {
        match self {
            Method::Vote => "vote",
            Method::TruthFinder => "truthfinder",
            Method::Accu => "accu",
            Method::AccuCopy => "accucopy",
            Method::Graded => "graded",
            Method::GradedCopy => "gradedcopy",
        }
    }

    /// What expectation-maximisation reckons with; none for the methods that do without.
    pub(super) fn shape(self) -> Option<Shape> {
        let (graded, copying) = match self {
            Method::Vote | Method::TruthFinder => return None,
            Method::Accu => (false, false),
            Method::AccuCopy => (false, true),
            Method::Graded => (true, false),
            Method::GradedCopy => (true, true),
        };
        Some(Shape { graded, copying })
    }
}
