//! Texts on which the engine once failed, each with what went wrong.

use secondhand::engine::Engine;
use secondhand::rules::Pack;
use secondhand::types::Input;

fn analyse(text: &str) -> secondhand::types::Analysis {
    let pack = Pack::builtin().expect("the rules that ship load");
    let engine = Engine::compile(&pack).expect("they compile");
    engine.analyse(&Input {
        id: "text".to_owned(),
        text: text.to_owned(),
        ..Input::default()
    })
}

/// A demonym at the very end of a text began a name that had no words.
#[test]
fn a_demonym_ends_the_text() {
    analyse("The ship is Russian");
}

/// A text that opens with "and" had a token before its first one looked up.
#[test]
fn a_conjunction_opens_the_text() {
    analyse("and a senior official at the ministry who asked not to be named ");
}
