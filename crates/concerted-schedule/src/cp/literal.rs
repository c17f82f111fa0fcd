//! Statements about the bounds of variables: the only literals of the solver.

/// One side of an integer variable x: 2·x stands for x itself, 2·x + 1 for −x. Each side has a lower bound, so that
/// lower and upper bounds are treated alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Side(pub(crate) u32);

impl Side {
    /// The side of x.
    pub(crate) fn of(variable: usize) -> Self {
        Self(2 * variable as u32)
    }

    /// The side of the negative of this side.
    pub(crate) fn opposite(self) -> Self {
        Self(self.0 ^ 1)
    }

    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }

    pub(crate) fn variable(self) -> usize {
        (self.0 / 2) as usize
    }

    /// Whether this is the side of x, not of −x.
    pub(crate) fn is_positive(self) -> bool {
        self.0.is_multiple_of(2)
    }
}

/// side ≥ bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Literal {
    pub(crate) side: Side,
    pub(crate) bound: i32,
}

impl Literal {
    /// x ≥ bound.
    pub(crate) fn at_least(variable: usize, bound: i32) -> Self {
        Self {
            side: Side::of(variable),
            bound,
        }
    }

    /// x ≤ bound.
    pub(crate) fn at_most(variable: usize, bound: i32) -> Self {
        Self {
            side: Side::of(variable).opposite(),
            bound: -bound,
        }
    }
}

impl std::ops::Not for Literal {
    type Output = Self;

    /// Not x ≥ b is x ≤ b − 1, that is −x ≥ 1 − b.
    fn not(self) -> Self {
        Self {
            side: self.side.opposite(),
            bound: 1 - self.bound,
        }
    }
}

/// variable + offset: the start or the finish of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct End {
    pub(crate) variable: usize,
    pub(crate) offset: i32,
}

impl End {
    /// The variable itself.
    pub(crate) fn of(variable: usize) -> Self {
        Self {
            variable,
            offset: 0,
        }
    }

    pub(crate) fn at_least(self, bound: i32) -> Literal {
        Literal::at_least(self.variable, bound - self.offset)
    }

    pub(crate) fn at_most(self, bound: i32) -> Literal {
        Literal::at_most(self.variable, bound - self.offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negation_is_its_own_inverse() {
        assert_eq!(!Literal::at_least(3, 5), Literal::at_most(3, 4));
        assert_eq!(!!Literal::at_most(3, 4), Literal::at_most(3, 4));
    }
}
