//! A tree of values, such as places: which value holds which.

use rustc_hash::{FxHashMap, FxHashSet};

/// A tree of named values. Names may stand for several nodes; one that holds another anywhere holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hierarchy {
    /// For each name, the names above it; the root is none of them.
    above: FxHashMap<String, FxHashSet<String>>,
}

/// Why rows are no tree.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HierarchyError {
    /// Two rows have one id.
    #[error("the id {0} is there twice")]
    Twice(String),
    /// Parents lead back to where they began.
    #[error("the parents of {0} go round in a circle")]
    Circle(String),
}

impl Hierarchy {
    /// Builds a tree from rows of id, name and the id of the parent. A parent that is no id ends the way up.
    ///
    /// # Errors
    ///
    /// Two rows with one id, or parents in a circle.
    pub fn new<'a>(
        rows: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>,
    ) -> Result<Self, HierarchyError> {
        let mut nodes = FxHashMap::default();
        for (id, name, parent) in rows {
            if nodes.insert(id, (name, parent)).is_some() {
                return Err(HierarchyError::Twice(id.to_owned()));
            }
        }
        let mut above: FxHashMap<String, FxHashSet<String>> = FxHashMap::default();
        for (id, (name, _)) in &nodes {
            let names = way_up(id, &nodes)?;
            above.entry((*name).to_owned()).or_default().extend(names);
        }
        Ok(Self { above })
    }

    /// Whether `wide` holds `narrow`, and is another.
    pub fn holds(&self, wide: &str, narrow: &str) -> bool {
        self.above
            .get(narrow)
            .is_some_and(|above| above.contains(wide))
    }

    /// How many values hold this one.
    pub fn depth(&self, name: &str) -> usize {
        self.above.get(name).map_or(0, FxHashSet::len)
    }
}

/// The names above a node, without its own and without the root.
fn way_up(id: &str, nodes: &FxHashMap<&str, (&str, &str)>) -> Result<Vec<String>, HierarchyError> {
    let Some((own, mut parent)) = nodes.get(id).copied() else {
        return Ok(Vec::new());
    };
    let mut names = Vec::new();
    for _ in 0..nodes.len() {
        let Some((name, next)) = nodes.get(parent).copied() else {
            return Ok(names);
        };
        let is_root = !nodes.contains_key(next);
        if name != own && !is_root {
            names.push(name.to_owned());
        }
        parent = next;
    }
    Err(HierarchyError::Circle(own.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: [(&str, &str, &str); 5] = [
        ("0", "Root", "-1"),
        ("1", "Norland", "0"),
        ("2", "Westshire", "1"),
        ("3", "Port Ambel", "2"),
        ("4", "Norland", "2"),
    ];

    #[test]
    fn a_region_holds_its_towns_and_nothing_else() {
        let tree = Hierarchy::new(ROWS).unwrap();
        assert!(tree.holds("Norland", "Port Ambel"));
        assert!(!tree.holds("Port Ambel", "Norland"));
        assert!(!tree.holds("Norland", "Norland"));
        assert!(!tree.holds("Root", "Port Ambel"));
        assert_eq!(tree.depth("Port Ambel"), 2);
        assert_eq!(tree.depth("Elsewhere"), 0);
    }

    #[test]
    fn a_circle_is_told() {
        let rows = [("1", "a", "2"), ("2", "b", "1")];
        assert!(matches!(
            Hierarchy::new(rows),
            Err(HierarchyError::Circle(_))
        ));
        let rows = [("1", "a", "0"), ("1", "b", "0")];
        assert_eq!(
            Hierarchy::new(rows),
            Err(HierarchyError::Twice("1".to_owned()))
        );
    }
}
