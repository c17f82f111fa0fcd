//! Alert: azo compound with an alkyl group.
//!
//! # What it checks
//! An azo group with a primary alkyl group on it; also diazenes with one substituent, diazohydroxides
//! and azodicarbonyl compounds.
//!
//! # Why it matters
//! Oxidation gives an alkyldiazonium ion.
//!
//! # Example
//! Azomethane.
//!
//! # Limits of validity
//! Tertiary azo initiators such as azobisisobutyronitrile split into radicals, are negative in bacteria
//! and are left out.
//!
//! # References
//! Benigni and Bossa 2008.

use crate::alert::{Alert, Measured};
use crate::literature::BENIGNI_BOSSA_2008;

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "aliphatic-azo",
    name: "Azo compound with an alkyl group",
    definition: "An azo group with a primary alkyl group on it; also diazenes with one substituent, diazohydroxides and azodicarbonyl compounds.",
    mechanism: "Oxidation gives an alkyldiazonium ion.",
    limits: "Tertiary azo initiators such as azobisisobutyronitrile split into radicals, are negative in bacteria and are left out.",
    cohort_of_concern: None,
    references: &[BENIGNI_BOSSA_2008],
    patterns: &[
        "[NX2]([CX4;H2,H3])=[NX2][CX4;H2,H3,a]",
        "[NX2;H1]=[NX2][#6]",
        "[NX2]([OX2;H1])=[NX2]",
        "[NX2]([CX3]=[OX1])=[NX2][CX3]=[OX1]",
    ],
    exemptions: &[],
    positives: &["CN=NC", "CN=N", "CCOC(=O)N=NC(=O)OCC"],
    negatives: &["CC(C)(C#N)N=NC(C)(C)C#N", "c1ccccc1N=Nc1ccccc1"],
    measured: Measured {
        hits: 5,
        positives: 5,
    },
};

#[cfg(test)]
mod tests {
    use super::ALERT;
    use crate::alert::check;

    #[test]
    fn hits_its_examples_only() {
        check(&ALERT);
    }
}
