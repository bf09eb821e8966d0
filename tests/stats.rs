//! What must hold of every interval, test and rank.

use proptest::prelude::*;
use secondhand::stats::*;

fn counted() -> impl Strategy<Value = (u64, u64)> {
    (0..400_u64).prop_flat_map(|trials| (0..=trials, Just(trials)))
}

fn sample() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec((-50_i32..50).prop_map(f64::from), 1..40)
}

proptest! {
    #[test]
    fn an_interval_holds_its_share((hits, trials) in counted(), level in 0.5..0.999) {
        prop_assume!(trials > 0);
        let share = hits as f64 / trials as f64;
        for [low, high] in [wilson(hits, trials, level), clopper_pearson(hits, trials, level)] {
            prop_assert!((0.0..=share).contains(&low) && (share..=1.0).contains(&high));
        }
    }

    #[test]
    fn intervals_of_successes_and_failures_mirror_each_other((hits, trials) in counted()) {
        for of in [wilson, clopper_pearson] {
            let ([low, high], [mirrored, _]) = (of(hits, trials, 0.95), of(trials - hits, trials, 0.95));
            prop_assert!(low <= high && (high + mirrored - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn a_higher_level_gives_a_wider_interval((hits, trials) in counted(), level in 0.5..0.9) {
        for of in [wilson, clopper_pearson] {
            let (narrow, wide) = (of(hits, trials, level), of(hits, trials, level + 0.09));
            prop_assert!(wide[0] <= narrow[0] + 1e-12 && narrow[1] <= wide[1] + 1e-12);
        }
    }

    #[test]
    fn a_bootstrap_interval_holds_its_figure(sample in sample(), seed in any::<u64>(), corrected in any::<bool>()) {
        let mean = |sample: &[f64]| sample.iter().sum::<f64>() / sample.len() as f64;
        let options = Bootstrap { draws: 100, seed, corrected, ..Bootstrap::default() };
        let [low, high] = bootstrap(&sample, mean, options).unwrap();
        prop_assert!(low <= mean(&sample) && mean(&sample) <= high);
    }

    #[test]
    fn q_is_no_less_than_p_and_keeps_its_order(p in prop::collection::vec(0.0..1.0, 1..40)) {
        let q = benjamini_hochberg(&p);
        for (a, of_a) in p.iter().zip(&q) {
            prop_assert!(*a <= of_a + 1e-12 && *of_a <= 1.0);
            prop_assert!(p.iter().zip(&q).all(|(b, of_b)| a > b || *of_a <= of_b + 1e-12));
        }
    }

    #[test]
    fn tests_do_not_mind_which_side_comes_first(a in counted(), b in counted(), x in sample(), y in sample()) {
        let pairs = [
            (two_proportions(a, b), two_proportions(b, a)),
            (fisher(a, b), fisher(b, a)),
            (mann_whitney(&x, &y), mann_whitney(&y, &x)),
        ];
        for (one, other) in pairs {
            prop_assert!((0.0..=1.0).contains(&one));
            prop_assert!((one - other).abs() < 1e-6, "{} {}", one, other);
        }
    }

    #[test]
    fn effects_turn_round_with_the_sides(a in counted(), b in counted(), x in sample(), y in sample()) {
        let (forth, back) = (risk_difference(a, b, 0.95), risk_difference(b, a, 0.95));
        prop_assert!((forth.0 + back.0).abs() < 1e-12 && (forth.1[0] + back.1[1]).abs() < 1e-9);
        prop_assert!(forth.1[0] <= forth.0 + 1e-12 && forth.0 <= forth.1[1] + 1e-12);
        let (forth, back) = (odds_ratio(a, b, 0.95).0, odds_ratio(b, a, 0.95).0);
        prop_assert!((forth.ln() + back.ln()).abs() < 1e-9);
        let (forth, back) = (cliffs_delta(&x, &y).unwrap(), cliffs_delta(&y, &x).unwrap());
        prop_assert!((forth + back).abs() < 1e-9 && forth.abs() <= 1.0 + 1e-12);
    }

    #[test]
    fn ranks_alone_matter_to_spearman(a in sample(), seed in any::<u64>()) {
        let mut b = a.clone();
        secondhand::train::Random::new(seed).shuffle(&mut b);
        let stretched: Vec<f64> = a.iter().map(|value| value.powi(3) + 7.0).collect();
        let (plain, other) = (spearman(&a, &b), spearman(&stretched, &b));
        prop_assert_eq!(plain.is_some(), other.is_some());
        if let (Some(plain), Some(other)) = (plain, other) {
            prop_assert!((plain - other).abs() < 1e-9 && plain.abs() <= 1.0);
        }
    }
}
