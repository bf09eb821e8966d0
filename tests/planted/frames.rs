//! How outlets tell a story: in whose words, through which hands.

/// A text, and whom its chain passes after the publisher; who has no name is `None`.
pub struct Telling {
    pub text: String,
    pub chain: Vec<Option<String>>,
}

/// A sentence that gives a clause to a source.
pub fn said(root: &str, clause: &str, way: usize) -> Telling {
    let words = match way % 3 {
        0 => format!("{clause}, {root} said"),
        1 => format!("{root} said that {clause}"),
        _ => format!("according to {root}, {clause}"),
    };
    telling(&words, &[root])
}

/// A sentence that gives a clause to another outlet, which names no source.
pub fn relayed(outlet: &str, clause: &str, way: usize) -> Telling {
    let words = match way % 3 {
        0 => format!("{clause}, the {outlet} reported"),
        1 => format!("the {outlet} reported that {clause}"),
        _ => format!("{clause}, according to the {outlet}"),
    };
    telling(&words, &[outlet])
}

/// A sentence that gives a clause to a source through another outlet.
pub fn through(outlet: &str, root: &str, clause: &str, way: usize) -> Telling {
    let words = match way % 3 {
        0 => format!("{clause}, the {outlet} reported, citing {root}"),
        1 => format!("{clause}, {root} told the {outlet}"),
        _ => format!("the {outlet}, citing {root}, reported that {clause}"),
    };
    telling(&words, &[outlet, root])
}

/// A sentence in which a source denies a clause.
pub fn denied(root: &str, clause: &str) -> Telling {
    telling(&format!("{root} denied that {clause}"), &[root])
}

/// A sentence in which nobody in particular says a clause.
pub fn whispered(clause: &str) -> Telling {
    let words = format!("people familiar with the matter said that {clause}");
    telling(&words, &[""])
}

/// A sentence in which another outlet is said to have had officials confirm a clause.
pub fn hardened(outlet: &str, clause: &str) -> Telling {
    let words = format!("officials confirmed that {clause}, the {outlet} reported");
    telling(&words, &[outlet, ""])
}

/// Words as a sentence, with whom they pass: the article is no part of a name, and no name is none.
fn telling(words: &str, chain: &[&str]) -> Telling {
    let (first, rest) = words.split_at(1);
    let name = |name: &&str| {
        let bare = name.strip_prefix("the ").unwrap_or(name);
        (!bare.is_empty()).then(|| bare.to_owned())
    };
    Telling {
        text: format!("{}{rest}.", first.to_uppercase()),
        chain: chain.iter().map(name).collect(),
    }
}
