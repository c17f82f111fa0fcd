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
/// Further groups with a proton that a base may take: O–H that is neither an alcohol nor one of those above (phenols,
/// enols, N–OH), acidified alcohols, S–H, N–H beside sulfonyl, two carbonyls, thiocarbonyl, cyano or nitro, aromatic
/// N–H but of pyrroles, C–H between two such groups or beside nitro, hydrogen cyanide and fluoride.
static WEAKLY_ACIDIC: Motif = Motif::new(
    "[$([OX2H1;!$(O[CX4]);!$(O[CX3]=[OX1]);!$(O[SX4]=[OX1]);!$(OP=[OX1])]),$([OX2H1][CX4][CX4]([F,Cl])[F,Cl]),$([SX2;!H0]),$([#7;!H0][SX4]=[OX1]),$([#7;!H0](C=[O,S])C=[O,S]),$([#7;!H0]C=[SX1]),$([#7;!H0]C#N),$([#7;!H0]N(=O)=O),$([#7;!H0][N+](=O)[O-]),$([nH;!$([nH]1cccc1);!$([nH]1nnnc1);!$([nH]1nncn1)]),$([CX4;!H0]([$([CX3]=[OX1]),$(C#N),$([SX4]=[OX1])])[$([CX3]=[OX1]),$(C#N),$([SX4]=[OX1])]),$([CX4;!H0][$([N+](=O)[O-]),$(N(=O)=O)]),$([CH1]#[NX1]),$([FH1])]",
);
/// Nitrogen that an acid may charge, strong base or weak: amines and anilines without an ortho nitro group, imines,
/// aromatic nitrogen without hydrogen.
static NITROGEN_BASE: Motif = Motif::new(
    "[$([NX3+0;!$(N=*);!$(N[#6]=[OX1]);!$(N[SX4]=[OX1]);!$(NN=[OX1]);!$(NC#N);!$(Nc:c[$([N+](=O)[O-]),$(N(=O)=O)])]),$([nX2]),$([NX2]=[#6])]",
);
/// At or below this pH amines and pyridines carry a charge: three units below a weak pyridine (our working rule).
const ACID_PH: f64 = 2.0;
/// At or above this pH carboxylic acids carry a charge: three units above them (our working rule).
const BASE_PH: f64 = 8.0;

/// The score of a step for all its liquid–liquid washes and extractions together.
///
/// Fraction kept = 1 / (1 + K r) for each wash, K = c(phase taken off) / c(phase kept), r its volume ratio; K = 1/D
/// where the aqueous phase is taken off and D where it is kept. D = P for what has no charge, P / (1 + 10^(pKa − pH))
/// for a base and P / (1 + 10^(pH − pKa)) for an acid, with one entered pKa and one group that it can belong to. Where
/// the charge is not known so, P stands for D if the aqueous phase is taken off, as a charge only takes more away; if it is
/// kept, the wash earns nothing. P of octanol and water stands for the solvent in use, which is a rough stand-in. The product over the washes is cut at the highest published score.
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
    let mut unknown = false;
    for wash in washes {
        let ratio = match &wash.phase_ratio {
            Some(entered) => Some(Traced::from(entered)),
            None => scene.assumption("wash_phase_ratio"),
        };
        let Some(ratio) = ratio.filter(|ratio| ratio.value > 0.0) else {
            continue;
        };
        let distribution = distribution(scene, wash, log_p.value, &mut inputs);
        let constant = match (wash.product_in_liquor == Some(true), distribution) {
            (true, Some(distribution)) => distribution,
            (true, None) => {
                unknown = true;
                continue;
            }
            (false, known) => 1.0 / known.unwrap_or_else(|| 10_f64.powf(log_p.value)),
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
    let open = if unknown {
        " Where the aqueous phase is kept there is no credit: its charge there is not known."
    } else {
        ""
    };
    let reason = format!(
        "By its partition (log P {:.2}) {} of {} {} away a factor of {factor:.1}{cut}.{open}",
        log_p.value,
        if washes.len() == 1 {
            "the wash".to_owned()
        } else {
            format!("the {} washes", washes.len())
        },
        scene.name(),
        if washes.len() == 1 { "takes" } else { "take" },
    );
    Score {
        would_change: unknown.then(|| {
            format!(
                "one pKa of {} and the pH of the wash that keeps the aqueous phase",
                scene.name()
            )
        }),
        ..Score::proposed(parameter, factor.min(highest), reason, inputs)
    }
}

/// D at the pH of a wash; `None` where it is not known which group the entered pKa belongs to, or how far it is charged.
fn distribution(
    scene: &Scene<'_>,
    wash: &Operation,
    log_p: f64,
    inputs: &mut Vec<Input>,
) -> Option<f64> {
    let pka = scene.properties.pka();
    inputs.extend(pka.iter().map(|pka| pka.input()));
    inputs.extend(wash.ph.as_ref().map(concerted_model::given::Given::input));
    let constants: Vec<f64> = pka.iter().map(|pka| pka.value).collect();
    let ph = wash.ph.as_ref().map(|ph| ph.value);
    let share = neutral_share(scene.candidate.molecule.as_ref()?, &constants, ph)?;
    Some(10_f64.powf(log_p) * share)
}

/// Share of a structure that carries no charge at a pH: 1 without a group that can be charged, else by the one pKa.
fn neutral_share(molecule: &Molecule, pka: &[f64], ph: Option<f64>) -> Option<f64> {
    let bases = NITROGEN_BASE.count(molecule).max(basic_groups(molecule));
    let acids = ACIDIC.count(molecule).max(acid_groups(molecule)) + WEAKLY_ACIDIC.count(molecule);
    let exponent = match (bases, acids, pka, ph) {
        (0, 0, [], _) => return Some(1.0),
        (1, 0, [pka], Some(ph)) => pka - ph,
        (0, 1, [pka], Some(ph)) => ph - pka,
        _ => return None,
    };
    Some(1.0 / (1.0 + 10_f64.powf(exponent)))
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
    if acid_groups(molecule) > 0 {
        return Some(true);
    }
    let (base, acid) = (basic_groups(molecule) > 0, ACIDIC.is_in(molecule));
    // Anilines and the like may or may not be charged in acid, phenols and the like in base.
    let weak_base = NITROGEN_BASE.is_in(molecule);
    let weak_acid = WEAKLY_ACIDIC.is_in(molecule);
    if ph <= ACID_PH {
        (base || !weak_base).then_some(base)
    } else if ph >= BASE_PH {
        // A strong amine is still charged at pH 8, so a base is only known to be free where it carries no group.
        (acid || !(base || weak_acid)).then_some(acid)
    } else {
        (!base && !acid && !weak_base && !weak_acid).then_some(false)
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
            // Phenols, sulfonamides, imides, thiols, hydroxamic acids and C–H acids: the pH alone does not decide it.
            ("O=[N+]([O-])c1ccc(O)cc1", 10.0, None),
            ("O=[N+]([O-])c1ccc(O)cc1", 6.0, None),
            ("Cc1ccc(S(N)(=O)=O)cc1", 10.0, None),
            ("O=C1CCC(=O)N1", 10.0, None),
            ("CCS", 10.0, None),
            ("CC(=O)NO", 9.0, None),
            ("CC(=O)CC(C)=O", 10.0, None),
            ("C[N+](=O)[O-]", 11.0, None),
            ("c1ccc2[nH]nnc2c1", 10.0, None),
            ("Oc1ccc(C(=O)O)cc1", 10.0, Some(true)),
            // What holds no such group stays without a charge.
            ("CCO", 10.0, Some(false)),
            ("CC(=O)NC", 10.0, Some(false)),
            ("c1ccc2[nH]ccc2c1", 10.0, Some(false)),
            ("CC(=O)OCC", 10.0, Some(false)),
            ("COC(=O)CCC#N", 10.0, Some(false)),
            ("Nc1ccccc1", 1.0, None),
            ("Nc1ccccc1", 10.0, Some(false)),
            ("Nc1ccccc1[N+](=O)[O-]", 1.0, Some(false)),
        ];
        for (smiles, ph, expected) in cases {
            let molecule = Molecule::parse(smiles).unwrap();
            assert_eq!(charge(&molecule, ph), expected, "{smiles} at pH {ph}");
        }
    }

    #[test]
    fn one_constant_serves_one_group() {
        let share = |smiles: &str, pka: &[f64], ph| {
            neutral_share(&Molecule::parse(smiles).unwrap(), pka, ph)
        };
        let nitrophenol = "O=[N+]([O-])c1ccc(O)cc1";
        // At the pKa one half is charged; three units above it a thousandth is not.
        let half = share(nitrophenol, &[7.15], Some(7.15)).unwrap();
        assert!((half - 0.5).abs() < 1e-12);
        let little = share(nitrophenol, &[7.15], Some(10.15)).unwrap();
        assert!((little - 1.0 / 1001.0).abs() < 1e-12);
        let base = share("CCN(CC)CC", &[10.7], Some(7.7)).unwrap();
        assert!((base - 1.0 / 1001.0).abs() < 1e-12);
        assert_eq!(share("CCCl", &[], None), Some(1.0));
        for (smiles, pka, ph) in [
            (nitrophenol, &[][..], Some(10.0)),
            (nitrophenol, &[7.15], None),
            ("CCCl", &[9.0], Some(10.0)),
            ("Oc1ccc(O)cc1", &[9.9], Some(10.0)),
            ("NCC(=O)O", &[2.3], Some(10.0)),
            ("Nc1ccc(O)cc1", &[5.5], Some(10.0)),
        ] {
            assert_eq!(share(smiles, pka, ph), None, "{smiles}");
        }
    }
}
