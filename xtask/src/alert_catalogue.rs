//! The catalogue of alerts as a page.

use concerted_hazard::{Alert, catalogue, literature};

/// Says of every alert what it describes, why, on what evidence, and how often it was right.
pub(crate) fn page() -> String {
    let mut text = String::from(
        "# Alerts for mutagenicity\n\n<!-- Written by `cargo xtask generate`. -->\n\n\
         A structure is called positive by the expert rules if any alert hits it. An exemption takes a match back \
         whose first atom is its own first atom.\n\n\
         Precision is the share of compounds with the alert that are positive, of the 6,148 development rows of a \
         public compilation of bacterial tests in which 54.5 % are positive (`cargo xtask validate` counts again). \
         The patterns were drawn with these rows in view, and process impurities are positive far less often: read \
         it as an upper bound. Alerts below that share stay where the literature or ICH M7 asks for them. Nothing \
         here replaces the review of an expert.\n\n\
         | alert | compounds with it | positive | precision | cohort of concern |\n|---|---|---|---|---|\n",
    );
    for alert in catalogue() {
        text.push_str(&format_line(alert));
    }
    for alert in catalogue() {
        text.push_str(&section(alert));
    }
    text.push_str("\n## Literature\n\n");
    let mut works: Vec<_> = catalogue()
        .iter()
        .flat_map(|alert| alert.references.iter().copied())
        .collect();
    works.sort_unstable();
    works.dedup();
    for work in works {
        text.push_str(&entry(&work));
    }
    text
}

fn format_line(alert: &Alert) -> String {
    format!(
        "| [{}](#{}) | {} | {} | {} | {} |\n",
        alert.name,
        alert.id,
        alert.measured.hits,
        alert.measured.positives,
        precision(alert),
        alert.cohort_of_concern.map_or("", |cohort| cohort.name())
    )
}

fn precision(alert: &Alert) -> String {
    alert.measured.precision().map_or_else(
        || "not measured".to_owned(),
        |share| format!("{:.0} %", share * 100.0),
    )
}

fn section(alert: &Alert) -> String {
    let code = |texts: &[&str]| {
        texts
            .iter()
            .map(|text| format!("`{text}`"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let works: Vec<&str> = alert.references.iter().map(|work| work.id).collect();
    let mut text = format!(
        "\n## {}\n\n{}\n\n{}\n\n- Limits: {}\n- Literature: {}\n- Patterns: {}\n",
        alert.id,
        alert.definition,
        alert.mechanism,
        alert.limits,
        works.join(", "),
        code(alert.patterns)
    );
    for exemption in alert.exemptions {
        text.extend([
            "- Exempt: `",
            exemption.smarts,
            "`. ",
            exemption.reason,
            "\n",
        ]);
    }
    text.extend([
        "- Hits: ",
        &code(alert.positives),
        "\n- Does not hit: ",
        &code(alert.negatives),
        "\n- Measured: ",
        &format!(
            "{} of {} positive, {}",
            alert.measured.positives,
            alert.measured.hits,
            precision(alert)
        ),
        "\n",
    ]);
    text
}

fn entry(work: &literature::Literature) -> String {
    format!(
        "- {}: {}{}{}\n",
        work.id,
        work.citation,
        work.doi
            .map(|doi| format!(", doi {doi}"))
            .unwrap_or_default(),
        if work.confirmed {
            ""
        } else {
            " (cited from memory, not looked up again)"
        }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_alert_has_its_section() {
        let page = page();
        for alert in catalogue() {
            assert!(
                page.contains(&format!("\n## {}\n", alert.id)),
                "{}",
                alert.id
            );
            for exemption in alert.exemptions {
                assert!(page.contains(exemption.reason), "{}", alert.id);
            }
        }
    }
}
