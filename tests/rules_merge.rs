//! How packs lie over the pack that ships and over each other.
#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests; clippy allows it in the tests themselves only

use std::fs;
use std::path::PathBuf;

use secondhand::rules::{Code, Diagnostics, Pack, load};
use secondhand::types::Relation;
use tempfile::TempDir;

/// A base that stands alone, so that these tests do not hang on the wording of the rules that ship.
fn base() -> String {
    let scoring = fs::read_to_string("rules/en/scoring.toml").unwrap();
    format!("{scoring}\n{}", hedge("base-may", "xmay"))
}

fn hedge(id: &str, phrase: &str) -> String {
    format!("[[hedge]]\nid = \"{id}\"\ncategory = \"possibility\"\nphrases = [\"{phrase}\"]\n")
}

fn extending(rest: &str) -> String {
    format!("[pack]\nname = \"test\"\nextends = \"default\"\n{rest}\n")
}

/// Loads texts as packs, each a file of its own.
fn packs(texts: &[String]) -> Result<Pack, Diagnostics> {
    let folder = TempDir::new().unwrap();
    let write = |(i, text): (usize, &String)| {
        let path = folder.path().join(format!("{i}.toml"));
        fs::write(&path, text).unwrap();
        path
    };
    let paths: Vec<PathBuf> = texts.iter().enumerate().map(write).collect();
    load(&paths)
}

fn codes(result: Result<Pack, Diagnostics>) -> Vec<Code> {
    result
        .map_or_else(|d| d.list, |p| p.warnings)
        .iter()
        .map(|d| d.code)
        .collect()
}

fn phrases(pack: &Pack, id: &str) -> Vec<String> {
    let hedge = pack.hedges.iter().find(|entry| entry.rule.id == id);
    hedge
        .map(|entry| entry.rule.phrases.clone())
        .unwrap_or_default()
}

#[test]
fn every_file_of_the_folder_is_compiled_in() {
    let pack = Pack::builtin().unwrap();
    let mut there: Vec<PathBuf> = fs::read_dir("rules/en")
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    there.sort();
    let within: Vec<PathBuf> = pack.files.iter().map(|file| file.path.clone()).collect();
    assert_eq!(
        within, there,
        "list the files in src/rules/builtin.rs, in this order"
    );
    for file in &pack.files {
        assert_eq!(file.text, fs::read_to_string(&file.path).unwrap());
    }
}

#[test]
fn the_pack_that_ships_has_no_problem() {
    let pack = Pack::builtin()
        .unwrap_or_else(|found| panic!("{}", secondhand::rules::render::render(&found, false)));
    let warnings = Diagnostics::new(pack.files, pack.warnings);
    assert!(
        warnings.is_empty(),
        "{}",
        secondhand::rules::render::render(&warnings, false)
    );
}

#[test]
fn an_extending_pack_adds() {
    let pack = packs(&[extending(&hedge("x-new", "xnew"))]).unwrap();
    assert_eq!(phrases(&pack, "x-new"), ["xnew"]);
    assert!(pack.scoring.is_some(), "the default's scoring is in force");
    assert!(pack.changes.is_empty());
}

#[test]
fn the_later_pack_overrides_in_place() {
    let first = extending(&(hedge("x-a", "xone") + &hedge("x-b", "xtwo")));
    let pack = packs(&[first, extending(&hedge("x-a", "xthree"))]).unwrap();
    let ids: Vec<&str> = pack
        .hedges
        .iter()
        .map(|e| e.rule.id.as_str())
        .filter(|id| id.starts_with("x-"))
        .collect();
    assert_eq!(ids, ["x-a", "x-b"]);
    assert_eq!(phrases(&pack, "x-a"), ["xthree"]);
    let [change] = pack.changes.as_slice() else {
        panic!("{:?}", pack.changes)
    };
    assert_eq!(
        (
            change.id.as_str(),
            change.was.file,
            change.now.as_ref().unwrap().file
        ),
        ("x-a", 0, 1)
    );
}

#[test]
fn disabled_rules_are_gone_and_noted() {
    let first = extending(&hedge("x-a", "xone"));
    let pack = packs(&[first, extending("disable = [\"x-a\"]")]).unwrap();
    assert!(pack.find("x-a").is_none());
    assert_eq!(pack.changes[0].id, "x-a");
    assert_eq!(pack.changes[0].now, None);
}

#[test]
fn a_disabled_id_may_be_given_anew_even_to_another_kind() {
    let first = extending(&hedge("x-a", "xone"));
    let class = "disable = [\"x-a\"]\n[[class]]\nid = \"x-a\"\nwords = [\"xone\"]";
    let pack = packs(&[first, extending(class)]).unwrap();
    assert_eq!(pack.find("x-a").unwrap().rule.kind().name(), "class");
}

#[test]
fn an_override_keeps_its_kind() {
    let class = "[[class]]\nid = \"x-a\"\nwords = [\"xone\"]";
    let result = packs(&[extending(&hedge("x-a", "xone")), extending(class)]);
    assert_eq!(codes(result), [Code::KindChanged]);
}

#[test]
fn scoring_is_merged_key_by_key() {
    let part =
        "[scoring.relation.say]\ncommitment = [0.5, 0.6]\n[scoring.opinion]\nbase_rate = 0.3";
    let pack = packs(&[extending(part)]).unwrap();
    let default = Pack::builtin().unwrap().scoring.unwrap().rule;
    let mut expected = default.clone();
    expected.opinion.base_rate = 0.3;
    if let Some(say) = expected.relation.get_mut(&Relation::Say) {
        say.commitment = [0.5, 0.6];
    }
    assert_eq!(pack.scoring.unwrap().rule, expected);
    assert_ne!(default, expected);
}

#[test]
fn two_packs_may_both_give_a_part_of_scoring() {
    let one = extending("[scoring.opinion]\nbase_rate = 0.3");
    let two = extending("[scoring.opinion]\nprior_weight = 3.0");
    let opinion = packs(&[one, two]).unwrap().scoring.unwrap().rule.opinion;
    assert_eq!((opinion.base_rate, opinion.prior_weight), (0.3, 3.0));
}

#[test]
fn a_pack_stands_alone_without_extends() {
    let pack = packs(&[base()]).unwrap();
    assert_eq!(pack.files.len(), 1);
    assert_eq!(pack.hedges.len(), 1);
}

#[test]
fn packs_that_stand_alone_are_one_pack() {
    let pack = packs(&[base(), hedge("more", "xmore")]).unwrap();
    assert_eq!(pack.hedges.len(), 2);
    assert_eq!(
        codes(packs(&[base(), hedge("base-may", "xmore")])),
        [Code::DuplicateId]
    );
}

#[test]
fn a_pack_that_stands_alone_cannot_lie_over_the_default() {
    assert_eq!(
        codes(packs(&[extending(""), hedge("more", "xmore")])),
        [Code::MixedPacks]
    );
}

#[test]
fn the_scale_is_inherited() {
    let scale = "scale = \"x-scale\"\n[[scale]]\nid = \"x-scale\"\nreference = \"none\"\nterm = [{ phrases = [\"xlikely\"], range = [0.5, 0.8] }]";
    let pack = packs(&[extending(scale), extending("")]).unwrap();
    assert_eq!(pack.pack.unwrap().rule.scale.as_deref(), Some("x-scale"));
}

#[test]
fn a_broken_rule_still_owns_its_id() {
    let broken = "scale = \"x-scale\"\n[[scale]]\nid = \"x-scale\"\nterm = []";
    assert_eq!(codes(packs(&[extending(broken)])), [Code::MissingKey]);
}

#[test]
fn what_cannot_be_read_is_said() {
    let folder = TempDir::new().unwrap();
    assert_eq!(
        codes(load(&[folder.path().to_owned()])),
        [Code::EmptyFolder]
    );
    assert_eq!(
        codes(load(&[folder.path().join("none.toml")])),
        [Code::Unreadable]
    );
    fs::write(folder.path().join("latin1.toml"), b"# caf\xe9\n").unwrap();
    assert_eq!(codes(load(&[folder.path().to_owned()])), [Code::NotUtf8]);
    let both = [folder.path().to_owned(), folder.path().join("none.toml")];
    assert_eq!(codes(load(&both)), [Code::NotUtf8, Code::Unreadable]);
}

#[test]
fn a_folder_is_read_to_its_depth_and_only_its_toml() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("more")).unwrap();
    fs::write(folder.path().join("a.toml"), extending("")).unwrap();
    fs::write(folder.path().join("more/b.toml"), hedge("x-deep", "xdeep")).unwrap();
    fs::write(folder.path().join("README.md"), "no rules").unwrap();
    assert!(
        load(&[folder.path().to_owned()])
            .unwrap()
            .find("x-deep")
            .is_some()
    );
}
