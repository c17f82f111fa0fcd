//! Washes and extractions: the mass balance of the impurity over two liquid phases, never its solubility in water.

use concerted_model::figure::Input;
use concerted_model::given::Traced;
use concerted_model::material::MaterialKind;
use concerted_model::route::{Operation, OperationKind};
use concerted_reference::PurgeParameter;

use super::request::Score;
use super::scene::{Scene, operations};
use crate::balance::{acid_groups, basic_groups};
use crate::route_view::StepView;
use crate::structures::Motif;
use concerted_molecule::Molecule;

const KINDS: &[OperationKind] = &[OperationKind::Wash, OperationKind::Extraction];
/// Groups that are charged in base: carboxylic, sulfonic, phosphonic acids and tetrazoles.
static ACIDIC: Motif = Motif::new(
    "[$([OX2H1][CX3]=[OX1]),$([OX2H1][SX4](=[OX1])=[OX1]),$([OX2H1][PX4]=[OX1]),$([nH]1nnnc1),$([nH]1nncn1)]",
);
/// At or below this pH amines and pyridines carry a charge: three units below a weak pyridine (our working rule).
const ACID_PH: f64 = 2.0;
/// At or above this pH carboxylic acids carry a charge: three units above them (our working rule).
const BASE_PH: f64 = 8.0;

/// The score of a step for all its liquid–liquid washes and extractions together.
///
/// Fraction kept = 1 / (1 + K r) for each wash, K = c(phase taken off) / c(phase kept), r its volume ratio; K = 1/D
/// where the aqueous phase is taken off and D where it is kept. D = P for what has no charge, P / (1 + 10^(pKa − pH))
/// for a base and P / (1 + 10^(pH − pKa)) for an acid, with one entered pKa. P of octanol and water stands for the
/// solvent in use, which is a rough stand-in. The product over the washes is cut at the highest published score.
/// Without an entered log P, a group that only the impurity or only the product carries, charged at the entered pH,
/// earns the lowest published score. Washes of a filter cake are no extractions and earn nothing here.
pub(crate) fn score(scene: &Scene<'_>, view: &StepView<'_>) -> Score {
    let parameter = PurgeParameter::Ionisability;
    let washes: Vec<&Operation> = operations(view.step, KINDS)
        .filter(|(at, operation)| is_liquid(scene, view, *at, operation))
        .map(|(_, operation)| operation)
        .collect();
    if washes.is_empty() {
        return Score::none(
            parameter,
            "No wash or extraction between two liquid phases is entered: no credit.",
            None,
        );
    }
    let name = scene.name();
    if let Some(log_p) = scene.properties.log_p() {
        return by_partition(scene, &washes, &log_p);
    }
    by_charge(scene, view, &washes).unwrap_or_else(|| {
        Score::none(
            parameter,
            format!(
                "No partition coefficient of {name} is entered and no charge separates it from the product: no credit. Its solubility in water says nothing on what stays in the organic phase."
            ),
            Some(format!("a partition coefficient of {name}")),
        )
    })
}

/// True for a wash of a solution with an aqueous phase; a cake is washed once crystals were made.
fn is_liquid(scene: &Scene<'_>, view: &StepView<'_>, at: usize, operation: &Operation) -> bool {
    let crystals = view.step.operation[..at].iter().any(|earlier| {
        matches!(
            earlier.kind,
            OperationKind::Crystallization | OperationKind::Filtration
        )
    });
    let water = operation
        .solvent
        .as_ref()
        .and_then(|id| scene.program.material(id))
        .is_some_and(|material| material.kind == MaterialKind::Water);
    !crystals
        && (water
            || operation.ph.is_some()
            || operation.product_in_liquor == Some(true)
            || operation.kind == OperationKind::Extraction)
}

/// The mass balance over the washes.
fn by_partition(scene: &Scene<'_>, washes: &[&Operation], log_p: &Traced) -> Score {
    let parameter = PurgeParameter::Ionisability;
    let mut inputs = log_p.inputs.clone();
    let mut factor = 1.0;
    for wash in washes {
        let ratio = match &wash.phase_ratio {
            Some(entered) => Some(Traced::from(entered)),
            None => scene.assumption("wash_phase_ratio"),
        };
        let Some(ratio) = ratio.filter(|ratio| ratio.value > 0.0) else {
            continue;
        };
        let distribution = distribution(scene, wash, log_p.value, &mut inputs);
        let constant = if wash.product_in_liquor == Some(true) {
            distribution
        } else {
            1.0 / distribution
        };
        factor *= 1.0 + constant * ratio.value;
        inputs.extend(ratio.inputs);
    }
    let highest = scene
        .reference
        .highest_purge_score(parameter)
        .unwrap_or(1.0);
    let cut = if factor > highest {
        format!(", cut at {highest}")
    } else {
        String::new()
    };
    let reason = format!(
        "By its partition (log P {:.2}) {} of {} {} away a factor of {factor:.1}{cut}.",
        log_p.value,
        if washes.len() == 1 {
            "the wash".to_owned()
        } else {
            format!("the {} washes", washes.len())
        },
        scene.name(),
        if washes.len() == 1 { "takes" } else { "take" },
    );
    Score::proposed(parameter, factor.min(highest), reason, inputs)
}

/// D at the pH of a wash.
fn distribution(scene: &Scene<'_>, wash: &Operation, log_p: f64, inputs: &mut Vec<Input>) -> f64 {
    let neutral = 10_f64.powf(log_p);
    let pka = scene.properties.pka();
    inputs.extend(pka.iter().map(|pka| pka.input()));
    inputs.extend(wash.ph.as_ref().map(concerted_model::given::Given::input));
    let (Some(ph), [pka], Some(molecule)) = (&wash.ph, pka.as_slice(), &scene.candidate.molecule)
    else {
        return neutral;
    };
    let exponent = match (basic_groups(molecule) > 0, ACIDIC.is_in(molecule)) {
        (true, false) => pka.value - ph.value,
        (false, true) => ph.value - pka.value,
        // Which group the constant belongs to is not known.
        _ => return neutral,
    };
    neutral / (1.0 + 10_f64.powf(exponent))
}

/// The lowest published score where a wash at an entered pH charges one of impurity and product and not the other.
fn by_charge(scene: &Scene<'_>, view: &StepView<'_>, washes: &[&Operation]) -> Option<Score> {
    let impurity = scene.candidate.molecule.as_ref()?;
    let product = view.product_molecule?;
    let separating = washes.iter().find_map(|wash| {
        let ph = wash.ph.as_ref()?;
        let own = charge(impurity, ph.value)?;
        let other = charge(product, ph.value)?;
        let aqueous_kept = wash.product_in_liquor == Some(true);
        // What is charged goes with the water: the impurity must go where the product does not.
        (own != other && own != aqueous_kept).then_some((ph, own))
    });
    let (ph, charged) = separating?;
    let published = scene.published("ionisability")?;
    let reason = format!(
        "At pH {} {} {} a charge and the product {}: they go to different phases. The lowest published score counts, as no partition coefficient is entered.",
        ph.value,
        scene.name(),
        if charged { "carries" } else { "does not carry" },
        if charged { "does not" } else { "does" },
    );
    let inputs = published.inputs.into_iter().chain([ph.input()]).collect();
    Some(Score {
        would_change: Some(format!("a partition coefficient of {}", scene.name())),
        ..Score::proposed(
            PurgeParameter::Ionisability,
            published.value,
            reason,
            inputs,
        )
    })
}

/// Whether a structure is charged at a pH; `None` where the pH does not decide it.
fn charge(molecule: &Molecule, ph: f64) -> Option<bool> {
    let (base, acid) = (basic_groups(molecule) > 0, ACIDIC.is_in(molecule));
    if acid_groups(molecule) > 0 {
        return Some(true);
    }
    if ph <= ACID_PH {
        Some(base)
    } else if ph >= BASE_PH {
        // A strong amine is still charged at pH 8, so a base is only known to be free where it carries no group.
        if base && !acid { None } else { Some(acid) }
    } else {
        (!base && !acid).then_some(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charges_by_ph() {
        let cases = [
            ("CCN(CC)CC", 1.0, Some(true)),
            ("CCN(CC)CC", 9.0, None),
            ("CCN(CC)CC", 6.0, None),
            ("CCCl", 1.0, Some(false)),
            ("CCCl", 6.0, Some(false)),
            ("CC(=O)O", 9.0, Some(true)),
            ("CC(=O)O", 1.0, Some(false)),
            ("c1ccccc1-c1nnn[nH]1", 9.0, Some(true)),
            ("CS(=O)(=O)O", 1.0, Some(true)),
        ];
        for (smiles, ph, expected) in cases {
            let molecule = Molecule::parse(smiles).unwrap();
            assert_eq!(charge(&molecule, ph), expected, "{smiles} at pH {ph}");
        }
    }
}
