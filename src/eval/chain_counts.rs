//! What is counted in the chains of documents, and the figures that the counts give.

use super::figure::{Figure, Found};

/// The counts of a document or of many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub claims: usize,
    pub found: usize,
    pub chains: usize,
    pub polarity: usize,
    pub links: Found,
    pub identity: usize,
    pub kind: usize,
    pub names: Found,
    pub via: Found,
    pub carried: Found,
    pub hedges: Found,
    pub categories: usize,
    pub non_sources: usize,
    pub spurious: usize,
}

impl Counts {
    /// Adds those of another document.
    pub(super) fn add(&mut self, other: &Counts) {
        self.claims += other.claims;
        self.found += other.found;
        self.chains += other.chains;
        self.polarity += other.polarity;
        self.links.add(other.links);
        self.identity += other.identity;
        self.kind += other.kind;
        self.names.add(other.names);
        self.via.add(other.via);
        self.carried.add(other.carried);
        self.hedges.add(other.hedges);
        self.categories += other.categories;
        self.non_sources += other.non_sources;
        self.spurious += other.spurious;
    }

    /// The figures that the counts give.
    pub(super) fn figures(&self) -> Vec<Figure> {
        let mut figures = vec![
            Figure::count("claims", self.claims),
            Figure::count("found", self.found),
            Figure::share("chains_right", self.chains, self.claims),
        ];
        figures.extend(self.links.figures(["links_p", "links_r", "links_f1"]));
        figures.extend([
            Figure::share("names", self.names.right, self.names.wanted),
            Figure::share("identity", self.identity, self.links.right),
            Figure::share("type", self.kind, self.links.right),
            Figure::share("via", self.via.right, self.via.wanted),
            Figure::share("polarity", self.polarity, self.found),
        ]);
        figures.extend(self.hedges.figures(["hedges_p", "hedges_r", "hedges_f1"]));
        figures.push(Figure::share(
            "hedge_category",
            self.categories,
            self.hedges.right,
        ));
        figures.extend(
            self.carried
                .figures(["carried_p", "carried_r", "carried_f1"]),
        );
        figures.extend([
            Figure::count("spurious", self.spurious),
            Figure::count("non_sources", self.non_sources),
        ]);
        figures
    }
}
