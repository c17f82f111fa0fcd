//! A program folder or a single file from the disk.

use std::path::{Path, PathBuf};

use concerted_model::place::SourceFiles;
use concerted_model::problem::{NOISE, NOT_TEXT, Problem};

use crate::toml_reader::LARGEST_FILE;
use crate::{Loaded, read_texts};

/// Why a program could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The path does not exist.
    #[error("there is no `{}`", path.display())]
    Missing {
        /// The path.
        path: PathBuf,
    },
    /// The folder has no `program.toml`.
    #[error("`{}` is no program folder: it has no `program.toml`", path.display())]
    NoProgram {
        /// The folder.
        path: PathBuf,
    },
    /// The system refused.
    #[error("`{}` cannot be read: {source}", path.display())]
    Io {
        /// The path.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
}

impl ReadError {
    /// What the user may do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "check the path; `concerted new DIR` writes a starter program",
            Self::NoProgram { .. } => {
                "name the folder that holds `program.toml`; `concerted new DIR` writes one"
            }
            Self::Io { .. } => "check the permissions of the file",
        }
    }
}

/// Reads a program folder: all its TOML files, and the CSV files beside and below them.
///
/// Files named with a dot at the start and folders named `plan` or ending in `.concerted-plan` are not
/// part of a program.
///
/// # Errors
/// [`ReadError`] where the folder cannot be read; problems of its content are in [`Loaded::problems`].
pub fn read_folder(path: &Path) -> Result<Loaded, ReadError> {
    if !path.exists() {
        return Err(ReadError::Missing {
            path: path.to_path_buf(),
        });
    }
    let (root, names) = if path.is_file() {
        let name = path.file_name().map_or_else(PathBuf::new, PathBuf::from);
        (
            path.parent().unwrap_or(Path::new("")).to_path_buf(),
            vec![name],
        )
    } else {
        if !path.join("program.toml").is_file() {
            return Err(ReadError::NoProgram {
                path: path.to_path_buf(),
            });
        }
        let mut names = Vec::new();
        list(path, Path::new(""), 0, &mut names)?;
        // The program's own file first, then by name: the order of messages must not depend on the disk.
        names.sort_by_key(|name| (name.as_path() != Path::new("program.toml"), name.clone()));
        (path.to_path_buf(), names)
    };
    let mut texts = Vec::new();
    let mut refused = Vec::new();
    for name in names {
        let full = root.join(&name);
        let shown = name.to_string_lossy().replace('\\', "/");
        match read_text(&full)? {
            Ok(text) => texts.push((shown, text)),
            Err(reason) => refused.push((shown, reason)),
        }
    }
    let borrowed: Vec<(&str, &str)> = texts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let mut loaded = read_texts(&borrowed);
    for (name, reason) in refused {
        // The file is there; that it cannot be read is said below.
        let absent = format!("there is no file `{name}` in the program folder");
        loaded.problems.retain(|problem| problem.message != absent);
        refuse(&mut loaded.files, &mut loaded.problems, &name, &reason);
        loaded.program = None;
    }
    Ok(loaded)
}

/// Why a file's text is not read.
enum Refusal {
    TooLarge(u64),
    NotText(usize),
}

fn read_text(path: &Path) -> Result<Result<String, Refusal>, ReadError> {
    let io = |source| ReadError::Io {
        path: path.to_path_buf(),
        source,
    };
    let size = std::fs::metadata(path).map_err(io)?.len();
    // A CSV table may be long, but the same bound keeps a slip from filling the memory.
    if size > LARGEST_FILE as u64 * 10
        || (size > LARGEST_FILE as u64 && path.extension().is_none_or(|kind| kind != "csv"))
    {
        return Ok(Err(Refusal::TooLarge(size)));
    }
    let bytes = std::fs::read(path).map_err(io)?;
    Ok(
        String::from_utf8(bytes)
            .map_err(|error| Refusal::NotText(error.utf8_error().valid_up_to())),
    )
}

fn refuse(files: &mut SourceFiles, problems: &mut Vec<Problem>, name: &str, reason: &Refusal) {
    let index = files.add(name, "");
    let place = concerted_model::place::Place::new(index, 0..0);
    problems.push(match reason {
        Refusal::TooLarge(size) => Problem::error(
            NOISE,
            &place,
            format!("`{name}` has {size} bytes and is not read"),
        )
        .expected(format!("at most {LARGEST_FILE} bytes"))
        .found(format!("{size} bytes"))
        .hint(Some("is this the file you mean?".to_owned())),
        Refusal::NotText(at) => Problem::error(
            NOT_TEXT,
            &place,
            format!("`{name}` is not UTF-8 text: byte {at} does not fit"),
        )
        .expected("text in UTF-8")
        .hint(Some("save the file as UTF-8".to_owned())),
    });
}

/// Deepest folder below the program's own that is looked into.
const DEEPEST: usize = 3;

fn list(
    root: &Path,
    below: &Path,
    depth: usize,
    names: &mut Vec<PathBuf>,
) -> Result<(), ReadError> {
    let folder = root.join(below);
    let io = |source| ReadError::Io {
        path: folder.clone(),
        source,
    };
    for entry in std::fs::read_dir(&folder).map_err(io)? {
        let entry = entry.map_err(io)?;
        let name = entry.file_name();
        let shown = name.to_string_lossy();
        let path = below.join(&name);
        if shown.starts_with('.') {
            continue;
        }
        if entry.path().is_dir() {
            let skipped = shown == "plan" || shown.ends_with(".concerted-plan");
            if !skipped && depth < DEEPEST {
                list(root, &path, depth + 1, names)?;
            }
            continue;
        }
        let kind = Path::new(&name)
            .extension()
            .map(std::ffi::OsStr::to_ascii_lowercase);
        // TOML only in the folder itself: what lies deeper may be another program.
        let wanted = match kind.as_ref().and_then(|kind| kind.to_str()) {
            Some("toml") => depth == 0,
            Some("csv") => true,
            _ => false,
        };
        if wanted {
            names.push(path);
        }
    }
    Ok(())
}
