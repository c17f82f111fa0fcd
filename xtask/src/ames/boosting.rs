//! Gradient-boosted trees for a yes-or-no outcome: second-order logistic loss over binned features.
//!
//! Features are sparse: for each the most frequent bin is not stored, and its share of a histogram is what the node has
//! left after all stored bins. Trees grow best split first. Every draw is addressed, every sum has a fixed order, so a
//! forest is the same at any number of threads.

use concerted_chance::Address;
use concerted_hazard::training::{Node, Tree, bin_of};

/// How a forest grows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Growth {
    /// Trees of one forest.
    pub(crate) trees: usize,
    /// Shrinkage of each answer.
    pub(crate) rate: f64,
    /// Leaves of a tree at most.
    pub(crate) leaves: usize,
    /// L2 penalty on the answers.
    pub(crate) penalty: f64,
    /// Least sum of second derivatives in a leaf.
    pub(crate) least_weight: f64,
    /// Share of the rows that a tree sees.
    pub(crate) rows: f64,
    /// Share of the features that a tree sees.
    pub(crate) features: f64,
}

/// Binned features of many rows.
pub(crate) struct Table {
    pub(crate) edges: Vec<Vec<f32>>,
    /// The bin of each feature that is not stored.
    usual: Vec<u8>,
    /// For each row the features in another bin, by feature.
    stored: Vec<Vec<(u16, u8)>>,
    /// For each row the bin of every feature.
    bins: Vec<Vec<u8>>,
}

/// Bins of a feature with many values.
const BINS: usize = 64;

/// Edges halfway between neighboring values, or at quantiles where there are too many values.
pub(crate) fn edges_of(mut values: Vec<f32>) -> Vec<f32> {
    values.retain(|value| value.is_finite());
    values.sort_by(f32::total_cmp);
    let mut distinct = values.clone();
    distinct.dedup();
    let middle = |below: f32, above: f32| f32::midpoint(below, above);
    let mut edges: Vec<f32> = if distinct.len() <= BINS {
        distinct
            .windows(2)
            .map(|pair| middle(pair[0], pair[1]))
            .collect()
    } else {
        (1..BINS)
            .map(|part| {
                let value = values[part * values.len() / BINS];
                let next = distinct.partition_point(|other| *other <= value);
                distinct
                    .get(next)
                    .map_or(value, |above| middle(value, *above))
            })
            .collect()
    };
    edges.dedup();
    edges
}

impl Table {
    /// Bins rows of (feature, value) pairs; a feature that a row does not name has value 0.
    pub(crate) fn new(edges: Vec<Vec<f32>>, rows: &[Vec<(u16, f32)>]) -> Self {
        let zero: Vec<u8> = edges.iter().map(|edges| bin_of(0.0, edges)).collect();
        let mut counts: Vec<Vec<u32>> =
            edges.iter().map(|edges| vec![0; edges.len() + 1]).collect();
        for row in rows {
            for &(feature, value) in row {
                let feature = usize::from(feature);
                counts[feature][usize::from(bin_of(value, &edges[feature]))] += 1;
            }
        }
        for (feature, counts) in counts.iter_mut().enumerate() {
            let named: u32 = counts.iter().sum();
            counts[usize::from(zero[feature])] += rows.len() as u32 - named;
        }
        let most = |counts: &Vec<u32>| {
            let best = counts.iter().copied().max().unwrap_or(0);
            counts.iter().position(|count| *count == best).unwrap_or(0) as u8
        };
        let usual: Vec<u8> = counts.iter().map(most).collect();
        let mut table = Self {
            edges,
            usual,
            stored: Vec::new(),
            bins: Vec::new(),
        };
        table.stored = rows.iter().map(|row| table.unusual(row, &zero)).collect();
        table.bins = (0..rows.len()).map(|row| table.all_bins(row)).collect();
        table
    }

    fn unusual(&self, row: &[(u16, f32)], zero: &[u8]) -> Vec<(u16, u8)> {
        let mut named = row.iter().peekable();
        let mut unusual = Vec::new();
        for (feature, edges) in self.edges.iter().enumerate() {
            let value = named.next_if(|(of, _)| usize::from(*of) == feature);
            let bin = value.map_or(zero[feature], |(_, value)| bin_of(*value, edges));
            if bin != self.usual[feature] {
                unusual.push((feature as u16, bin));
            }
        }
        unusual
    }

    fn all_bins(&self, row: usize) -> Vec<u8> {
        let mut bins = self.usual.clone();
        for &(feature, bin) in &self.stored[row] {
            bins[usize::from(feature)] = bin;
        }
        bins
    }
}

/// Grows one forest on some rows of a table; `base` is the log-odds it starts from.
pub(crate) fn grow(
    table: &Table,
    rows: &[usize],
    outcomes: &[bool],
    growth: &Growth,
    (base, address): (f64, Address),
) -> Vec<Tree> {
    let mut raw = vec![base; rows.len()];
    let mut trees = Vec::with_capacity(growth.trees);
    for round in 0..growth.trees {
        let mut stream = address.stream(round as u64);
        let chosen: Vec<usize> = (0..rows.len())
            .filter(|_| stream.uniform() < growth.rows)
            .collect();
        let allowed: Vec<bool> = table
            .edges
            .iter()
            .map(|edges| stream.uniform() < growth.features && !edges.is_empty())
            .collect();
        let members: Vec<Member> = chosen
            .iter()
            .map(|place| {
                let probability = 1.0 / (1.0 + libm::exp(-raw[*place]));
                Member {
                    row: rows[*place],
                    slope: probability - f64::from(u8::from(outcomes[rows[*place]])),
                    weight: probability * (1.0 - probability),
                }
            })
            .collect();
        let tree = Grower::new(table, growth, allowed).grow(members);
        for (raw, row) in raw.iter_mut().zip(rows) {
            *raw += tree.answer(&table.bins[*row]);
        }
        trees.push(tree);
    }
    trees
}

/// A row in a node with the derivatives of its loss.
#[derive(Clone, Copy)]
struct Member {
    row: usize,
    slope: f64,
    weight: f64,
}

/// A node that may still be split.
struct Open {
    members: Vec<Member>,
    histogram: Vec<[f64; 2]>,
    place: usize,
    best: Option<Split>,
}

#[derive(Clone, Copy)]
struct Split {
    gain: f64,
    feature: u16,
    bin: u8,
}

/// A node of a tree while it grows: children by place, in the order in which they came to be.
struct Draft {
    split: Option<(u16, u8, usize, usize)>,
    totals: [f64; 2],
    members: usize,
}

struct Grower<'a> {
    table: &'a Table,
    growth: &'a Growth,
    allowed: Vec<bool>,
    starts: Vec<usize>,
    drafts: Vec<Draft>,
}

impl<'a> Grower<'a> {
    fn new(table: &'a Table, growth: &'a Growth, allowed: Vec<bool>) -> Self {
        let mut starts = Vec::with_capacity(table.edges.len() + 1);
        let mut next = 0;
        for (edges, allowed) in table.edges.iter().zip(&allowed) {
            starts.push(next);
            if *allowed {
                next += edges.len() + 1;
            }
        }
        starts.push(next);
        Self {
            table,
            growth,
            allowed,
            starts,
            drafts: Vec::new(),
        }
    }

    fn grow(mut self, members: Vec<Member>) -> Tree {
        let histogram = self.histogram(&members);
        let mut open = vec![self.open(members, histogram)];
        let mut leaves = 1;
        while leaves < self.growth.leaves {
            let mut chosen: Option<(usize, f64)> = None;
            for (place, node) in open.iter().enumerate() {
                if let Some(split) = node.best
                    && chosen.is_none_or(|(_, gain)| split.gain > gain)
                {
                    chosen = Some((place, split.gain));
                }
            }
            let Some((place, _)) = chosen else { break };
            let node = open.swap_remove(place);
            let [left, right] = self.split(node);
            open.push(left);
            open.push(right);
            leaves += 1;
        }
        let mut tree = Tree::default();
        self.write(0, &mut tree);
        tree
    }

    /// Registers a node and finds its best split.
    fn open(&mut self, members: Vec<Member>, histogram: Vec<[f64; 2]>) -> Open {
        let totals = members.iter().fold([0.0; 2], |sum, member| {
            [sum[0] + member.slope, sum[1] + member.weight]
        });
        self.drafts.push(Draft {
            split: None,
            totals,
            members: members.len(),
        });
        let best = self.best(&histogram, totals);
        Open {
            members,
            histogram,
            place: self.drafts.len() - 1,
            best,
        }
    }

    /// Sums of slopes and weights of the members in each stored bin of each allowed feature.
    fn histogram(&self, members: &[Member]) -> Vec<[f64; 2]> {
        let mut histogram = vec![[0.0; 2]; self.starts[self.starts.len() - 1]];
        for member in members {
            for &(feature, bin) in &self.table.stored[member.row] {
                let feature = usize::from(feature);
                if self.allowed[feature] {
                    let slot = &mut histogram[self.starts[feature] + usize::from(bin)];
                    slot[0] += member.slope;
                    slot[1] += member.weight;
                }
            }
        }
        histogram
    }

    /// The split that lowers the penalized loss most: G²/(H + λ) of both sides less that of the whole. Of equals the
    /// first feature and bin.
    fn best(&self, histogram: &[[f64; 2]], totals: [f64; 2]) -> Option<Split> {
        let score = |sums: [f64; 2]| sums[0] * sums[0] / (sums[1] + self.growth.penalty);
        let whole = score(totals);
        let mut best: Option<Split> = None;
        for (feature, _) in self
            .allowed
            .iter()
            .enumerate()
            .filter(|(_, allowed)| **allowed)
        {
            let bins = &histogram[self.starts[feature]..self.starts[feature + 1]];
            let usual = usize::from(self.table.usual[feature]);
            let stored = bins
                .iter()
                .fold([0.0; 2], |sum, bin| [sum[0] + bin[0], sum[1] + bin[1]]);
            let mut left = [0.0; 2];
            for (bin, sums) in bins.iter().enumerate().take(bins.len() - 1) {
                let added = if bin == usual {
                    [totals[0] - stored[0], totals[1] - stored[1]]
                } else {
                    *sums
                };
                left = [left[0] + added[0], left[1] + added[1]];
                let right = [totals[0] - left[0], totals[1] - left[1]];
                if left[1] < self.growth.least_weight || right[1] < self.growth.least_weight {
                    continue;
                }
                let gain = score(left) + score(right) - whole;
                if gain > 1e-6 && best.is_none_or(|best| gain > best.gain) {
                    best = Some(Split {
                        gain,
                        feature: feature as u16,
                        bin: bin as u8,
                    });
                }
            }
        }
        best
    }

    fn split(&mut self, node: Open) -> [Open; 2] {
        let split = node.best.expect("only nodes with a split are chosen");
        let below =
            |member: &Member| self.table.bins[member.row][usize::from(split.feature)] <= split.bin;
        let (left, right): (Vec<Member>, Vec<Member>) =
            node.members.iter().partition(|member| below(member));
        let left_is_smaller = left.len() <= right.len();
        let counted = self.histogram(if left_is_smaller { &left } else { &right });
        let mut rest = node.histogram;
        for (rest, counted) in rest.iter_mut().zip(&counted) {
            rest[0] -= counted[0];
            rest[1] -= counted[1];
        }
        let (of_left, of_right) = if left_is_smaller {
            (counted, rest)
        } else {
            (rest, counted)
        };
        let left = self.open(left, of_left);
        let right = self.open(right, of_right);
        self.drafts[node.place].split = Some((split.feature, split.bin, left.place, right.place));
        [left, right]
    }

    /// Writes a node and all below it, left child first; gives the sum of their answers over the members.
    fn write(&self, place: usize, tree: &mut Tree) -> f64 {
        let draft = &self.drafts[place];
        let written = tree.nodes.len();
        tree.nodes.push(Node {
            feature: Node::LEAF,
            bin: 0,
            right: 0,
            value: 0.0,
        });
        let Some((feature, bin, left, right)) = draft.split else {
            let answer =
                -draft.totals[0] / (draft.totals[1] + self.growth.penalty) * self.growth.rate;
            tree.nodes[written].value = answer as f32;
            return answer * draft.members as f64;
        };
        let of_left = self.write(left, tree);
        let right_written = tree.nodes.len();
        let sum = of_left + self.write(right, tree);
        tree.nodes[written] = Node {
            feature,
            bin,
            right: right_written as u8,
            value: (sum / draft.members as f64) as f32,
        };
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROWTH: Growth = Growth {
        trees: 30,
        rate: 0.3,
        leaves: 4,
        penalty: 1.0,
        least_weight: 0.5,
        rows: 0.9,
        features: 1.0,
    };

    /// Outcome is the exclusive or of two features: no single question answers it, two do.
    fn either_or() -> (Table, Vec<usize>, Vec<bool>) {
        let values: Vec<(f32, f32)> = (0..400_u32)
            .map(|row| ((row % 20) as f32, (row / 20 % 3) as f32))
            .collect();
        let rows: Vec<Vec<(u16, f32)>> = values
            .iter()
            .map(|&(one, other)| vec![(0, one), (1, other)])
            .collect();
        let edges = vec![
            edges_of(values.iter().map(|of| of.0).collect()),
            edges_of(values.iter().map(|of| of.1).collect()),
        ];
        let outcomes = values
            .iter()
            .map(|&(one, other)| (one >= 10.0) != (other >= 2.0))
            .collect();
        (Table::new(edges, &rows), (0..400).collect(), outcomes)
    }

    #[test]
    fn learns_what_needs_two_questions() {
        let (table, rows, outcomes) = either_or();
        let trees = grow(
            &table,
            &rows,
            &outcomes,
            &GROWTH,
            (0.0, Address::new(1, "test", "")),
        );
        let right = rows.iter().filter(|row| {
            let raw: f64 = trees
                .iter()
                .map(|tree| tree.answer(&table.bins[**row]))
                .sum();
            (raw > 0.0) == outcomes[**row]
        });
        assert_eq!(right.count(), 400);
    }

    #[test]
    fn the_same_seed_gives_the_same_forest() {
        let (table, rows, outcomes) = either_or();
        let of = |seed| {
            grow(
                &table,
                &rows,
                &outcomes,
                &GROWTH,
                (0.0, Address::new(seed, "test", "")),
            )
        };
        assert_eq!(of(1), of(1));
        assert_ne!(of(1), of(2));
    }

    #[test]
    fn the_value_of_a_node_is_the_mean_below_it() {
        let (table, rows, outcomes) = either_or();
        let growth = Growth {
            rows: 1.1,
            ..GROWTH
        };
        for tree in grow(
            &table,
            &rows,
            &outcomes,
            &growth,
            (0.0, Address::new(1, "test", "")),
        ) {
            let sum: f64 = rows.iter().map(|row| tree.answer(&table.bins[*row])).sum();
            assert!((f64::from(tree.nodes[0].value) - sum / 400.0).abs() < 1e-5);
        }
    }

    #[test]
    fn edges_lie_between_values() {
        assert_eq!(edges_of(vec![2.0, 0.0, 1.0, 1.0]), [0.5, 1.5]);
        assert!(edges_of(vec![3.0; 9]).is_empty());
        let many = edges_of((0..1000).map(|value| value as f32).collect());
        assert_eq!(many.len(), BINS - 1);
        assert!(many.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
