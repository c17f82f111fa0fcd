//! `concerted genotox limits`: the limits of one compound, or of every impurity of a program.

use std::path::PathBuf;
use std::process::ExitCode;

use concerted_genotox::{
    GenotoxOutcome, ImpurityClass, ImpurityResult, LimitKind, LimitRequest, LimitTable,
    SCREENING_NOTE, limits,
};
use concerted_hazard::CohortOfConcern;
use concerted_model::program::{Administration, DoseBasis};
use concerted_model::quantity::{DailyDose, Quantity, limit_digits, shortest};
use concerted_reference::{ImpurityThreshold, Reference};
use serde_json::{Value, json};

use crate::terminal::Terminal;
use crate::text_table::{TextTable, paragraph};

/// Arguments of `concerted genotox limits`.
///
/// Exit codes: 0 done; 1 the program has errors; 2 the compound cannot be identified, or a value cannot be used.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Program folder: the limits of its impurities for its uses
    #[arg(conflicts_with_all = ["smiles", "cas"], required_unless_present_any = ["smiles", "cas"])]
    path: Option<PathBuf>,
    /// Structure of one impurity as SMILES
    #[arg(long)]
    smiles: Option<String>,
    /// CAS registry number of one impurity
    #[arg(long)]
    cas: Option<String>,
    /// Highest daily dose, such as "100 mg/d"; without it limits stay intakes
    #[arg(long, conflicts_with = "path")]
    dose: Option<String>,
    /// What the dose is a mass of
    #[arg(long, value_enum, default_value_t = Basis::Moiety, conflicts_with = "path")]
    dose_basis: Basis,
    /// Mass of the substance as made for one mass of its moiety
    #[arg(long, default_value_t = 1.0, conflicts_with = "path")]
    salt_factor: f64,
    /// Days of treatment of one person; by default a lifetime
    #[arg(long, conflicts_with = "path")]
    days: Option<u32>,
    /// How the product is given; by mouth where not said
    #[arg(long, value_enum, conflicts_with = "path")]
    administration: Option<Way>,
    /// Regions such as EU or US; by default all agencies count
    #[arg(long, conflicts_with = "path")]
    region: Vec<String>,
    /// Tested compounds of your own: a CSV with the columns smiles, ames, carcinogenicity, source
    #[arg(long)]
    evidence: Option<PathBuf>,
    /// Print the limits as JSON
    #[arg(long)]
    json: bool,
}

/// What a dose is a mass of, as the command line says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Basis {
    /// Free base or acid
    Moiety,
    /// The substance as it is made, salt and water included
    Substance,
}

impl From<Basis> for DoseBasis {
    fn from(basis: Basis) -> Self {
        match basis {
            Basis::Moiety => Self::Moiety,
            Basis::Substance => Self::Substance,
        }
    }
}

/// How a product is given, as the command line says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Way {
    /// By mouth
    Oral,
    /// By injection or infusion
    Parenteral,
    /// Into the lungs
    Inhalation,
    /// On the skin
    Cutaneous,
}

impl From<Way> for Administration {
    fn from(way: Way) -> Self {
        match way {
            Way::Oral => Self::Oral,
            Way::Parenteral => Self::Parenteral,
            Way::Inhalation => Self::Inhalation,
            Way::Cutaneous => Self::Cutaneous,
        }
    }
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    match &arguments.path {
        Some(path) => of_program(arguments, path, terminal),
        None => of_compound(arguments, terminal),
    }
}

fn of_compound(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    let evidence = super::evidence(arguments.evidence.as_deref())?;
    let molecule = arguments
        .smiles
        .as_deref()
        .map(super::molecule)
        .transpose()?;
    let request = LimitRequest {
        molecule: molecule.as_ref(),
        cas: arguments.cas.as_deref(),
        dose_mg_per_day: arguments.dose.as_deref().map(dose).transpose()?,
        dose_basis: arguments.dose_basis.into(),
        salt_factor: arguments.salt_factor,
        days: arguments.days,
        administration: arguments.administration.map(Administration::from),
        regions: &arguments.region,
        ..LimitRequest::default()
    };
    let table = limits(&request, &evidence, Reference::embedded())
        .map_err(|error| anyhow::anyhow!("{error}\n  hint: {}", error.hint()))?;
    if arguments.json {
        terminal.data(&serde_json::to_string_pretty(&compound_json(&table))?);
    } else {
        terminal.data(&compound_text(&table));
    }
    Ok(ExitCode::SUCCESS)
}

/// A dose in mg/day.
fn dose(text: &str) -> anyhow::Result<f64> {
    let quantity = Quantity::<DailyDose>::parse(text).map_err(|error| {
        let hint = error
            .hint()
            .unwrap_or_else(|| "write it such as \"100 mg/d\"".to_owned());
        anyhow::anyhow!("`--dose`: {error}\n  hint: {hint}")
    })?;
    Ok(quantity.base())
}

fn number(value: Option<f64>) -> String {
    value.map(limit_digits).unwrap_or_default()
}

fn class(class: Option<ImpurityClass>, provisional: bool) -> String {
    match class {
        Some(class) if provisional => format!("{} (provisional)", class.number()),
        Some(class) => class.number().to_string(),
        None => "not known".to_owned(),
    }
}

fn compound_text(table: &LimitTable) -> String {
    let mut text = format!(
        "{}\nclass {}",
        table.smiles.as_deref().unwrap_or("structure not known"),
        class(table.class, table.provisional)
    );
    if let Some(cohort) = table.cohort_of_concern {
        text.extend([format!(", cohort of concern ({})", cohort.name())]);
    }
    if let Some(category) = table.cpca_category {
        text.extend([format!(", potency category {category}")]);
    }
    text.extend([format!("; {} days of treatment\n", table.days)]);
    for reason in &table.class_reasons {
        text.push_str(&paragraph(reason, 2));
    }
    text.push_str(&limit_rows(table));
    let mut ordinary = TextTable::new(&["threshold of ICH Q3A", "%>", "rule", "status"]);
    for row in &table.ordinary {
        ordinary.row([
            threshold(row.threshold).to_owned(),
            shortest(row.percent),
            row.rule.clone(),
            row.citation.status.word().to_owned(),
        ]);
    }
    let shown = table
        .governing()
        .is_none_or(|row| row.kind == LimitKind::OrdinaryThreshold);
    if !table.ordinary.is_empty() && shown {
        text.push('\n');
        text.push_str(&ordinary.text(0));
    }
    for note in &table.notes {
        text.push_str(&paragraph(note, 2));
    }
    text.push('\n');
    text.push_str(&paragraph(SCREENING_NOTE, 0));
    text
}

/// The limits as a table, and below it where each of them comes from.
fn limit_rows(table: &LimitTable) -> String {
    if table.rows.is_empty() {
        return String::new();
    }
    let mut rows = TextTable::new(&[
        "",
        "limit",
        "µg/d>",
        "ppm of moiety>",
        "ppm as made>",
        "status",
    ]);
    let mut origins = String::new();
    for row in &table.rows {
        rows.row([
            if row.governs { "*" } else { "" }.to_owned(),
            row.title.clone(),
            number(row.intake_ug_per_day),
            number(row.ppm_moiety),
            number(row.ppm_substance),
            row.citation
                .as_ref()
                .map_or_else(String::new, |citation| citation.status.word().to_owned()),
        ]);
        let parts: Vec<&str> = row
            .guideline
            .iter()
            .chain(Some(&row.note))
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        if !parts.is_empty() {
            let origin = format!("{}: {}", row.title, parts.join("; "));
            origins.push_str(&paragraph(&origin, 2));
        }
    }
    let counts = if table.governing().is_some() {
        "* counts\n"
    } else {
        ""
    };
    format!("\n{}{counts}{origins}", rows.text(0))
}

fn threshold(threshold: ImpurityThreshold) -> &'static str {
    match threshold {
        ImpurityThreshold::Reporting => "reporting",
        ImpurityThreshold::Identification => "identification",
        ImpurityThreshold::Qualification => "qualification",
    }
}

fn compound_json(table: &LimitTable) -> Value {
    json!({
        "smiles": table.smiles,
        "class": table.class.map(ImpurityClass::number),
        "provisional": table.provisional,
        "ground": table.ground.name(),
        "class_reasons": table.class_reasons,
        "cohort_of_concern": table.cohort_of_concern.map(CohortOfConcern::reference_row),
        "cpca_category": table.cpca_category,
        "potency": table.potency.iter().map(concerted_report::potency_json).collect::<Vec<_>>(),
        "days": table.days,
        "limits": table.rows.iter().map(|row| json!({
            "kind": row.kind.name(),
            "title": row.title,
            "intake_ug_per_day": row.intake_ug_per_day,
            "ppm_moiety": row.ppm_moiety,
            "ppm_substance": row.ppm_substance,
            "counts": row.governs,
            "citation": row.citation,
            "guideline": row.guideline,
            "verified": row.verified,
            "note": row.note,
        })).collect::<Vec<_>>(),
        "ordinary": table.ordinary.iter().map(|row| json!({
            "threshold": threshold(row.threshold),
            "percent": row.percent,
            "rule": row.rule,
            "citation": row.citation,
        })).collect::<Vec<_>>(),
        "notes": table.notes,
        "screening_note": SCREENING_NOTE,
    })
}

fn of_program(
    arguments: &Arguments,
    path: &std::path::Path,
    terminal: &mut Terminal,
) -> anyhow::Result<ExitCode> {
    let evidence = super::evidence(arguments.evidence.as_deref())?;
    let (program, _) = match crate::commands::program(path, terminal)? {
        Ok(read) => read,
        Err(code) => return Ok(code),
    };
    let outcome = concerted_genotox::assess_with(&program, Reference::embedded(), &evidence);
    if arguments.json {
        let list: Vec<Value> = outcome
            .impurities
            .iter()
            .map(concerted_report::impurity_json)
            .collect();
        terminal.data(&serde_json::to_string_pretty(&list)?);
    } else {
        terminal.data(&program_text(&outcome));
    }
    Ok(ExitCode::SUCCESS)
}

fn program_text(outcome: &GenotoxOutcome) -> String {
    let mut text = String::new();
    let mut rest = 0;
    for impurity in &outcome.impurities {
        let controlled = impurity.class.is_some_and(ImpurityClass::is_controlled)
            || impurity.cohort_of_concern.is_some();
        let limited = impurity.uses.iter().any(|limit| limit.kind.is_some());
        if controlled || limited {
            text.push_str(&impurity_text(impurity));
            text.push('\n');
        } else {
            rest += 1;
        }
    }
    if rest > 0 {
        text.extend([format!(
            "{rest} further structures have no limit as mutagenic impurities; `--json` lists them\n\n"
        )]);
    }
    text.push_str(&paragraph(SCREENING_NOTE, 0));
    text
}

/// The limits of one impurity by use, below its name; a use without a limit says why.
fn impurity_text(impurity: &ImpurityResult) -> String {
    let mut heading = format!(
        "{}, class {}",
        impurity.name,
        class(impurity.class, impurity.provisional)
    );
    if let Some(cohort) = impurity.cohort_of_concern {
        heading.extend([format!(", cohort of concern ({})", cohort.name())]);
    }
    let mut table = TextTable::new(&[
        "use",
        "in scope",
        "µg/d>",
        "ppm of moiety>",
        "ppm as made>",
        "quantitation, ppm>",
        "limit",
        "status",
    ]);
    for limit in &impurity.uses {
        table.row([
            limit.use_id.clone(),
            if limit.in_scope { "yes" } else { "no" }.to_owned(),
            number(limit.intake_ug_per_day),
            number(limit.limit_ppm_moiety),
            number(limit.limit_ppm_substance),
            number(limit.quantitation_limit_ppm),
            limit.kind.map_or_else(
                || format!("none: {}", limit.basis),
                |kind| LimitKind::name(kind).to_owned(),
            ),
            match (&limit.citation, limit.kind) {
                (Some(citation), _) => citation.status.word(),
                (None, Some(_)) => "entered",
                (None, None) => "",
            }
            .to_owned(),
        ]);
    }
    paragraph(&heading, 0) + &table.text(2)
}
