//! Reads small-molecule CIF 1.1: tokens, data blocks, and the crystal in them.
//!
//! No crate is used: those that read small-molecule CIF are young or carry a whole toolkit. Names of the newer
//! dictionary (`_space_group_symop.operation_xyz`) are read as their older form.

mod atoms;
mod block;
mod number;
mod structure;
mod tokens;

pub(crate) use atoms::B_OF_U;
pub use structure::read_cif;
