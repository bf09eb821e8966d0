//! How outlets tell a story: in whose words, through which hands.

/// A sentence that gives a clause to a source.
pub fn said(root: &str, clause: &str, way: usize) -> String {
    sentence(&match way % 3 {
        0 => format!("{clause}, {root} said"),
        1 => format!("{root} said that {clause}"),
        _ => format!("according to {root}, {clause}"),
    })
}

/// A sentence that gives a clause to another outlet, which names no source.
pub fn relayed(outlet: &str, clause: &str, way: usize) -> String {
    sentence(&match way % 3 {
        0 => format!("{clause}, the {outlet} reported"),
        1 => format!("the {outlet} reported that {clause}"),
        _ => format!("{clause}, according to the {outlet}"),
    })
}

/// A sentence that gives a clause to a source through another outlet.
pub fn through(outlet: &str, root: &str, clause: &str, way: usize) -> String {
    sentence(&match way % 3 {
        0 => format!("{clause}, the {outlet} reported, citing {root}"),
        1 => format!("{clause}, {root} told the {outlet}"),
        _ => format!("the {outlet}, citing {root}, reported that {clause}"),
    })
}

/// A sentence in which a source denies a clause.
pub fn denied(root: &str, clause: &str) -> String {
    sentence(&format!("{root} denied that {clause}"))
}

/// A sentence in which nobody in particular says a clause.
pub fn whispered(clause: &str) -> String {
    sentence(&format!(
        "people familiar with the matter said that {clause}"
    ))
}

/// A sentence in which another outlet is said to have had officials confirm a clause.
pub fn hardened(outlet: &str, clause: &str) -> String {
    sentence(&format!(
        "officials confirmed that {clause}, the {outlet} reported"
    ))
}

fn sentence(words: &str) -> String {
    let (first, rest) = words.split_at(1);
    format!("{}{rest}.", first.to_uppercase())
}
