//! Potency category of a nitrosamine, as the intake reads it.

use concerted_hazard::{CpcaOutcome, NitrosoGroup, most_potent, potency_categories};
use concerted_molecule::Molecule;

/// The potency category that counts for a nitrosamine, with what the report shows of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct PotencyView {
    /// Every N-nitroso group with its scoring steps, atoms numbered as in the structure asked about.
    pub(crate) groups: Vec<NitrosoGroup>,
    /// Category 1 to 5 of the most potent group; `None` where the approach does not apply to one of them.
    pub(crate) category: Option<u8>,
    /// Why it does not apply.
    pub(crate) not_applicable: Option<String>,
    /// How the category comes about, in a few words.
    pub(crate) score_words: String,
}

impl PotencyView {
    /// The category of a structure.
    ///
    /// One group to which the approach does not apply leaves the whole compound without a category: it may be the
    /// most potent of all.
    pub(crate) fn of(molecule: &Molecule) -> Self {
        let groups = potency_categories(molecule);
        let not_applicable = groups.iter().find_map(|group| match &group.outcome {
            CpcaOutcome::NotApplicable { reason } => Some(reason.trim_end_matches('.').to_owned()),
            CpcaOutcome::Category(_) => None,
        });
        let category = most_potent(&groups).filter(|_| not_applicable.is_none());
        Self {
            score_words: words(&groups, category),
            groups,
            category,
            not_applicable,
        }
    }
}

/// Score of the group that counts, and how many groups there are.
fn words(groups: &[NitrosoGroup], category: Option<u8>) -> String {
    let counting = groups.iter().find_map(|group| match &group.outcome {
        CpcaOutcome::Category(found) if Some(found.category) == category => Some(found),
        _ => None,
    });
    let Some(found) = counting else {
        return String::new();
    };
    let score = found.score.map_or_else(
        || "by its alpha hydrogens alone".to_owned(),
        |score| format!("score {score}"),
    );
    match groups.len() {
        1 => score,
        count => format!("{score}, the most potent of {count} N-nitroso groups"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(smiles: &str, category: Option<u8>, words: &str) {
        let view = PotencyView::of(&Molecule::parse(smiles).unwrap());
        assert_eq!(
            (view.category, view.score_words.as_str()),
            (category, words),
            "{smiles}"
        );
        assert_eq!(
            view.not_applicable.is_some(),
            category.is_none(),
            "{smiles}"
        );
    }

    #[test]
    fn the_most_potent_group_counts() {
        check("O=NN1CCOCC1", Some(2), "score 2");
        check(
            "O=NN1CCCC1CCN(C)N=O",
            Some(1),
            "score 1, the most potent of 2 N-nitroso groups",
        );
    }

    #[test]
    fn a_nitrosourea_has_no_category_even_beside_a_nitrosamine() {
        check("CN(N=O)C(N)=O", None, "");
        check("CN(N=O)C(=O)NCCN(C)N=O", None, "");
    }
}
