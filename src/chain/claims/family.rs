//! How the attributions of a document lie inside each other.

use crate::attribute::Found;

/// The most levels that are followed.
const LEVELS: usize = 8;

/// Parents and children of every attribution.
pub struct Family<'a> {
    found: &'a [Found],
    children: Vec<Vec<usize>>,
    /// Whether another attribution shares its content and lies directly inside it.
    pub shadowed: Vec<bool>,
}

impl<'a> Family<'a> {
    /// The family of a document's attributions.
    pub fn of(found: &'a [Found]) -> Self {
        let mut children = vec![Vec::new(); found.len()];
        let mut shadowed = vec![false; found.len()];
        for (i, found) in found.iter().enumerate() {
            if let Some(parent) = found.parent {
                children[parent].push(i);
            }
            if let Some(outer) = found.inside {
                shadowed[outer] = true;
            }
        }
        Self {
            found,
            children,
            shadowed,
        }
    }

    /// Those that lie directly inside `number`.
    pub fn children(&self, number: usize) -> &[usize] {
        &self.children[number]
    }

    /// Number `number` and the attributions it lies inside, outermost first.
    pub fn lineage(&self, number: usize) -> Vec<usize> {
        let mut out = vec![number];
        let mut at = self.found[number].parent;
        while let (Some(parent), true) = (at, out.len() < LEVELS) {
            if out.contains(&parent) {
                break;
            }
            out.push(parent);
            at = self.found[parent].parent;
        }
        out.reverse();
        out
    }

    /// The attributions that lie deeper than `number`: inside it, or, where it shares another's content, inside any of
    /// those round it.
    pub fn deeper(&self, number: usize) -> Vec<usize> {
        let lineage = self.lineage(number);
        let mut open = if self.found[number].inside.is_some() {
            lineage.clone()
        } else {
            vec![number]
        };
        let mut out = Vec::new();
        while let Some(next) = open.pop() {
            for &child in self.children(next) {
                if !lineage.contains(&child) && !out.contains(&child) {
                    out.push(child);
                    open.push(child);
                }
            }
        }
        out
    }
}
