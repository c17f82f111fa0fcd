//! Impurities whose statements cannot be meant: blank arguments, levels above the whole, purges in the wrong place.

use std::collections::BTreeSet;

use concerted_model::impurity::Impurity;
use concerted_model::material::Material;
use concerted_model::problem::{
    CONTRADICTION, MISSING_KEY, OUT_OF_RANGE, Problem, UNKNOWN_REFERENCE,
};
use concerted_model::program::Document;
use concerted_model::quantity::shortest;
use concerted_model::suggest::closest;
use concerted_molecule::Molecule;

/// Every statement on an impurity that cannot be meant.
pub(super) fn judge(document: &Document) -> Vec<Problem> {
    let mut problems = Vec::new();
    for impurity in &document.impurity {
        problems.extend(arguments(document, impurity));
        problems.extend(amounts(impurity));
        problems.extend(places(document, impurity));
        problems.extend(structures(document, impurity));
    }
    problems
}

/// An argument without reasoning or author would decide a class in nobody's name.
fn arguments(document: &Document, impurity: &Impurity) -> Vec<Problem> {
    let mut problems = Vec::new();
    for argument in &impurity.argument {
        for (key, text, wanted) in [
            ("reasoning", &argument.reasoning, "the reasoning in full"),
            ("by", &argument.by, "the post that answers for it"),
        ] {
            if text.trim().is_empty() {
                problems.push(
                    Problem::error(
                        MISSING_KEY,
                        &argument.place,
                        format!(
                            "`{key}` of the argument on impurity `{}` is blank",
                            impurity.id
                        ),
                    )
                    .expected(wanted)
                    .found("nothing"),
                );
            }
        }
        let posts: Vec<&str> = document.post.iter().map(|post| post.id.as_str()).collect();
        if !argument.by.trim().is_empty()
            && !posts.is_empty()
            && !posts.contains(&argument.by.as_str())
        {
            let shown: String = argument.by.chars().take(60).collect();
            let near = closest(&shown, posts.iter().copied());
            problems.push(
                Problem::error(
                    UNKNOWN_REFERENCE,
                    &argument.place,
                    format!("`{shown}`, who answers for an argument on impurity `{}`, is no post of this program", impurity.id),
                )
                .expected("the id of a post")
                .hint(near.map(|near| format!("did you mean `{near}`?")))
                .as_warning(),
            );
        }
    }
    problems
}

/// Levels above the whole, and factors that no purge can have.
fn amounts(impurity: &Impurity) -> Vec<Problem> {
    let mut problems = Vec::new();
    if let Some(level) = &impurity.level
        && level.value.base() > 1.0
    {
        problems.push(
            Problem::error(
                OUT_OF_RANGE,
                &impurity.place,
                format!(
                    "impurity `{}` has a level above the whole product",
                    impurity.id
                ),
            )
            .expected("at most 100 % by mass of the step's product")
            .found(format!("{} %", shortest(level.value.base() * 100.0))),
        );
    }
    for measured in &impurity.purge {
        let factor = measured.factor.value;
        let problem = Problem::error(
            OUT_OF_RANGE,
            &measured.place,
            format!(
                "impurity `{}` has a measured purge of {}",
                impurity.id,
                shortest(factor)
            ),
        );
        if !factor.is_finite() || factor <= 0.0 {
            problems.push(problem.expected("a number above 0: amount before ÷ amount after"));
        } else if factor < 1.0 {
            problems.push(
                problem
                    .expected("usually 1 or more: amount before ÷ amount after")
                    .hint(Some("a factor below 1 says that the step enriches the impurity; was it meant the other way round?".to_owned()))
                    .as_warning(),
            );
        }
    }
    for score in &impurity.score {
        let factor = score.score.value;
        if !factor.is_finite() || factor < 1.0 {
            problems.push(
                Problem::error(
                    OUT_OF_RANGE,
                    &score.place,
                    format!(
                        "impurity `{}` has a purge score of {}",
                        impurity.id,
                        shortest(factor)
                    ),
                )
                .expected("a factor of at least 1; 1 gives no credit"),
            );
        }
        if score.reason.trim().is_empty() {
            problems.push(
                Problem::error(
                    MISSING_KEY,
                    &score.place,
                    format!("a purge score of impurity `{}` has no reason", impurity.id),
                )
                .expected("why the score is what it is"),
            );
        }
    }
    problems
}

/// A purge before the step in which the impurity arises removes nothing.
fn places(document: &Document, impurity: &Impurity) -> Vec<Problem> {
    let Some(start) = &impurity.step else {
        return Vec::new();
    };
    let behind = downstream(document, start.as_str());
    // Where the step of origin is unknown, that is told elsewhere.
    if behind.is_empty() {
        return Vec::new();
    }
    impurity
        .purge
        .iter()
        .map(|measured| (&measured.step, &measured.place))
        .chain(impurity.score.iter().map(|score| (&score.step, &score.place)))
        .filter(|(step, _)| {
            let known = document.step.iter().any(|other| other.id.as_str() == step.as_str());
            known && !behind.contains(step.as_str())
        })
        .map(|(step, place)| {
            Problem::error(
                CONTRADICTION,
                place,
                format!(
                    "a purge of impurity `{}` stands in step `{step}`, which does not follow on step `{start}`, where it arises",
                    impurity.id
                ),
            )
            .expected("the step of origin or one that its product goes through")
        })
        .collect()
}

/// The step and all through which its product goes.
fn downstream<'a>(document: &'a Document, start: &str) -> BTreeSet<&'a str> {
    let mut found: BTreeSet<&str> = BTreeSet::new();
    let mut waiting: Vec<_> = document
        .step
        .iter()
        .filter(|step| step.id.as_str() == start)
        .collect();
    while let Some(step) = waiting.pop() {
        if !found.insert(step.id.as_str()) {
            continue;
        }
        waiting.extend(document.step.iter().filter(|other| {
            other
                .input
                .iter()
                .any(|input| input.material.as_str() == step.product.as_str())
        }));
    }
    found
}

/// An impurity that is a material cannot have another structure than that material.
fn structures(document: &Document, impurity: &Impurity) -> Option<Problem> {
    let own = impurity.smiles.as_ref()?;
    let reference = impurity.material.as_ref()?;
    let material: &Material = document
        .material
        .iter()
        .find(|material| material.id.as_str() == reference.as_str())?;
    let theirs = material.smiles.as_ref()?;
    let (a, b) = (
        Molecule::parse(&own.smiles).ok()?,
        Molecule::parse(&theirs.smiles).ok()?,
    );
    // A salt and its base, or a hydrate, share a component; that is how chemists write them.
    let parts = |molecule: &Molecule| -> BTreeSet<String> {
        molecule
            .components()
            .iter()
            .map(|part| part.canonical_smiles().to_owned())
            .collect()
    };
    if !parts(&a).is_disjoint(&parts(&b)) {
        return None;
    }
    Some(
        Problem::error(
            CONTRADICTION,
            &own.place,
            format!(
                "impurity `{}` has another structure than its material `{}`",
                impurity.id, material.id
            ),
        )
        .expected(format!(
            "`{}`, the structure of the material",
            b.canonical_smiles()
        ))
        .found(format!("`{}`", a.canonical_smiles()))
        .hint(Some(
            "give the structure or the material, not both".to_owned(),
        ))
        .label(&theirs.place, "the structure of the material"),
    )
}
