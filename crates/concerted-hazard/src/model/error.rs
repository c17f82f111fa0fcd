//! Why the statistical model gave no answer.

use concerted_molecule::MoleculeError;

/// Why a structure got no prediction.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum HazardError {
    /// The model file is not one of ours or is damaged: a defect of the program, never of the user.
    #[error("the model file cannot be read: {detail}, expected {expected}")]
    Model {
        /// What was found.
        detail: String,
        /// What a sound file has there.
        expected: String,
    },
    /// The features of the structure cannot be computed.
    #[error("the structure cannot be described: {0}")]
    Structure(#[from] MoleculeError),
}

impl HazardError {
    /// Advice to the user, where there is any.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Model { .. } => {
                Some("write the model again with `cargo xtask train-ames --data DIR`")
            }
            Self::Structure(error) => error.hint(),
        }
    }
}
