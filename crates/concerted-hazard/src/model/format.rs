//! The model file: read with every length and number checked, written the same for the same model.
//!
//! Layout, little endian: magic `CNCAMES` and a zero byte; format version (16 bits); length of the payload (32 bits);
//! FNV-1a hash of the payload (64 bits); payload. A list is its length (32 bits) and its items. The payload holds, in
//! order: settings (nine 64-bit floats: base, bags, slope, intercept, balanced cut, screening cut, similarity cut, smallest and
//! largest number of heavy atoms), elements (8 bits each), keys of environment features (64 bits), edges of each
//! feature (list of 32-bit floats), trees (list of nodes: feature 16 bits, bin 8, right 8, value 32-bit float),
//! vocabulary of the index (32 bits), tested compounds (InChIKey as list of bytes, outcome 8 bits, list of word 16 bits
//! and count 8 bits), close environments (32 bits).

use super::error::HazardError;
use super::forest::Forest;
use super::index::{Index, Tested};
use super::parameters::{Bounds, Calibration, Parameters};
use super::trees::{Node, Tree};

const MAGIC: &[u8; 8] = b"CNCAMES\0";
/// Changes with the layout and with every change of what a feature means.
const VERSION: u16 = 1;
const HEADER: usize = 22;

/// The bytes of a model.
pub fn write(model: &Parameters) -> Vec<u8> {
    let mut payload = Vec::new();
    for setting in model.settings() {
        payload.extend(setting.to_le_bytes());
    }
    list(&mut payload, &model.bounds.elements, |out, element| {
        out.push(*element);
    });
    list(&mut payload, &model.forest.keys, |out, key| {
        out.extend(key.to_le_bytes());
    });
    list(&mut payload, &model.forest.edges, |out, edges| {
        list(out, edges, |out, edge| {
            out.extend(edge.to_le_bytes());
        });
    });
    list(&mut payload, &model.forest.trees, |out, tree| {
        list(out, &tree.nodes, |out, node| {
            out.extend(node.feature.to_le_bytes());
            out.extend([node.bin, node.right]);
            out.extend(node.value.to_le_bytes());
        });
    });
    list(&mut payload, model.index.vocabulary(), |out, word| {
        out.extend(word.to_le_bytes());
    });
    list(&mut payload, model.index.tested(), |out, tested| {
        list(out, tested.inchi_key.as_bytes(), |out, byte| {
            out.push(*byte);
        });
        out.push(u8::from(tested.positive));
        list(out, &tested.counts, |out, (word, count)| {
            out.extend(word.to_le_bytes());
            out.push(*count);
        });
    });
    list(&mut payload, &model.bounds.close, |out, close| {
        out.extend(close.to_le_bytes());
    });
    seal(&payload)
}

/// Puts the header before a payload.
fn seal(payload: &[u8]) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend((payload.len() as u32).to_le_bytes());
    bytes.extend(checksum(payload).to_le_bytes());
    bytes.extend(payload);
    bytes
}

fn list<T>(out: &mut Vec<u8>, items: &[T], write: impl Fn(&mut Vec<u8>, &T)) {
    out.extend((items.len() as u32).to_le_bytes());
    for item in items {
        write(out, item);
    }
}

/// FNV-1a, 64 bits: guards against damage, not against intent.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

fn refused(detail: impl Into<String>, expected: impl Into<String>) -> HazardError {
    HazardError::Model {
        detail: detail.into(),
        expected: expected.into(),
    }
}

/// The checksum of a model file in eight hexadecimal digits, by which its version is told from others.
pub fn fingerprint(bytes: &[u8]) -> String {
    format!("{:016x}", checksum(bytes))[..8].to_owned()
}

/// Reads a model.
///
/// # Errors
/// [`HazardError::Model`] if the bytes are damaged or do not describe a model that can answer.
pub fn read(bytes: &[u8]) -> Result<Parameters, HazardError> {
    let mut header = Reader { bytes };
    if header.take::<8>()? != *MAGIC {
        return Err(refused("another kind of file", "the magic bytes `CNCAMES`"));
    }
    let version = u16::from_le_bytes(header.take()?);
    if version != VERSION {
        return Err(refused(
            format!("format {version}"),
            format!("format {VERSION}"),
        ));
    }
    let length = header.length()?;
    let sum = u64::from_le_bytes(header.take()?);
    let payload = bytes.get(HEADER..).unwrap_or_default();
    if payload.len() != length {
        return Err(refused(
            format!("a payload of {} bytes", payload.len()),
            format!("{length} bytes"),
        ));
    }
    if checksum(payload) != sum {
        return Err(refused("a damaged payload", "the checksum of its header"));
    }
    let model = parameters(payload)?;
    model.check()?;
    Ok(model)
}

fn parameters(payload: &[u8]) -> Result<Parameters, HazardError> {
    let mut reader = Reader { bytes: payload };
    let mut settings = [0.0; 9];
    for setting in &mut settings {
        *setting = f64::from_le_bytes(reader.take()?);
    }
    let elements = reader.list(|reader| Ok(reader.take::<1>()?[0]))?;
    let keys = reader.list(|reader| Ok(u64::from_le_bytes(reader.take()?)))?;
    let edges =
        reader.list(|reader| reader.list(|reader| Ok(f32::from_le_bytes(reader.take()?))))?;
    let trees = reader.list(|reader| {
        Ok(Tree {
            nodes: reader.list(node)?,
        })
    })?;
    let vocabulary = reader.list(|reader| Ok(u32::from_le_bytes(reader.take()?)))?;
    let tested = reader.list(tested)?;
    let close = reader.list(|reader| Ok(u32::from_le_bytes(reader.take()?)))?;
    if !reader.bytes.is_empty() {
        return Err(refused("bytes behind the end", "the end of the payload"));
    }
    let index = Index::of(vocabulary, tested)
        .ok_or_else(|| refused("an index that contradicts itself", "a sorted vocabulary"))?;
    let [
        base,
        bags,
        slope,
        intercept,
        balanced_cut,
        screening_cut,
        similarity_cut,
        smallest,
        largest,
    ] = settings;
    Ok(Parameters {
        forest: Forest {
            base,
            bags,
            keys,
            edges,
            trees,
        },
        calibration: Calibration {
            slope,
            intercept,
            balanced_cut,
            screening_cut,
        },
        bounds: Bounds {
            similarity_cut,
            size: (smallest, largest),
            elements,
            close,
        },
        index,
    })
}

fn node(reader: &mut Reader) -> Result<Node, HazardError> {
    let feature = u16::from_le_bytes(reader.take()?);
    let [bin, right] = reader.take()?;
    let value = f32::from_le_bytes(reader.take()?);
    Ok(Node {
        feature,
        bin,
        right,
        value,
    })
}

fn tested(reader: &mut Reader) -> Result<Tested, HazardError> {
    let key = reader.list(|reader| Ok(reader.take::<1>()?[0]))?;
    let inchi_key =
        String::from_utf8(key).map_err(|_| refused("an InChIKey of other bytes", "plain text"))?;
    let positive = reader.take::<1>()?[0] != 0;
    let counts = reader.list(|reader| {
        let word = u16::from_le_bytes(reader.take()?);
        Ok((word, reader.take::<1>()?[0]))
    })?;
    Ok(Tested {
        inchi_key,
        positive,
        counts,
    })
}

/// What is still to be read.
struct Reader<'a> {
    bytes: &'a [u8],
}

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], HazardError> {
        let (taken, rest) = self
            .bytes
            .split_first_chunk::<N>()
            .ok_or_else(|| refused("an early end", format!("{N} more bytes")))?;
        self.bytes = rest;
        Ok(*taken)
    }

    fn length(&mut self) -> Result<usize, HazardError> {
        Ok(u32::from_le_bytes(self.take()?) as usize)
    }

    fn list<T>(
        &mut self,
        mut item: impl FnMut(&mut Self) -> Result<T, HazardError>,
    ) -> Result<Vec<T>, HazardError> {
        let length = self.length()?;
        // Every item takes at least one byte, so a damaged length cannot ask for more memory than there are bytes.
        if length > self.bytes.len() {
            return Err(refused(
                format!("a list of {length} items"),
                format!("at most {}", self.bytes.len()),
            ));
        }
        let mut items = Vec::with_capacity(length);
        for _ in 0..length {
            items.push(item(self)?);
        }
        Ok(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::COMMITTED;

    #[test]
    fn the_committed_model_survives_a_round_trip() {
        let model = read(COMMITTED).unwrap();
        assert_eq!(write(&model), COMMITTED);
    }

    #[test]
    fn damage_is_seen() {
        for (place, expected) in [
            (0, "another kind"),
            (8, "format"),
            (10, "payload"),
            (400, "damaged"),
        ] {
            let mut bytes = COMMITTED.to_vec();
            bytes[place] ^= 0x55;
            let message = read(&bytes).unwrap_err().to_string();
            assert!(message.contains(expected), "{place}: {message}");
        }
        for length in [0, 5, 21, 22, 1000] {
            assert!(read(&COMMITTED[..length]).is_err(), "{length}");
        }
    }

    #[test]
    fn a_payload_sealed_anew_never_panics() {
        // The checksum is right, the content is not: the checks behind it must hold on their own.
        let payload = &COMMITTED[HEADER..];
        let mut word = 1_u64;
        for _ in 0..12 {
            word = word
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let mut damaged = payload.to_vec();
            let place = (word >> 33) as usize % damaged.len();
            damaged[place] ^= 1 << (word & 7);
            if let Ok(model) = read(&seal(&damaged)) {
                let _answer = model.forest.answer(&vec![255; model.forest.edges.len()]);
                let _nearest = model.index.nearest(&[(1, 1), (u32::MAX, 9)], 3);
            }
            let cut = read(&seal(&payload[..place]));
            assert!(cut.is_err(), "{place}");
        }
        // The length of the first list, and a setting that is no number.
        for (place, bytes) in [(72, [0xff; 4]), (4, [0xff; 4])] {
            let mut damaged = payload.to_vec();
            damaged[place..place + 4].copy_from_slice(&bytes);
            assert!(read(&seal(&damaged)).is_err(), "{place}");
        }
    }
}
