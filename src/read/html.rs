//! A web page: its main text, and what its head says of publisher, title, date, author and address.

use dom_smoothie::{Config, Readability, TextMode};

use super::check::{self, Trouble};
use crate::types::{FailureKind, Input, Origin};

/// More elements than any article has; a page beyond them is refused before it takes minutes.
const MAX_ELEMENTS: usize = 500_000;

/// Elements nested deeper than in any article; the time to extract text grows with the square of the depth.
const MAX_DEPTH: usize = 512;

/// Elements that close only where the page says so, and so may nest.
const NESTING: [&[u8]; 18] = [
    b"a",
    b"article",
    b"b",
    b"blockquote",
    b"center",
    b"div",
    b"dl",
    b"em",
    b"font",
    b"form",
    b"i",
    b"main",
    b"ol",
    b"section",
    b"span",
    b"strong",
    b"table",
    b"ul",
];

/// The document that a page holds.
pub(super) fn page(bytes: Vec<u8>, origin: &Origin) -> Result<Input, Trouble> {
    let html = check::not_empty(check::text(bytes, "file")?, "the file holds no text")?;
    if depth(html.as_bytes()) > MAX_DEPTH {
        return Err(no_text(format!("elements nest deeper than {MAX_DEPTH}")));
    }
    let config = Config {
        text_mode: TextMode::Formatted,
        max_elements_to_parse: MAX_ELEMENTS,
        ..Config::default()
    };
    let mut page = Readability::new(html, None, Some(config)).map_err(no_text)?;
    let canonical = link(&page, "link[rel=canonical]", "href");
    // What stands under a picture is no part of the text that it stands in.
    page.doc.select("figcaption").remove();
    let article = page.parse().map_err(no_text)?;
    let text = tidy(&article.text_content);
    if text.is_empty() {
        return Err(no_text("it is empty"));
    }
    Ok(Input {
        id: origin.to_string(),
        text,
        publisher: said(article.site_name),
        title: said(Some(article.title)),
        url: said(canonical).or(said(article.url)),
        date: said(article.published_time),
        author: said(article.byline),
        extracted: true,
    })
}

/// How deep the elements of a page nest, by its tags; rather too deep than not deep enough.
fn depth(html: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for at in memchr::memchr_iter(b'<', html) {
        let rest = &html[at + 1..];
        let closes = rest.first() == Some(&b'/');
        let rest = &rest[usize::from(closes)..];
        let name = rest
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .count();
        if !NESTING
            .iter()
            .any(|it| it.eq_ignore_ascii_case(&rest[..name]))
        {
            continue;
        }
        depth = if closes {
            depth.saturating_sub(1)
        } else {
            depth + 1
        };
        deepest = deepest.max(depth);
    }
    deepest
}

fn no_text(reason: impl std::fmt::Display) -> Trouble {
    let message = format!("no main text was found in the page: {reason}");
    Trouble::new(FailureKind::NoMainText, message)
}

fn link(page: &Readability, selector: &str, attribute: &str) -> Option<String> {
    let found = page.doc.select(selector);
    found.attr(attribute).map(|value| value.to_string())
}

/// The value on one line, unless it is blank.
fn said(value: Option<String>) -> Option<String> {
    let value = value?.split_whitespace().collect::<Vec<_>>().join(" ");
    (!value.is_empty()).then_some(value)
}

/// The text with no white space at the ends of lines and one blank line at most between two.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut blank = 0;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            blank += 1;
            continue;
        }
        if !tidy.is_empty() {
            tidy.push_str(if blank > 0 { "\n\n" } else { "\n" });
        }
        tidy.push_str(line);
        blank = 0;
    }
    tidy
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html><html lang="en"><head>
        <title>Harbour tender stopped | Port Ledger</title>
        <meta property="og:site_name" content="Port Ledger">
        <meta property="article:published_time" content="2026-03-02T08:00:00Z">
        <meta name="author" content="Ida Holm">
        <link rel="canonical" href="https://ledger.example/tender">
        </head><body><nav><a href="/">Home</a> <a href="/s">Sport</a></nav><article>
        <h1>Harbour tender stopped</h1>
        <p>The ministry has stopped the tender for the new harbour, an official said on Monday, and the town will have to wait for another year, perhaps longer.</p>
        <figure><img src="a.jpg" alt=""><figcaption>A crane at work, seen from the pier</figcaption></figure>
        <p>Two bidders had complained that the terms, published in January, favoured a third, which has denied it in a statement to this newspaper.</p>
        </article><footer>About us</footer></body></html>"#;

    fn read(html: &str) -> Result<Input, Trouble> {
        page(html.as_bytes().to_vec(), &Origin::file("a.html"))
    }

    #[test]
    fn a_page_gives_its_text_and_what_its_head_says() {
        let input = read(PAGE).unwrap();
        assert!(input.extracted);
        assert_eq!(input.publisher.as_deref(), Some("Port Ledger"));
        assert_eq!(input.date.as_deref(), Some("2026-03-02T08:00:00Z"));
        assert_eq!(input.author.as_deref(), Some("Ida Holm"));
        assert_eq!(input.url.as_deref(), Some("https://ledger.example/tender"));
        assert!(input.title.unwrap().starts_with("Harbour tender stopped"));
        assert!(input.text.contains("an official said on Monday"));
        assert!(input.text.contains("longer.\n\nTwo bidders"));
        assert!(!input.text.contains("Sport"));
        assert!(!input.text.contains("A crane at work"));
    }

    #[test]
    fn a_publisher_may_stand_in_linked_data() {
        let data = r#"<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
            "headline":"H","datePublished":"2026-01-05","publisher":{"@type":"Organization","name":"Coast Daily"}}</script>"#;
        let html = PAGE
            .replace(
                r#"<meta property="og:site_name" content="Port Ledger">"#,
                data,
            )
            .replace(
                r#"<meta property="article:published_time" content="2026-03-02T08:00:00Z">"#,
                "",
            );
        let input = read(&html).unwrap();
        assert_eq!(input.publisher.as_deref(), Some("Coast Daily"));
        assert_eq!(input.date.as_deref(), Some("2026-01-05"));
    }

    #[test]
    fn a_page_that_nests_without_end_is_refused_at_once() {
        let trouble = read(&"<DIV class=x>".repeat(100_000)).unwrap_err();
        assert_eq!(trouble.kind, FailureKind::NoMainText);
        assert_eq!(depth(b"<p><p><div></div><div><b>x</b></div><br></div>"), 2);
    }

    #[test]
    fn a_page_without_text_is_a_failure() {
        let trouble = read("<html><body><nav></nav></body></html>").unwrap_err();
        assert_eq!(trouble.kind, FailureKind::NoMainText);
    }
}
