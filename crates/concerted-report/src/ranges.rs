//! Range chart of milestones: P10 to P90 as a line, P50 and P80 on it, the date wanted beside it.

use concerted_program::Milestone;

use crate::palette::{DEMAND, INK, MUTED, WARNING};
use crate::svg::{Anchor, Drawing, Rect};
use crate::time_axis::TimeAxis;

const WIDTH: f64 = 1180.0;
const ROW: f64 = 42.0;
const TOP: f64 = 30.0;
const SIDE: f64 = 10.0;

/// The chart; `None` where there is no milestone or no calendar holds its dates.
pub(crate) fn ranges(milestones: &[Milestone]) -> Option<String> {
    let dates = || {
        milestones.iter().flat_map(|milestone| {
            [milestone.planned, milestone.p10, milestone.p90]
                .into_iter()
                .chain(milestone.due)
        })
    };
    let axis = TimeAxis::new(dates().min()?, dates().max()?, SIDE, WIDTH - 2.0 * SIDE)?;
    let height = TOP + ROW * milestones.len() as f64 + 6.0;
    let mut drawing = Drawing::new(WIDTH, height);
    let plot = Rect {
        x: SIDE,
        y: TOP,
        width: WIDTH - 2.0 * SIDE,
        height: height - TOP - 4.0,
    };
    axis.draw(&mut drawing, plot);
    for (index, milestone) in milestones.iter().enumerate() {
        let y = TOP + ROW * index as f64 + 27.0;
        row(&mut drawing, &axis, milestone, y);
    }
    Some(drawing.finish("chart ranges", "Dates of the milestones as ranges"))
}

fn row(drawing: &mut Drawing, axis: &TimeAxis, milestone: &Milestone, y: f64) {
    let [p10, p50, p80, p90] =
        [milestone.p10, milestone.p50, milestone.p80, milestone.p90].map(|date| axis.x_end(date));
    let wanted = milestone.due.map_or_else(
        || "no date wanted".to_owned(),
        |due| format!("wanted {due}"),
    );
    let title = format!(
        "{}: P10 {}, P50 {}, P80 {}, P90 {}, planned {}, {wanted}",
        milestone.name,
        milestone.p10,
        milestone.p50,
        milestone.p80,
        milestone.p90,
        milestone.planned
    );
    drawing.open(
        &format!("data-milestone=\"{}\"", crate::svg::escape(&milestone.id)),
        &title,
    );
    let right = p50 > WIDTH * 0.6;
    let (x, anchor) = if right {
        (p90, Anchor::End)
    } else {
        (p10, Anchor::Start)
    };
    drawing.text(
        (x, y - 12.0),
        anchor,
        &format!("fill=\"{INK}\" font-weight=\"600\" class=\"halo\""),
        &milestone.name,
    );
    drawing.line(
        (p10, y),
        (p90, y),
        &format!("stroke=\"{DEMAND}\" stroke-width=\"2\""),
    );
    drawing.line(
        (p10, y),
        (p80, y),
        &format!("stroke=\"{DEMAND}\" stroke-width=\"7\" stroke-opacity=\"0.35\""),
    );
    drawing.line(
        (p80, y - 7.0),
        (p80, y + 7.0),
        &format!("stroke=\"{DEMAND}\" stroke-width=\"2.5\""),
    );
    drawing.circle((p50, y), 4.5, &format!("fill=\"{DEMAND}\""));
    diamond(drawing, (axis.x_end(milestone.planned), y), 4.0, "#ffffff");
    if let Some(due) = milestone.due {
        let x = axis.x_end(due);
        let color = if milestone.p80 > due { WARNING } else { MUTED };
        drawing.line(
            (x, y - 9.0),
            (x, y + 9.0),
            &format!("stroke=\"{color}\" stroke-width=\"2\" stroke-dasharray=\"3 2\""),
        );
    }
    drawing.close();
}

/// A diamond around a point.
pub(crate) fn diamond(drawing: &mut Drawing, (x, y): (f64, f64), size: f64, fill: &str) {
    drawing.path(
        &[(x, y - size), (x + size, y), (x, y + size), (x - size, y)],
        true,
        &format!("fill=\"{fill}\" stroke=\"{INK}\" stroke-width=\"1\""),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn milestone(name: &str, dates: [&str; 5], due: Option<&str>) -> Milestone {
        let [planned, p10, p50, p80, p90] = dates.map(|text| text.parse().unwrap());
        Milestone {
            id: name.to_lowercase(),
            name: name.to_owned(),
            activity: "k05".to_owned(),
            due: due.map(|text| text.parse().unwrap()),
            planned,
            p10,
            p50,
            p80,
            p90,
            on_time: None,
        }
    }

    const DATES: [&str; 5] = [
        "2028-01-10",
        "2027-12-01",
        "2028-02-01",
        "2028-04-01",
        "2028-05-01",
    ];

    #[test]
    fn nothing_is_drawn_without_milestones() {
        assert!(ranges(&[]).is_none());
    }

    #[test]
    fn the_date_wanted_is_drawn_where_there_is_one() {
        let dashes = |due| {
            let svg = ranges(&[milestone("Dose", DATES, due)]).unwrap();
            assert!(!svg.contains("NaN"), "{svg}");
            svg.matches("stroke-dasharray").count()
        };
        assert_eq!((dashes(None), dashes(Some("2028-03-01"))), (0, 1));
    }

    #[test]
    fn a_date_missed_at_p80_warns() {
        let warns = |due| {
            ranges(&[milestone("Dose", DATES, Some(due))])
                .unwrap()
                .contains(WARNING)
        };
        assert!(warns("2028-03-31") && !warns("2028-04-01"));
    }

    #[test]
    fn names_are_escaped() {
        let svg = ranges(&[milestone("<b>&", DATES, None)]).unwrap();
        assert!(
            svg.contains("&lt;b&gt;&amp;") && !svg.contains("<b>"),
            "{svg}"
        );
    }
}
