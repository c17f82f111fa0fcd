//! Fitting forests to compounds, calibrating them, and judging both by folds of scaffolds.

use std::collections::BTreeMap;

use concerted_chance::Address;
use concerted_hazard::training::{Bounds, Calibration, Forest, Index};
use concerted_molecule::{Element, Molecule};
use rayon::prelude::*;

use super::boosting::{Growth, Table, edges_of, grow};
use super::data::Compound;
use crate::shell;

/// Seed of every draw of the committed model.
pub(crate) const SEED: u64 = 20_261_122;
/// Forests averaged in the model and in each fold of the cross-validation.
pub(crate) const BAGS: usize = 8;
/// Forests of the models that only serve to calibrate another model inside its own training rows.
const INNER_BAGS: usize = 3;
/// Training compounds that an environment must occur in to become a feature.
const SUPPORT: u32 = 5;
/// Sensitivity that the screening cut aims at, on compounds that the trees did not see.
pub(crate) const SCREENING_SENSITIVITY: f64 = 0.96;
/// Least similarity of the nearest tested compound inside the domain.
const SIMILARITY_CUT: f64 = 0.3;

const GROWTH: Growth = Growth {
    trees: 250,
    rate: 0.07,
    leaves: 24,
    penalty: 2.0,
    least_weight: 1.0,
    rows: 0.7,
    features: 0.3,
};

/// Fits forests to compounds and averages them.
pub(crate) fn fit(compounds: &[&Compound], bags: usize, label: &str) -> Forest {
    let keys = vocabulary(compounds);
    let rows: Vec<Vec<(u16, f32)>> = compounds.par_iter().map(|of| row(of, &keys)).collect();
    let mut values: BTreeMap<u16, Vec<f32>> = BTreeMap::new();
    for &(feature, value) in rows.iter().flatten() {
        values.entry(feature).or_default().push(value);
    }
    let features = keys.len()
        + compounds[0]
            .features
            .as_ref()
            .map_or(0, |of| of.descriptors.len());
    let edges: Vec<Vec<f32>> = (0..features)
        .map(|feature| {
            let mut values = values.remove(&(feature as u16)).unwrap_or_default();
            // Environments that a row does not name count 0.
            if values.len() < compounds.len() {
                values.push(0.0);
            }
            edges_of(values)
        })
        .collect();
    let table = Table::new(edges.clone(), &rows);
    drop(rows);
    let outcomes: Vec<bool> = compounds.iter().map(|of| of.positive).collect();
    let positives = outcomes.iter().filter(|of| **of).count() as f64;
    let base = libm::log(positives / (outcomes.len() as f64 - positives));
    let all: Vec<usize> = (0..compounds.len()).collect();
    let trees: Vec<_> = (0..bags)
        .into_par_iter()
        .map(|bag| {
            let address = Address::new(SEED, "boosting", &format!("{label}/{bag}"));
            grow(&table, &all, &outcomes, &GROWTH, (base, address))
        })
        .collect();
    Forest {
        base,
        bags: bags as f64,
        keys,
        edges,
        trees: trees.into_iter().flatten().collect(),
    }
}

/// Environments that enough compounds have, sorted.
fn vocabulary(compounds: &[&Compound]) -> Vec<u64> {
    let mut support: BTreeMap<u64, u32> = BTreeMap::new();
    for (key, _) in compounds
        .iter()
        .filter_map(|of| of.features.as_ref())
        .flat_map(|of| &of.environments)
    {
        *support.entry(*key).or_default() += 1;
    }
    support
        .into_iter()
        .filter(|(_, count)| *count >= SUPPORT)
        .map(|(key, _)| key)
        .collect()
}

/// The features of a compound by their place, those with value 0 among the environments left out.
fn row(compound: &Compound, keys: &[u64]) -> Vec<(u16, f32)> {
    let Some(features) = &compound.features else {
        return Vec::new();
    };
    let environments = features.environments.iter().filter_map(|(key, count)| {
        let place = keys.binary_search(key).ok()?;
        Some((place as u16, *count as f32))
    });
    let descriptors = features
        .descriptors
        .iter()
        .enumerate()
        .map(|(place, value)| ((keys.len() + place) as u16, *value));
    environments.chain(descriptors).collect()
}

/// Raw log-odds of a compound; `None` where it has no features.
pub(crate) fn raw(forest: &Forest, compound: &Compound) -> Option<f64> {
    let bins = forest.bins(compound.features.as_ref()?).ok()?;
    Some(forest.answer(&bins))
}

/// Calibrates on raw log-odds of compounds that the trees did not see, and chooses the cuts there.
///
/// Platt's two numbers by Newton's method. The balanced cut is the share of positives: at a calibrated probability, no
/// other cut has a higher expected balanced accuracy, and unlike a searched one it does not chase noise. The screening
/// cut is the probability that all but one in twenty-five of the positives reach.
pub(crate) fn calibrate(unseen: &[(f64, bool)]) -> Calibration {
    let (mut slope, mut intercept) = (1.0, 0.0);
    for _ in 0..50 {
        // Gradient and Hessian of the log-likelihood.
        let mut gradient = [0.0; 2];
        let mut hessian = [0.0; 3];
        for &(raw, positive) in unseen {
            let probability = 1.0 / (1.0 + libm::exp(-(slope * raw + intercept)));
            let off = f64::from(u8::from(positive)) - probability;
            let weight = probability * (1.0 - probability);
            gradient = [gradient[0] + off * raw, gradient[1] + off];
            hessian = [
                hessian[0] + weight * raw * raw,
                hessian[1] + weight * raw,
                hessian[2] + weight,
            ];
        }
        let determinant = hessian[0] * hessian[2] - hessian[1] * hessian[1];
        if determinant.abs() < 1e-12 {
            break;
        }
        slope += (hessian[2] * gradient[0] - hessian[1] * gradient[1]) / determinant;
        intercept += (hessian[0] * gradient[1] - hessian[1] * gradient[0]) / determinant;
    }
    let mut calibration = Calibration {
        slope,
        intercept,
        balanced_cut: 0.5,
        screening_cut: 0.5,
    };
    let mut positives: Vec<f64> = unseen
        .iter()
        .filter(|(_, positive)| *positive)
        .map(|(raw, _)| calibration.probability(*raw))
        .collect();
    positives.sort_by(f64::total_cmp);
    calibration.balanced_cut = positives.len() as f64 / unseen.len().max(1) as f64;
    let missed = ((1.0 - SCREENING_SENSITIVITY) * positives.len() as f64) as usize;
    calibration.screening_cut = positives.get(missed).copied().unwrap_or(0.5);
    calibration
}

/// What the training compounds bound, and their index.
pub(crate) fn bounds(compounds: &[&Compound]) -> anyhow::Result<(Bounds, Index)> {
    let features = || compounds.iter().filter_map(|of| of.features.as_ref());
    let mut close: Vec<u32> = features().flat_map(|of| of.close.iter().copied()).collect();
    close.sort_unstable();
    close.dedup();
    let parents: Vec<Molecule> = compounds
        .iter()
        .filter_map(|of| of.molecule.as_ref())
        .map(concerted_hazard::parent)
        .collect();
    let mut elements: Vec<u8> = parents
        .iter()
        .flat_map(Molecule::elements)
        .map(Element::atomic_number)
        .collect();
    elements.sort_unstable();
    elements.dedup();
    let mut sizes: Vec<usize> = parents.iter().map(Molecule::heavy_atom_count).collect();
    sizes.sort_unstable();
    // One in two hundred at either end is no neighborhood to speak of.
    let edge = sizes.len() / 200;
    let size = (sizes[edge] as f64, sizes[sizes.len() - 1 - edge] as f64);
    let listed = compounds
        .iter()
        .filter_map(|of| {
            let features = of.features.as_ref()?;
            Some((
                of.inchi_key.clone(),
                of.positive,
                features.similarity.clone(),
            ))
        })
        .collect();
    let index = Index::build(listed)
        .ok_or_else(|| anyhow::anyhow!("too many compounds or environments for the index"))?;
    let bounds = Bounds {
        similarity_cut: SIMILARITY_CUT,
        size,
        elements,
        close,
    };
    Ok((bounds, index))
}

/// Folds of the data.
pub(crate) const FOLDS: usize = 5;

/// Forests of the cross-validation: for each fold one that did not see it.
pub(crate) fn by_fold(compounds: &[&Compound]) -> Vec<Forest> {
    (0..FOLDS)
        .map(|fold| {
            let training: Vec<&Compound> = compounds
                .iter()
                .copied()
                .filter(|of| of.fold != fold)
                .collect();
            let forest = fit(&training, BAGS, &format!("without {fold}"));
            shell::say(&format!("  fold {} of {FOLDS} fitted", fold + 1));
            forest
        })
        .collect()
}

/// For each fold the calibration of its forest, made from the other folds alone.
///
/// Each row outside the fold is scored by a small forest that saw neither its own fold nor the one to be judged.
pub(crate) fn inner_calibrations(compounds: &[&Compound]) -> Vec<Calibration> {
    let mut unseen: Vec<Vec<(f64, bool)>> = vec![Vec::new(); FOLDS];
    for first in 0..FOLDS {
        for second in first + 1..FOLDS {
            let training: Vec<&Compound> = compounds
                .iter()
                .copied()
                .filter(|of| of.fold != first && of.fold != second)
                .collect();
            let forest = fit(
                &training,
                INNER_BAGS,
                &format!("without {first} and {second}"),
            );
            for (judged, scored) in [(first, second), (second, first)] {
                unseen[judged].extend(
                    compounds
                        .iter()
                        .filter(|of| of.fold == scored)
                        .filter_map(|of| Some((raw(&forest, of)?, of.positive))),
                );
            }
        }
        shell::say(&format!("  calibration {} of {FOLDS}", first + 1));
    }
    unseen.iter().map(|of| calibrate(of)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calibration_finds_slope_and_cuts() {
        // Raw scores twice too steep: of every hundred rows at raw ±2, those at log-odds ±1 are positive.
        let mut unseen = Vec::new();
        for (raw, positives) in [(2.0, 731), (-2.0, 269), (0.0, 500)] {
            unseen.extend((0..1000).map(|row| (raw, row < positives)));
        }
        let calibration = calibrate(&unseen);
        assert!((calibration.slope - 0.5).abs() < 0.01, "{calibration:?}");
        assert!(calibration.intercept.abs() < 0.01, "{calibration:?}");
        assert!((calibration.balanced_cut - 0.5).abs() < 0.01);
        assert!((calibration.screening_cut - 0.269).abs() < 0.01);
    }
}
