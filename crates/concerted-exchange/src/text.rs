//! Bytes to text: byte-order marks, declared encodings, UTF-8, and Windows-1252 where nothing else fits.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::reading::{Ledger, Place};

/// Files above this size are refused before anything else is looked at.
pub const LARGEST_FILE: usize = 64 << 20;

/// The text of a file; `None` where it is too large (the problem is in the ledger).
///
/// A byte-order mark decides, then the encoding that an XML declaration names, then UTF-8, then Windows-1252, in which
/// every byte means something. NUL bytes do not occur in any of the formats and are taken out with a note.
pub(crate) fn decode(bytes: &[u8], ledger: &mut Ledger) -> Option<String> {
    if bytes.len() > LARGEST_FILE {
        ledger.hinted(
            Place::part("file"),
            &format!("at most {LARGEST_FILE} bytes"),
            &format!("{} bytes", bytes.len()),
            "export fewer projects or fewer fields",
        );
        return None;
    }
    let (encoding, rest) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (Some(encoding), &bytes[length..]),
        None => (without_mark(bytes).or_else(|| declared(bytes)), bytes),
    };
    let text = match encoding {
        Some(encoding) => {
            let (text, broken) = encoding.decode_without_bom_handling(rest);
            if broken {
                ledger.approximated(
                    Place::part("file"),
                    encoding.name(),
                    "bytes that are not of this encoding were read as `\u{fffd}`",
                );
            }
            text.into_owned()
        }
        None => {
            if let Ok(text) = std::str::from_utf8(rest) {
                text.to_owned()
            } else {
                ledger.assumed(
                    Place::part("file"),
                    "bytes that are not UTF-8",
                    "read as Windows-1252",
                );
                WINDOWS_1252
                    .decode_without_bom_handling(rest)
                    .0
                    .into_owned()
            }
        }
    };
    if !text.contains('\0') {
        return Some(text);
    }
    ledger.not_used(Place::part("file"), "NUL characters", "taken out");
    Some(text.replace('\0', ""))
}

/// UTF-16 without a mark: a `<` or an ASCII letter beside a NUL.
fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0, b, 0, c, ..] if b.is_ascii_graphic() && c.is_ascii_graphic() => Some(UTF_16BE),
        [b, 0, c, 0, ..] if b.is_ascii_graphic() && c.is_ascii_graphic() => Some(UTF_16LE),
        _ => None,
    }
}

/// The encoding that an XML declaration names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(200)];
    let head = String::from_utf8_lossy(head);
    let declaration = head
        .trim_start()
        .strip_prefix("<?xml")?
        .split_once("?>")?
        .0
        .to_owned();
    let after = declaration.split_once("encoding")?.1;
    let name = after.split(['"', '\'']).nth(1)?;
    // A text that reached us byte by byte is no UTF-16, whatever it says of itself.
    Encoding::for_label(name.as_bytes())
        .filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE && *encoding != UTF_8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, usize) {
        let mut ledger = Ledger::default();
        let text = decode(bytes, &mut ledger).unwrap();
        (text, ledger.into_notes().len())
    }

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(text(b"caf\xc3\xa9"), ("café".to_owned(), 0));
        assert_eq!(text(b"\xef\xbb\xbfcaf\xc3\xa9"), ("café".to_owned(), 0));
        assert_eq!(text(b"caf\xe9 \x80"), ("café €".to_owned(), 1));
        assert_eq!(text(b"\xff\xfec\0a\0f\0\xe9\0"), ("café".to_owned(), 0));
        assert_eq!(text(b"\xfe\xff\0c\0a\0f\0\xe9"), ("café".to_owned(), 0));
        assert_eq!(text(b"<\0?\0x\0"), ("<?x".to_owned(), 0));
        assert_eq!(
            text(b"<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?><a>\xb1</a>").0,
            "<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?><a>ą</a>"
        );
        assert_eq!(text(b"a\0b"), ("ab".to_owned(), 1));
        assert_eq!(text(b"\xff\xfea"), ("\u{fffd}".to_owned(), 1));
    }

    #[test]
    fn large_files_are_refused() {
        let mut ledger = Ledger::default();
        assert!(decode(&vec![b' '; LARGEST_FILE + 1], &mut ledger).is_none());
        assert!(ledger.failed());
    }
}
