//! The engine: alone knows the order of the stages.

use std::sync::Arc;

use crate::rules::Rules;
use crate::types::{Analysis, Input};

/// Rules and the stages that read them. Cheap to clone, shared by threads.
#[derive(Debug, Clone)]
pub struct Engine {
    rules: Arc<Rules>,
}

impl Engine {
    /// An engine that follows `rules`.
    pub fn new(rules: Rules) -> Self {
        Self {
            rules: Arc::new(rules),
        }
    }

    /// The rules that it follows.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Finds the attributions, claims, chains, hedges, scores and flags of one document.
    pub fn analyse(&self, _input: &Input) -> Analysis {
        Analysis {
            attributions: Vec::new(),
            hedges: Vec::new(),
            claims: Vec::new(),
            check_worthiness: 0.0,
            dropped: Vec::new(),
        }
    }
}
