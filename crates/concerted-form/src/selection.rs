//! Choice of a solvent for a crystallization over candidates.

use concerted_reference::{GreenRank, Reference, Solvent};

use crate::design::{CoolingDesign, CoolingRequest, DesignError, SolventScale, design_cooling};
use crate::fit::SolubilityFit;
use crate::property::{ZERO_CELSIUS_K, assumed};

/// One solvent with the solubility in it.
#[derive(Debug, Clone)]
pub struct SolventCandidate<'a> {
    /// Name.
    pub name: String,
    /// Its row, where the table has it.
    pub solvent: Option<&'a Solvent>,
    /// Solubility in it.
    pub fit: &'a SolubilityFit,
    /// Mass per volume.
    pub scale: SolventScale,
}

/// One solvent judged.
#[derive(Debug, Clone, PartialEq)]
pub struct SolventChoice {
    /// Name.
    pub name: String,
    /// The crystallization in it, or why there is none.
    pub design: Result<CoolingDesign, DesignError>,
    /// Temperature of dissolution in K.
    pub dissolve_k: f64,
    /// Temperature of isolation in K.
    pub isolate_k: f64,
    /// CHEM21 rank after discussion.
    pub rank: Option<GreenRank>,
    /// ICH Q3C class, absent where the guideline does not list it.
    pub q3c_class: Option<u8>,
    /// Concentration limit of Q3C in ppm (option 1).
    pub q3c_limit_ppm: Option<f64>,
    /// Boiling point in °C.
    pub boiling_point_c: Option<f64>,
    /// True where no other solvent is at least as good in yield, volumes, CHEM21 and Q3C and better in one.
    pub pareto: bool,
    /// What a reader should know.
    pub remarks: Vec<String>,
}

/// Temperatures asked for; where absent, as far as the series and the boiling point allow.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct SelectionRequest {
    /// Temperature of dissolution in K.
    pub dissolve_k: Option<f64>,
    /// Temperature of isolation in K.
    pub isolate_k: Option<f64>,
    /// Width of the metastable zone in K, where measured.
    pub metastable_width_k: Option<f64>,
    /// True where temperatures outside a series are accepted and flagged.
    pub extrapolate: bool,
}

/// Boiling point in °C above which the last solvent hardly leaves a cake.
const HARD_TO_DRY_C: f64 = 120.0;

/// Judges each candidate by yield, volumes, CHEM21, Q3C and boiling point; the Pareto set first.
///
/// Without temperatures each solvent is used from the highest temperature of its series that stays five
/// kelvin (default `boiling_point_margin`) below its boiling point down to the lowest. Volumes are at least
/// those with which a slurry can be stirred (default `stirred_volumes_least`). The boiling point bounds the
/// temperature and is no objective of its own. A solvent that Q3C does not list counts as class 2, one that
/// CHEM21 does not rank as problematic. Order: Pareto set, then yield.
///
/// ```
/// use concerted_form::{SelectionRequest, SolventCandidate, SolventScale, fit, select_solvents};
/// use concerted_reference::{Reference, SolventQuery};
/// let reference = Reference::embedded();
/// let points: Vec<(f64, f64)> = (0..8)
///     .map(|i| 278.15 + 5.0 * f64::from(i))
///     .map(|t| (t, (8.0 - 3_500.0 / t).exp()))
///     .collect();
/// let fitted = fit(&points)?;
/// let candidate = |name: &str, molar_mass, density| SolventCandidate {
///     name: name.to_owned(),
///     solvent: reference.solvent(&SolventQuery::Name(name)),
///     fit: &fitted,
///     scale: SolventScale { solute_g_mol: 300.0, solvent_g_mol: molar_mass, density },
/// };
/// let candidates = [candidate("chloroform", 119.4, 1.48), candidate("ethanol", 46.07, 0.789)];
/// let choices = select_solvents(&candidates, &SelectionRequest::default(), reference);
/// assert_eq!(choices[0].name, "ethanol");
/// # Ok::<(), concerted_form::FitError>(())
/// ```
pub fn select_solvents(
    candidates: &[SolventCandidate<'_>],
    request: &SelectionRequest,
    reference: &Reference,
) -> Vec<SolventChoice> {
    let mut choices: Vec<SolventChoice> = candidates
        .iter()
        .map(|candidate| choice(candidate, request, reference))
        .collect();
    let objectives: Vec<Option<[f64; 4]>> = choices.iter().map(objectives).collect();
    for (index, choice) in choices.iter_mut().enumerate() {
        choice.pareto = objectives[index].is_some_and(|own| {
            !objectives
                .iter()
                .flatten()
                .any(|other| dominates(other, &own))
        });
    }
    choices.sort_by(|one, other| {
        let isolated = |choice: &SolventChoice| {
            choice
                .design
                .as_ref()
                .map_or(-1.0, |design| design.isolated)
        };
        other
            .pareto
            .cmp(&one.pareto)
            .then(isolated(other).total_cmp(&isolated(one)))
            .then(one.name.cmp(&other.name))
    });
    choices
}

/// All to be small: yield lost, volumes, CHEM21 rank, Q3C class turned around.
fn objectives(choice: &SolventChoice) -> Option<[f64; 4]> {
    let design = choice.design.as_ref().ok()?;
    let rank = choice.rank.unwrap_or(GreenRank::Problematic) as u8;
    let class = choice.q3c_class.unwrap_or(2);
    Some([
        1.0 - design.isolated,
        design.volumes,
        f64::from(rank),
        3.0 - f64::from(class),
    ])
}

fn dominates(one: &[f64; 4], other: &[f64; 4]) -> bool {
    let pairs = || one.iter().zip(other);
    pairs().all(|(one, other)| one <= other) && pairs().any(|(one, other)| one < other)
}

fn choice(
    candidate: &SolventCandidate<'_>,
    request: &SelectionRequest,
    reference: &Reference,
) -> SolventChoice {
    let mut remarks = Vec::new();
    let boiling_point_c = candidate.solvent.and_then(|row| row.boiling_point_c);
    let margin = assumed(reference, "boiling_point_margin").value;
    let ceiling_k = boiling_point_c.map(|point| point + ZERO_CELSIUS_K - margin);
    let (low_k, high_k) = candidate.fit.range_k;
    let dissolve_k = request
        .dissolve_k
        .unwrap_or_else(|| ceiling_k.map_or(high_k, |ceiling| ceiling.min(high_k)));
    let isolate_k = request.isolate_k.unwrap_or(low_k);
    match ceiling_k {
        None => remarks.push("boiling point not in the table".to_owned()),
        Some(ceiling) if dissolve_k > ceiling + 1e-9 => remarks.push(format!(
            "dissolved less than {margin} K below its boiling point, or above it"
        )),
        Some(_) => {}
    }
    if boiling_point_c.is_some_and(|point| point > HARD_TO_DRY_C) {
        remarks.push("hard to dry".to_owned());
    }
    let q3c = candidate.solvent.and_then(|row| reference.q3c_of(row));
    match q3c.map(|row| row.q3c_class) {
        Some(1) => remarks.push("Q3C class 1: to be avoided".to_owned()),
        None => remarks.push("not listed by Q3C".to_owned()),
        _ => {}
    }
    let asked = CoolingRequest {
        dissolve_k,
        isolate_k,
        volumes: None,
        metastable_width_k: request.metastable_width_k,
        extrapolate: request.extrapolate,
    };
    let least = assumed(reference, "stirred_volumes_least").value;
    let design = design_cooling(candidate.fit, &candidate.scale, &asked).and_then(|design| {
        if design.volumes >= least {
            return Ok(design);
        }
        remarks.push(format!("{least} L/kg so that the slurry can be stirred"));
        let stirred = CoolingRequest {
            volumes: Some(least),
            ..asked
        };
        design_cooling(candidate.fit, &candidate.scale, &stirred)
    });
    if let Ok(design) = &design
        && design.beyond_k > 0.0
    {
        remarks.push(format!("extrapolated by {:.0} K", design.beyond_k));
    }
    SolventChoice {
        name: candidate.name.clone(),
        design,
        dissolve_k,
        isolate_k,
        rank: candidate.solvent.and_then(|row| row.chem21_discussed),
        q3c_class: q3c.map(|row| row.q3c_class),
        q3c_limit_ppm: q3c.map(|row| row.limit_ppm),
        boiling_point_c,
        pareto: false,
        remarks,
    }
}

#[cfg(test)]
mod tests {
    use concerted_reference::SolventQuery;

    use super::*;
    use crate::fit::fit;

    #[test]
    fn the_pareto_set_comes_first_and_dominated_solvents_are_not_in_it() {
        let reference = Reference::embedded();
        let series = |slope: f64| {
            let points: Vec<(f64, f64)> = (0..8)
                .map(|i| 278.15 + 5.0 * f64::from(i))
                .map(|t| (t, (-3.0 - slope * (1.0 / t - 1.0 / 300.0)).exp()))
                .collect();
            fit(&points).unwrap()
        };
        let (steep, flat) = (series(4_500.0), series(2_000.0));
        let candidate = |name: &str, fit| SolventCandidate {
            name: name.to_owned(),
            solvent: reference.solvent(&SolventQuery::Name(name)),
            fit,
            scale: SolventScale {
                solute_g_mol: 300.0,
                solvent_g_mol: 60.0,
                density: 0.8,
            },
        };
        let candidates = [
            candidate("toluene", &flat),
            candidate("ethanol", &steep),
            candidate("unobtainium", &flat),
        ];
        let choices = select_solvents(&candidates, &SelectionRequest::default(), reference);
        assert_eq!(choices[0].name, "ethanol");
        assert!(choices[0].pareto);
        assert!(choices[1..].iter().all(|choice| !choice.pareto));
        let unknown = choices
            .iter()
            .find(|choice| choice.name == "unobtainium")
            .unwrap();
        for remark in ["boiling point not in the table", "not listed by Q3C"] {
            assert!(unknown.remarks.contains(&remark.to_owned()), "{unknown:?}");
        }
        let beyond = SelectionRequest {
            dissolve_k: Some(400.0),
            ..SelectionRequest::default()
        };
        let refused = select_solvents(&candidates, &beyond, reference);
        assert!(
            refused
                .iter()
                .all(|choice| choice.design.is_err() && !choice.pareto)
        );
    }
}
