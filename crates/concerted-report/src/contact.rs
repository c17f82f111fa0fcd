//! Required contact between posts as a heat map.

use crate::number::{short, three_digits};
use crate::palette::{DEMAND, GRID, INK, MUTED};
use crate::svg::{Anchor, Drawing, Rect};

const CELL: f64 = 22.0;
const NAME: f64 = 270.0;
const TOP: f64 = 24.0;
const NAME_CHARACTERS: usize = 44;
/// Palest shade of a pair that must talk.
const PALEST: f64 = 0.15;

/// The chart: one row and one column for each post, darker where more links join their work.
///
/// `None` where no two posts have anything to talk about.
pub(crate) fn contact(posts: &[String], matrix: &[Vec<f64>]) -> Option<String> {
    let strength = |row: usize, column: usize| -> f64 {
        let value = matrix
            .get(row)
            .and_then(|line| line.get(column))
            .copied()
            .unwrap_or(0.0);
        if value.is_finite() { value } else { 0.0 }
    };
    let pairs = || {
        (0..posts.len()).flat_map(|row| {
            (0..posts.len())
                .filter(move |column| *column != row)
                .map(move |column| (row, column))
        })
    };
    let most = pairs()
        .map(|(row, column)| strength(row, column))
        .fold(0.0, f64::max);
    if most <= 0.0 {
        return None;
    }
    let size = CELL * posts.len() as f64;
    let mut drawing = Drawing::new(NAME + size + 4.0, TOP + size + 4.0);
    for (index, post) in posts.iter().enumerate() {
        let middle = CELL * (index as f64 + 0.5);
        let number = (index + 1).to_string();
        let style = format!("fill=\"{MUTED}\" font-size=\"10\"");
        drawing.text((NAME + middle, TOP - 7.0), Anchor::Middle, &style, &number);
        let name = format!("{}  {}", short(post, NAME_CHARACTERS), index + 1);
        let style = format!("fill=\"{INK}\" font-size=\"11\"");
        drawing.text((NAME - 6.0, TOP + middle + 4.0), Anchor::End, &style, &name);
        let own = cell(index, index);
        drawing.rect(own, &format!("fill=\"{GRID}\""));
    }
    for (row, column) in pairs() {
        let value = strength(row, column);
        let rect = cell(row, column);
        if value <= 0.0 {
            drawing.rect(rect, &format!("fill=\"none\" stroke=\"{GRID}\""));
            continue;
        }
        // Square root, or a few busy pairs would leave all others white.
        let shade = PALEST + (1.0 - PALEST) * (value / most).sqrt();
        let number = three_digits(value);
        drawing.open(
            "",
            &format!("{} and {}: strength {number}", posts[row], posts[column]),
        );
        drawing.rect(
            rect,
            &format!("fill=\"{DEMAND}\" fill-opacity=\"{shade:.2}\""),
        );
        let color = if shade > 0.6 { "#ffffff" } else { INK };
        drawing.text(
            (rect.x + CELL / 2.0 - 1.0, rect.y + CELL / 2.0 + 2.5),
            Anchor::Middle,
            &format!("fill=\"{color}\" font-size=\"9\""),
            &number,
        );
        drawing.close();
    }
    Some(drawing.finish("chart contact", "Required contact between posts"))
}

fn cell(row: usize, column: usize) -> Rect {
    Rect {
        x: NAME + CELL * column as f64,
        y: TOP + CELL * row as f64,
        width: CELL - 2.0,
        height: CELL - 2.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posts(count: usize) -> Vec<String> {
        (0..count).map(|index| format!("Post <{index}>")).collect()
    }

    #[test]
    fn nothing_is_drawn_where_nobody_must_talk() {
        assert!(contact(&[], &[]).is_none());
        assert!(contact(&posts(2), &[vec![5.0, 0.0], vec![0.0, 5.0]]).is_none());
    }

    #[test]
    fn each_pair_is_one_cell_on_each_side() {
        let matrix = vec![
            vec![9.0, 4.0, 0.0],
            vec![4.0, 9.0, 1.0],
            vec![0.0, 1.0, 9.0],
        ];
        let svg = contact(&posts(3), &matrix).unwrap();
        assert_eq!(svg.matches("<g>").count(), 4, "{svg}");
        assert_eq!(svg.matches("<rect").count(), 9);
        assert!(!svg.contains("Post <") && !svg.contains("NaN"));
        assert!(svg.contains("fill-opacity=\"1.00\""), "{svg}");
    }

    #[test]
    fn a_matrix_with_holes_draws_what_it_has() {
        let svg = contact(&posts(3), &[vec![0.0, f64::NAN, 2.0]]).unwrap();
        assert_eq!(svg.matches("<g>").count(), 1);
    }
}
