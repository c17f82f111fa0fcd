//! What is charged of an input per mole of product at 100 % yield.

use concerted_model::material::MaterialKind;
use concerted_model::route::StepInput;

use crate::chemistry::Chemistry;
use crate::estimate::Estimate;

/// Moles and masses per mole of limiting product, in g/mol, before the yield enters.
pub(crate) struct PerMole {
    pub(crate) equivalents: Option<Estimate>,
    pub(crate) pure: Estimate,
    pub(crate) charged: Estimate,
}

/// Pure mass of the limiting input per mole of product at 100 % yield, in g/mol.
pub(crate) fn limiting_mass(chemistry: &Chemistry<'_>, input: &StepInput) -> Option<Estimate> {
    let mass = chemistry.molar_mass(input.material.as_str())?;
    Some(mass.times(&limiting_equivalents(chemistry, input)))
}

fn limiting_equivalents(chemistry: &Chemistry<'_>, input: &StepInput) -> Estimate {
    input.equivalents.as_ref().map_or_else(
        || Estimate::exact(1.0),
        |given| Estimate::given_number(given, chemistry.program),
    )
}

pub(crate) fn limiting_per_mole(
    chemistry: &Chemistry<'_>,
    input: &StepInput,
    basis: Option<&Estimate>,
) -> Result<PerMole, String> {
    let pure = basis
        .ok_or_else(|| no_molar_mass(chemistry, input))?
        .clone();
    by_moles(
        chemistry,
        input,
        limiting_equivalents(chemistry, input),
        pure,
    )
}

fn no_molar_mass(chemistry: &Chemistry<'_>, input: &StepInput) -> String {
    let name = chemistry.name(input.material.as_str());
    format!("molar mass of {name} (no structure and no `molar_mass`)")
}

/// Amounts per mole of product at 100 % yield; what is lacking as text.
pub(crate) fn per_mole(
    chemistry: &Chemistry<'_>,
    input: &StepInput,
    basis: Option<&Estimate>,
) -> Result<PerMole, String> {
    let program = chemistry.program;
    let name = chemistry.name(input.material.as_str());
    let moles = input
        .equivalents
        .as_ref()
        .map(|given| Estimate::given_number(given, program))
        .or_else(|| {
            input
                .loading
                .as_ref()
                .map(|given| Estimate::given(given, program))
        });
    if let Some(moles) = moles {
        let mass = chemistry
            .molar_mass(input.material.as_str())
            .ok_or_else(|| no_molar_mass(chemistry, input))?;
        let pure = moles.times(mass);
        return by_moles(chemistry, input, moles, pure);
    }
    let relative = if let Some(mass) = &input.mass {
        Estimate::given(mass, program)
    } else if let Some(volume) = &input.volume {
        let material = program.material(&input.material);
        let density = material
            .and_then(|material| chemistry.density(material))
            .ok_or_else(|| format!("density of {name}"))?;
        Estimate::given(volume, program).times(&density)
    } else {
        return Err(format!("amount of {name}"));
    };
    let basis = basis.ok_or_else(|| "molar mass of the limiting input".to_owned())?;
    let charged = relative.times(basis);
    let pure = match assay(chemistry, input) {
        Some(assay) => charged.times(&assay),
        None => charged.clone(),
    };
    let equivalents = chemistry
        .molar_mass(input.material.as_str())
        .and_then(|mass| pure.over(mass));
    Ok(PerMole {
        equivalents,
        pure,
        charged,
    })
}

fn by_moles(
    chemistry: &Chemistry<'_>,
    input: &StepInput,
    equivalents: Estimate,
    pure: Estimate,
) -> Result<PerMole, String> {
    let charged = match assay(chemistry, input) {
        Some(assay) => pure.over(&assay).ok_or_else(|| {
            format!(
                "an assay above zero of {}",
                chemistry.name(input.material.as_str())
            )
        })?,
        None => pure_as_charged(chemistry, input, &pure),
    };
    Ok(PerMole {
        equivalents: Some(equivalents),
        pure,
        charged,
    })
}

/// The default assay is an input of bought materials only: an intermediate is counted as it is made.
fn pure_as_charged(chemistry: &Chemistry<'_>, input: &StepInput, pure: &Estimate) -> Estimate {
    let bought = chemistry
        .program
        .material(&input.material)
        .is_some_and(|material| {
            !matches!(
                material.kind,
                MaterialKind::Intermediate | MaterialKind::Substance
            )
        });
    match chemistry.assumption("reagent_assay") {
        Some((assay, input)) if bought => pure.scaled(1.0 / assay).resting_on([&input]),
        _ => pure.clone(),
    }
}

fn assay(chemistry: &Chemistry<'_>, input: &StepInput) -> Option<Estimate> {
    let given = chemistry
        .program
        .material(&input.material)?
        .assay
        .as_ref()?;
    Some(Estimate::given(given, chemistry.program))
}
