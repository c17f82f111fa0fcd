//! Tested compounds and the search for those nearest to a structure.

use super::prediction::Neighbor;

/// A tested compound as the index keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct Tested {
    /// InChIKey as the training data give it.
    pub inchi_key: String,
    /// Whether its published tests are positive.
    pub positive: bool,
    /// Exact environments up to two bonds: place in the vocabulary and count, sorted.
    pub counts: Vec<(u16, u8)>,
}

/// A compound to be listed: InChIKey, whether its tests are positive, and the counts of
/// [`Features::similarity`](super::features::Features::similarity).
pub type Listed = (String, bool, Vec<(u32, u32)>);

/// Tested compounds, sorted by InChIKey, searchable by similarity.
///
/// Similarity is the Tanimoto coefficient of counts, T = Σ min(aᵢ, bᵢ) / Σ max(aᵢ, bᵢ). For each environment the index
/// lists the compounds that have it, so one pass over the environments of a structure gives Σ min to every compound at
/// once; no compound is left out by a bound.
#[derive(Debug, Clone, PartialEq)]
pub struct Index {
    vocabulary: Vec<u32>,
    tested: Vec<Tested>,
    /// For each word of the vocabulary where its compounds start in `postings`.
    starts: Vec<u32>,
    postings: Vec<(u16, u8)>,
    totals: Vec<u32>,
}

impl Index {
    /// Builds the index.
    ///
    /// `None` if there are more than 65,535 compounds or environments: the file keeps their numbers in 16 bits.
    pub fn build(mut compounds: Vec<Listed>) -> Option<Self> {
        compounds.sort();
        let mut vocabulary: Vec<u32> = compounds
            .iter()
            .flat_map(|(_, _, counts)| counts.iter().map(|(identifier, _)| *identifier))
            .collect();
        vocabulary.sort_unstable();
        vocabulary.dedup();
        let tested = compounds
            .into_iter()
            .map(|(inchi_key, positive, counts)| Tested {
                inchi_key,
                positive,
                counts: counts
                    .iter()
                    .filter_map(|&(identifier, count)| {
                        let word = vocabulary.binary_search(&identifier).ok()?;
                        Some((u16::try_from(word).ok()?, count.min(255) as u8))
                    })
                    .collect(),
            })
            .collect();
        Self::of(vocabulary, tested)
    }

    /// Puts an index together from what the file keeps; `None` if its parts contradict each other.
    pub(super) fn of(vocabulary: Vec<u32>, tested: Vec<Tested>) -> Option<Self> {
        let sorted = vocabulary.windows(2).all(|pair| pair[0] < pair[1]);
        if !sorted
            || vocabulary.len() > usize::from(u16::MAX)
            || tested.len() > usize::from(u16::MAX)
        {
            return None;
        }
        let mut starts = vec![0_u32; vocabulary.len() + 1];
        for &(word, _) in tested.iter().flat_map(|of| &of.counts) {
            *starts.get_mut(usize::from(word) + 1)? += 1;
        }
        for word in 0..vocabulary.len() {
            starts[word + 1] += starts[word];
        }
        let mut next = starts.clone();
        let mut postings = vec![(0, 0); starts[vocabulary.len()] as usize];
        for (row, of) in tested.iter().enumerate() {
            for &(word, count) in &of.counts {
                let place = &mut next[usize::from(word)];
                postings[*place as usize] = (row as u16, count);
                *place += 1;
            }
        }
        let totals = tested
            .iter()
            .map(|of| of.counts.iter().map(|(_, count)| u32::from(*count)).sum())
            .collect();
        Some(Self {
            vocabulary,
            tested,
            starts,
            postings,
            totals,
        })
    }

    /// Identifiers that any tested compound has, sorted.
    pub fn vocabulary(&self) -> &[u32] {
        &self.vocabulary
    }

    /// The tested compounds, sorted by InChIKey.
    pub fn tested(&self) -> &[Tested] {
        &self.tested
    }

    /// The `count` most similar compounds, nearest first; of equals the first by InChIKey.
    pub fn nearest(&self, counts: &[(u32, u32)], count: usize) -> Vec<Neighbor> {
        self.ranked(counts, count)
            .into_iter()
            .map(|(similarity, row)| Neighbor {
                inchi_key: self.tested[row].inchi_key.clone(),
                positive: self.tested[row].positive,
                similarity,
            })
            .collect()
    }

    /// Similarity of the most similar compound; 0 if there is none.
    pub fn nearest_similarity(&self, counts: &[(u32, u32)]) -> f64 {
        self.ranked(counts, 1)
            .first()
            .map_or(0.0, |(similarity, _)| *similarity)
    }

    fn ranked(&self, counts: &[(u32, u32)], wanted: usize) -> Vec<(f64, usize)> {
        if wanted == 0 {
            return Vec::new();
        }
        let mut shared = vec![0_u32; self.tested.len()];
        for &(identifier, count) in counts {
            let Ok(word) = self.vocabulary.binary_search(&identifier) else {
                continue;
            };
            let places = self.starts[word] as usize..self.starts[word + 1] as usize;
            for &(row, theirs) in &self.postings[places] {
                shared[usize::from(row)] += count.min(u32::from(theirs));
            }
        }
        let own: u32 = counts.iter().map(|(_, count)| count).sum();
        let mut best: Vec<(f64, usize)> = Vec::new();
        for (row, &both) in shared.iter().enumerate() {
            let similarity = f64::from(both) / f64::from((own + self.totals[row] - both).max(1));
            let place = best.partition_point(|(better, _)| *better >= similarity);
            if place < wanted {
                best.insert(place, (similarity, row));
                best.truncate(wanted);
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Index {
        Index::build(vec![
            ("B".into(), true, vec![(7, 2), (9, 1)]),
            ("A".into(), false, vec![(7, 1)]),
            ("C".into(), false, vec![(11, 3)]),
        ])
        .unwrap()
    }

    #[test]
    fn similarity_is_tanimoto_of_counts() {
        let found = index().nearest(&[(7, 2), (8, 1)], 2);
        assert_eq!(
            (found[0].inchi_key.as_str(), found[0].similarity),
            ("B", 0.5)
        );
        assert_eq!(
            (found[1].inchi_key.as_str(), found[1].similarity),
            ("A", 1.0 / 3.0)
        );
        assert!(found[0].positive);
        assert!((index().nearest_similarity(&[(11, 3)]) - 1.0).abs() < 1e-12);
        assert!(index().nearest_similarity(&[(1, 3)]).abs() < 1e-12);
        assert!(index().nearest(&[(7, 1)], 0).is_empty());
        assert_eq!(index().nearest(&[(7, 1)], 10).len(), 3);
    }

    #[test]
    fn contradictory_parts_are_refused() {
        assert!(Index::of(vec![2, 1], Vec::new()).is_none(), "unsorted");
        let stray = Tested {
            inchi_key: "A".into(),
            positive: true,
            counts: vec![(1, 1)],
        };
        assert!(Index::of(vec![2], vec![stray]).is_none(), "unknown word");
    }
}
