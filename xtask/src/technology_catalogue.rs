//! The catalogue of technologies as a page.

use std::fmt::Write as _;

use concerted_transformation::{
    FUNCTIONAL_GROUPS, Family, TechnologyRule, WEEKS_PER_ROUND, catalogue, step_rules,
};

/// Says of every technology when it is suggested, what it changes, what speaks against it and on what evidence; then
/// the rules of the step classes in their order.
pub(crate) fn page() -> String {
    let enzymes = catalogue()
        .iter()
        .filter(|rule| rule.family == Family::Enzyme);
    let mut text = format!(
        "# Technology options and step classes\n\n<!-- Written by `cargo xtask generate`. -->\n\n\
         {} rules suggest technologies for a step, {} of them enzymes. A suggestion says that the change of groups from \
         reactants to product is one the technology is known for; it says nothing of activity, selectivity or stability \
         on the molecule at hand. Concentrations, yields and rounds of evolution are working assumptions, a round takes \
         {} to {} weeks; the PMI range follows from them as (1000 + c) / (c · y) for the reaction mixture, work-up left \
         out. The status of each source is stated: abstract or summary read, read in a compilation, from memory.\n\n\
         | technology | class | turns | reaction PMI |\n|---|---|---|---|\n",
        catalogue().len(),
        enzymes.count(),
        WEEKS_PER_ROUND.0,
        WEEKS_PER_ROUND.1,
    );
    for rule in catalogue() {
        let pmi = rule.pmi().map_or_else(
            || "no basis".to_owned(),
            |(low, high)| format!("{low:.0} to {high:.0}"),
        );
        let _ = writeln!(
            text,
            "| [{}](#{}) | {} | {} | {pmi} |",
            rule.name, rule.id, rule.class, rule.transformation
        );
    }
    for rule in catalogue() {
        text.push_str(&section(rule));
    }
    text.push_str(&classes());
    text
}

fn section(rule: &TechnologyRule) -> String {
    let mut text = format!(
        "\n## {}\n\n*{}.* Suggested for: {}.\n\n- Steps: {}\n- Solvent: {}\n- Metal: {}\n- PMI: {}\n",
        rule.id,
        rule.name,
        rule.transformation,
        rule.gain,
        rule.solvent,
        rule.metal,
        rule.pmi_basis()
    );
    if let (Some((few, many)), Some((soon, late))) = (rule.rounds, rule.weeks()) {
        let _ = writeln!(
            text,
            "- Evolution: {few} to {many} rounds, {soon} to {late} weeks (assumed)"
        );
    }
    for one in rule.all_objections() {
        let _ = writeln!(text, "- Against, {}: {}", one.obstacle.word(), one.text);
    }
    for (work, shows) in rule.evidence {
        let doi = work
            .doi
            .map_or_else(String::new, |doi| format!(", doi {doi}"));
        let _ = writeln!(
            text,
            "- Evidence: {shows} ({}{doi}; {})",
            work.citation,
            work.standing.word()
        );
    }
    let _ = writeln!(text, "- Capability of a site: `{}`", rule.capability);
    let code = |texts: &[&str]| {
        let quoted: Vec<String> = texts.iter().map(|text| format!("`{text}`")).collect();
        quoted.join(", ")
    };
    let _ = writeln!(
        text,
        "- Suggested: {}\n- Not suggested: {}",
        code(rule.examples),
        code(rule.counterexamples)
    );
    text
}

fn classes() -> String {
    let mut text = format!(
        "\n# Step classes\n\nThe first rule that holds decides; {} functional groups are counted before and after.\n\n\
         | rule | class | recognizes | example |\n|---|---|---|---|\n",
        FUNCTIONAL_GROUPS.len()
    );
    for rule in step_rules() {
        let _ = writeln!(
            text,
            "| {} | {} {} | {} | `{}` |",
            rule.id,
            rule.class.number(),
            rule.class.name(),
            rule.name,
            rule.examples.first().copied().unwrap_or_default()
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_technology_has_its_section() {
        let page = page();
        for rule in catalogue() {
            assert!(page.contains(&format!("\n## {}\n", rule.id)), "{}", rule.id);
        }
    }
}
