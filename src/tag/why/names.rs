//! What the features of each step are called, template by template in the order of their `fill`.
//!
//! A name in braces is filled in from the text: `{w-1}` is the word before, `{t+1}` the tag after, `{q0}` where the token
//! stands to quotation marks, `{r0}` what the rules read it as.

use super::super::{cues, spans};

/// Of [`cues::fill`].
pub(super) const CUES: [&str; cues::FEATURES] = [
    "word {w0}",
    "stem of {w0}",
    "word {w0} as {t0}",
    "{t0} after {w-1}",
    "{t0} before {w+1}",
    "second word before {w-2}",
    "second word after {w+2}",
    "words {w0} {w+1}",
    "words {w-1} {w0}",
    "stem of {w0} before {t+1}",
    "stem of {w0} after {t-1}",
    "tags {t-1} {t0} {t+1}",
    "tags {t-1} {t0} {t+1} {t+2}",
    "tags {t-2} {t-1} {t0} {t+1}",
    "shapes of {w-1} {w0} {w+1}, {t0}",
    "{t0}, {q-1} {q0} {q+1}",
    "{t0} {q0}, place in the sentence",
    "stem of {w0}, {q-1} {q0} {q+1}",
    "rules read {r-2} {r-1} {r0} {r+1} {r+2}",
    "rules read {r-1} {r0} {r+1}, {t0}",
    "stem of {w0}, rules read {r0}, relation of the known cue",
    "relation of the known cue, rules read {r0}, {q0}",
    "known cues here and beside {t0}",
    "known cue before in the sentence, {t0} {q0}",
    "known cue after in the sentence, {t0} {q0}",
    "known cue before in the sentence, rules read {r0}",
    "known cue after in the sentence, rules read {r0}",
    "stems of {w-1} {w0} {w+1}",
    "what rules read inside another, {r0}",
    "marks before it, {t0}",
    "{t0} of the group of {w0}",
    "groups of {w-1} {w0}",
    "groups of {w0} {w+1}",
    "group of {w0}, {r0}",
    "group of {w0} between {t-1} and {t+1}",
    "kinds of {w-1} {w0} {w+1}",
    "kinds of {w-2} {w-1} {w0}",
    "kinds of {w0} {w+1} {w+2}",
];

/// Of [`spans::View::fill`].
pub(super) const SPANS: [&str; spans::FEATURES] = [
    "distance {side}, {t0}",
    "word {w0} {side}",
    "stem of {w0} {side}",
    "cue {head}, {t0} {side}",
    "cue {head}, distance {side}",
    "cue {head}, rules read {r-1} {r0} {r+1}",
    "cue {head}, all that stands between {side}",
    "tags {t-1} {t0} {t+1} {side}",
    "tags {t-2} {t-1} {t0} {t+1} {side}",
    "tags {t-1} {t0} {t+1} {t+2} {side}",
    "labels of the first step, five tokens {side}",
    "label of the first step, distance {side}",
    "rules read {r-1} {r0} {r+1} {side}",
    "rules read {r0}, distance {side}",
    "rules read {r0}, labels of the first step",
    "{t0} after {w-1} {side}",
    "{t0} before {w+1} {side}",
    "words {w-1} {w0} {side}",
    "words {w0} {w+1} {side}",
    "what is beside the cue, {t0} {side}",
    "what is beside the cue, distance {side}",
    "what is beside the cue, rules read {r0}, {q0}",
    "all that stands between {side}",
    "quotation marks between, {q0} {side}",
    "ends of sentences between, {q0} {side}",
    "finite verbs and commas between, {t0}, distance {side}",
    "sources between, label of the first step, {t0}",
    "subordinators and finite verbs between, {t0} {side}",
    "tag of the cue, finite verbs and commas between, {t0}",
    "relation of the cue, distance {side}, {t0}",
    "known cue here, cues between, {t0} {side}",
    "what rules read in the text round it {side}",
    "what rules read inside another, {r0}",
    "marks before it, commas and quotation marks between",
    "{q-1} {q0} {q+1}, quotation marks between",
    "place in the sentence, ends of sentences between, {t0}",
    "known cue before in the sentence, {t0} {side}",
    "known cue after in the sentence, {t0} {side}",
    "kind of {w0} for the kind of cue",
    "{t0} for cues like this",
    "read by the rules for cues like this",
    "what stands between, for cues like this",
    "group of {w0}",
    "kinds of {w-1} {w0} {w+1}",
];

/// Of [`super::super::decide::features`].
pub(super) const DECISIONS: &[&str] = &[
    "before anything is seen",
    "found by {by}",
    "found by {by}, certainty of the cue",
    "nesting, certainty of the cue",
    "rule {rule}, nesting",
    "frame {frame}, found by {by}",
    "rule {rule}, frame {frame}",
    "relation {relation}, found by {by}",
    "cue {cue}",
    "stem of {head}",
    "stem of {head}, its tag",
    "stem of {head}, found by {by}",
    "stem of {head}, first tag of the content",
    "stem of {head}, content finite or not",
    "relation {relation}, first tag of the content, finite or not",
    "tags round the cue",
    "{before} before the cue",
    "{after} after the cue",
    "{before2} {before} before the cue",
    "two tags after the cue",
    "length and first tag of the source",
    "last word of the source {last}",
    "first word of the source {source}",
    "last tag of the source, found by {by}",
    "length and finite verbs of the content",
    "content quoted or not, side",
    "content quoted or not, finite or not",
    "first word of the content {content}",
    "first two tags of the content",
    "side and distance of the content",
    "parts of the content",
    "modal, negation or infinitive before the cue",
    "stem of {head}, modal, negation or infinitive before",
    "cue in quotation marks or not, nesting",
    "relation {relation}, with a source or without",
    "inside another or not, frame {frame}",
    "stem of {head}, content quoted or not, side",
    "tags of the source, stem of {head}",
];

/// A name with what stands in braces filled in.
pub(super) fn filled(name: &str, value: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('{') {
        let (key, after) = after.split_once('}').unwrap_or((after, ""));
        out.push_str(before);
        out.push_str(&value(key));
        rest = after;
    }
    out + rest
}
