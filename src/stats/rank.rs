//! Ranks, and what is counted with them. Values are compared as `f64::total_cmp` does.

/// The rank of each value from 1; ties share the mean of theirs.
pub fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for tied in order.chunk_by(|&a, &b| values[a] == values[b]) {
        let rank = before as f64 + (tied.len() as f64 + 1.0) / 2.0;
        tied.iter().for_each(|&at| ranks[at] = rank);
        before += tied.len();
    }
    ranks
}

/// Spearman's rank correlation (Spearman 1904), ties by mean ranks. None where lengths differ or one side is constant.
pub fn spearman(a: &[f64], b: &[f64]) -> Option<f64> {
    pearson(&ranks(a), &ranks(b))
}

/// Pearson's product-moment correlation (Pearson 1895). None where lengths differ or one side is constant.
pub fn pearson(a: &[f64], b: &[f64]) -> Option<f64> {
    (a.len() == b.len()).then_some(())?;
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (of_a, of_b) = (mean(a), mean(b));
    let pairs = || a.iter().map(|x| x - of_a).zip(b.iter().map(|y| y - of_b));
    let both: f64 = pairs().map(|(x, y)| x * y).sum();
    let (x, y) = pairs().fold((0.0, 0.0), |(x, y), (dx, dy)| (x + dx * dx, y + dy * dy));
    (x > 0.0 && y > 0.0).then(|| (both / (x * y).sqrt()).clamp(-1.0, 1.0))
}

/// The area under the ROC curve: the chance that a positive value is above a negative one, ties counted half.
/// None where a side is empty.
pub fn auc(positive: &[f64], negative: &[f64]) -> Option<f64> {
    let (n, m) = (positive.len() as f64, negative.len() as f64);
    (n > 0.0 && m > 0.0).then_some(())?;
    let all = ranks(&[positive, negative].concat());
    let sum: f64 = all.iter().take(positive.len()).sum();
    Some((sum - n * (n + 1.0) / 2.0) / (n * m))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_share_their_ranks() {
        assert_eq!(ranks(&[2.0, 1.0, 2.0, 5.0]), [2.5, 1.0, 2.5, 4.0]);
    }

    /// Intelligence and hours of television, the example of Wikipedia's article on the coefficient: -29/165.
    #[test]
    fn spearman_has_the_value_of_the_textbook() {
        let a = [
            106.0, 100.0, 86.0, 101.0, 99.0, 103.0, 97.0, 113.0, 112.0, 110.0,
        ];
        let b = [7.0, 27.0, 2.0, 50.0, 28.0, 29.0, 20.0, 12.0, 6.0, 17.0];
        assert!((spearman(&a, &b).unwrap() + 29.0 / 165.0).abs() < 1e-12);
        assert_eq!(spearman(&[1.0, 1.0], &[1.0, 2.0]), None);
        assert_eq!(spearman(&[1.0], &[1.0, 2.0]), None);
    }

    /// By hand: of nine pairs five are in order and two tie.
    #[test]
    fn auc_counts_pairs_in_order() {
        let area = auc(&[0.8, 0.4, 0.3], &[0.4, 0.3, 0.2]).unwrap();
        assert!((area - 7.0 / 9.0).abs() < 1e-12, "{area}");
        assert_eq!(auc(&[], &[1.0]), None);
    }
}
