//! The one door to randomness: addressed random streams, distributions sampled through their inverse distribution
//! function, and summary statistics that do not depend on threads, platforms or the order of work.
//!
//! Main entry points: [`Address`] names a family of draws by seed, purpose and key; [`Distribution::quantile`] turns a
//! uniform draw into a value; [`Summary::of`] condenses samples.
//!
//! ```
//! use concerted_chance::{Address, Distribution, Summary, Triangular};
//!
//! let duration = Triangular::new(2.0, 3.0, 7.0).unwrap();
//! let address = Address::new(1, "duration", "activity-17");
//! let samples: Vec<f64> = (0..1_000)
//!     .map(|sample| duration.quantile(address.uniform(sample, 0)))
//!     .collect();
//! let summary = Summary::of(&samples).unwrap();
//! assert!((summary.mean - 4.0).abs() < 0.1);
//! ```
//!
//! What it deliberately does not know: what is simulated, time, files, threads, and the operating system's source of
//! randomness. Every draw is a function of its address. Floating-point functions come from `libm`, never from the
//! platform, so the same address gives the same bytes everywhere.

#![cfg_attr(
    test,
    expect(
        clippy::float_cmp,
        reason = "tests compare exact values on purpose: the bytes are the contract"
    )
)]

mod continuous;
mod correlation;
mod counts;
mod distribution;
mod fitted;
mod fitted_triangle;
mod special;
mod statement;
mod stream;
mod summary;
mod table;
mod three_point;

pub use continuous::{Exponential, Gamma, Normal, Uniform};
pub use correlation::{correlation, one_factor, rank_correlation, ranks};
pub use counts::{Bernoulli, Discrete, Poisson, PoissonGamma};
pub use distribution::{Distribution, DistributionError, Law};
pub use fitted::LogNormal;
pub use special::{
    ln_beta, normal_cdf, normal_quantile, regularized_beta, regularized_beta_inverse,
    regularized_gamma, regularized_gamma_inverse,
};
pub use statement::Statement;
pub use stream::{Address, Stream};
pub use summary::{Bin, Summary, SummaryError, histogram, quantile, quantile_error, sort};
pub use table::QuantileTable;
pub use three_point::{Pert, Triangular};
