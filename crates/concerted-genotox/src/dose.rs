//! Daily dose of a use on both mass bases, and the share of moiety in the substance.

use concerted_model::figure::{Input, Ledger, Rule};
use concerted_model::finding::{Finding, lacking};
use concerted_model::given::Traced;
use concerted_model::program::{DoseBasis, Program, Use};

use crate::amount::molar_mass;
use crate::structures::Structures;

const SALT_FACTOR: Rule = Rule {
    id: "genotox.salt-factor",
    formula: "M(substance) / (n M(moiety)), n moieties in one formula unit of the substance",
    unit: "",
};
const DOSE_MOIETY: Rule = Rule {
    id: "genotox.dose-moiety",
    formula: "daily dose as entered, divided by the salt factor where it is entered for the substance",
    unit: "mg/d",
};
const DOSE_SUBSTANCE: Rule = Rule {
    id: "genotox.dose-substance",
    formula: "daily dose as entered, times the salt factor where it is entered for the moiety",
    unit: "mg/d",
};

/// A daily dose in g/day with the figure that carries it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Dose {
    pub(crate) grams: f64,
    pub(crate) figure: Input,
}

/// The dose of one use on both bases.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Doses {
    pub(crate) moiety: Option<Dose>,
    pub(crate) substance: Option<Dose>,
}

/// Mass of substance that holds one mass of moiety: M(substance) / (n M(moiety)).
///
/// 1 where both are the same material. `None` where a molar mass is missing, with the finding that says so.
pub(crate) fn salt_factor(
    program: &Program,
    structures: &Structures,
    ledger: &mut Ledger,
) -> (Option<Traced>, Option<Finding>) {
    let (Some(substance), Some(moiety)) = (program.drug_substance(), program.moiety()) else {
        let finding = lacking(
            "genotox.salt-factor",
            "substance",
            "limits on both mass bases",
            "the document names no substance; its dose basis is taken as written",
        );
        return (None, Some(finding));
    };
    if substance.id == moiety.id {
        return (Some(Traced::new(1.0, [])), None);
    }
    let masses = (
        molar_mass(structures, substance),
        molar_mass(structures, moiety),
    );
    let (Some(whole), Some(part)) = masses else {
        let finding = lacking(
            "genotox.salt-factor",
            "substance",
            "limits on both mass bases",
            "substance and moiety need a structure or a molar mass",
        );
        return (None, Some(finding));
    };
    let count = moieties_per_unit(structures, program);
    let value = whole.value / (count * part.value);
    let figure = ledger.derive(
        "genotox.salt_factor",
        format!("mass of {} for one mass of {}", substance.name, moiety.name),
        SALT_FACTOR,
        value,
        whole.inputs.into_iter().chain(part.inputs),
    );
    (Some(Traced::new(value, [figure])), None)
}

/// Components of the substance with as many carbon and other heavy atoms as the moiety; one where none is found.
fn moieties_per_unit(structures: &Structures, program: &Program) -> f64 {
    let pair = program
        .drug_substance()
        .zip(program.moiety())
        .and_then(|(substance, moiety)| structures.of(substance).zip(structures.of(moiety)));
    let Some((substance, moiety)) = pair else {
        return 1.0;
    };
    let heavy = |molecule: &concerted_molecule::Molecule| {
        let formula = molecule.formula().clone();
        formula
            .iter()
            .filter(|(element, _)| *element != concerted_molecule::Element::HYDROGEN)
            .collect::<Vec<_>>()
    };
    let wanted = heavy(moiety);
    let count = substance
        .components()
        .iter()
        .filter(|component| heavy(component) == wanted)
        .count();
    count.max(1) as f64
}

/// Doses of a use: D(substance) = f D(moiety), f the salt factor.
pub(crate) fn doses(stage: &Use, factor: Option<&Traced>, ledger: &mut Ledger) -> Doses {
    let entered = stage.maximum_daily_dose.value.base();
    let input = stage.maximum_daily_dose.input();
    let for_substance = stage.dose_basis == Some(DoseBasis::Substance);
    let mut record = |name: &str, what: &str, rule: Rule, conversion: Option<(f64, &[Input])>| {
        let (scale, inputs) = conversion?;
        let value = entered * scale;
        if value <= 0.0 {
            return None;
        }
        let figure = ledger.derive(
            format!("genotox.{}.{name}", stage.id),
            format!("daily dose of {what}, {}", stage.name),
            rule,
            value,
            inputs.iter().cloned().chain([input.clone()]),
        );
        Some(Dose {
            grams: value / 1000.0,
            figure,
        })
    };
    let same = Some((1.0, &[][..]));
    let factor = factor.map(|factor| (factor.value, factor.inputs.as_slice()));
    let (moiety, substance) = if for_substance {
        (factor.map(|(value, inputs)| (1.0 / value, inputs)), same)
    } else {
        (same, factor)
    };
    Doses {
        moiety: record("dose_moiety", "the moiety", DOSE_MOIETY, moiety),
        substance: record("dose_substance", "the substance", DOSE_SUBSTANCE, substance),
    }
}
