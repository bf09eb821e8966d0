//! Whom sources mean, by rules alone, as `tests/whom.toml` has it.
#![allow(clippy::unwrap_used)]

mod tables;

use secondhand::engine::Engine;
use secondhand::rules::Pack;
use secondhand::types::Input;
use serde::Deserialize;
use tables::cases;

#[derive(Deserialize)]
struct Case {
    name: String,
    text: String,
    source: String,
    who: String,
    content: Option<String>,
}

#[test]
fn sources_mean_whom_the_cases_say() {
    let engine = Engine::compile(&Pack::builtin().unwrap()).unwrap();
    for case in cases::<Case>(include_str!("whom.toml")) {
        let analysis = engine.analyse(&Input {
            id: "text".to_owned(),
            text: case.text.clone(),
            ..Input::default()
        });
        let words = |a: &&secondhand::types::Attribution| {
            let span = a.source.span;
            span.is_some_and(|span| span.of(&case.text) == case.source)
        };
        let found = analysis.attributions.iter().rfind(words);
        let found = found.unwrap_or_else(|| panic!("{}: no such source", case.name));
        let who = found.source.name.as_deref().unwrap_or("-");
        assert_eq!(who, case.who, "{}", case.name);
        if let Some(content) = &case.content {
            let said: Vec<&str> = found.content.iter().map(|c| c.of(&case.text)).collect();
            assert_eq!(said, [content], "{}", case.name);
        }
    }
}
