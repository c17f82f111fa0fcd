//! Bonds between two carbons.

use super::{StepClass, StepRule};
use crate::condition::Compare::{Above, Below};
use crate::condition::Condition::{
    All, CarbonBonds, Gained, HeteroHydrogens, Lost, Not, OneReactant, Rings, SeveralReactants,
};

/// In this order; the first that holds counts.
pub(super) const RULES: &[StepRule] = &[
    StepRule {
        class: StepClass::CarbonCarbon,
        id: "organometal_coupled",
        name: "organometal coupled",
        when: All(&[
            Lost(&[
                "organoboron",
                "organotin",
                "organozinc",
                "grignard",
                "organolithium",
                "phosphonium",
                "phosphonate",
                "phosphorane",
            ]),
            Not(&All(&[
                HeteroHydrogens(Below, 0),
                Not(&CarbonBonds(Above, 0)),
                Not(&Gained(&["alkene"])),
            ])),
        ]),
        examples: &["Brc1ccncc1.OB(O)c1ccccc1>>c1ccc(cc1)-c1ccncc1"],
    },
    StepRule {
        class: StepClass::CarbonCarbon,
        id: "terminal_alkyne_coupled",
        name: "terminal alkyne coupled",
        when: All(&[
            SeveralReactants,
            Lost(&["terminal-alkyne"]),
            Not(&Lost(&["silane-h"])),
        ]),
        examples: &["Ic1ccccc1.C#CCO>>OCC#Cc1ccccc1"],
    },
    StepRule {
        class: StepClass::CarbonCarbon,
        id: "metathesis",
        name: "metathesis",
        when: All(&[OneReactant, Rings(Above, 0), Lost(&["alkene"])]),
        examples: &["C=CCN(CC=C)C(=O)C>>CC(=O)N1CC=CC1"],
    },
    StepRule {
        class: StepClass::CarbonCarbon,
        id: "carbonyl_addition",
        name: "carbonyl addition",
        when: All(&[
            SeveralReactants,
            Lost(&["carbonyl"]),
            Gained(&["hydroxyl", "alkene"]),
            Not(&HeteroHydrogens(Below, 0)),
        ]),
        examples: &["O=Cc1ccccc1.CC(=O)c1ccccc1>>O=C(C=Cc1ccccc1)c1ccccc1"],
    },
    StepRule {
        class: StepClass::CarbonCarbon,
        id: "formylation_or_ketone_from_amide",
        name: "formylation or ketone from amide",
        when: All(&[
            SeveralReactants,
            Lost(&["dmf", "weinreb"]),
            Gained(&["carbonyl"]),
        ]),
        examples: &["Brc1ccccc1.CN(C)C=O>>O=Cc1ccccc1"],
    },
    StepRule {
        class: StepClass::CarbonCarbon,
        id: "carbon_acylated",
        name: "carbon acylated",
        when: All(&[
            SeveralReactants,
            Gained(&["carbonyl"]),
            CarbonBonds(Above, 0),
            Not(&HeteroHydrogens(Below, 0)),
        ]),
        examples: &["COc1ccccc1.CC(=O)Cl>>COc1ccc(cc1)C(C)=O"],
    },
    StepRule {
        class: StepClass::CarbonCarbon,
        id: "carbon_bond_no_heteroatom_hydrogen_lost",
        name: "carbon bond, no heteroatom hydrogen lost",
        when: All(&[
            SeveralReactants,
            CarbonBonds(Above, 0),
            Not(&HeteroHydrogens(Below, 0)),
        ]),
        examples: &["Brc1ccccc1.C=CC(=O)OC>>COC(=O)C=Cc1ccccc1"],
    },
];
