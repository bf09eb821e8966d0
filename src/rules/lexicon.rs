//! Words and token patterns compiled into one automaton over word ids.

/// What the scan reads: every word and pattern of a pack.
#[derive(Debug, Default)]
pub struct Lexicon {}
