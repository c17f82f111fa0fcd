//! Volatility: the boiling point of the impurity against that of the solvent that is distilled or dried off.

use concerted_model::given::Traced;
use concerted_model::material::Material;
use concerted_model::route::OperationKind;
use concerted_reference::{PurgeParameter, SolventQuery};

use super::request::Score;
use super::scene::{Scene, operations};
use crate::route_view::StepView;
use concerted_model::figure::Input;

const KINDS: &[OperationKind] = &[OperationKind::Distillation, OperationKind::Drying];

/// Molar mass in g/mol from which on a missing boiling point is not asked for (our working rule).
const NOT_DISTILLED_FROM: f64 = 200.0;

/// The score of a step, counted once for all its distillations and drying operations.
///
/// ΔT = Tb(solvent) − Tb(impurity): above the band 10, within it 3, below it 1. The band is the default
/// `purge_volatility_band`; the scores are those of Teasdale and co-authors 2010, Table 1. Boiling points at 1 atm;
/// azeotropes, vacuum and what is bound in crystals are not seen.
pub(crate) fn score(scene: &Scene<'_>, view: &StepView<'_>) -> Score {
    let parameter = PurgeParameter::Volatility;
    let name = scene.name();
    let mut solvents: Vec<&Material> = operations(view.step, KINDS)
        .filter_map(|(at, _)| scene.solvent_of(view, at))
        .collect();
    solvents.dedup_by(|a, b| a.id == b.id);
    if operations(view.step, KINDS).next().is_none() {
        return Score::none(
            parameter,
            "Nothing is distilled or dried off in this step: no credit.",
            None,
        );
    }
    let Some(own) = scene.properties.boiling_point() else {
        let heavy = scene
            .candidate
            .molecule
            .as_ref()
            .map(concerted_molecule::Molecule::molar_mass)
            .filter(|mass| *mass >= NOT_DISTILLED_FROM);
        if let Some(mass) = heavy {
            let reason = format!("With {mass:.0} g/mol it is not expected to distil: no credit.");
            return Score::none(parameter, reason, None);
        }
        return Score::none(
            parameter,
            format!(
                "The boiling point of {name} is not entered, so its loss on distillation or drying gets no credit."
            ),
            Some(format!("the boiling point of {name}")),
        );
    };
    let scored: Vec<Score> = solvents
        .iter()
        .filter_map(|solvent| against(scene, &own, solvent))
        .collect();
    // Which solvent counts depends on all of them.
    let all: Vec<Input> = scored
        .iter()
        .flat_map(|score| score.inputs.clone())
        .collect();
    let best = scored
        .into_iter()
        .max_by(|a, b| a.factor.total_cmp(&b.factor))
        .map(|score| score.rests_on(all));
    best.unwrap_or_else(|| {
        let reason = "The solvent that is distilled or dried off is not named or its boiling point is not known: no credit.";
        let data = format!("the solvent distilled in step {} and its boiling point", view.step.name);
        Score::none(parameter, reason, Some(data)).rests_on(own.inputs)
    })
}

/// The score against one solvent.
fn against(scene: &Scene<'_>, own: &Traced, solvent: &Material) -> Option<Score> {
    let other = boiling_point(scene, solvent)?;
    let band = scene.assumption("purge_volatility_band")?;
    let below = other.value - own.value;
    let (row, words) = if below > band.value {
        ("volatility_high", "below")
    } else if below >= -band.value {
        ("volatility_moderate", "within the band of")
    } else {
        ("volatility_low", "above")
    };
    let published = scene.published(row)?;
    let reason = format!(
        "It boils at {:.0} °C, {words} {} ({:.0} °C, band {} K).",
        own.value - ZERO_CELSIUS,
        solvent.name,
        other.value - ZERO_CELSIUS,
        band.value
    );
    let inputs: Vec<Input> = [own, &other, &band, &published]
        .into_iter()
        .flat_map(|traced| traced.inputs.iter().cloned())
        .collect();
    Some(Score::proposed(
        PurgeParameter::Volatility,
        published.value,
        reason,
        inputs,
    ))
}

const ZERO_CELSIUS: f64 = 273.15;

/// The boiling point of a solvent in kelvin: as entered, else of the solvent table.
fn boiling_point(scene: &Scene<'_>, solvent: &Material) -> Option<Traced> {
    if let Some(entered) = &solvent.boiling_point {
        return Some(entered.into());
    }
    let by_number = solvent
        .cas
        .as_ref()
        .and_then(|cas| scene.reference.solvent(&SolventQuery::Cas(cas)));
    let by_structure = || {
        let molecule = scene.structures.of(solvent)?;
        scene
            .reference
            .solvent(&SolventQuery::Smiles(molecule.canonical_smiles()))
    };
    let row = by_number.or_else(by_structure)?;
    let cited = row.boiling_point()?;
    let words = format!("{} °C", cited.value);
    Some(Traced::new(
        cited.value + ZERO_CELSIUS,
        [Input::Reference(cited.citation, words)],
    ))
}
