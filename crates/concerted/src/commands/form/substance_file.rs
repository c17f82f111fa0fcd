//! The file of `concerted form classify`: doses, solubility by pH, permeability, constants, molar mass.

use std::path::Path;

use anyhow::Context;
use concerted::pair_file::shown;
use concerted_form::{ClassificationData, SaltQuestion};
use concerted_model::quantity::{
    Concentration, Density, Dimension, Mass, MolarMass, Quantity, Temperature,
};
use concerted_molecule::Molecule;
use toml::Table;

/// Keys of the file.
const KEYS: [&str; 15] = [
    "name",
    "smiles",
    "molar_mass",
    "basic_pka",
    "acidic_pka",
    "lowest_dose",
    "highest_dose",
    "solubility",
    "intestinal_solubility",
    "solubility_error",
    "permeability_cm_s",
    "permeability_factor",
    "fraction_absorbed",
    "particle_density",
    "temperature",
];

/// What a file looks like.
pub(super) const EXAMPLE: &str = "name = \"A\"\n    molar_mass = \"400 g/mol\"      # or smiles = \"...\"\n    basic_pka = [8.1]\n    lowest_dose = \"5 mg\"\n    highest_dose = \"200 mg\"\n    solubility = [{ ph = 1.2, value = \"0.5 mg/mL\" }, { ph = 4.5, value = \"0.03 mg/mL\" }, { ph = 6.8, value = \"0.02 mg/mL\" }]\n    intestinal_solubility = \"0.06 mg/mL\"\n    permeability_cm_s = 4e-4";

/// What the file says.
pub(super) struct Asked {
    /// Name of the substance.
    pub(super) name: String,
    /// Doses, solubility, permeability.
    pub(super) data: ClassificationData,
    /// Absent where no molar mass is known.
    pub(super) salts: Option<SaltQuestion>,
}

/// Reads the file; every problem at once.
pub(super) fn read(path: &Path) -> anyhow::Result<Result<Asked, Vec<String>>> {
    let name = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("`{name}` cannot be read"))?;
    let table: Table = text.parse().map_err(|error: toml::de::Error| {
        anyhow::anyhow!("`{name}` is not a TOML file: {}", error.to_string().trim())
    })?;
    let mut reader = Reader {
        table: &table,
        problems: Vec::new(),
    };
    let asked = reader.asked();
    for key in table.keys().filter(|key| !KEYS.contains(&key.as_str())) {
        let near = concerted_model::suggest::closest(key, KEYS);
        let hint = near.map_or_else(String::new, |near| format!(": did you mean `{near}`?"));
        reader.problems.push(format!("unknown key `{key}`{hint}"));
    }
    Ok(if reader.problems.is_empty() {
        Ok(asked)
    } else {
        Err(reader.problems)
    })
}

/// Reads keys and gathers what is wrong.
struct Reader<'a> {
    table: &'a Table,
    problems: Vec<String>,
}

impl Reader<'_> {
    fn asked(&mut self) -> Asked {
        let pka = |reader: &mut Self, key: &str| reader.list(key);
        let (basic_pka, acidic_pka) = (pka(self, "basic_pka"), pka(self, "acidic_pka"));
        let highest = self.needed::<Mass>("highest_dose").map_or(0.0, milligrams);
        let lowest = self
            .quantity::<Mass>("lowest_dose")
            .map_or(highest, milligrams);
        let temperature = self.quantity::<Temperature>("temperature");
        let data = ClassificationData {
            dose_mg: (lowest, highest),
            solubility: self.solubility(),
            intestinal_solubility: self.quantity::<Concentration>("intestinal_solubility"),
            solubility_error: self.number("solubility_error"),
            permeability_cm_s: self.number("permeability_cm_s"),
            permeability_factor: self.number("permeability_factor"),
            fraction_absorbed: self.number("fraction_absorbed"),
            particle_density: self.quantity::<Density>("particle_density"),
            temperature_c: temperature.map(|kelvin| ((kelvin - 273.15) * 100.0).round() / 100.0),
            pka: basic_pka.iter().chain(&acidic_pka).copied().collect(),
        };
        Asked {
            name: self.text("name").unwrap_or_else(|| "substance".to_owned()),
            salts: self.molar_mass().map(|molar_mass| SaltQuestion {
                molar_mass,
                basic_pka,
                acidic_pka,
            }),
            data,
        }
    }

    fn text(&mut self, key: &str) -> Option<String> {
        let value = self.table.get(key)?;
        let text = value.as_str().map(str::to_owned);
        if text.is_none() {
            self.problems
                .push(format!("`{key}` must be a text, found `{}`", shown(value)));
        }
        text
    }

    fn number(&mut self, key: &str) -> Option<f64> {
        let value = self.table.get(key)?;
        let number = number(value);
        if number.is_none() {
            self.problems.push(format!(
                "`{key}` must be a number, found `{}`",
                shown(value)
            ));
        }
        number
    }

    fn list(&mut self, key: &str) -> Vec<f64> {
        let Some(value) = self.table.get(key) else {
            return Vec::new();
        };
        let values = value.as_array().map(Vec::as_slice).unwrap_or_default();
        let numbers: Vec<f64> = values.iter().filter_map(number).collect();
        if value.as_array().is_none() || numbers.len() < values.len() {
            self.problems.push(format!(
                "`{key}` must be a list of numbers, found `{}`",
                shown(value)
            ));
        }
        numbers
    }

    fn quantity<D: Dimension>(&mut self, key: &str) -> Option<f64> {
        let text = self.text(key)?;
        match Quantity::<D>::parse(&text) {
            Ok(quantity) => Some(quantity.base()),
            Err(error) => {
                self.problems.push(format!("`{key}`: {error}"));
                None
            }
        }
    }

    fn needed<D: Dimension>(&mut self, key: &str) -> Option<f64> {
        if !self.table.contains_key(key) {
            self.problems
                .push(format!("`{key}` is missing, such as \"{}\"", D::EXAMPLE));
        }
        self.quantity::<D>(key)
    }

    fn molar_mass(&mut self) -> Option<f64> {
        if let Some(smiles) = self.text("smiles") {
            match Molecule::parse(&smiles) {
                Ok(molecule) => return Some(molecule.molar_mass()),
                Err(error) => self.problems.push(format!("`smiles`: {error}")),
            }
        }
        self.quantity::<MolarMass>("molar_mass")
    }

    fn solubility(&mut self) -> Vec<(f64, f64)> {
        let Some(value) = self.table.get("solubility") else {
            self.problems
                .push("`solubility` is missing: a list of { ph, value }".to_owned());
            return Vec::new();
        };
        let rows = value.as_array().map(Vec::as_slice).unwrap_or_default();
        if rows.is_empty() {
            self.problems.push(
                "`solubility` must be a list of { ph, value } with one point or more".to_owned(),
            );
        }
        let mut points: Vec<(f64, f64)> = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let place = index + 1;
            let ph = row.get("ph").and_then(number);
            let text = row.get("value").and_then(toml::Value::as_str);
            let value = text.map(Quantity::<Concentration>::parse);
            match (ph, value) {
                (Some(ph), Some(Ok(value))) => points.push((ph, value.base())),
                (_, Some(Err(error))) => self.problems.push(format!("`solubility` {place}: {error}")),
                _ => self.problems.push(format!(
                    "`solubility` {place} must be {{ ph = number, value = \"0.5 mg/mL\" }}, found `{}`",
                    shown(row)
                )),
            }
        }
        for pair in points.windows(2) {
            if (pair[0].0 - pair[1].0).abs() < 1e-9 && (pair[0].1 - pair[1].1).abs() > 1e-12 {
                self.problems
                    .push(format!("`solubility` has two values at pH {}", pair[0].0));
            }
        }
        points
    }
}

/// Kilograms in mg, without the last digits that the change of unit brings.
fn milligrams(kilograms: f64) -> f64 {
    (kilograms * 1e15).round() / 1e9
}

fn number(value: &toml::Value) -> Option<f64> {
    let whole = || value.as_integer().map(|whole| whole as f64);
    value
        .as_float()
        .or_else(whole)
        .filter(|number| number.is_finite())
}
