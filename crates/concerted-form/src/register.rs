//! What the register of forms lacks: no form, none chosen, several chosen, only one known.

use concerted_model::finding::{Ask, Finding, Severity};
use concerted_model::form::Form;
use concerted_model::material::Material;
use concerted_model::program::Program;

/// Findings about the forms of the drug substance and of every material that has forms.
pub(crate) fn register(program: &Program) -> Vec<Finding> {
    let mut findings = Vec::new();
    let substance = program.drug_substance();
    for material in &program.material {
        let forms: Vec<&Form> = program
            .form
            .iter()
            .filter(|form| form.material.as_str() == material.id.as_str())
            .collect();
        let is_substance = substance.is_some_and(|substance| substance.id == material.id);
        if forms.len() > 1 {
            findings.extend(several_chosen(material, &forms));
        }
        if is_substance {
            findings.extend(unchosen(material, &forms));
            findings.extend(only_one(material, &forms));
        }
    }
    findings
}

fn ask(catalogue: &str, material: &Material, title: String) -> Ask {
    Ask {
        key: format!("{catalogue}:{}", material.id),
        catalogue: catalogue.to_owned(),
        title,
        before: None,
        figures: Vec::new(),
    }
}

fn chosen<'a>(forms: &[&'a Form]) -> Vec<&'a Form> {
    let chosen = forms.iter().filter(|form| form.chosen == Some(true));
    chosen.copied().collect()
}

fn several_chosen(material: &Material, forms: &[&Form]) -> Option<Finding> {
    let chosen = chosen(forms);
    if chosen.len() < 2 {
        return None;
    }
    let names: Vec<&str> = chosen.iter().map(|form| form.name.as_str()).collect();
    let message = format!(
        "{} forms of {} are marked as chosen: {}.",
        chosen.len(),
        material.name,
        names.join(", ")
    );
    Some(
        Finding::new(
            "form.several_chosen",
            Severity::Major,
            material.path.clone(),
            message,
        )
        .hint("mark one form of a material as chosen"),
    )
}

fn unchosen(material: &Material, forms: &[&Form]) -> Option<Finding> {
    if !chosen(forms).is_empty() {
        return None;
    }
    let known = match forms.len() {
        0 => "no form is on record".to_owned(),
        1 => format!("{} is the only form on record", forms[0].name),
        count => format!("{count} forms are on record"),
    };
    let message = format!(
        "No solid form of {} is chosen for development: {known}.",
        material.name
    );
    let title = format!("form screen of {} with a choice", material.name);
    Some(
        Finding::new(
            "form.none_chosen",
            Severity::Major,
            material.path.clone(),
            message,
        )
        .ask(ask("form_screen", material, title)),
    )
}

fn only_one(material: &Material, forms: &[&Form]) -> Option<Finding> {
    let [form] = forms else { return None };
    if form.chosen != Some(true) {
        return None;
    }
    let message = format!(
        "{} is the only form of {} on record: whether a more stable one exists is not known.",
        form.name, material.name
    );
    let title = format!("polymorph screen around {} of {}", form.name, material.name);
    Some(
        Finding::new("form.only_one", Severity::Minor, form.path.clone(), message).ask(ask(
            "polymorph_screen",
            material,
            title,
        )),
    )
}
