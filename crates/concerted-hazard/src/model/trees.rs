//! Gradient-boosted trees: what they answer and how the answer is handed back to their features.

/// One node of a tree: a leaf, or a question put to one feature.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Node {
    /// Feature asked; [`Node::LEAF`] at a leaf.
    pub feature: u16,
    /// Values in this bin or below go to the next node, others to `right`.
    pub bin: u8,
    /// Place of the right child in the tree.
    pub right: u8,
    /// Log-odds here: the answer at a leaf, the mean of the answers below elsewhere.
    pub value: f32,
}

impl Node {
    /// Marks a leaf.
    pub const LEAF: u16 = u16::MAX;
}

/// A tree: nodes in order, each left child directly behind its parent.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tree {
    /// The nodes, at most 256.
    pub nodes: Vec<Node>,
}

impl Tree {
    /// Whether every path ends in a leaf of the tree and every feature exists.
    pub(super) fn is_sound(&self, features: usize) -> bool {
        let sound = |(place, node): (usize, &Node)| {
            node.value.is_finite()
                && (node.feature == Node::LEAF
                    || (usize::from(node.feature) < features
                        && usize::from(node.right) > place + 1
                        && usize::from(node.right) < self.nodes.len()))
        };
        // Children lie behind their parents and the last node must be a leaf, so every path ends.
        self.nodes
            .last()
            .is_some_and(|last| last.feature == Node::LEAF)
            && self.nodes.len() <= 256
            && self.nodes.iter().enumerate().all(sound)
    }

    fn next(&self, place: usize, bins: &[u8]) -> Option<usize> {
        let node = self.nodes[place];
        if node.feature == Node::LEAF {
            return None;
        }
        Some(if bins[usize::from(node.feature)] <= node.bin {
            place + 1
        } else {
            usize::from(node.right)
        })
    }

    /// The answer for one structure, given the bin of each feature.
    pub fn answer(&self, bins: &[u8]) -> f64 {
        let mut place = 0;
        while let Some(next) = self.next(place, bins) {
            place = next;
        }
        f64::from(self.nodes[place].value)
    }

    /// Adds to each feature what its questions moved the answer by along the path (Saabas 2014): the moves sum to the
    /// answer minus the value at the root.
    pub(super) fn attribute(&self, bins: &[u8], of_feature: &mut [f64]) {
        let mut place = 0;
        while let Some(next) = self.next(place, bins) {
            let moved = f64::from(self.nodes[next].value) - f64::from(self.nodes[place].value);
            of_feature[usize::from(self.nodes[place].feature)] += moved;
            place = next;
        }
    }

    /// The mean answer over the training data.
    pub(super) fn root(&self) -> f64 {
        self.nodes.first().map_or(0.0, |root| f64::from(root.value))
    }
}

/// The bin of a value: how many of the edges, ascending, lie below it. Not a number falls in the first.
pub fn bin_of(value: f32, edges: &[f32]) -> u8 {
    edges.iter().filter(|edge| value > **edge).count() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(feature: u16, bin: u8, right: u8, value: f32) -> Node {
        Node {
            feature,
            bin,
            right,
            value,
        }
    }

    fn tree() -> Tree {
        Tree {
            nodes: vec![
                node(0, 0, 2, 0.25),
                node(Node::LEAF, 0, 0, -1.0),
                node(1, 1, 4, 0.75),
                node(Node::LEAF, 0, 0, 0.5),
                node(Node::LEAF, 0, 0, 2.0),
            ],
        }
    }

    #[test]
    fn answers_and_moves() {
        assert!(tree().is_sound(2));
        for (bins, answer) in [([0, 3], -1.0), ([1, 1], 0.5), ([1, 2], 2.0)] {
            assert!((tree().answer(&bins) - answer).abs() < 1e-12);
            let mut moved = [0.0; 2];
            tree().attribute(&bins, &mut moved);
            assert!((moved[0] + moved[1] + tree().root() - answer).abs() < 1e-12);
        }
    }

    #[test]
    fn broken_trees_are_seen() {
        assert!(!tree().is_sound(1), "unknown feature");
        assert!(!Tree::default().is_sound(1), "no node");
        for (place, right) in [(0, 0), (0, 1), (0, 5), (2, 3)] {
            let mut broken = tree();
            broken.nodes[place].right = right;
            assert!(!broken.is_sound(2), "{place} {right}");
        }
        let mut endless = tree();
        endless.nodes[4].feature = 0;
        assert!(!endless.is_sound(2));
    }

    #[test]
    fn bins_count_edges_below() {
        assert_eq!(bin_of(0.0, &[0.5, 1.5]), 0);
        assert_eq!(bin_of(1.0, &[0.5, 1.5]), 1);
        assert_eq!(bin_of(9.0, &[0.5, 1.5]), 2);
        assert_eq!(bin_of(f32::NAN, &[0.5, 1.5]), 0);
    }
}
