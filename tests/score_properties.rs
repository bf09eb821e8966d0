//! What the scoring model promises (docs/scoring.md, "What holds"), each promise a property.
#![allow(clippy::unwrap_used)] // a test fails where it unwraps

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::select;
use secondhand::rules::file::ScoringEntry;
use secondhand::score::{Hand, Hedging, Testimony, commitment, credited, sourcing};
use secondhand::types::{Grade, HedgeCategory, Identity, Polarity, Relation, SourceType, Sourcing};

static PARAMETERS: LazyLock<ScoringEntry> = LazyLock::new(|| {
    let table: toml::Table = include_str!("../rules/en/scoring.toml").parse().unwrap();
    table["scoring"].clone().try_into().unwrap()
});

/// Rounding that a sum or product of a few numbers in 0..1 may show.
const ROUNDING: f64 = 1e-9;

fn score(testimonies: &[Testimony], own: usize) -> Sourcing {
    sourcing(testimonies, own, &PARAMETERS)
}

fn asserting() -> impl Strategy<Value = Option<Relation>> {
    let relations: Vec<_> = Relation::ALL
        .iter()
        .copied()
        .filter(|r| r.asserts())
        .collect();
    prop_oneof![Just(None), select(relations).prop_map(Some)]
}

/// A source of a small world, in which a name always means the same thing.
fn source() -> impl Strategy<Value = Hand> {
    let grade = |hand: Hand, grade| Hand {
        grade: Some(grade),
        ..hand
    };
    select(vec![
        grade(Hand::named("Wire", SourceType::Outlet), Grade::A),
        grade(Hand::named("Tabloid", SourceType::Outlet), Grade::D),
        Hand::named("Gazette", SourceType::Outlet),
        Hand::named("Institute", SourceType::ThinkTank),
        Hand::named("Ministry", SourceType::Government),
        Hand::named("Ana Lind", SourceType::Person),
        Hand::named("Account", SourceType::Social),
        Hand::new(Identity::Anonymous, SourceType::Person),
        Hand::new(Identity::Unattributed, SourceType::Unknown),
    ])
}

fn hand() -> impl Strategy<Value = Hand> {
    (source(), asserting(), any::<bool>()).prop_map(|(hand, relation, quoted)| Hand {
        relation,
        quoted,
        ..hand
    })
}

/// A hand that only passes words on: who vouches would be a root of its own.
fn relay() -> impl Strategy<Value = Hand> {
    let vouches = |hand: &Hand| matches!(hand.relation, Some(Relation::Confirm | Relation::Deny));
    hand().prop_filter("vouches", move |hand| !vouches(hand))
}

fn polarity() -> impl Strategy<Value = Polarity> {
    select(Polarity::ALL)
}

/// A chain in a text that is no copy.
fn chain() -> impl Strategy<Value = Testimony> {
    let links = prop::collection::vec(hand(), 1..5);
    (links, polarity()).prop_map(|(links, polarity)| Testimony::new(links, polarity))
}

fn chains() -> impl Strategy<Value = Vec<Testimony>> {
    prop::collection::vec(chain(), 1..7)
}

/// Chains of which some are copies of one text.
fn copied() -> impl Strategy<Value = Vec<Testimony>> {
    let copy = select(vec![None, None, Some("a"), Some("b")]);
    let chain = (chain(), copy).prop_map(|(chain, copy)| Testimony {
        copy: copy.map(str::to_owned),
        ..chain
    });
    prop::collection::vec(chain, 1..7)
}

/// Any numbers at all, and any source.
fn wild() -> impl Strategy<Value = Testimony> {
    let identity = select(Identity::ALL);
    let kind = select(SourceType::ALL);
    let grade = prop::option::of(select(Grade::ALL));
    let relation = prop::option::of(select(Relation::ALL));
    let flags = any::<(bool, bool, bool)>();
    let key = prop::option::of("[a-c]?");
    let hand = (
        identity,
        kind,
        grade,
        relation,
        flags,
        key,
        any::<(f64, f64)>(),
    );
    let hand = hand.prop_map(
        |(identity, kind, grade, relation, (quoted, placed, via), key, counts)| Hand {
            key,
            grade,
            counts,
            relation,
            quoted,
            placed,
            via,
            ..Hand::new(identity, kind)
        },
    );
    let links = prop::collection::vec(hand, 0..5);
    (links, polarity()).prop_map(|(links, polarity)| Testimony::new(links, polarity))
}

fn hedge() -> impl Strategy<Value = Hedging> {
    let range = prop::option::of(
        (0.0..=1.0, 0.0..=1.0).prop_map(|(a, b): (f64, f64)| [a.min(b), a.max(b)]),
    );
    (select(HedgeCategory::ALL), range, 0..3_usize).prop_map(Hedging::from)
}

fn hedges() -> impl Strategy<Value = Vec<Hedging>> {
    prop::collection::vec(hedge(), 0..5)
}

/// Chain `at` changed to `changed`: neither helps its own side nor hurts the other.
fn not_better(chains: &[Testimony], at: usize, changed: Testimony) -> Result<(), TestCaseError> {
    prop_assume!(credited(&chains[at], &PARAMETERS) == credited(&changed, &PARAMETERS));
    let mut after = chains.to_vec();
    after[at] = changed;
    for own in 0..chains.len() {
        let (before, after) = (score(chains, own).value, score(&after, own).value);
        if chains[own].polarity == chains[at].polarity {
            prop_assert!(
                after <= before + ROUNDING,
                "own side rose from {before} to {after}"
            );
        } else {
            prop_assert!(
                after >= before - ROUNDING,
                "other side fell from {before} to {after}"
            );
        }
    }
    Ok(())
}

/// A chain with a hand put between its links, never before the publisher or after the root.
fn with_hand(chain: &Testimony, at: usize, hand: Hand) -> Option<Testimony> {
    let mut longer = chain.clone();
    let between = longer.links.len().checked_sub(1).filter(|&n| n > 0)?;
    longer.links.insert(1 + at % between, hand);
    Some(longer)
}

fn bytes(sourcing: &Sourcing) -> String {
    serde_json::to_string(sourcing).unwrap()
}

proptest! {
    #[test]
    fn values_are_in_range(chains in prop::collection::vec(wild(), 0..5), own in 0..6_usize) {
        let s = score(&chains, own);
        prop_assert!((0.0..=1.0).contains(&s.value));
        prop_assert!(0.0 <= s.interval[0] && s.interval[0] <= s.value && s.value <= s.interval[1] && s.interval[1] <= 1.0);
        prop_assert!((s.opinion.b + s.opinion.d + s.opinion.u - 1.0).abs() < ROUNDING);
        prop_assert!((s.opinion.b + s.opinion.a * s.opinion.u - s.value).abs() < ROUNDING);
        prop_assert!((1..=6).contains(&s.digit));
    }

    #[test]
    fn commitment_is_in_range(own in wild(), wild_range in any::<(f64, f64)>(), mut hedges in hedges()) {
        hedges.push(Hedging { category: HedgeCategory::Possibility, range: Some([wild_range.0, wild_range.1]), scope: 0 });
        let c = commitment(&own, &hedges, &PARAMETERS);
        prop_assert!(0.0 <= c.range[0] && c.range[0] <= c.value && c.value <= c.range[1] && c.range[1] <= 1.0);
    }

    #[test]
    fn a_hand_inserted_never_helps(chains in chains(), at in any::<prop::sample::Index>(), place in 0..4_usize, hand in relay()) {
        let at = at.index(chains.len());
        let longer = with_hand(&chains[at], place, hand);
        prop_assume!(longer.is_some());
        not_better(&chains, at, longer.unwrap())?;
    }

    #[test]
    fn a_worse_source_never_helps(chains in chains(), at in any::<prop::sample::Index>(), place in 0..4_usize, refuted in 0.0..50.0) {
        let at = at.index(chains.len());
        let mut worse = chains[at].clone();
        let place = place % worse.links.len();
        worse.links[place].counts.1 += refuted;
        not_better(&chains, at, worse)?;
    }

    #[test]
    fn less_fidelity_never_helps(chains in chains(), at in any::<prop::sample::Index>(), place in 0..4_usize) {
        let at = at.index(chains.len());
        let mut worse = chains[at].clone();
        let place = place % worse.links.len();
        worse.links[place].quoted = false;
        not_better(&chains, at, worse)?;
    }

    #[test]
    fn the_same_way_with_hands_added_changes_nothing(chains in chains(), at in any::<prop::sample::Index>(), place in 0..4_usize, hand in relay()) {
        let at = at.index(chains.len());
        let longer = with_hand(&chains[at], place, hand);
        prop_assume!(longer.is_some());
        let longer = longer.unwrap();
        prop_assume!(credited(&chains[at], &PARAMETERS) == credited(&longer, &PARAMETERS));
        let mut more = chains.clone();
        more.push(longer);
        for own in 0..chains.len() {
            prop_assert!((score(&chains, own).value - score(&more, own).value).abs() < ROUNDING);
        }
    }

    #[test]
    fn a_weaker_copy_changes_nothing(mut chains in chains(), refuted in 0.1..50.0) {
        chains[0].copy = Some("text".into());
        let mut copy = chains[0].clone();
        copy.links[0] = Hand { counts: (0.0, refuted), ..Hand::named("Copyist", SourceType::Social) };
        prop_assume!(score(&[copy.clone()], 0).trust < score(&chains[..1], 0).trust);
        let before = score(&chains, 0);
        chains.push(copy);
        prop_assert_eq!(bytes(&before), bytes(&score(&chains, 0)));
    }

    #[test]
    fn support_never_lowers_and_opposition_never_raises(chains in chains(), more in chain()) {
        let mut with = chains.clone();
        with.push(more.clone());
        for own in 0..chains.len() {
            let (before, after) = (score(&chains, own).value, score(&with, own).value);
            if chains[own].polarity == more.polarity {
                prop_assert!(after >= before - ROUNDING);
            } else {
                prop_assert!(after <= before + ROUNDING);
            }
        }
    }

    #[test]
    fn order_and_duplicates_leave_the_bytes(chains in copied(), seed in prop::collection::vec(any::<prop::sample::Index>(), 0..6)) {
        let before = bytes(&score(&chains, 0));
        let mut shuffled = chains.clone();
        // Duplicates of some, then the whole rotated and turned round.
        shuffled.extend(seed.iter().map(|i| chains[i.index(chains.len())].clone()));
        let turn = seed.first().map_or(0, |i| i.index(shuffled.len()));
        shuffled.rotate_left(turn);
        shuffled.reverse();
        let own = shuffled.iter().position(|c| *c == chains[0]).unwrap();
        prop_assert_eq!(before, bytes(&score(&shuffled, own)));
    }

    #[test]
    fn a_hedge_never_firms(own in chain(), hedges in hedges(), more in hedge()) {
        let before = commitment(&own, &hedges, &PARAMETERS);
        let mut with = hedges.clone();
        with.push(more);
        let after = commitment(&own, &with, &PARAMETERS);
        for end in [0, 1] {
            prop_assert!(after.firmness[end] <= before.firmness[end]);
            match own.polarity {
                Polarity::Affirm => prop_assert!(after.range[end] <= before.range[end]),
                Polarity::Deny => prop_assert!(after.range[end] >= before.range[end]),
            }
        }
    }

    #[test]
    fn swapped_polarities_mirror_commitment_only(chains in copied(), hedges in hedges()) {
        let swap = |polarity| match polarity {
            Polarity::Affirm => Polarity::Deny,
            Polarity::Deny => Polarity::Affirm,
        };
        let swapped: Vec<Testimony> = chains.iter().map(|c| Testimony { polarity: swap(c.polarity), ..c.clone() }).collect();
        let (before, mut after) = (score(&chains, 0), score(&swapped, 0));
        for root in &mut after.contributions.roots {
            root.side = swap(root.side);
        }
        prop_assert_eq!(before, after);
        let (before, after) = (commitment(&chains[0], &hedges, &PARAMETERS), commitment(&swapped[0], &hedges, &PARAMETERS));
        prop_assert_eq!(before.firmness, after.firmness);
        prop_assert!((before.value + after.value - 1.0).abs() < ROUNDING);
    }

    #[test]
    fn contributions_sum(chains in copied()) {
        let s = score(&chains, 0);
        let ln: f64 = s.contributions.links.iter().map(|link| link.ln).sum();
        prop_assert!((ln - s.trust.unwrap().ln()).abs() < ROUNDING);
        let sum = |own: bool| -> f64 {
            let roots = s.contributions.roots.iter().filter(|root| (root.side == chains[0].polarity) == own);
            roots.map(|root| root.evidence).sum()
        };
        let (r, t) = (sum(true) + s.contributions.ceiling.pro, sum(false) + s.contributions.ceiling.con);
        let n = r + t + PARAMETERS.opinion.prior_weight;
        prop_assert!((s.opinion.b - r / n).abs() < ROUNDING && (s.opinion.d - t / n).abs() < ROUNDING);
        prop_assert!(s.contributions.ceiling.pro <= 0.0 && s.contributions.ceiling.con <= 0.0);
    }

    #[test]
    fn no_belief_beyond_a_source_that_all_pass(mut chains in chains(), publisher in source()) {
        for chain in &mut chains {
            chain.links.insert(0, publisher.clone());
        }
        let probe = vec![publisher.clone(), Hand::named("Probe", SourceType::Person)];
        let referral = score(&[Testimony::new(probe, Polarity::Affirm)], 0).contributions.links[0].trust;
        prop_assert!(score(&chains, 0).opinion.b <= referral + ROUNDING);
    }

    #[test]
    fn a_grade_earns_its_letter(grade in select(Grade::ALL), kind in select(SourceType::ALL)) {
        let graded = Hand { grade: Some(grade), ..Hand::named("Graded", kind) };
        let s = score(&[Testimony::new(vec![graded], Polarity::Affirm)], 0);
        prop_assert_eq!(s.letter, grade);
    }
}
