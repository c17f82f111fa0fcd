//! What is known of the model: where it comes from and how well it did.

use std::sync::OnceLock;

/// The identity of the model and the figures measured on it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ModelCard {
    /// Stable id, such as `concerted-ames`.
    pub id: String,
    /// Version: the year and month of training and a hash of the model file. Printed in each assessment.
    pub version: String,
    /// Training compounds after merging repeated ones.
    pub training_rows: usize,
    /// Of these, positive.
    pub positives: usize,
    /// Name of the training data.
    pub data: String,
    /// Where the training data are published.
    pub citation: String,
    /// Seed of every random draw.
    pub seed: u64,
    /// Probability from which [`Call`](super::Call) is positive.
    pub balanced_cut: f64,
    /// Probability from which the screening call is positive.
    pub screening_cut: f64,
    /// Figures by name, in their order: all from cross-validation over scaffolds or from external data.
    pub figures: Vec<(String, f64)>,
}

/// The text that `cargo xtask train-ames` writes: lines of `key = value`, texts in quotes, figures below `[figures]`.
const TEXT: &str = include_str!("../../model/ames.toml");

/// The card of the committed model.
///
/// ```
/// let card = concerted_hazard::model_card();
/// assert!(card.training_rows > card.positives);
/// assert!(card.screening_cut < card.balanced_cut);
/// ```
pub fn model_card() -> &'static ModelCard {
    static CARD: OnceLock<ModelCard> = OnceLock::new();
    CARD.get_or_init(|| read(TEXT))
}

/// Reads the lines; unknown keys are left out, since the card informs and decides nothing.
fn read(text: &str) -> ModelCard {
    let mut card = ModelCard::default();
    let mut in_figures = false;
    for line in text.lines() {
        if line.trim() == "[figures]" {
            in_figures = true;
        }
        let Some((key, value)) = line.split_once(" = ") else {
            continue;
        };
        let text = value.trim().trim_matches('"');
        if in_figures {
            if let Ok(figure) = text.parse() {
                card.figures.push((key.trim().to_owned(), figure));
            }
            continue;
        }
        match key.trim() {
            "id" => text.clone_into(&mut card.id),
            "version" => text.clone_into(&mut card.version),
            "data" => text.clone_into(&mut card.data),
            "citation" => text.clone_into(&mut card.citation),
            "training_rows" => card.training_rows = text.parse().unwrap_or_default(),
            "positives" => card.positives = text.parse().unwrap_or_default(),
            "seed" => card.seed = text.parse().unwrap_or_default(),
            "balanced_cut" => card.balanced_cut = text.parse().unwrap_or_default(),
            "screening_cut" => card.screening_cut = text.parse().unwrap_or_default(),
            _ => {}
        }
    }
    card
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{COMMITTED, format};

    #[test]
    fn card_and_file_belong_together() {
        let card = model_card();
        let model = format::read(COMMITTED).unwrap();
        assert!((card.balanced_cut - model.calibration.balanced_cut).abs() < 1e-9);
        assert!((card.screening_cut - model.calibration.screening_cut).abs() < 1e-9);
        assert_eq!(card.training_rows, model.index.tested().len());
        let positives = model.index.tested().iter().filter(|of| of.positive).count();
        assert_eq!(card.positives, positives);
        assert!(
            card.version.ends_with(&format::fingerprint(COMMITTED)),
            "{}",
            card.version
        );
        assert!(!card.id.is_empty() && !card.data.is_empty() && !card.citation.is_empty());
        assert!(card.figures.len() >= 5);
    }
}
