//! Gantt chart by partner lanes: one drawing for each site, so that a page can break between them.

use concerted_program::network::Reason;
use concerted_program::{Activity, Milestone};

use crate::number::{days_between, percent, short};
use crate::palette::{INK, MUTED, WARNING, area};
use crate::ranges::diamond;
use crate::svg::{Anchor, Drawing, Rect, escape};
use crate::time_axis::TimeAxis;

const WIDTH: f64 = 1180.0;
const TOP: f64 = 32.0;
const SIDE: f64 = 6.0;
const ROW: f64 = 17.0;
const BAR: f64 = 10.0;
const DIAMOND: f64 = 6.0;
/// Size of the text of a label, and how much wider it is in bold.
const TEXT_SIZE: f64 = 10.5;
const BOLD: f64 = 1.11;
const LABEL_CHARACTERS: usize = 46;
/// Rows that fit a page on its side.
const MOST_ROWS: usize = 34;
/// From this share on the criticality stands in the label.
const WORTH_SAYING: f64 = 0.05;

/// What is done at one site.
#[derive(Debug, Clone)]
pub(crate) struct Lane<'a> {
    /// Heading, such as "Partner A: site in Basel".
    pub(crate) title: String,
    /// Activities in the order of starts.
    pub(crate) activities: Vec<&'a Activity>,
}

/// One drawing with its heading.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LaneChart {
    pub(crate) title: String,
    pub(crate) svg: String,
}

/// One activity as it is laid out.
#[derive(Debug, Clone, PartialEq)]
struct Bar<'a> {
    activity: &'a Activity,
    /// Left and right end of the bar.
    ends: (f64, f64),
    /// End of the tail that shows the float.
    tail: f64,
    label: String,
    /// Where the label is anchored, and how.
    label_at: (f64, Anchor),
    /// Everything that it covers.
    extent: (f64, f64),
    /// Whether a milestone is its finish.
    milestone: bool,
    row: usize,
}

/// The drawings of all lanes on one common axis; empty where there is nothing to draw.
pub(crate) fn gantt(lanes: &[Lane<'_>], milestones: &[Milestone]) -> Vec<LaneChart> {
    let all = || lanes.iter().flat_map(|lane| &lane.activities);
    let first = all().map(|activity| activity.start).min();
    let last = all().map(|activity| activity.finish).max();
    let Some(axis) = first
        .zip(last)
        .and_then(|(first, last)| TimeAxis::new(first, last, SIDE, WIDTH - 2.0 * SIDE))
    else {
        return Vec::new();
    };
    let mut charts = Vec::new();
    for lane in lanes {
        let bars = lay_out(&axis, &lane.activities, milestones);
        let rows = bars.iter().map(|bar| bar.row + 1).max().unwrap_or(0);
        for part in 0..rows.div_ceil(MOST_ROWS) {
            let from = part * MOST_ROWS;
            let own: Vec<&Bar<'_>> = bars
                .iter()
                .filter(|bar| (from..from + MOST_ROWS).contains(&bar.row))
                .collect();
            let title = if part == 0 {
                lane.title.clone()
            } else {
                format!("{} (continued)", lane.title)
            };
            let svg = draw(&axis, &title, from, &own);
            charts.push(LaneChart { title, svg });
        }
    }
    charts
}

/// Gives each activity the first row in which bar, tail and label fit.
fn lay_out<'a>(
    axis: &TimeAxis,
    activities: &[&'a Activity],
    milestones: &[Milestone],
) -> Vec<Bar<'a>> {
    let mut taken: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut bars = Vec::with_capacity(activities.len());
    for activity in activities {
        let met = milestones
            .iter()
            .any(|milestone| milestone.activity == activity.key);
        let mut bar = place(axis, activity, met);
        let (low, high) = bar.extent;
        let free = |row: &Vec<(f64, f64)>| {
            row.iter()
                .all(|(from, to)| high + 7.0 <= *from || *to + 7.0 <= low)
        };
        bar.row = taken.iter().position(free).unwrap_or(taken.len());
        if bar.row == taken.len() {
            taken.push(Vec::new());
        }
        taken[bar.row].push(bar.extent);
        bars.push(bar);
    }
    bars
}

fn place<'a>(axis: &TimeAxis, activity: &'a Activity, milestone: bool) -> Bar<'a> {
    let right = WIDTH - SIDE;
    let start = axis.x(activity.start).min(right - 3.0);
    let end = axis.x_end(activity.finish).max(start + 3.0).min(right);
    // Float counts working days; a week of them is seven calendar days.
    let float = (activity.float_days * 7.0 / 5.0).clamp(0.0, 100_000.0);
    let tail = (end + float * axis.day_width()).min(right);
    let mut label = label(activity);
    let width = width(&label, activity.critical);
    // The diamond of a milestone stands half over the end of its bar.
    let marked = if milestone { end + DIAMOND } else { end };
    let before = if milestone {
        start.min(end - DIAMOND)
    } else {
        start
    } - 4.0;
    let after_tail = tail.max(marked) + 4.0;
    let (label_at, extent) = if after_tail + width <= right {
        ((after_tail, Anchor::Start), (start, after_tail + width))
    } else if marked + 6.0 + width <= right {
        // The float is long: the label stands on its tail.
        let last = tail.max(marked + 6.0 + width);
        ((marked + 6.0, Anchor::Start), (start, last))
    } else if before - width >= SIDE {
        ((before, Anchor::End), (before - width, tail.max(marked)))
    } else {
        // Neither side has room: the label stands on the bar, cut to what fits.
        while self::width(&label, activity.critical) > right - start - 6.0 {
            let characters = label.chars().count();
            if characters <= 1 {
                break;
            }
            label = short(&label, characters - 1);
        }
        ((start + 3.0, Anchor::Start), (start, right))
    };
    Bar {
        activity,
        ends: (start, end),
        tail,
        label,
        label_at,
        extent,
        milestone,
        row: 0,
    }
}

/// Most that a label takes; that of a critical activity is bold.
///
/// The font is the reader's, so each character counts as in a wide one: too much room costs a row, too little
/// would set the label over the next bar.
fn width(label: &str, critical: bool) -> f64 {
    let ems: f64 = label.chars().map(ems).sum();
    ems * TEXT_SIZE * if critical { BOLD } else { 1.0 }
}

/// Width of a character in the size of the text.
fn ems(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | 'I' | ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '·' | '\u{202f}' => {
            0.34
        }
        'f' | 'r' | 't' | '(' | ')' | '-' | '/' | '[' | ']' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '…' | '—' => 1.0,
        '<' | '>' | '+' | '=' | '×' | '−' => 0.84,
        letter if letter.is_uppercase() => 0.76,
        letter if letter.is_ascii() => 0.64,
        _ => 0.8,
    }
}

fn label(activity: &Activity) -> String {
    let name = short(&activity.name, LABEL_CHARACTERS);
    if activity.criticality >= WORTH_SAYING {
        format!("{name} · {}", percent(activity.criticality))
    } else {
        name
    }
}

fn draw(axis: &TimeAxis, title: &str, from: usize, bars: &[&Bar<'_>]) -> String {
    let rows = bars.iter().map(|bar| bar.row + 1 - from).max().unwrap_or(0);
    let height = TOP + ROW * rows as f64 + 4.0;
    let mut drawing = Drawing::new(WIDTH, height);
    let plot = Rect {
        x: SIDE,
        y: TOP,
        width: WIDTH - 2.0 * SIDE,
        height: height - TOP,
    };
    axis.draw(&mut drawing, plot);
    for bar in bars {
        let y = TOP + ROW * (bar.row - from) as f64 + (ROW - BAR) / 2.0 + 1.0;
        draw_bar(&mut drawing, bar, y);
        if bar.milestone {
            diamond(&mut drawing, (bar.ends.1, y + BAR / 2.0), DIAMOND, INK);
        }
        drawing.close();
    }
    drawing.finish("chart gantt", &format!("Activities at {title}"))
}

/// Draws one activity and leaves its group open.
fn draw_bar(drawing: &mut Drawing, bar: &Bar<'_>, y: f64) {
    let activity = bar.activity;
    let (start, end) = bar.ends;
    drawing.open(
        &format!("data-activity=\"{}\"", escape(&activity.key)),
        &tooltip(activity),
    );
    if bar.tail > end {
        let middle = y + BAR / 2.0;
        // A label that stands on the tail must stay legible: the tail begins after it.
        let from = match bar.label_at {
            (x, Anchor::Start) if x < bar.tail => {
                bar.tail.min(x + width(&bar.label, activity.critical) + 3.0)
            }
            _ => end,
        };
        drawing.line(
            (from, middle),
            (bar.tail, middle),
            &format!("stroke=\"{MUTED}\" stroke-width=\"1.2\""),
        );
        drawing.line(
            (bar.tail, middle - 2.5),
            (bar.tail, middle + 2.5),
            &format!("stroke=\"{MUTED}\" stroke-width=\"1.2\""),
        );
    }
    let rect = Rect {
        x: start,
        y,
        width: end - start,
        height: BAR,
    };
    let color = area(activity.area);
    let outline = if activity.critical {
        format!("stroke=\"{INK}\" stroke-width=\"1.8\"")
    } else {
        String::new()
    };
    let handed = is_hand_off(activity);
    let opacity = if handed { "0.3" } else { "0.8" };
    drawing.rect(
        rect,
        &format!("fill=\"{color}\" fill-opacity=\"{opacity}\" {outline}"),
    );
    if handed {
        hatch(drawing, rect, color);
    }
    if is_asked(activity) {
        drawing.path(
            &[(start, y - 3.5), (start + 6.0, y - 3.5), (start, y + 3.5)],
            true,
            &format!("fill=\"{WARNING}\""),
        );
    }
    let weight = if activity.critical { "700" } else { "400" };
    drawing.text(
        (bar.label_at.0, y + BAR - 1.0),
        bar.label_at.1,
        &format!(
            "fill=\"{INK}\" font-size=\"{TEXT_SIZE}\" font-weight=\"{weight}\" class=\"halo\""
        ),
        &bar.label,
    );
}

/// Slanted lines that stay inside a rectangle.
fn hatch(drawing: &mut Drawing, rect: Rect, color: &str) {
    let slant = 4.0;
    let mut x = rect.x + 1.0;
    while x + slant <= rect.right() {
        drawing.line(
            (x, rect.bottom()),
            (x + slant, rect.y),
            &format!("stroke=\"{color}\" stroke-width=\"1.3\""),
        );
        x += 4.5;
    }
}

/// True where a border between two sites causes it.
pub(crate) fn is_hand_off(activity: &Activity) -> bool {
    activity
        .reasons
        .iter()
        .any(|reason| matches!(reason, Reason::HandOff { .. }))
}

/// True where a finding asks for it.
pub(crate) fn is_asked(activity: &Activity) -> bool {
    activity
        .reasons
        .iter()
        .any(|reason| matches!(reason, Reason::Finding { .. }))
}

fn tooltip(activity: &Activity) -> String {
    let days = days_between(activity.start, activity.finish) + 1;
    let mut text = format!(
        "{} ({}): {} to {} ({days} calendar days), float {} working days, criticality {}",
        activity.name,
        activity.key,
        activity.start,
        activity.finish,
        crate::number::three_digits(activity.float_days),
        percent(activity.criticality)
    );
    for driver in &activity.drivers {
        text.push_str("; ");
        text.push_str(driver);
    }
    text
}

#[cfg(test)]
pub(crate) mod tests {
    use concerted_model::handover::ThreePoint;
    use concerted_model::partner::ServiceArea;
    use proptest::prelude::*;

    use super::*;

    /// An activity that starts and lasts so many days.
    pub(crate) fn activity(key: &str, start: i16, length: i16, float: f64) -> Activity {
        let day = |offset: i16| {
            jiff::civil::date(2027, 1, 4)
                .checked_add(jiff::Span::new().days(offset))
                .unwrap()
        };
        let none = ThreePoint {
            low: 0.0,
            mode: 0.0,
            high: 0.0,
        };
        Activity {
            key: key.to_owned(),
            name: format!("Activity {key} with a <long> name"),
            area: ServiceArea::Chemistry,
            site: None,
            company: None,
            owner: "process chemist".to_owned(),
            deliverable: "report".to_owned(),
            start: day(start),
            finish: day(start + length),
            days: none,
            cost_thousands: none,
            float_days: float,
            critical: length > 50,
            criticality: 0.3,
            driven_by: Vec::new(),
            inputs: Vec::new(),
            drivers: vec!["waits for c01".to_owned()],
            reasons: Vec::new(),
            after: Vec::new(),
            makes: Vec::new(),
            takes: Vec::new(),
            figures: Vec::new(),
        }
    }

    fn chart(activities: &[Activity]) -> Vec<LaneChart> {
        let lane = Lane {
            title: "Partner A".to_owned(),
            activities: activities.iter().collect(),
        };
        gantt(&[lane], &[])
    }

    #[test]
    fn nothing_is_drawn_without_activities() {
        assert!(chart(&[]).is_empty());
    }

    #[test]
    fn hand_offs_are_hatched_and_asks_are_flagged() {
        let plain = activity("c1", 0, 60, 0.0);
        let mut handed = plain.clone();
        handed.reasons = vec![Reason::HandOff {
            overhead: "H01".to_owned(),
            from_site: "a".to_owned(),
            to_site: "b".to_owned(),
        }];
        let mut asked = plain.clone();
        asked.reasons = vec![Reason::Finding {
            finding: "f".to_owned(),
            message: "m".to_owned(),
        }];
        let svg = |activity| chart(&[activity])[0].svg.clone();
        let (plain, handed, asked) = (svg(plain), svg(handed), svg(asked));
        assert!(handed.matches("<line").count() > plain.matches("<line").count() + 5);
        assert_eq!(
            asked.matches(WARNING).count(),
            plain.matches(WARNING).count() + 1
        );
    }

    #[test]
    fn names_are_escaped() {
        let svg = &chart(&[activity("<k>", 0, 5, 0.0)])[0].svg;
        assert!(!svg.contains("<long>") && !svg.contains("<k>"), "{svg}");
    }

    #[test]
    fn many_rows_are_split_into_pages() {
        let many: Vec<Activity> = (0..80)
            .map(|index| activity(&format!("a{index:02}"), 0, 300, 0.0))
            .collect();
        let charts = chart(&many);
        assert_eq!(charts.len(), 3);
        assert_eq!(charts[1].title, "Partner A (continued)");
        let bars: usize = charts
            .iter()
            .map(|chart| chart.svg.matches("data-activity").count())
            .sum();
        assert_eq!(bars, 80);
    }

    proptest! {
        #[test]
        fn bars_stay_in_the_plot_and_do_not_overlap(
            list in proptest::collection::vec((0i16..900, 0i16..400, 0.0f64..500.0), 1..40)
        ) {
            let mut activities: Vec<Activity> = list
                .iter()
                .enumerate()
                .map(|(index, (start, length, float))| activity(&format!("a{index:02}"), *start, *length, *float))
                .collect();
            activities.sort_by_key(|activity| activity.start);
            let first = activities[0].start;
            let last = activities.iter().map(|activity| activity.finish).max().unwrap();
            let axis = TimeAxis::new(first, last, SIDE, WIDTH - 2.0 * SIDE).unwrap();
            let refs: Vec<&Activity> = activities.iter().collect();
            let bars = lay_out(&axis, &refs, &[]);
            for (index, bar) in bars.iter().enumerate() {
                prop_assert!(bar.ends.0 >= SIDE && bar.ends.0 < bar.ends.1 && bar.ends.1 <= WIDTH - SIDE);
                prop_assert!(bar.tail >= bar.ends.1 && bar.tail <= WIDTH - SIDE);
                for other in &bars[..index] {
                    prop_assert!(
                        other.row != bar.row
                            || other.extent.1 <= bar.extent.0
                            || bar.extent.1 <= other.extent.0
                    );
                }
            }
            for pair in bars.windows(2) {
                prop_assert!(pair[0].ends.0 <= pair[1].ends.0);
            }
        }
    }
}
