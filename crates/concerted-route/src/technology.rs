//! Technologies that could make the steps of a program, and the sites that offer them.

use concerted_model::program::Program;
use concerted_model::route::{InputRole, Step};
use concerted_transformation::{Family, Reaction, StepClass, TechnologyRule, classify, options};

/// One step with what could make it.
#[derive(Debug, Clone, PartialEq)]
pub struct StepOptions {
    /// Its id.
    pub step: String,
    /// Its class; none where no rule holds or a structure is lacking.
    pub class: Option<StepClass>,
    /// The technology that the program states.
    pub used: Option<String>,
    /// Technologies known for the change of groups.
    pub options: Vec<StepOption>,
    /// Why it could not be judged.
    pub problem: Option<String>,
}

/// One technology for a step.
#[derive(Debug, Clone, PartialEq)]
pub struct StepOption {
    /// What is known of it.
    pub rule: &'static TechnologyRule,
    /// Names of the sites that offer it, as the program states.
    pub sites: Vec<String>,
}

impl StepOptions {
    /// The options of a reaction without a program.
    ///
    /// ```
    /// use concerted_transformation::Reaction;
    /// let read = Reaction::parse("CC(=O)c1ccccc1>>CC(O)c1ccccc1")?;
    /// let step = concerted_route::StepOptions::of("reduction", &read);
    /// assert_eq!(step.options[0].rule.class, "ADH");
    /// # Ok::<(), concerted_transformation::ReactionError>(())
    /// ```
    pub fn of(step: &str, reaction: &Reaction) -> Self {
        let found = options(reaction).into_iter();
        Self {
            step: step.to_owned(),
            class: classify(reaction).class,
            used: None,
            options: found
                .map(|rule| StepOption {
                    rule,
                    sites: Vec::new(),
                })
                .collect(),
            problem: None,
        }
    }
}

/// Every step of a program with its reactants and product, or what is lacking for them.
pub fn step_structures(program: &Program) -> Vec<(String, Result<Reaction, String>)> {
    let steps = program.step.iter();
    steps
        .map(|step| (step.id.as_str().to_owned(), reaction(program, step)))
        .collect()
}

/// What could make each step of a program, with the sites that offer it.
///
/// Reagents, acids and bases count as reactants: the rules leave out what gives nothing to the product.
pub fn step_options(program: &Program) -> Vec<StepOptions> {
    program
        .step
        .iter()
        .map(|step| {
            let mut found = match reaction(program, step) {
                Ok(reaction) => StepOptions::of(step.id.as_str(), &reaction),
                Err(problem) => StepOptions {
                    step: step.id.as_str().to_owned(),
                    class: None,
                    used: None,
                    options: Vec::new(),
                    problem: Some(problem),
                },
            };
            found.used.clone_from(&step.technology);
            for option in &mut found.options {
                option.sites = sites(program, option.rule);
            }
            found
        })
        .collect()
}

/// A site that says `biocatalysis` in general offers every enzyme.
fn sites(program: &Program, rule: &TechnologyRule) -> Vec<String> {
    let offers = |technology: &String| {
        technology == rule.capability
            || rule.family == Family::Enzyme && technology == "biocatalysis"
    };
    let sites = program.site.iter();
    sites
        .filter(|site| site.technology.iter().any(offers))
        .map(|site| site.name.clone())
        .collect()
}

fn reaction(program: &Program, step: &Step) -> Result<Reaction, String> {
    let structure = |id: &str| -> Result<String, String> {
        let material = program.material_by_id(id);
        let written = material.and_then(|material| material.smiles.as_ref());
        written
            .map(|written| written.smiles.clone())
            .ok_or_else(|| format!("`{id}` has no structure"))
    };
    let mut reactants = Vec::new();
    let mut lacking = Vec::new();
    for input in step
        .input
        .iter()
        .filter(|input| input.work_up != Some(true))
    {
        match (input.role, structure(input.material.as_str())) {
            (InputRole::Reactant, Err(problem)) => lacking.push(problem),
            (
                InputRole::Reactant
                | InputRole::Reagent
                | InputRole::Acid
                | InputRole::Base
                | InputRole::Gas,
                Ok(smiles),
            ) => {
                reactants.push(smiles);
            }
            _ => {}
        }
    }
    let product = structure(step.product.as_str());
    lacking.extend(product.as_ref().err().cloned());
    if !lacking.is_empty() {
        return Err(lacking.join("; "));
    }
    Reaction::of(&reactants.join("."), &product.unwrap_or_default())
        .map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use concerted_reference::Reference;
    use concerted_transformation::catalogue;

    #[test]
    fn every_capability_is_in_the_vocabulary() {
        for rule in catalogue() {
            let row = Reference::embedded().technology(rule.capability);
            assert!(row.is_some(), "`{}` of `{}`", rule.capability, rule.id);
        }
    }
}
