//! The only place that writes to the terminal: data to standard output, all else to standard error.

use std::io::{ErrorKind, IsTerminal, Write};

/// Standard output and error of this run.
#[derive(Debug)]
pub(crate) struct Terminal {
    output: std::io::Stdout,
    errors: std::io::Stderr,
    /// True where standard error understands colors.
    pub(crate) color: bool,
    /// True where standard error is watched by a person.
    pub(crate) watched: bool,
}

impl Terminal {
    /// The terminal of this process; `NO_COLOR` turns colors off.
    pub(crate) fn new() -> Self {
        let watched = std::io::stderr().is_terminal();
        Self {
            output: std::io::stdout(),
            errors: std::io::stderr(),
            color: watched && std::env::var_os("NO_COLOR").is_none(),
            watched,
        }
    }

    /// Writes data to standard output.
    pub(crate) fn data(&mut self, text: &str) {
        write(&mut self.output.lock(), text);
    }

    /// Standard output for data that is too long to be held.
    pub(crate) fn stream(&self) -> impl Write + use<> {
        std::io::BufWriter::new(self.output.lock())
    }

    /// Writes a message to standard error.
    pub(crate) fn note(&mut self, text: &str) {
        write(&mut self.errors.lock(), text);
    }
}

/// A reader that went away (`| head`) is no error of ours.
fn write(stream: &mut impl Write, text: &str) {
    let end = if text.ends_with('\n') { "" } else { "\n" };
    if let Err(error) = write!(stream, "{text}{end}").and_then(|()| stream.flush())
        && error.kind() == ErrorKind::BrokenPipe
    {
        std::process::exit(0);
    }
}
