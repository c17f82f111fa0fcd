//! Demand fan against batches: P10 to P90 of the cumulative demand, and what the batches supply in steps.

use concerted_model::batch::Grade;
use concerted_program::Activity;
use concerted_supply::Fan;
use jiff::civil::Date;

use crate::number::{fixed, three_digits};
use crate::palette::{DEMAND, GRID, INK, MUTED, grade};
use crate::svg::{Anchor, Drawing, Rect};
use crate::time_axis::TimeAxis;

const WIDTH: f64 = 1180.0;
const HEIGHT: f64 = 380.0;
const PLOT: Rect = Rect {
    x: 54.0,
    y: 34.0,
    width: 1106.0,
    height: 326.0,
};

/// Material of one grade that becomes available on a date.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Release {
    pub(crate) date: Date,
    pub(crate) grade: Grade,
    pub(crate) kg: f64,
    pub(crate) name: String,
}

/// What the activities release to stock, in the order of dates.
pub(crate) fn releases(activities: &[Activity]) -> Vec<Release> {
    let mut list: Vec<Release> = activities
        .iter()
        .flat_map(|activity| {
            activity.makes.iter().filter_map(|made| {
                let grade = Grade::ALL
                    .iter()
                    .copied()
                    .find(|grade| grade.word() == made.grade)?;
                Some(Release {
                    date: activity.finish,
                    grade,
                    kg: made.grams as f64 / 1_000.0,
                    name: activity.name.clone(),
                })
            })
        })
        .collect();
    list.sort_by(|a, b| (a.date, a.grade, &a.name).cmp(&(b.date, b.grade, &b.name)));
    list
}

/// The chart; `None` where neither demand nor supply has a date.
pub(crate) fn chart(start: Date, fan: &Fan, releases: &[Release]) -> Option<String> {
    let day = |days: f64| {
        start
            .checked_add(jiff::Span::new().try_days(days.round() as i64).ok()?)
            .ok()
    };
    let demand: Vec<(Date, [f64; 3])> = fan
        .days
        .iter()
        .enumerate()
        .filter_map(|(index, days)| {
            let point = [
                *fan.p10.get(index)?,
                *fan.p50.get(index)?,
                *fan.p90.get(index)?,
            ];
            point
                .iter()
                .all(|kg| kg.is_finite())
                .then_some((day(*days)?, point))
        })
        .collect();
    let dates = || {
        let supply = releases.iter().map(|release| release.date);
        demand.iter().map(|(date, _)| *date).chain(supply)
    };
    let axis = TimeAxis::new(
        dates().min()?.min(start),
        dates().max()?,
        PLOT.x,
        PLOT.width,
    )?;
    let supplied: f64 = releases.iter().map(|release| release.kg).sum();
    let most = demand
        .iter()
        .map(|(_, point)| point[2])
        .fold(supplied, f64::max);
    let scale = Scale::up_to(most);
    let mut drawing = Drawing::new(WIDTH, HEIGHT);
    axis.draw(&mut drawing, PLOT);
    scale.draw(&mut drawing);
    draw_demand(&mut drawing, &axis, &scale, &demand);
    for one in Grade::ALL {
        let own: Vec<&Release> = releases
            .iter()
            .filter(|release| release.grade == *one)
            .collect();
        let (color, dashes) = grade(*one);
        let name = format!("{one} supply");
        draw_steps(
            &mut drawing,
            &axis,
            &scale,
            &own,
            &Style {
                name: &name,
                color,
                dashes,
                width: 1.6,
            },
        );
    }
    let all: Vec<&Release> = releases.iter().collect();
    draw_steps(
        &mut drawing,
        &axis,
        &scale,
        &all,
        &Style {
            name: "supply of all grades",
            color: INK,
            dashes: "none",
            width: 2.4,
        },
    );
    Some(drawing.finish(
        "chart fan",
        "Cumulative demand as a fan and cumulative supply by batches, in kg",
    ))
}

/// How a line of steps is drawn.
struct Style<'a> {
    name: &'a str,
    color: &'a str,
    dashes: &'a str,
    width: f64,
}

/// Masses to vertical places.
struct Scale {
    top: f64,
    step: f64,
}

impl Scale {
    /// A scale from 0 to a round number above `most`.
    fn up_to(most: f64) -> Self {
        let most = if most.is_finite() && most > 0.0 {
            most
        } else {
            1.0
        };
        let rough = most / 4.0;
        let power = 10_f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0]
            .into_iter()
            .map(|factor| factor * power)
            .find(|step| *step * 5.0 >= most * 1.04)
            .unwrap_or(10.0 * power);
        Self {
            top: (most * 1.04 / step).ceil() * step,
            step,
        }
    }

    fn y(&self, kg: f64) -> f64 {
        PLOT.bottom() - (kg / self.top).clamp(0.0, 1.0) * PLOT.height
    }

    fn draw(&self, drawing: &mut Drawing) {
        let count = (self.top / self.step).round() as usize;
        for index in 0..=count {
            let kg = index as f64 * self.step;
            let y = self.y(kg);
            drawing.line(
                (PLOT.x, y),
                (PLOT.right(), y),
                &format!("stroke=\"{GRID}\" stroke-width=\"0.8\""),
            );
            let text = if index == count {
                format!("{} kg", three_digits(kg))
            } else {
                three_digits(kg)
            };
            drawing.text(
                (PLOT.x - 6.0, y + 3.5),
                Anchor::End,
                &format!("fill=\"{MUTED}\" font-size=\"10\""),
                &text,
            );
        }
    }
}

fn draw_demand(drawing: &mut Drawing, axis: &TimeAxis, scale: &Scale, demand: &[(Date, [f64; 3])]) {
    let along = |which: usize| {
        demand
            .iter()
            .map(move |(date, point)| (axis.x(*date), scale.y(point[which])))
    };
    let Some((_, end)) = demand.last() else {
        return;
    };
    let mut band: Vec<(f64, f64)> = along(2).collect();
    let mut lower: Vec<(f64, f64)> = along(0).collect();
    lower.reverse();
    band.extend(lower);
    drawing.open(
        "data-series=\"demand\"",
        &format!(
            "Demand: in the end P10 {} kg, P50 {} kg, P90 {} kg",
            fixed(end[0], 3),
            fixed(end[1], 3),
            fixed(end[2], 3)
        ),
    );
    drawing.path(
        &band,
        true,
        &format!("fill=\"{DEMAND}\" fill-opacity=\"0.22\" stroke=\"none\""),
    );
    let median: Vec<(f64, f64)> = along(1).collect();
    drawing.path(
        &median,
        false,
        &format!("fill=\"none\" stroke=\"{DEMAND}\" stroke-width=\"2.2\""),
    );
    drawing.close();
}

fn draw_steps(
    drawing: &mut Drawing,
    axis: &TimeAxis,
    scale: &Scale,
    releases: &[&Release],
    style: &Style<'_>,
) {
    if releases.is_empty() {
        return;
    }
    let mut points = vec![(PLOT.x, scale.y(0.0))];
    let mut total = 0.0;
    for release in releases {
        let x = axis.x_end(release.date);
        points.push((x, scale.y(total)));
        total += release.kg;
        points.push((x, scale.y(total)));
    }
    points.push((PLOT.right(), scale.y(total)));
    drawing.open(
        &format!("data-series=\"{}\"", style.name),
        &format!("{}: {} kg in the end", style.name, fixed(total, 3)),
    );
    drawing.path(
        &points,
        false,
        &format!(
            "fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-dasharray=\"{}\" stroke-linejoin=\"round\"",
            style.color, style.width, style.dashes
        ),
    );
    drawing.close();
}

#[cfg(test)]
mod tests {
    use concerted_program::network::Movement;

    use super::*;
    use crate::gantt::tests::activity;

    fn start() -> Date {
        "2027-01-04".parse().unwrap()
    }

    fn fan() -> Fan {
        Fan {
            days: vec![100.0, 200.0, 300.0],
            p10: vec![0.5, 1.0, 1.5],
            p50: vec![0.6, 1.2, 1.9],
            p90: vec![0.7, 1.5, 2.4],
            undated: Vec::new(),
        }
    }

    fn release(date: &str, grade: Grade, kg: f64) -> Release {
        Release {
            date: date.parse().unwrap(),
            grade,
            kg,
            name: "batch".to_owned(),
        }
    }

    #[test]
    fn nothing_is_drawn_without_dates() {
        assert!(chart(start(), &Fan::default(), &[]).is_none());
    }

    #[test]
    fn steps_rise_and_stay_in_the_plot() {
        let list = [
            release("2027-03-01", Grade::Toxicology, 1.0),
            release("2027-08-01", Grade::Gmp, 2.0),
        ];
        let svg = chart(start(), &fan(), &list).unwrap();
        assert!(!svg.contains("NaN"), "{svg}");
        assert_eq!(svg.matches("data-series").count(), 4, "{svg}");
        assert!(svg.contains("supply of all grades: 3.000 kg in the end"));
        let path = svg
            .split("supply of all grades")
            .nth(2)
            .and_then(|rest| rest.split("d=\"").nth(1))
            .and_then(|rest| rest.split('"').next())
            .unwrap();
        let heights: Vec<f64> = path
            .split(['M', 'L'])
            .filter(|point| !point.is_empty())
            .map(|point| point.split(' ').nth(1).unwrap().parse().unwrap())
            .collect();
        assert_eq!(heights.len(), 6);
        for pair in heights.windows(2) {
            assert!(pair[1] <= pair[0], "{heights:?}");
        }
        for y in heights {
            assert!((PLOT.y..=PLOT.bottom()).contains(&y));
        }
    }

    #[test]
    fn points_that_are_no_numbers_are_left_out() {
        let mut broken = fan();
        broken.p90[1] = f64::NAN;
        let svg = chart(start(), &broken, &[]).unwrap();
        assert!(!svg.contains("NaN"));
    }

    #[test]
    fn scales_end_at_round_numbers_above_the_most() {
        for most in [2.4, 2.5, 0.9, 13.0, 0.0, 1e-6] {
            let scale = Scale::up_to(most);
            assert!(scale.top >= most, "{most}");
            assert!(
                most == 0.0 || scale.top <= most * 1.7,
                "{most}: {}",
                scale.top
            );
        }
    }

    #[test]
    fn releases_are_what_activities_make() {
        let mut late = activity("c11", 50, 10, 0.0);
        late.makes = vec![Movement {
            grade: "gmp".to_owned(),
            grams: 2_500,
            shelf_days: None,
            label: String::new(),
        }];
        let mut early = activity("c06", 10, 10, 0.0);
        early.makes = vec![Movement {
            grade: "toxicology".to_owned(),
            grams: 800,
            shelf_days: None,
            label: String::new(),
        }];
        let list = releases(&[late, early]);
        assert_eq!(list.len(), 2);
        assert_eq!((list[0].grade, list[0].kg), (Grade::Toxicology, 0.8));
        assert_eq!((list[1].grade, list[1].kg), (Grade::Gmp, 2.5));
    }
}
