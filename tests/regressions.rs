//! Texts on which the engine once failed, each with what went wrong.

use secondhand::engine::Engine;
use secondhand::rules::{Diagnostics, Pack};
use secondhand::types::{Analysis, Input};

fn analyse(text: &str) -> Result<Analysis, Diagnostics> {
    let engine = Engine::compile(&Pack::builtin()?)?;
    Ok(engine.analyse(&Input {
        id: "text".to_owned(),
        text: text.to_owned(),
        ..Input::default()
    }))
}

/// A demonym at the very end of a text began a name that had no words.
#[test]
fn a_demonym_ends_the_text() -> Result<(), Diagnostics> {
    analyse("The ship is Russian").map(drop)
}

/// A text that opens with "and" had a token before its first one looked up.
#[test]
fn a_conjunction_opens_the_text() -> Result<(), Diagnostics> {
    analyse("and a senior official at the ministry who asked not to be named ").map(drop)
}

/// A noun for a source at the very end of a text had the token after it looked up.
#[test]
fn a_ministry_ends_the_text() -> Result<(), Diagnostics> {
    analyse("the ministry's – The ministry ").map(drop)
}
