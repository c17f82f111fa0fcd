//! Lines of a file of any size and any content, without ever holding more than one bounded line.

use std::io::{BufRead, ErrorKind};

/// Longest line that is kept, in bytes; of a longer one the rest is read and dropped.
///
/// A row of a real table stays far below; without a bound one file without line ends would fill the memory.
pub(super) const MAX_LINE: usize = 1 << 20;

/// One line without its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) bytes: Vec<u8>,
    /// Number of the line in the file, from 1.
    pub(super) number: u64,
    /// True where the line was longer than [`MAX_LINE`] and only its beginning was kept.
    pub(super) cut: bool,
}

/// Reads lines that end with `\n`, `\r\n` or `\r`.
#[derive(Debug)]
pub(super) struct Lines<R> {
    source: R,
    number: u64,
    /// The last line ended with `\r`: a `\n` that follows belongs to it.
    after_return: bool,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(source: R) -> Self {
        Self {
            source,
            number: 0,
            after_return: false,
        }
    }

    /// The next line; `None` at the end of the file.
    ///
    /// # Errors
    /// What the source says when it cannot be read.
    pub(super) fn next_line(&mut self) -> std::io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        let mut length = 0_usize;
        let mut started = false;
        loop {
            let buffer = match self.source.fill_buf() {
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                other => other?,
            };
            if buffer.is_empty() {
                if !started {
                    return Ok(None);
                }
                return Ok(Some(self.finish(bytes, length)));
            }
            if self.after_return && buffer[0] == b'\n' {
                self.after_return = false;
                self.source.consume(1);
                continue;
            }
            self.after_return = false;
            started = true;
            let end = buffer.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let part = &buffer[..end.unwrap_or(buffer.len())];
            let room = MAX_LINE.saturating_sub(bytes.len());
            bytes.extend_from_slice(&part[..part.len().min(room)]);
            length += part.len();
            if let Some(end) = end {
                self.after_return = buffer[end] == b'\r';
                self.source.consume(end + 1);
                return Ok(Some(self.finish(bytes, length)));
            }
            let taken = part.len();
            self.source.consume(taken);
        }
    }

    fn finish(&mut self, mut bytes: Vec<u8>, length: usize) -> Line {
        self.number += 1;
        if self.number == 1 && bytes.starts_with(b"\xEF\xBB\xBF") {
            bytes.drain(..3);
        }
        Line {
            bytes,
            number: self.number,
            cut: length > MAX_LINE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &[u8], expected: &[&str]) {
        // A buffer of one byte meets every boundary there is.
        for capacity in [1, 3, 8192] {
            let mut lines = Lines::new(std::io::BufReader::with_capacity(capacity, text));
            let mut found = Vec::new();
            while let Some(line) = lines.next_line().unwrap() {
                found.push(String::from_utf8(line.bytes).unwrap());
            }
            assert_eq!(found, expected, "{capacity}");
        }
    }

    #[test]
    fn every_line_end_is_one() {
        check(b"", &[]);
        check(b"a", &["a"]);
        check(b"a\nb\r\nc\rd\n", &["a", "b", "c", "d"]);
        check(b"\n\r\n\r\r", &["", "", "", ""]);
        check("a\r\n\r\né".as_bytes(), &["a", "", "é"]);
    }

    #[test]
    fn a_byte_order_mark_is_no_content() {
        let mut lines = Lines::new(&b"\xEF\xBB\xBFa\n\xEF\xBB\xBFb"[..]);
        assert_eq!(lines.next_line().unwrap().unwrap().bytes, b"a");
        assert_eq!(lines.next_line().unwrap().unwrap().bytes.len(), 4);
    }

    #[test]
    fn an_enormous_line_is_cut() {
        let mut text = vec![b'C'; MAX_LINE + 7];
        text.extend_from_slice(b"\nCC\n");
        let mut lines = Lines::new(&text[..]);
        let first = lines.next_line().unwrap().unwrap();
        assert!(first.cut && first.bytes.len() == MAX_LINE);
        let second = lines.next_line().unwrap().unwrap();
        assert!(!second.cut && second.bytes == b"CC" && second.number == 2);
    }
}
