//! The two-method grid of ICH M7, filled with counts: what each pair of calls was worth on compounds with a test.

use concerted_genotox::{GridCell, ImpurityClass, ModelCall};
use concerted_hazard::Call;

use crate::ames::measure::Judged;
use crate::shell;

use super::Bar;

/// Compounds of a cell, and how many of them are positive.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    rows: usize,
    positives: usize,
}

/// The cell of a row from the calls of the rules and of the model.
fn cell(alert: bool, judged: &Judged) -> GridCell {
    let model = match (
        &judged.domain,
        judged.scored.balanced,
        judged.scored.screening,
    ) {
        (Some(domain), Some(balanced), Some(screening)) => {
            match (domain.inside, balanced, screening) {
                (false, _, _) => ModelCall::OutOfDomain,
                (true, true, _) => ModelCall::Positive,
                (true, false, true) => ModelCall::Unclear,
                (true, false, false) => ModelCall::Negative,
            }
        }
        _ => ModelCall::Absent,
    };
    GridCell {
        rules: if alert {
            Call::Positive
        } else {
            Call::Negative
        },
        model,
    }
}

/// Prints the grid of a set and returns the negative predictive value of its one cell that gives class 5.
pub(super) fn bars(
    (set, name): (&str, &'static str),
    alerts: &[bool],
    judged: &[Judged],
) -> Vec<Bar> {
    let counts: Vec<(GridCell, Count)> = GridCell::all()
        .map(|wanted| {
            let mut count = Count::default();
            for (_, row) in alerts
                .iter()
                .zip(judged)
                .filter(|(alert, row)| cell(**alert, row) == wanted)
            {
                count.rows += 1;
                count.positives += usize::from(row.scored.positive);
            }
            (wanted, count)
        })
        .collect();
    shell::say(&format!("two methods, {set}"));
    shell::say(
        "| cell | class on predictions | rows | positive | share positive |\n|---|---|---|---|---|",
    );
    for (cell, count) in &counts {
        let share = if count.rows == 0 {
            "none".to_owned()
        } else {
            format!("{:.3}", count.positives as f64 / count.rows as f64)
        };
        shell::say(&format!(
            "| {} | {} | {} | {} | {share} |",
            cell.name(),
            cell.class().number(),
            count.rows,
            count.positives
        ));
    }
    let five = counts
        .iter()
        .filter(|(cell, _)| cell.class() == ImpurityClass::Five)
        .fold(Count::default(), |sum, (_, count)| Count {
            rows: sum.rows + count.rows,
            positives: sum.positives + count.positives,
        });
    vec![Bar {
        name,
        rows: five.rows,
        measured: (five.rows - five.positives) as f64 / five.rows.max(1) as f64,
        wanted: "reported",
        met: true,
    }]
}

#[cfg(test)]
mod tests {
    use concerted_hazard::Domain;

    use super::*;
    use crate::ames::figures::Scored;

    fn row(positive: bool, [inside, balanced, screening]: [bool; 3]) -> Judged {
        Judged {
            scored: Scored {
                positive,
                probability: Some(0.5),
                balanced: Some(balanced),
                screening: Some(screening),
            },
            domain: Some(Domain {
                inside,
                reasons: Vec::new(),
                nearest_similarity: 0.5,
                unseen_environments: 0,
            }),
        }
    }

    #[test]
    fn only_two_negatives_in_the_domain_count_for_class_5() {
        let rows = [
            row(false, [true, false, false]),
            row(true, [true, false, false]),
            row(false, [true, false, true]),
            row(false, [false, false, false]),
            row(true, [true, true, true]),
        ];
        let bar = bars(("test", "test"), &[false, false, false, false, true], &rows).remove(0);
        assert_eq!((bar.rows, bar.measured), (2, 0.5));
    }
}
