//! Oxidations.

use super::{StepClass, StepRule};
use crate::condition::Compare::{Above, Below, Is};
use crate::condition::Condition::{All, Any, Atoms, Formula, Gained, Lost, Not, OneReactant};

/// In this order; the first that holds counts.
pub(super) const RULES: &[StepRule] = &[
    StepRule {
        class: StepClass::Oxidation,
        id: "alcohol_to_carbonyl",
        name: "alcohol to carbonyl",
        when: All(&[
            Any(&[OneReactant, Atoms("C", Below, 1)]),
            Lost(&["hydroxyl", "sp3-o"]),
            Gained(&["carbonyl", "aldehyde", "ketone"]),
            Any(&[
                Formula(&[("H", -2)]),
                All(&[OneReactant, Atoms("C", Is, 0), Atoms("H", Below, 0)]),
            ]),
        ]),
        examples: &["CC(O)c1ccccc1>>CC(=O)c1ccccc1"],
    },
    StepRule {
        class: StepClass::Oxidation,
        id: "sulfur_oxidized",
        name: "sulfur oxidized",
        when: All(&[
            Lost(&["sulfide", "sulfoxide", "thiol", "thiol-or-thiolate"]),
            Gained(&["sulfoxide", "sulfone", "disulfide"]),
        ]),
        examples: &["CSc1ccccc1.O=C(OO)c1cccc(Cl)c1>>CS(=O)c1ccccc1"],
    },
    StepRule {
        class: StepClass::Oxidation,
        id: "nitrogen_oxidized",
        name: "nitrogen oxidized",
        when: All(&[Gained(&["n-oxide"]), Not(&Atoms("N", Above, 0))]),
        examples: &["c1ccncc1.OO>>[O-][n+]1ccccc1"],
    },
    StepRule {
        class: StepClass::Oxidation,
        id: "aldehyde_or_alcohol_to_acid",
        name: "aldehyde or alcohol to acid",
        when: All(&[
            OneReactant,
            Lost(&["aldehyde", "hydroxyl"]),
            Gained(&["acid"]),
            Not(&Atoms("C", Below, 0)),
        ]),
        examples: &["O=Cc1ccccc1>>OC(=O)c1ccccc1"],
    },
    StepRule {
        class: StepClass::Oxidation,
        id: "methylene_to_carbonyl",
        name: "methylene to carbonyl",
        when: All(&[
            OneReactant,
            Gained(&["carbonyl"]),
            Atoms("O", Above, 0),
            Atoms("C", Is, 0),
        ]),
        examples: &["C1CCc2ccccc2C1>>O=C1CCCc2ccccc21"],
    },
    StepRule {
        class: StepClass::Oxidation,
        id: "dehydrogenation",
        name: "dehydrogenation",
        when: All(&[OneReactant, Formula(&[("H", -2)])]),
        examples: &["C1CCc2ccccc2C1>>C1C=Cc2ccccc2C1"],
    },
    StepRule {
        class: StepClass::Oxidation,
        id: "dihydroxylation",
        name: "dihydroxylation",
        when: All(&[Lost(&["alkene"]), Gained(&["diol"]), Atoms("C", Below, 1)]),
        examples: &["C=Cc1ccccc1>>OCC(O)c1ccccc1"],
    },
    StepRule {
        class: StepClass::Oxidation,
        id: "alkene_cleaved",
        name: "alkene cleaved",
        when: All(&[
            Lost(&["alkene"]),
            Gained(&["aldehyde", "ketone", "acid"]),
            Atoms("C", Below, 1),
            OneReactant,
        ]),
        examples: &["C=Cc1ccccc1>>O=Cc1ccccc1"],
    },
];
