//! Alert: hydrazine.
//!
//! # What it checks
//! Two single-bonded nitrogens of which neither is part of an amide, and simple acyl hydrazides; also
//! an acyl hydrazine with an alkyl or aryl group on the other nitrogen.
//!
//! # Why it matters
//! Oxidation gives diazenes, radicals and diazonium ions.
//!
//! # Example
//! Hydrazine, 1,2-dimethylhydrazine, isoniazid type hydrazides.
//!
//! # Limits of validity
//! Pyrazoles and other aromatic rings are not hydrazines. Fully substituted hindered hydrazines are
//! weak.
//!
//! # References
//! Ashby and Tennant 1991; Bailey 2005; Benigni and Bossa 2008.

use crate::alert::{Alert, Measured};
use crate::literature::{ASHBY_TENNANT_1991, BAILEY_2005, BENIGNI_BOSSA_2008};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "hydrazine",
    name: "Hydrazine",
    definition: "Two single-bonded nitrogens of which neither is part of an amide, and simple acyl hydrazides; also an acyl hydrazine with an alkyl or aryl group on the other nitrogen.",
    mechanism: "Oxidation gives diazenes, radicals and diazonium ions.",
    limits: "Pyrazoles and other aromatic rings are not hydrazines. Fully substituted hindered hydrazines are weak.",
    cohort_of_concern: None,
    references: &[ASHBY_TENNANT_1991, BAILEY_2005, BENIGNI_BOSSA_2008],
    patterns: &[
        "[NX3;!$(N=*);!$(N~[OX1]);!$(NC=[O,N,S]);!$(NS(=O))][NX3;!$(N=*);!$(N~[OX1]);!$(NN=O);!$(NC=[O,N,S]);!$(NS(=O))]",
        "[NX3;H2][NX3;H1][CX3](=O)[#6]",
        "[NX3;H1]([a,CX4])[NX3;H1][CX3]=[OX1]",
    ],
    exemptions: &[],
    positives: &["NN", "CNNC", "NNc1ccccc1", "CC(=O)NNc1ccccc1"],
    negatives: &["c1cc[nH]n1", "NC(=O)C", "CN(C)N=O"],
    measured: Measured {
        hits: 48,
        positives: 39,
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
