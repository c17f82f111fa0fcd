//! What stands between a text and the engine: limits on the text, and a stack large enough for the engine.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use crate::error::{MoleculeError, shortened};

/// Longest text read as a structure, a pattern or a reaction, in characters.
///
/// The largest drug substances with a drawn structure stay far below; beyond it the engine's cost grows
/// faster than the text.
pub const MAX_TEXT: usize = 5_000;

/// Deepest nesting of `(` and `[` that is read.
///
/// The engine descends once per bracket. Written structures seldom nest deeper than ten.
pub const MAX_NESTING: usize = 100;

/// Work on up to this many atoms runs on the caller's stack; beyond it a thread with a large stack is
/// started, which costs some 30 µs. `engine_work_fits_a_small_stack` keeps the number honest.
const INLINE_ATOMS: usize = 120;

/// The engine descends once per atom in long chains; a frame stays below 50 kB even without optimisation.
const STACK_BYTES: usize = 256 << 20;

/// Refuses a text that is too long, too deep or not plain ASCII, before the engine sees it.
pub(crate) fn check_text(text: &str) -> Result<&str, MoleculeError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(MoleculeError::Empty);
    }
    let length = text.chars().count();
    if length > MAX_TEXT {
        return Err(MoleculeError::TooLong { length });
    }
    let mut depth = 0_usize;
    for (position, found) in text.chars().enumerate() {
        match found {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if !found.is_ascii_graphic() => {
                return Err(MoleculeError::UnexpectedCharacter { found, position });
            }
            _ => {}
        }
        if depth > MAX_NESTING {
            return Err(MoleculeError::TooDeep { position });
        }
    }
    Ok(text)
}

/// Runs engine work on `atoms` atoms where it can neither overflow the stack nor unwind into the caller.
///
/// # Errors
/// [`MoleculeError::Engine`] if the engine panics or no thread can be started.
pub(crate) fn run<T: Send>(
    atoms: usize,
    work: impl FnOnce() -> T + Send,
) -> Result<T, MoleculeError> {
    if atoms <= INLINE_ATOMS {
        return catch_unwind(AssertUnwindSafe(work)).map_err(|payload| panicked(payload.as_ref()));
    }
    thread::scope(|scope| {
        thread::Builder::new()
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, work)
            .map_err(|error| MoleculeError::Engine {
                detail: error.to_string(),
            })?
            .join()
            .map_err(|payload| panicked(payload.as_ref()))
    })
}

fn panicked(payload: &(dyn Any + Send)) -> MoleculeError {
    let detail = payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    MoleculeError::Engine {
        detail: shortened(detail),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_hold_at_the_edge() {
        assert!(check_text(&"C".repeat(MAX_TEXT)).is_ok());
        assert_eq!(
            check_text(&"C".repeat(MAX_TEXT + 1)),
            Err(MoleculeError::TooLong {
                length: MAX_TEXT + 1
            })
        );
        let nested = |depth: usize| format!("C{}C{}", "(C".repeat(depth), ")".repeat(depth));
        assert!(check_text(&nested(MAX_NESTING)).is_ok());
        assert_eq!(
            check_text(&nested(MAX_NESTING + 1)),
            Err(MoleculeError::TooDeep {
                position: 1 + 2 * MAX_NESTING
            })
        );
    }

    #[test]
    fn foreign_characters_are_named() {
        assert_eq!(
            check_text("C–C"),
            Err(MoleculeError::UnexpectedCharacter {
                found: '–',
                position: 1
            })
        );
        assert_eq!(
            check_text("C C"),
            Err(MoleculeError::UnexpectedCharacter {
                found: ' ',
                position: 1
            })
        );
        assert_eq!(
            check_text("C\0"),
            Err(MoleculeError::UnexpectedCharacter {
                found: '\0',
                position: 1
            })
        );
        assert_eq!(check_text(" \t"), Err(MoleculeError::Empty));
    }

    #[test]
    fn a_panic_becomes_an_error() {
        for atoms in [1, 10_000] {
            let outcome: Result<(), _> = run(atoms, || std::panic::resume_unwind(Box::new("gone")));
            assert_eq!(
                outcome,
                Err(MoleculeError::Engine {
                    detail: "gone".into()
                })
            );
        }
    }

    #[test]
    fn engine_work_fits_a_small_stack() {
        let chain = "C".repeat(INLINE_ATOMS);
        thread::Builder::new()
            .stack_size(512 << 10)
            .spawn(move || {
                let molecule = crate::Molecule::parse(&chain).unwrap();
                assert_eq!(molecule.heavy_atom_count(), INLINE_ATOMS);
                assert!(molecule.draw_svg(&crate::DrawOptions::default()).is_ok());
            })
            .unwrap()
            .join()
            .unwrap();
    }
}
