//! The carcinogenic potency categorization approach (CPCA) for N-nitrosamines.
//!
//! # The rule
//! Each N-nitroso group is judged alone. A flowchart sends groups without enough hydrogen on the carbons next to the
//! amine nitrogen (alpha carbons), and groups with a tertiary alpha carbon, to category 5. For all others the points for
//! alpha hydrogens, deactivating features (positive) and activating features (negative) are added up: up to 1 is
//! category 1, 2 is category 2, 3 is category 3, 4 and more is category 4. Of several groups the most potent decides.
//!
//! # Sources and how far each was checked
//! The rule was published alike by FDA (guidance on nitrosamine drug substance-related impurities, August 2023, appendix
//! A), EMA (questions and answers on nitrosamines, revision 16 of July 2023, annex 2, now appendix 2) and Health Canada,
//! and explained by Kruhlak and co-authors (Regulatory Toxicology and Pharmacology 2024, 150, 105640). None of these
//! four texts could be opened when this was written. "Read" below means read in FDA's own open program for the
//! rule (`featurize-nitrosamines`, in the public domain) or in a retelling of the texts; "memory" means neither.
//!
//! | decision | source | status |
//! |---|---|---|
//! | a carbon on both sides of the N-nitroso group; not where that carbon has a double bond to a heteroatom (nitrosamides, -ureas, -guanidines and their like), not inside an aromatic ring | EMA annex 2 as retold | read |
//! | the group with the lowest category decides | EMA annex 2 as retold | read |
//! | a ring that owes its aromatic count to a double bond to the outside (4-quinolone) is judged, not left out | FDA program; all three agencies list N-nitroso-ivacaftor in category 5 | read |
//! | points of the pairs of alpha hydrogens; 0,0 and 0,1 and 1,1 are category 5 | FDA program | read |
//! | 3,3 scores 1 | FDA program; the published table leaves it out, as only N-nitrosodimethylamine has it | read |
//! | 0,2 scores 2 where the CH2 belongs to an ethyl group | footnote as retold by three independent programs; absent from FDA's program | read, secondary |
//! | a tertiary alpha carbon is sp3 and bonded to three other carbons | footnote | memory; FDA's program takes any sp3 alpha carbon without hydrogen, but EMA lists 2,2,5-trimethyl-3-nitroso-1,3-oxazolidine, whose carbon 2 also carries oxygen, in category 4 and not 5 |
//! | carboxylic acid anywhere in the molecule, its anion too | FDA program | read |
//! | pyrrolidine and morpholine only where every ring carbon is sp3; otherwise the general 5- or 6-membered ring | FDA program | read |
//! | the smallest ring of the amine nitrogen decides | FDA program | read |
//! | chains count for an acyclic N-nitroso group only; at least five atoms each, at most four of them in one ring | text as retold | read |
//! | electron-withdrawing groups leave out carboxylic acid, aryl and ketone; the list in `withdrawing.rs` | FDA program | read |
//! | two withdrawing groups on one side count as one side | text ("on both sides"); FDA's program counts groups | memory |
//! | hydroxyl on an sp3 beta carbon | FDA program | read |
//! | aryl on an alpha carbon counts once; heteroaryl, and bonded through nitrogen too, is aryl | FDA program | read |
//! | methyl on a beta carbon counts where that carbon is a CH without a hydroxyl, amino or halogen substituent of its own, so not in n-propyl, 2-hydroxypropyl and neopentyl | FDA program; EMA and FDA list N-nitroso-pramipexole (n-propyl) in 3, EMA N-nitroso-diisopropanolamine in 3 and N-nitroso-desmethyl-lercanidipine (quaternary beta carbon) in 2, each one more than if it counted | read |
//!
//! # Limits of validity
//! A category is a prediction for compounds without data of their own; an intake that an agency lists for the compound
//! goes before it. The agencies depart from the rule where they have data or a close analog.

mod acid;
mod alpha;
mod aryl;
mod chains;
mod group;
mod hydroxyl;
mod methyl;
mod notes;
mod rings;
mod scope;
mod skeleton;
mod withdrawing;

use concerted_molecule::{Element, Molecule};

use crate::literature::Literature;
pub use group::{CpcaOutcome, NitrosoGroup, PotencyCategory, ScoringStep};
pub use notes::notes;

use alpha::Gate;
use skeleton::{Center, Skeleton};

/// The publications of the rule.
pub const CPCA_LITERATURE: &[Literature] = &[
    Literature {
        id: "ema-nitrosamines-annex-2",
        citation: "EMA/409815/2020, questions and answers on nitrosamine impurities, rev. 16 (July 2023), annex 2, now \
                   appendix 2",
        doi: None,
        confirmed: true,
    },
    Literature {
        id: "fda-ndsri-2023",
        citation: "FDA, Recommended Acceptable Intake Limits for Nitrosamine Drug Substance-Related Impurities, \
                   guidance for industry (August 2023), appendix A",
        doi: None,
        confirmed: true,
    },
    Literature {
        id: "kruhlak-2024",
        citation: "Kruhlak NL and co-authors, Regulatory Toxicology and Pharmacology 150 (2024) 105640",
        doi: None,
        confirmed: false,
    },
];

/// The potency category of each N-nitroso group, in the order of the amine nitrogens.
///
/// Category from the sum of points S = alpha hydrogens + deactivating features + activating features: 1 for S ≤ 1, then
/// 2, 3, and 4 for S ≥ 4; category 5 by the flowchart alone. Source and checks: module `cpca`. Valid for N-nitrosamines
/// without data of their own; the answer does not depend on how the structure is written.
///
/// ```
/// use concerted_hazard::{CpcaOutcome, potency_categories};
/// use concerted_molecule::Molecule;
/// // N-nitrosomorpholine, by structure alone: 1 for two CH2, 1 for the morpholine ring.
/// let groups = potency_categories(&Molecule::parse("O=NN1CCOCC1")?);
/// let CpcaOutcome::Category(category) = &groups[0].outcome else { panic!("it is a nitrosamine") };
/// assert_eq!((category.category, category.score), (2, Some(2)));
/// # Ok::<(), concerted_molecule::MoleculeError>(())
/// ```
pub fn potency_categories(molecule: &Molecule) -> Vec<NitrosoGroup> {
    if !may_have_group(molecule) {
        return Vec::new();
    }
    let skeleton = Skeleton::new(molecule);
    skeleton
        .nitroso_groups()
        .into_iter()
        .map(|atoms| NitrosoGroup {
            atoms,
            outcome: match scope::center(&skeleton, atoms) {
                Ok(center) => CpcaOutcome::Category(judge(&skeleton, &center)),
                Err(reason) => CpcaOutcome::NotApplicable { reason },
            },
        })
        .collect()
}

/// Whether there are two nitrogens and an oxygen: a screen meets few molecules that need a closer look.
fn may_have_group(molecule: &Molecule) -> bool {
    let count = |symbol| {
        Element::from_symbol(symbol).map_or(0, |element| molecule.formula().count(element))
    };
    count("N") >= 2 && count("O") >= 1
}

/// The lowest category among the groups, which decides for the molecule; `None` if no group has one.
///
/// ```
/// use concerted_hazard::{most_potent, potency_categories};
/// use concerted_molecule::Molecule;
/// // An N-nitrosopyrrolidine (category 4) and an N-nitrosomethylamine (category 1).
/// let both = Molecule::parse("O=NN1CCCC1CCN(C)N=O")?;
/// assert_eq!(most_potent(&potency_categories(&both)), Some(1));
/// # Ok::<(), concerted_molecule::MoleculeError>(())
/// ```
pub fn most_potent(groups: &[NitrosoGroup]) -> Option<u8> {
    groups
        .iter()
        .filter_map(|group| group.outcome.category())
        .map(|category| category.category)
        .min()
}

/// Walks the flowchart, then adds up the points.
fn judge(skeleton: &Skeleton, center: &Center) -> PotencyCategory {
    let alpha_hydrogens = alpha::hydrogens(skeleton, center);
    let decided = |steps| PotencyCategory {
        category: 5,
        score: None,
        alpha_hydrogens,
        steps,
    };
    let mut steps = match alpha::gate(skeleton, center) {
        Gate::Decided(steps) => return decided(steps),
        Gate::Open(steps) => steps,
    };
    steps.push(alpha::score(skeleton, center));
    let features = [
        acid::feature,
        rings::feature,
        chains::feature,
        withdrawing::feature,
        hydroxyl::feature,
        aryl::feature,
        methyl::feature,
    ];
    steps.extend(
        features
            .iter()
            .filter_map(|feature| feature(skeleton, center)),
    );
    let score = steps.iter().map(|step| step.points).sum();
    let category = match score {
        ..=1 => 1,
        2 => 2,
        3 => 3,
        _ => 4,
    };
    steps.push(ScoringStep {
        feature: "sum",
        name: "Sum of points",
        points: 0,
        atoms: Vec::new(),
        sentence: format!("The points add up to {score}: category {category}."),
    });
    PotencyCategory {
        category,
        score: Some(score),
        alpha_hydrogens,
        steps,
    }
}
