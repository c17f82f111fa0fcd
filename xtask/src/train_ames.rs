//! `cargo xtask train-ames --data DIR`: trains the statistical model and writes it with its card.

use std::path::Path;

use anyhow::Context;
use concerted_hazard::training::{Parameters, fingerprint, read, write};

use crate::ames::data::{self, Columns, Compound};
use crate::ames::measure::{self, Judged, inside, only};
use crate::ames::{figures, plot, study};
use crate::shell;
use crate::validate::rows;

/// File of the training data below the data folder.
pub(crate) const TRAINING_FILE: &str = "genotox/ames_tdc_dev.csv";
/// File of the external data below the data folder.
pub(crate) const EXTERNAL_FILE: &str = "genotox/ames_mhlw_strains_dev.csv";
/// Columns of the external data.
pub(crate) const EXTERNAL_COLUMNS: Columns = Columns {
    smiles: "smiles",
    label: "ames_any",
};
/// Columns of the training data.
pub(crate) const TRAINING_COLUMNS: Columns = Columns {
    smiles: "smiles",
    label: "ames",
};

/// Trains on every row, calibrates on the forests of the cross-validation, writes model, card and calibration plot.
pub(crate) fn run(data: &Path) -> anyhow::Result<()> {
    let compounds = data::read(&data.join(TRAINING_FILE), TRAINING_COLUMNS)?;
    let training = data::merged(&compounds);
    shell::say(&format!(
        "{} rows, {} compounds",
        compounds.len(),
        training.len()
    ));
    let by_fold = study::by_fold(&training);
    let unseen: Vec<(f64, bool)> = training
        .iter()
        .filter_map(|of| Some((study::raw(&by_fold[of.fold], of)?, of.positive)))
        .collect();
    let inner = study::inner_calibrations(&training);
    let judged = measure::cross_validated(&compounds, &by_fold, &inner)?;
    drop(by_fold);
    let forest = study::fit(&training, study::BAGS, "all");
    let (bounds, index) = study::bounds(&training)?;
    let model = Parameters {
        forest,
        calibration: study::calibrate(&unseen),
        bounds,
        index,
    };
    let bytes = write(&model);
    read(&bytes).context("the model written cannot be read")?;
    let mut figures = cross_validated(&judged);
    figures.extend(external(data, &model)?);
    let scored = only(&judged, |_| true);
    save("crates/concerted-hazard/model/ames.bin", &bytes)?;
    let card = card(&training, &model, &bytes, &figures);
    save("crates/concerted-hazard/model/ames.toml", card.as_bytes())?;
    save(
        "crates/concerted-hazard/model/ames.md",
        readable(&card).as_bytes(),
    )?;
    let plot = plot::calibration(&figures::reliability(&scored));
    save("docs/model-ames-calibration.svg", plot.as_bytes())?;
    shell::say(&card);
    Ok(())
}

fn save(name: &str, bytes: &[u8]) -> anyhow::Result<()> {
    std::fs::write(shell::root().join(name), bytes)
        .with_context(|| format!("`{name}` cannot be written"))?;
    shell::say(&format!("wrote {name}, {} bytes", bytes.len()));
    Ok(())
}

/// Figures of the cross-validation by scaffold, each row judged by what never saw its fold.
fn cross_validated(judged: &[Judged]) -> Vec<(String, f64)> {
    let scored = only(judged, |_| true);
    let within = only(judged, inside);
    let outside = only(judged, |of| !inside(of));
    let mut figures = measure::named("folds", &scored);
    figures.extend([
        ("folds_brier".to_owned(), figures::brier(&scored)),
        (
            "folds_calibration_error".to_owned(),
            figures::calibration_error(&figures::reliability(&scored)),
        ),
    ]);
    figures.extend(measure::named("folds_inside", &within));
    figures.extend(measure::named("folds_outside", &outside));
    figures
}

/// Figures on the external compounds that are not among the training data; none where the file is absent.
fn external(data: &Path, model: &Parameters) -> anyhow::Result<Vec<(String, f64)>> {
    let path = data.join(EXTERNAL_FILE);
    if !path.is_file() {
        return Ok(Vec::new());
    }
    let unseen: Vec<_> = rows(&path)?
        .into_iter()
        .filter(|row| row.get("in_tdc_ames").is_some_and(|of| of == "0"))
        .collect();
    let compounds = data::from_rows(&unseen, EXTERNAL_COLUMNS)?;
    let scored = measure::scored_with(&compounds, &model.forest, &model.calibration);
    Ok(measure::named("mhlw_unseen", &scored))
}

fn card(
    training: &[&Compound],
    model: &Parameters,
    bytes: &[u8],
    figures: &[(String, f64)],
) -> String {
    let positives = training.iter().filter(|of| of.positive).count();
    let mut text = format!(
        "# Written by `cargo xtask train-ames`; docs/model-ames.md tells what it means.\n\
         id = \"concerted-ames\"\n\
         version = \"2026.11-{}\"\n\
         data = \"Ames benchmark of Xu and others as distributed by TDC, development rows\"\n\
         citation = \"Xu and others, Journal of Chemical Information and Modeling 52 (2012) 2840\"\n\
         training_rows = {}\n\
         positives = {positives}\n\
         seed = {}\n\
         balanced_cut = {}\n\
         screening_cut = {}\n\n\
         [figures]\n",
        fingerprint(bytes),
        training.len(),
        study::SEED,
        model.calibration.balanced_cut,
        model.calibration.screening_cut,
    );
    for (name, figure) in figures {
        text.extend([name.as_str(), " = ", &format!("{figure:.4}"), "\n"]);
    }
    text
}

/// The card as a page.
pub(crate) fn readable(card: &str) -> String {
    let mut text = String::from(
        "# Model card: bacterial mutagenicity\n\n<!-- Written by `cargo xtask train-ames`. -->\n\n\
         A screening tool that needs expert review; the report is in `docs/model-ames.md`. `folds` is the pooled\n\
         cross-validation over scaffolds, `inside` and `outside` its rows inside and outside the domain, `mhlw_unseen`\n\
         the external compounds that are not in the training data.\n\n| | |\n|---|---|\n",
    );
    for (key, value) in card.lines().filter_map(|line| line.split_once(" = ")) {
        text.extend(["| ", key, " | ", value.trim_matches('"'), " |\n"]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readable_card_is_that_of_the_committed_model() {
        let folder = shell::root().join("crates/concerted-hazard/model");
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
        assert_eq!(readable(&read("ames.toml")), read("ames.md"));
    }
}
