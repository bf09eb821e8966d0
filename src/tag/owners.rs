//! Knows which attribution has a token in its cue, so that nobody has to ask all of them.

use crate::attribute::{Found, Tokens};

/// No attribution has the token.
const NOBODY: usize = usize::MAX;

/// For each token the first attribution that has it in its cue.
#[derive(Debug)]
pub struct Owners(Vec<usize>);

impl Owners {
    /// Those of a text of so many tokens.
    pub fn of(found: &[Found], tokens: usize) -> Self {
        let mut owners = Self(vec![NOBODY; tokens]);
        for (number, f) in found.iter().enumerate() {
            owners.add(f, number);
        }
        owners
    }

    /// Takes up an attribution of a higher number than those before.
    pub fn add(&mut self, found: &Found, number: usize) {
        let cue = found.cue.clone().unwrap_or(0..0);
        for owner in self.0[cue].iter_mut().filter(|o| **o == NOBODY) {
            *owner = number;
        }
    }

    /// The first attribution whose cue shares a token with these.
    pub fn first(&self, tokens: &Tokens) -> Option<usize> {
        let owner = self.0[tokens.clone()].iter().min().copied();
        owner.filter(|owner| *owner != NOBODY)
    }
}
