//! Solvents of a step: CHEM21 rank and ICH Q3C class.

use concerted_model::evidence::Status;
use concerted_model::figure::{Input, Ledger, Rule};
use concerted_model::finding::{Ask, Evidence, Finding, Severity, lacking};
use concerted_model::quantity::shortest;
use concerted_reference::{Cited, GreenRank, Row};

use crate::amount::{Category, StepAmounts};
use crate::chemistry::Chemistry;

const RANK: Rule = Rule {
    id: "route.solvent.rank",
    formula: "CHEM21 rank after discussion by its authors",
    unit: "",
};
const CLASS: Rule = Rule {
    id: "route.solvent.q3c",
    formula: "class of ICH Q3C and concentration limit at 10 g/day (option 1)",
    unit: "",
};

/// One solvent used in one step.
#[derive(Debug, Clone, PartialEq)]
pub struct SolventUse {
    /// The step.
    pub step: String,
    /// The material.
    pub material: String,
    /// Its name.
    pub name: String,
    /// CHEM21 rank that follows from the scores.
    pub default_rank: Option<Cited<GreenRank>>,
    /// CHEM21 rank after discussion.
    pub rank: Option<Cited<GreenRank>>,
    /// Class of ICH Q3C; absent where the guideline does not list it.
    pub q3c_class: Option<Cited<u8>>,
    /// Concentration limit of ICH Q3C, option 1, in ppm.
    pub q3c_limit_ppm: Option<Cited<f64>>,
}

/// CHEM21 rank by combination of the three scores, each from 1 (good) to 10.
///
/// Hazardous: any score of 8 or more, or two of 7 or more. Problematic: one score of 7, or two from 4 to 6.
/// Else recommended. Source: Prat and co-authors, Green Chem. 2016, 18, 288, combination table. The authors
/// then move some solvents after discussion; that rank stands in the table and is not computed.
///
/// ```
/// use concerted_reference::GreenRank;
/// // Ethyl acetate: 5, 3, 3; dichloromethane: 1, 7, 7.
/// assert_eq!(concerted_route::chem21_rank(5, 3, 3), GreenRank::Recommended);
/// assert_eq!(concerted_route::chem21_rank(1, 7, 7), GreenRank::Hazardous);
/// ```
pub fn chem21_rank(safety: u8, health: u8, environment: u8) -> GreenRank {
    let scores = [safety, health, environment];
    let count = |accepted: fn(u8) -> bool| scores.iter().filter(|score| accepted(**score)).count();
    if count(|score| score >= 8) > 0 || count(|score| score >= 7) > 1 {
        GreenRank::Hazardous
    } else if count(|score| score == 7) > 0 || count(|score| (4..=6).contains(&score)) > 1 {
        GreenRank::Problematic
    } else {
        GreenRank::Recommended
    }
}

/// The word for a rank.
pub(crate) fn rank_word(rank: GreenRank) -> &'static str {
    match rank {
        GreenRank::Recommended => "recommended",
        GreenRank::Problematic => "problematic",
        GreenRank::Hazardous => "hazardous",
        GreenRank::HighlyHazardous => "highly hazardous",
    }
}

/// Solvents of a step against the tables.
///
/// # Findings
/// `route.solvent.q3c`: class 1 is critical, class 2 a note with its limit. `route.solvent.rank`: hazardous
/// and highly hazardous solvents are minor. `route.solvent.unknown`: not in the table.
pub(crate) fn solvents(
    chemistry: &Chemistry<'_>,
    step: &StepAmounts,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> Vec<SolventUse> {
    let mut uses: Vec<SolventUse> = Vec::new();
    for input in step
        .inputs
        .iter()
        .filter(|input| input.category == Category::Solvents)
    {
        if uses.iter().any(|known| known.material == input.material) {
            continue;
        }
        let key = format!("step.{}.solvent.{}", step.step, input.material);
        let row = chemistry
            .program
            .material_by_id(&input.material)
            .and_then(|material| chemistry.solvent(material));
        let Some(row) = row else {
            let what = format!("Rank and class of {} in step {}", input.name, step.name);
            findings.push(lacking(
                "route.solvent.unknown",
                &key,
                &what,
                "the solvent table has no row by its CAS number, name or structure",
            ));
            uses.push(unranked(step, &input.material, &input.name));
            continue;
        };
        let q3c = chemistry.reference.q3c_of(row);
        let one = SolventUse {
            default_rank: row.chem21_default.map(|rank| row.cite(rank)),
            rank: row.rank(),
            q3c_class: q3c.map(|q3c| q3c.cite(q3c.q3c_class)),
            q3c_limit_ppm: q3c.map(concerted_reference::Q3cSolvent::limit),
            ..unranked(step, &input.material, &input.name)
        };
        judge(&key, step, &one, ledger, findings);
        uses.push(one);
    }
    uses
}

fn unranked(step: &StepAmounts, material: &str, name: &str) -> SolventUse {
    SolventUse {
        step: step.step.clone(),
        material: material.to_owned(),
        name: name.to_owned(),
        default_rank: None,
        rank: None,
        q3c_class: None,
        q3c_limit_ppm: None,
    }
}

/// Words for a status that must stand beside the value.
fn caveat(status: Status) -> String {
    if status.is_regulatory_fact() {
        String::new()
    } else {
        format!(" (status `{}`: no regulatory fact)", status.word())
    }
}

fn judge(
    key: &str,
    step: &StepAmounts,
    one: &SolventUse,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) {
    if let Some(rank) = &one.rank {
        let word = rank_word(rank.value);
        let label = format!(
            "CHEM21 rank of {} in step {}{}",
            one.name,
            step.name,
            caveat(rank.citation.status)
        );
        let figure = format!("{key}.rank");
        ledger.derive(
            figure.as_str(),
            label,
            RANK,
            word,
            [Input::Reference(rank.citation.clone(), word.to_owned())],
        );
        if rank.value >= GreenRank::Hazardous {
            findings.push(
                Finding::new(
                    "route.solvent.rank",
                    Severity::Minor,
                    key,
                    format!(
                        "{} in step {} is {word} by the CHEM21 guide.",
                        one.name, step.name
                    ),
                )
                .hint("look for a solvent of the same family with a better rank")
                .figure(figure.as_str()),
            );
        }
    }
    if let Some((class, limit)) = one.q3c_class.as_ref().zip(one.q3c_limit_ppm.as_ref()) {
        let text = format!("class {}, {} ppm", class.value, shortest(limit.value));
        let caveat = caveat(limit.citation.status);
        let label = format!(
            "ICH Q3C class and limit of {} in step {}{caveat}",
            one.name, step.name
        );
        let figure = format!("{key}.q3c");
        let input = Input::Reference(limit.citation.clone(), text.clone());
        ledger.derive(figure.as_str(), label, CLASS, text, [input]);
        findings.extend(
            class_finding(key, step, one, (class.value, limit))
                .map(|finding| finding.figure(figure.as_str())),
        );
    }
}

fn class_finding(
    key: &str,
    step: &StepAmounts,
    one: &SolventUse,
    (class, limit): (u8, &Cited<f64>),
) -> Option<Finding> {
    let caveat = caveat(limit.citation.status);
    let ppm = shortest(limit.value);
    let finding = match class {
        1 => Finding::new(
            "route.solvent.q3c",
            Severity::Critical,
            key,
            format!("{} in step {} is a class 1 solvent of ICH Q3C, which is not to be used; its limit is {ppm} ppm{caveat}.", one.name, step.name),
        )
        .ask(Ask {
            key: format!("solvent_swap_study:{}:{}", step.step, one.material),
            catalogue: "solvent_swap_study".to_owned(),
            title: format!("replacement of {} in step {}", one.name, step.name),
            before: None,
            figures: vec![format!("{key}.q3c").into()],
        }),
        2 => Finding::new(
            "route.solvent.q3c",
            Severity::Note,
            key,
            format!("{} in step {} is a class 2 solvent of ICH Q3C with a limit of {ppm} ppm (option 1){caveat}.", one.name, step.name),
        ),
        _ => return None,
    };
    Some(finding.evidence(Evidence::Reference {
        citation: limit.citation.clone(),
    }))
}
