//! Which publisher a document is of: feeds and sections of one publisher are one.

use rustc_hash::FxHashMap;

use crate::rules::file::RegistryEntry;
use crate::types::Input;

/// What sets a section or a feed off from its publisher ("Port Ledger - World").
const MARKS: &[&str] = &[" - ", " – ", " — ", " | ", " » ", " > ", " :: ", ": "];
/// Names of hosts that stand before the publisher's own.
const HOSTS: &[&str] = &["www.", "m.", "amp.", "rss.", "feeds.", "feed.", "edition."];

/// The publishers that the registry knows, by name and by web domain.
#[derive(Debug, Clone, Default)]
pub struct Publishers {
    names: FxHashMap<String, String>,
    domains: FxHashMap<String, String>,
}

impl Publishers {
    /// An index of the registry's entries; of two that share a name the first is found.
    pub fn new<'e>(entries: impl IntoIterator<Item = &'e RegistryEntry>) -> Self {
        let mut known = Self::default();
        for entry in entries {
            for name in std::iter::once(&entry.name).chain(&entry.aliases) {
                let of = entry.name.clone();
                known.names.entry(name.to_lowercase()).or_insert(of);
            }
            if let Some(domain) = &entry.domain {
                known.domains.insert(domain.clone(), entry.name.clone());
            }
        }
        known
    }

    /// The canonical name of a document's publisher: the registry's by name, by address, or by the name before the
    /// mark of a section; else the name as given, else the host of its address.
    pub fn of(&self, input: &Input) -> Option<String> {
        let given = input
            .publisher
            .as_deref()
            .map(str::trim)
            .filter(|name| !name.is_empty());
        let host = input.url.as_deref().and_then(host);
        let known = given.and_then(|name| self.named(name));
        let known = known.or_else(|| host.and_then(|host| self.at(host)));
        let name = known.or_else(|| given.map(head)).or(host)?;
        Some(name.to_owned())
    }

    /// The registry's name for a publisher called so.
    pub fn named(&self, name: &str) -> Option<&str> {
        let find = |name: &str| self.names.get(&name.trim().to_lowercase());
        let known = find(name).or_else(|| find(head(name)));
        let known = known.map(String::as_str);
        known.or_else(|| self.at(bare(name)))
    }

    /// The registry's name for the publisher at a host: that of the longest domain which the host belongs to.
    fn at(&self, host: &str) -> Option<&str> {
        let host = host.to_ascii_lowercase();
        let parents = host.match_indices('.').map(|(at, _)| &host[at + 1..]);
        let mut hosts = std::iter::once(host.as_str()).chain(parents);
        hosts
            .find_map(|host| self.domains.get(host))
            .map(String::as_str)
    }
}

/// A name without the section behind it.
fn head(name: &str) -> &str {
    let cut = MARKS.iter().filter_map(|mark| name.find(mark)).min();
    cut.map_or(name, |at| name[..at].trim_end())
}

/// The host of an address, without what stands before the publisher's own name.
fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.split(':').next()?;
    Some(bare(host)).filter(|host| host.contains('.'))
}

fn bare(host: &str) -> &str {
    HOSTS
        .iter()
        .find_map(|name| host.strip_prefix(name))
        .unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn publisher(name: Option<&str>, url: Option<&str>) -> Option<String> {
        let entry = r#"e = { id = "ledger", name = "Port Ledger", aliases = ["The Ledger"], type = "outlet", domain = "ledger.example" }"#;
        let table: toml::Table = entry.parse().unwrap();
        let publishers = Publishers::new(&[table["e"].clone().try_into().unwrap()]);
        publishers.of(&Input {
            publisher: name.map(str::to_owned),
            url: url.map(str::to_owned),
            ..Input::default()
        })
    }

    #[test]
    fn feeds_of_one_publisher_are_one() {
        let one = Some("Port Ledger".to_owned());
        for name in [
            "Port Ledger",
            "the ledger",
            "Port Ledger - World",
            "The Ledger | Politics",
            "www.ledger.example",
        ] {
            assert_eq!(publisher(Some(name), None), one, "{name}");
        }
        assert_eq!(
            publisher(None, Some("https://rss.ledger.example/world.xml")),
            one
        );
        assert_eq!(
            publisher(Some("Politics feed"), Some("https://ledger.example/1")),
            one
        );
    }

    #[test]
    fn others_keep_their_names() {
        let other = Some("Hill Echo".to_owned());
        assert_eq!(publisher(Some(" Hill Echo "), None), other);
        assert_eq!(publisher(Some("Hill Echo - Sport"), None), other);
        assert_eq!(
            publisher(None, Some("https://www.echo.example:80/a?b")),
            Some("echo.example".to_owned())
        );
        assert_eq!(publisher(None, Some("no address")), None);
        assert_eq!(
            publisher(Some("notledger.example"), None),
            Some("notledger.example".to_owned())
        );
    }
}
