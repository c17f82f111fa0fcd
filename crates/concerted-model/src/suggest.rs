//! "Did you mean": the nearest known word to a mistyped one.

/// The known word nearest to `word`, if any is near enough to be meant.
///
/// Nearness is the Damerau–Levenshtein distance, at most a third of the longer word and at least one;
/// letter case does not count.
pub fn closest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A very long "word" is noise; comparing it would cost quadratic time for nothing.
    if word.len() > 64 {
        return None;
    }
    let lower = word.to_lowercase();
    known
        .into_iter()
        .filter(|candidate| candidate.len() <= 64 && !candidate.is_empty())
        .map(|candidate| {
            (
                strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(distance, candidate)| {
            *distance <= (candidate.chars().count().max(lower.chars().count()) / 3).max(1)
        })
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn finds_near_words_only() {
        let known = ["smiles", "name", "density"];
        assert_eq!(closest("simles", known), Some("smiles"));
        assert_eq!(closest("Densty", known), Some("density"));
        assert_eq!(closest("toxicology", known), None);
        assert_eq!(closest(&"x".repeat(10_000), known), None);
    }
}
