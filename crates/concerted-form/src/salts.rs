//! Which salts and cocrystals are worth a screen: difference of pKa, mass, safety class.

use concerted_molecule::Molecule;
use concerted_reference::{CounterIon, IonRole, Reference};

use crate::constant::constant;

/// Mass of the hydrogen that a metal replaces, in g/mol.
const HYDROGEN: f64 = 1.008;

/// What is known of the compound that needs a salt.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SaltQuestion {
    /// Molar mass of the neutral compound in g/mol.
    pub molar_mass: f64,
    /// Constants of the conjugate acids of its basic sites.
    pub basic_pka: Vec<f64>,
    /// Constants of its acidic sites.
    pub acidic_pka: Vec<f64>,
}

/// What a difference of pKa promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SaltOutcome {
    /// A salt is expected.
    Salt,
    /// Salt, cocrystal or something between: only a crystal tells.
    Open,
    /// A cocrystal, if anything crystallizes.
    Cocrystal,
}

impl SaltOutcome {
    /// The word for people and machines.
    pub fn word(self) -> &'static str {
        match self {
            Self::Salt => "salt",
            Self::Open => "open",
            Self::Cocrystal => "cocrystal",
        }
    }
}

/// One partner for a salt or cocrystal.
#[derive(Debug, Clone, PartialEq)]
pub struct SaltOption {
    /// Row of the salt former.
    pub former: CounterIon,
    /// pKa of the site of the compound that takes part; absent for a neutral coformer.
    pub site_pka: Option<f64>,
    /// pKa(protonated base) − pKa(acid); absent for a neutral coformer.
    pub delta_pka: Option<f64>,
    /// What that promises.
    pub outcome: SaltOutcome,
    /// Share of crystals that are ionised at this difference, 0 to 1; absent without a difference.
    pub ionised: Option<f64>,
    /// Moles of former for one mole of compound.
    pub equivalents: f64,
    /// Mass of salt that holds one mass of the compound.
    pub mass_factor: f64,
}

/// Why no plan can be made.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum SaltError {
    /// The molar mass is none.
    #[error("the molar mass must be above zero, found `{found}` g/mol")]
    MolarMass {
        /// What was found.
        found: f64,
    },
    /// A constant that no site in water has.
    #[error("a pKa of `{found}` lies outside -15 to 30")]
    Pka {
        /// What was found.
        found: f64,
    },
}

/// Every salt former of the table judged for a compound, best first.
///
/// ΔpKa = pKa(protonated base) − pKa(acid), of the strongest site on each side. A salt is expected from 3
/// on, a cocrystal below 0; between lies a continuum. The share ionised is 17·ΔpKa + 28 in per cent from
/// −1 to 4 (Cruz-Cabeza, CrystEngComm 2012, 14, 6362); these constants and the pKa of the table carry the
/// status `memory`. Mass factor: (M + e·m)/M with m the mass of the former, of a metal less the hydrogen it
/// replaces, and e its equivalents (one; of a metal one over its charge). Order: outcome, safety class,
/// mass factor. pKa in water; crystals from other solvents may differ.
///
/// # Errors
/// [`SaltError`] for a molar mass or pKa that cannot be one.
///
/// ```
/// use concerted_form::{SaltOutcome, SaltQuestion, salt_options};
/// let base = SaltQuestion { molar_mass: 400.0, basic_pka: vec![8.5], acidic_pka: vec![] };
/// let options = salt_options(&base, concerted_reference::Reference::embedded())?;
/// let mesylate = options.iter().find(|option| option.former.salt_name == "mesylate").unwrap();
/// assert_eq!(mesylate.outcome, SaltOutcome::Salt);
/// assert!((mesylate.mass_factor - 1.240).abs() < 1e-3);
/// # Ok::<(), concerted_form::SaltError>(())
/// ```
pub fn salt_options(
    question: &SaltQuestion,
    reference: &Reference,
) -> Result<Vec<SaltOption>, SaltError> {
    if !(question.molar_mass > 0.0 && question.molar_mass.is_finite()) {
        return Err(SaltError::MolarMass {
            found: question.molar_mass,
        });
    }
    let mut sites = question.basic_pka.iter().chain(&question.acidic_pka);
    if let Some(found) = sites.find(|pka| !(-15.0..=30.0).contains(*pka)) {
        return Err(SaltError::Pka { found: *found });
    }
    let mut options: Vec<SaltOption> = reference
        .counter_ions()
        .iter()
        .filter_map(|former| option(question, reference, former))
        .collect();
    options.sort_by(|one, other| {
        let key = |option: &SaltOption| (option.outcome, option.former.safety_class);
        key(one)
            .cmp(&key(other))
            .then(one.mass_factor.total_cmp(&other.mass_factor))
    });
    Ok(options)
}

fn option(
    question: &SaltQuestion,
    reference: &Reference,
    former: &CounterIon,
) -> Option<SaltOption> {
    let largest = |values: &[f64]| values.iter().copied().reduce(f64::max);
    let smallest = |values: &[f64]| values.iter().copied().reduce(f64::min);
    let constants = former.constants();
    let (site_pka, delta_pka) = match former.role {
        IonRole::Acid => {
            let site = largest(&question.basic_pka)?;
            (Some(site), Some(site - smallest(&constants)?))
        }
        IonRole::Base | IonRole::Metal => {
            let site = smallest(&question.acidic_pka)?;
            (Some(site), Some(largest(&constants)? - site))
        }
        IonRole::Coformer => (None, None),
    };
    let value = |id: &str| constant(reference, id).value;
    let outcome = match delta_pka {
        Some(delta) if delta >= value("salt_delta_pka") => SaltOutcome::Salt,
        Some(delta) if delta >= value("cocrystal_delta_pka") => SaltOutcome::Open,
        _ => SaltOutcome::Cocrystal,
    };
    let mass = Molecule::parse(&former.smiles).ok()?.molar_mass();
    let charge = f64::from(former.charge);
    let (equivalents, added) = match former.role {
        IonRole::Metal => (1.0 / charge, mass - charge * HYDROGEN),
        _ => (1.0, mass),
    };
    Some(SaltOption {
        former: former.clone(),
        site_pka,
        delta_pka,
        outcome,
        ionised: delta_pka.map(|delta| ionised(delta, reference)),
        equivalents,
        mass_factor: 1.0 + equivalents * added / question.molar_mass,
    })
}

/// Share of crystals of an acid and a base that are ionised, 0 to 1.
fn ionised(delta_pka: f64, reference: &Reference) -> f64 {
    let value = |id: &str| constant(reference, id).value;
    if delta_pka < value("neutral_below") {
        0.0
    } else if delta_pka > value("ionised_above") {
        1.0
    } else {
        let share = value("ionised_slope").mul_add(delta_pka, value("ionised_intercept")) / 100.0;
        share.clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(basic: &[f64], acidic: &[f64]) -> Vec<SaltOption> {
        let question = SaltQuestion {
            molar_mass: 300.0,
            basic_pka: basic.to_vec(),
            acidic_pka: acidic.to_vec(),
        };
        salt_options(&question, Reference::embedded()).unwrap()
    }

    fn of<'a>(options: &'a [SaltOption], id: &str) -> Option<&'a SaltOption> {
        options.iter().find(|option| option.former.id == id)
    }

    #[test]
    fn every_former_has_a_structure_with_a_mass() {
        assert_eq!(
            options(&[9.0], &[4.0]).len(),
            Reference::embedded().counter_ions().len()
        );
    }

    #[test]
    fn a_weak_base_gets_strong_acids_only() {
        let options = options(&[3.5], &[]);
        assert_eq!(
            of(&options, "methanesulfonic").unwrap().outcome,
            SaltOutcome::Salt
        );
        assert_eq!(of(&options, "maleic").unwrap().outcome, SaltOutcome::Open);
        let acetic = of(&options, "acetic").unwrap();
        assert_eq!(acetic.outcome, SaltOutcome::Cocrystal);
        assert_eq!(acetic.ionised, Some(0.0));
        assert!(of(&options, "sodium").is_none());
        assert_eq!(options[0].outcome, SaltOutcome::Salt);
    }

    #[test]
    fn metals_replace_hydrogen() {
        let options = options(&[], &[4.5]);
        let sodium = of(&options, "sodium").unwrap();
        assert!((sodium.mass_factor - (1.0 + 21.982 / 300.0)).abs() < 1e-4);
        let calcium = of(&options, "calcium").unwrap();
        assert!((calcium.mass_factor - (1.0 + 38.062 / 2.0 / 300.0)).abs() < 1e-4);
        assert!((calcium.equivalents - 0.5).abs() < 1e-12);
    }

    #[test]
    fn the_share_ionised_is_the_published_line() {
        let reference = Reference::embedded();
        assert!((ionised(0.0, reference) - 0.28).abs() < 1e-12);
        assert!((ionised(3.0, reference) - 0.79).abs() < 1e-12);
        assert!(ionised(4.5, reference) >= 1.0 && ionised(-1.5, reference) <= 0.0);
    }

    #[test]
    fn impossible_questions_are_refused() {
        let mut question = SaltQuestion {
            molar_mass: -1.0,
            ..SaltQuestion::default()
        };
        assert!(salt_options(&question, Reference::embedded()).is_err());
        question.molar_mass = 300.0;
        question.basic_pka = vec![f64::NAN];
        assert!(salt_options(&question, Reference::embedded()).is_err());
    }
}
