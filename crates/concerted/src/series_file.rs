//! Solubility series from a table: one row a point, any number of series, units in the header or the cell.

use std::collections::BTreeMap;

use concerted_model::quantity::{Concentration, Quantity, Temperature};

/// Columns by what they hold; the first name is the one that help and messages use.
const COLUMNS: [(Column, &[&str]); 11] = [
    (
        Column::Compound,
        &["compound", "solute", "substance", "name"],
    ),
    (
        Column::Smiles,
        &["smiles", "solute_smiles", "compound_smiles"],
    ),
    (Column::Solvent, &["solvent"]),
    (Column::SolventSmiles, &["solvent_smiles"]),
    (
        Column::SecondSolvent,
        &["second_solvent", "anti_solvent", "antisolvent"],
    ),
    (
        Column::SecondFraction,
        &[
            "second_fraction",
            "anti_solvent_fraction",
            "antisolvent_fraction",
        ],
    ),
    (Column::Kelvin, &["t_k", "temperature_k"]),
    (
        Column::Celsius,
        &["t_c", "temperature_c", "t_degc", "temperature_degc"],
    ),
    (Column::Temperature, &["temperature", "t"]),
    (
        Column::MoleFraction,
        &["x_mole_fraction", "mole_fraction", "x"],
    ),
    (
        Column::Concentration,
        &[
            "concentration_g_l",
            "solubility_g_l",
            "g_l",
            "concentration_g_per_l",
            "concentration_mg_ml",
            "solubility_mg_ml",
            "mg_ml",
            "concentration",
            "solubility",
        ],
    ),
];

/// Kelvin below which a temperature was meant in °C: no solvent of crystallization is liquid there.
const COLDEST_K: f64 = 150.0;

/// °C above which a temperature was meant in K.
const HOTTEST_C: f64 = 250.0;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Compound,
    Smiles,
    Solvent,
    SolventSmiles,
    SecondSolvent,
    SecondFraction,
    Kelvin,
    Celsius,
    Temperature,
    MoleFraction,
    Concentration,
}

/// How much dissolves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Dissolved {
    /// Mole fraction.
    MoleFraction(f64),
    /// Mass per volume of solvent in g/L.
    Concentration(f64),
}

/// One row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SeriesPoint {
    /// Line of the file.
    pub line: u64,
    /// Temperature in K.
    pub temperature_k: f64,
    /// How much dissolves.
    pub dissolved: Dissolved,
    /// Fraction of the second solvent in the solvent; absent for a single solvent.
    pub second_fraction: Option<f64>,
    /// Half a unit of the last digit written, relative to the value.
    pub rounding: f64,
}

/// The points of one compound in one solvent or pair of solvents.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Series {
    /// The compound.
    pub compound: String,
    /// Its structure, where given.
    pub smiles: Option<String>,
    /// The solvent.
    pub solvent: String,
    /// Its structure, where given.
    pub solvent_smiles: Option<String>,
    /// The second solvent of a mixture.
    pub second_solvent: Option<String>,
    /// The points in the order of temperature, then of composition.
    pub points: Vec<SeriesPoint>,
    /// What is odd without being wrong.
    pub warnings: Vec<String>,
    /// Rows that cannot be used; the series must not be fitted without them.
    pub problems: Vec<String>,
}

/// Why a table holds no series at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SeriesFileError {
    /// Nothing in it.
    #[error("the table is empty: expected a header and a row for each point")]
    Empty,
    /// The header lacks something, or has it twice.
    #[error("{}", problems.join("\n  "))]
    Header {
        /// Each problem.
        problems: Vec<String>,
    },
    /// Not a table.
    #[error("line {line}: {reason}")]
    Table {
        /// The line.
        line: u64,
        /// What is wrong.
        reason: String,
    },
}

/// Reads solubility series.
///
/// Columns: `compound` and `solvent` (both optional where there is one series), `T_K` or `T_C` or
/// `temperature` with units in the cells, `x_mole_fraction` or `concentration_g_l` or `concentration_mg_ml` or
/// `concentration` with units in the cells; optional `smiles`, `solvent_smiles`, and for mixtures
/// `second_solvent` and `second_fraction`. Other columns are not read. A row that cannot be used is a problem
/// of its series, never left out silently.
///
/// # Errors
/// [`SeriesFileError`] where there is no row or the header does not say what is what.
///
/// ```
/// let text = "compound,solvent,T_C,x_mole_fraction\nA,ethanol,25,0.010\nA,ethanol,35,0.016\n";
/// let series = concerted::series_file::read_series(text)?;
/// assert_eq!(series.len(), 1);
/// assert!((series[0].points[1].temperature_k - 308.15).abs() < 1e-9);
/// # Ok::<(), concerted::series_file::SeriesFileError>(())
/// ```
pub fn read_series(text: &str) -> Result<Vec<Series>, SeriesFileError> {
    let text = text.trim_start_matches('\u{feff}');
    let header = text.lines().next().unwrap_or_default();
    let count = |separator: char| header.matches(separator).count();
    let separator = [',', ';', '\t']
        .into_iter()
        .max_by_key(|one| (count(*one), *one == ','));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator.map_or(b',', |one| one as u8))
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let table = |error: &csv::Error| SeriesFileError::Table {
        line: error.position().map_or(1, csv::Position::line),
        reason: error.to_string(),
    };
    let header = reader.headers().map_err(|error| table(&error))?.clone();
    if header.iter().all(str::is_empty) {
        return Err(SeriesFileError::Empty);
    }
    let columns = columns(&header)?;
    let mut series: Vec<Series> = Vec::new();
    let mut places: BTreeMap<[String; 3], usize> = BTreeMap::new();
    for row in reader.records() {
        let row = row.map_err(|error| table(&error))?;
        let line = row.position().map_or(0, csv::Position::line);
        let cells = Cells {
            row: &row,
            columns: &columns,
            header: &header,
        };
        let key = [Column::Compound, Column::Solvent, Column::SecondSolvent]
            .map(|column| cells.text(column).unwrap_or_default().to_owned());
        let place = *places.entry(key.clone()).or_insert_with(|| {
            series.push(cells.start(key));
            series.len() - 1
        });
        match cells.point(line) {
            Ok(point) => series[place].points.push(point),
            Err(problem) => series[place]
                .problems
                .push(format!("line {line}: {problem}")),
        }
    }
    if series.is_empty() {
        return Err(SeriesFileError::Empty);
    }
    series.iter_mut().for_each(finish);
    Ok(series)
}

fn columns(header: &csv::StringRecord) -> Result<BTreeMap<Column, usize>, SeriesFileError> {
    let plain = |name: &str| -> String {
        let lower = name.to_lowercase().replace(['(', ')', '°'], "");
        lower
            .replace([' ', '-', '/', '.'], "_")
            .trim_matches('_')
            .to_owned()
    };
    let mut found: BTreeMap<Column, usize> = BTreeMap::new();
    let mut problems = Vec::new();
    for (place, name) in header.iter().enumerate() {
        let known = COLUMNS
            .iter()
            .find(|(_, names)| names.contains(&plain(name).as_str()));
        if let Some((column, names)) = known
            && let Some(before) = found.insert(*column, place)
        {
            problems.push(format!(
                "the columns `{}` and `{name}` both hold `{}`",
                &header[before], names[0]
            ));
        }
    }
    let has = |one: Column| found.contains_key(&one);
    let one_of = |wanted: &[Column]| wanted.iter().filter(|one| has(**one)).count();
    match one_of(&[Column::Kelvin, Column::Celsius, Column::Temperature]) {
        0 => problems.push(
            "no column holds the temperature: expected `T_K`, `T_C` or `temperature` with units"
                .to_owned(),
        ),
        1 => {}
        _ => problems.push("more than one column holds the temperature: keep one unit".to_owned()),
    }
    match one_of(&[Column::MoleFraction, Column::Concentration]) {
        0 => problems.push("no column holds the solubility: expected `x_mole_fraction`, `concentration_g_l` or `concentration` with units".to_owned()),
        1 => {}
        _ => problems.push("more than one column holds the solubility: keep one".to_owned()),
    }
    if has(Column::SecondSolvent) != has(Column::SecondFraction) {
        problems.push("a mixture needs both `second_solvent` and `second_fraction`".to_owned());
    }
    if problems.is_empty() {
        Ok(found)
    } else {
        Err(SeriesFileError::Header { problems })
    }
}

/// One row by column.
struct Cells<'a> {
    row: &'a csv::StringRecord,
    columns: &'a BTreeMap<Column, usize>,
    header: &'a csv::StringRecord,
}

impl Cells<'_> {
    fn text(&self, column: Column) -> Option<&str> {
        let cell = self.row.get(*self.columns.get(&column)?)?;
        (!cell.is_empty()).then_some(cell)
    }

    fn number(&self, column: Column) -> Result<f64, String> {
        let name = self
            .columns
            .get(&column)
            .and_then(|place| self.header.get(*place))
            .unwrap_or_default();
        let Some(text) = self.text(column) else {
            return Err(format!("`{name}` is empty"));
        };
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(number),
            _ => Err(format!("`{name}` must be a number, found `{text}`")),
        }
    }

    fn start(&self, [compound, solvent, second]: [String; 3]) -> Series {
        let text = |column: Column| self.text(column).map(str::to_owned);
        Series {
            compound,
            smiles: text(Column::Smiles),
            solvent,
            solvent_smiles: text(Column::SolventSmiles),
            second_solvent: Some(second).filter(|second| !second.is_empty()),
            ..Series::default()
        }
    }

    fn point(&self, line: u64) -> Result<SeriesPoint, String> {
        let mixed = [Column::SecondSolvent, Column::SecondFraction]
            .into_iter()
            .any(|column| self.text(column).is_some());
        let second_fraction = if mixed {
            Some(self.number(Column::SecondFraction)?)
        } else {
            None
        };
        if let Some(fraction) = second_fraction
            && !(0.0..=1.0).contains(&fraction)
        {
            return Err(format!(
                "a fraction of solvent must lie between 0 and 1, found `{fraction}`"
            ));
        }
        let (dissolved, rounding) = self.dissolved()?;
        Ok(SeriesPoint {
            line,
            temperature_k: self.temperature_k()?,
            dissolved,
            second_fraction,
            rounding,
        })
    }

    fn temperature_k(&self) -> Result<f64, String> {
        if self.columns.contains_key(&Column::Temperature) {
            let text = self
                .text(Column::Temperature)
                .ok_or("the temperature is empty")?;
            let read = Quantity::<Temperature>::parse(text).map_err(|error| error.to_string())?;
            return Ok(read.base());
        }
        if self.columns.contains_key(&Column::Celsius) {
            let celsius = self.number(Column::Celsius)?;
            return if (-273.15..=HOTTEST_C).contains(&celsius) {
                Ok(celsius + 273.15)
            } else {
                Err(format!(
                    "`{celsius}` °C cannot be meant: mixed units, perhaps K in a column of °C"
                ))
            };
        }
        let kelvin = self.number(Column::Kelvin)?;
        if kelvin >= COLDEST_K {
            Ok(kelvin)
        } else {
            Err(format!(
                "`{kelvin}` K cannot be meant: mixed units, perhaps °C in a column of K"
            ))
        }
    }

    fn dissolved(&self) -> Result<(Dissolved, f64), String> {
        if self.columns.contains_key(&Column::MoleFraction) {
            let x = self.number(Column::MoleFraction)?;
            return if x > 0.0 && x < 1.0 {
                Ok((
                    Dissolved::MoleFraction(x),
                    self.rounding(Column::MoleFraction, x),
                ))
            } else {
                Err(format!(
                    "a mole fraction must lie between 0 and 1, found `{x}`"
                ))
            };
        }
        let text = self
            .text(Column::Concentration)
            .ok_or("the solubility is empty")?;
        // The headers with a unit hold g/L or mg/mL, which are the same.
        let value = match text.parse::<f64>() {
            Ok(number) if !self.unit_in_cell() => number,
            _ => Quantity::<Concentration>::parse(text)
                .map_err(|error| error.to_string())?
                .base(),
        };
        if value > 0.0 && value.is_finite() {
            Ok((
                Dissolved::Concentration(value),
                self.rounding(Column::Concentration, value),
            ))
        } else {
            Err(format!("a solubility must be above zero, found `{text}`"))
        }
    }

    fn unit_in_cell(&self) -> bool {
        let place = self.columns.get(&Column::Concentration);
        let name = place
            .and_then(|place| self.header.get(*place))
            .unwrap_or_default();
        matches!(name.to_lowercase().as_str(), "concentration" | "solubility")
    }

    /// Half a unit of the last digit over the value.
    fn rounding(&self, column: Column, value: f64) -> f64 {
        let text = self.text(column).unwrap_or_default();
        let number = text
            .split(|c: char| c.is_whitespace())
            .next()
            .unwrap_or_default();
        let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
        let decimals = mantissa
            .split_once('.')
            .map_or(0, |(_, behind)| behind.len());
        let exponent: i32 = exponent.parse().unwrap_or(0);
        0.5 * 10_f64.powi(exponent - decimals as i32) / value
    }
}

/// Sorts the points and says what is odd about them.
fn finish(series: &mut Series) {
    let order = |point: &SeriesPoint| (point.second_fraction.unwrap_or(0.0), point.temperature_k);
    let behind = series.points.windows(2).find(|pair| {
        let ((f1, t1), (f2, t2)) = (order(&pair[0]), order(&pair[1]));
        (f1 - f2).abs() < 1e-12 && t2 < t1
    });
    if let Some(pair) = behind {
        series.warnings.push(format!(
            "temperatures are not in order (line {}: {} K after {} K): rows may have been shuffled; the fit does not depend on it",
            pair[1].line, pair[1].temperature_k, pair[0].temperature_k
        ));
    }
    series.points.sort_by(|one, other| {
        let ((f1, t1), (f2, t2)) = (order(one), order(other));
        f1.total_cmp(&f2).then(t1.total_cmp(&t2))
    });
    for pair in series.points.windows(2) {
        let same = (order(&pair[0]).0 - order(&pair[1]).0).abs() < 1e-12
            && (pair[0].temperature_k - pair[1].temperature_k).abs() < 0.005;
        if same {
            series.warnings.push(format!(
                "two solubilities at {} K (lines {} and {}): both are used",
                pair[0].temperature_k, pair[0].line, pair[1].line
            ));
        }
    }
    let coarse = series
        .points
        .iter()
        .map(|point| point.rounding)
        .fold(0.0, f64::max);
    if coarse > 0.01 {
        series.warnings.push(format!(
            "rounded: the last digit written leaves up to {:.0} % open",
            100.0 * coarse
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_in_cells_and_headers_agree() {
        let kelvin = read_series("T_K,x\n298.15,0.01\n").unwrap();
        let celsius = read_series("T (°C);x_mole_fraction\n25;0.01\n").unwrap();
        let cells = read_series("temperature\tconcentration\n25 degC\t10 mg/mL\n").unwrap();
        for series in [&kelvin, &celsius, &cells] {
            assert!((series[0].points[0].temperature_k - 298.15).abs() < 1e-9);
        }
        assert_eq!(cells[0].points[0].dissolved, Dissolved::Concentration(10.0));
    }

    #[test]
    fn bad_headers_are_named() {
        #[track_caller]
        fn check(text: &str, message: &str) {
            let error = read_series(text).unwrap_err().to_string();
            assert!(error.contains(message), "{error}");
        }
        check("", "the table is empty");
        check("T_K,x\n", "the table is empty");
        check("T,y\n1,2\n", "no column holds the solubility");
        check("x\n0.1\n", "no column holds the temperature");
        check(
            "T_K,T_C,x\n1,2,3\n",
            "more than one column holds the temperature",
        );
        check("T_K,temperature_k,x\n1,2,3\n", "both hold `t_k`");
        check(
            "T_K,x,second_solvent\n1,2,w\n",
            "needs both `second_solvent` and `second_fraction`",
        );
        check("T_K,x\n1,2,3\n", "line 2");
    }

    #[test]
    fn bad_rows_are_problems_of_their_series() {
        let text =
            "compound,T_K,x\nA,298,0.1\nA,25,0.2\nA,308,-0.1\nA,,0.2\nA,318,1.5\nB,298,abc\n";
        let series = read_series(text).unwrap();
        assert_eq!(
            series[0].problems,
            [
                "line 3: `25` K cannot be meant: mixed units, perhaps °C in a column of K",
                "line 4: a mole fraction must lie between 0 and 1, found `-0.1`",
                "line 5: `T_K` is empty",
                "line 6: a mole fraction must lie between 0 and 1, found `1.5`",
            ]
        );
        assert_eq!(
            series[1].problems,
            ["line 7: `x` must be a number, found `abc`"]
        );
        let celsius = read_series("T_C,x\n298.15,0.1\n").unwrap();
        assert!(celsius[0].problems[0].contains("perhaps K in a column of °C"));
    }

    #[test]
    fn a_mixture_needs_its_fraction_in_every_row() {
        let text = "solvent,second_solvent,second_fraction,T_K,x\ne,w,0.1,298,0.1\ne,w,,298,0.1\ne,w,2,298,0.1\n";
        let series = read_series(text).unwrap();
        assert_eq!(
            series[0].problems,
            [
                "line 3: `second_fraction` is empty",
                "line 4: a fraction of solvent must lie between 0 and 1, found `2`",
            ]
        );
    }

    #[test]
    fn shuffled_rows_are_sorted_and_said() {
        let series = read_series("T_K,x\n308,0.0200\n298,0.0100\n298,0.0101\n").unwrap();
        assert!((series[0].points[0].temperature_k - 298.0).abs() < 1e-9);
        assert_eq!(series[0].warnings.len(), 2, "{:?}", series[0].warnings);
        let coarse = read_series("T_K,x\n298,0.02\n308,3.1e-2\n").unwrap();
        assert_eq!(
            coarse[0].warnings,
            ["rounded: the last digit written leaves up to 25 % open"]
        );
    }
}
