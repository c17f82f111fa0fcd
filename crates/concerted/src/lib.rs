//! What the command line shares with the chores and fuzz targets of the workspace.
//!
//! Purpose: screening of lists of structures that are too long for memory, from any reader to any writer, and the
//! table of tested compounds that may go with it; tables of solubility and of pairs of forms.
//!
//! Main entry points: [`screening::screen_records`], [`evidence::read_evidence`].
//!
//! What it deliberately does not know: files, arguments, the terminal, and how anything is computed.

pub mod evidence;
pub mod pair_file;
pub mod screening;
pub mod series_file;
