//! Coordination requirements and congruence: who must coordinate because of the work, and who does.

/// How much of the required contact happens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Congruence {
    /// Part of the required pairs that are in contact.
    pub pairs: f64,
    /// The same with each pair weighted by the strength of its requirement.
    pub weighted: f64,
}

/// The coordination requirements `CR = T_A · T_D · T_Aᵀ` of posts.
///
/// `assignment` is `T_A`, one row for each post and one column for each activity, 1 where the post does the
/// activity. `dependency` is `T_D`, 1 in row i and column j where activity j depends on i; it is made
/// symmetrical, because both sides of a dependency have to talk, and gets a unit diagonal, because those who
/// share an activity have to talk as well. Entries off the diagonal of the result count dependencies between
/// the work of two posts; the diagonal holds those within the work of one. Pure numbers, any size; rows and
/// columns beyond the smaller of two lengths are ignored. Source: Cataldo, Wagstrom, Herbsleb and Carley,
/// "Identification of coordination requirements", CSCW 2006, there for software.
///
/// ```
/// use concerted_team::coordination;
/// // Two posts with one activity each, the second depending on the first.
/// let required = coordination(&[vec![1.0, 0.0], vec![0.0, 1.0]], &[vec![0.0, 1.0], vec![0.0, 0.0]]);
/// assert_eq!(required, [[1.0, 1.0], [1.0, 1.0]]);
/// ```
pub fn coordination(assignment: &[Vec<f64>], dependency: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let used = symmetrical(dependency);
    let needs: Vec<Vec<f64>> = assignment
        .iter()
        .map(|post| {
            (0..used.len())
                .map(|to| {
                    post.iter()
                        .zip(&used)
                        .map(|(part, row)| part * row[to])
                        .sum()
                })
                .collect()
        })
        .collect();
    needs
        .iter()
        .map(|need| {
            assignment
                .iter()
                .map(|other| need.iter().zip(other).map(|(a, b)| a * b).sum())
                .collect()
        })
        .collect()
}

/// The larger of both directions, with 1 on the diagonal.
fn symmetrical(dependency: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let at = |row: usize, column: usize| {
        dependency
            .get(row)
            .and_then(|row| row.get(column))
            .copied()
            .unwrap_or(0.0)
    };
    (0..dependency.len())
        .map(|row| {
            (0..dependency.len())
                .map(|column| {
                    if row == column {
                        1.0
                    } else {
                        at(row, column).max(at(column, row))
                    }
                })
                .collect()
        })
        .collect()
}

/// The part of the required contact that happens, over unordered pairs; `None` where none is required.
///
/// `required` is the outcome of [`coordination`]; `actual` is true where two posts are in contact, in either
/// direction. `pairs = |required and actual| / |required|`; `weighted` counts each pair with its strength.
/// Source as for [`coordination`].
///
/// ```
/// use concerted_team::congruence;
/// let required = [vec![1.0, 3.0, 1.0], vec![3.0, 1.0, 0.0], vec![1.0, 0.0, 1.0]];
/// let actual = [vec![false, true, false], vec![false; 3], vec![false; 3]];
/// let found = congruence(&required, &actual).unwrap();
/// assert_eq!((found.pairs, found.weighted), (0.5, 0.75));
/// ```
pub fn congruence(required: &[Vec<f64>], actual: &[Vec<bool>]) -> Option<Congruence> {
    let meets = |a: usize, b: usize| {
        actual
            .get(a)
            .and_then(|row| row.get(b))
            .copied()
            .unwrap_or(false)
    };
    let (mut pairs, mut met, mut strength, mut met_strength) = (0.0, 0.0, 0.0, 0.0);
    for (a, row) in required.iter().enumerate() {
        for (b, need) in row.iter().enumerate().skip(a + 1) {
            if *need <= 0.0 {
                continue;
            }
            pairs += 1.0;
            strength += need;
            if meets(a, b) || meets(b, a) {
                met += 1.0;
                met_strength += need;
            }
        }
    }
    (pairs > 0.0).then(|| Congruence {
        pairs: met / pairs,
        weighted: met_strength / strength,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Six roles: chemist, analyst, solid-form scientist, formulator, supply manager, programme manager.
    /// Six tasks: route, impurity method, salt selection, formulation, supply plan, stability.
    /// A case made by hand, small enough to multiply on paper.
    const ROLES: usize = 6;

    fn matrix(ones: &[(usize, usize)]) -> Vec<Vec<f64>> {
        let mut matrix = vec![vec![0.0; 6]; ROLES];
        for (row, column) in ones {
            matrix[*row][*column] = 1.0;
        }
        matrix
    }

    fn required() -> Vec<Vec<f64>> {
        let does = matrix(&[(0, 0), (1, 1), (1, 5), (2, 2), (3, 3), (3, 5), (4, 4)]);
        // Route feeds method, salt and supply plan; method feeds stability; salt feeds formulation;
        // formulation feeds supply plan and stability.
        let feeds = matrix(&[(0, 1), (0, 2), (0, 4), (1, 5), (2, 3), (3, 4), (3, 5)]);
        coordination(&does, &feeds)
    }

    #[test]
    fn the_matrix_is_as_multiplied_by_hand() {
        assert_eq!(
            required(),
            [
                [1.0, 1.0, 1.0, 0.0, 1.0, 0.0],
                [1.0, 4.0, 0.0, 3.0, 0.0, 0.0],
                [1.0, 0.0, 1.0, 1.0, 0.0, 0.0],
                [0.0, 3.0, 1.0, 4.0, 1.0, 0.0],
                [1.0, 0.0, 0.0, 1.0, 1.0, 0.0],
                [0.0; 6],
            ]
        );
    }

    #[test]
    fn contact_through_the_manager_alone_is_not_what_the_work_requires() {
        let mut actual = vec![vec![false; ROLES]; ROLES];
        // Everybody talks to the programme manager; beside that chemist with analyst, analyst with formulator.
        for (a, b) in [(0, 5), (1, 5), (2, 5), (3, 5), (4, 5), (0, 1), (1, 3)] {
            actual[a][b] = true;
        }
        let found = congruence(&required(), &actual).unwrap();
        assert!((found.pairs - 1.0 / 3.0).abs() < 1e-15);
        assert!((found.weighted - 0.5).abs() < 1e-15);
        // The direction of contact plays no part.
        let turned: Vec<Vec<bool>> = (0..ROLES)
            .map(|a| (0..ROLES).map(|b| actual[b][a]).collect())
            .collect();
        assert_eq!(congruence(&required(), &turned), Some(found));
    }

    #[test]
    fn nothing_required_is_no_congruence() {
        assert_eq!(congruence(&[vec![1.0, 0.0], vec![0.0, 1.0]], &[]), None);
        assert!(coordination(&[], &[]).is_empty());
    }

    #[test]
    fn the_direction_of_a_dependency_plays_no_part() {
        let does = [vec![1.0, 0.0, 1.0], vec![0.0, 1.0, 0.0]];
        let forth = [vec![0.0, 1.0, 0.0], vec![0.0; 3], vec![0.0; 3]];
        let back = [vec![0.0; 3], vec![1.0, 0.0, 0.0], vec![0.0; 3]];
        assert_eq!(coordination(&does, &forth), coordination(&does, &back));
    }
}
