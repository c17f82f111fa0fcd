//! XRDML, the XML format of PANalytical instruments.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::{MOST_POINTS, Measured};
use crate::problem::{Fault, Problem, ReadError, shown};

/// One scan, as its elements say.
#[derive(Debug, Default)]
struct Scan {
    start: Option<f64>,
    end: Option<f64>,
    positions: Vec<f64>,
    intensities: Vec<f64>,
    /// True for raw counts, to which attenuation factors still have to be applied.
    raw: bool,
    factors: Vec<f64>,
}

/// What is read of a file.
#[derive(Debug, Default)]
struct Content {
    scans: Vec<Scan>,
    first: Option<f64>,
    second: Option<f64>,
    ratio: Option<f64>,
}

/// Reads the scans; several over the same angles are added up.
pub(super) fn read(text: &str) -> Result<Measured, ReadError> {
    let content = parse(text)?;
    let mut scans = Vec::new();
    for scan in &content.scans {
        scans.push(points(scan)?);
    }
    let Some((two_theta, mut intensity)) = scans.first().cloned() else {
        return Err(Problem::whole(Fault::NotXrdml {
            element: "dataPoints",
        })
        .into());
    };
    for (at, (angles, more)) in scans.iter().enumerate().skip(1) {
        let same = angles.len() == two_theta.len()
            && angles
                .iter()
                .zip(&two_theta)
                .all(|(a, b)| (a - b).abs() < 1e-4);
        if !same {
            return Err(Problem::whole(Fault::ScansDiffer { number: at + 1 }).into());
        }
        intensity
            .iter_mut()
            .zip(more)
            .for_each(|(sum, value)| *sum += value);
    }
    let mut notes = Vec::new();
    if scans.len() > 1 {
        notes.push(format!(
            "{} scans over the same angles are added up",
            scans.len()
        ));
    }
    let wavelength = |value: Option<f64>| value.filter(|value| (0.1..=10.0).contains(value));
    let mut lines = Vec::new();
    if let Some(first) = wavelength(content.first) {
        lines.push((first, 1.0));
        let ratio = content.ratio.filter(|ratio| *ratio > 0.0 && *ratio <= 1.0);
        if let (Some(second), Some(ratio)) = (wavelength(content.second), ratio) {
            lines.push((second, ratio));
        }
    }
    Ok(Measured {
        two_theta,
        intensity,
        lines,
        notes,
    })
}

/// Angles and intensities of a scan.
fn points(scan: &Scan) -> Result<(Vec<f64>, Vec<f64>), ReadError> {
    let mut intensity = scan.intensities.clone();
    let count = intensity.len();
    if count < 2 {
        return Err(Problem::whole(Fault::TooFew {
            found: count,
            least: 2,
        })
        .into());
    }
    if scan.raw && scan.factors.len() == count {
        intensity
            .iter_mut()
            .zip(&scan.factors)
            .for_each(|(value, factor)| *value *= factor);
    }
    let angles = match (scan.start, scan.end) {
        _ if scan.positions.len() == count => scan.positions.clone(),
        (Some(start), Some(end)) => {
            let step = (end - start) / (count - 1) as f64;
            (0..count).map(|at| start + at as f64 * step).collect()
        }
        _ => {
            return Err(Problem::whole(Fault::NotXrdml {
                element: "positions axis=\"2Theta\"",
            })
            .into());
        }
    };
    for pair in angles.windows(2) {
        if pair[1] <= pair[0] || pair[0] < 0.0 || pair[1] > 180.0 {
            let fault = Fault::NotIncreasing {
                what: "2theta",
                found: pair[1].to_string(),
                previous: pair[0].to_string(),
            };
            return Err(Problem::whole(fault).into());
        }
    }
    Ok((angles, intensity))
}

/// Walks through the elements.
fn parse(text: &str) -> Result<Content, ReadError> {
    let mut reader = Reader::from_str(text);
    let mut content = Content::default();
    let mut path: Vec<String> = Vec::new();
    let mut of_angle = false;
    loop {
        let place = reader.buffer_position();
        let line = || {
            1 + text
                .as_bytes()
                .iter()
                .take(usize::try_from(place).unwrap_or(0))
                .filter(|byte| **byte == b'\n')
                .count()
        };
        let event = reader.read_event().map_err(|error| {
            ReadError::from(Problem::at(
                line(),
                Fault::Xml {
                    reason: shown(&error.to_string()),
                },
            ))
        })?;
        match event {
            Event::Start(start) => {
                let name = start.local_name().as_ref().to_owned();
                if name == "dataPoints" {
                    content.scans.push(Scan::default());
                }
                if name == "positions" {
                    of_angle = start.attributes().flatten().any(|attribute| {
                        attribute.key.local_name().as_ref() == "axis"
                            && attribute.value.as_ref() == "2Theta"
                    });
                }
                path.push(name);
            }
            Event::End(_) => {
                path.pop();
            }
            Event::Text(written) => {
                let Some(name) = path.last() else { continue };
                take(&mut content, name, of_angle, written.as_ref(), line())?;
            }
            Event::Eof => return Ok(content),
            _ => {}
        }
    }
}

/// Keeps the text of an element that is known.
fn take(
    content: &mut Content,
    name: &str,
    of_angle: bool,
    text: &str,
    line: usize,
) -> Result<(), ReadError> {
    let wavelength = match name {
        "kAlpha1" => Some(&mut content.first),
        "kAlpha2" => Some(&mut content.second),
        "ratioKAlpha2KAlpha1" => Some(&mut content.ratio),
        _ => None,
    };
    if let Some(wavelength) = wavelength {
        if wavelength.is_none() {
            *wavelength = numbers(name, text, line)?.first().copied();
        }
        return Ok(());
    }
    let Some(scan) = content.scans.last_mut() else {
        return Ok(());
    };
    match name {
        "startPosition" if of_angle => scan.start = numbers(name, text, line)?.first().copied(),
        "endPosition" if of_angle => scan.end = numbers(name, text, line)?.first().copied(),
        "listPositions" if of_angle => scan.positions = numbers(name, text, line)?,
        "intensities" | "counts" => {
            scan.intensities = numbers(name, text, line)?;
            scan.raw = name == "counts";
        }
        "beamAttenuationFactors" => scan.factors = numbers(name, text, line)?,
        _ => {}
    }
    Ok(())
}

fn numbers(name: &str, text: &str, line: usize) -> Result<Vec<f64>, ReadError> {
    let mut numbers = Vec::new();
    for word in text.split_whitespace() {
        let read = word.parse::<f64>().ok().filter(|number| number.is_finite());
        let Some(number) = read else {
            let fault = Fault::NotNumber {
                name: name.to_owned(),
                text: shown(word),
            };
            return Err(Problem::at(line, fault).into());
        };
        numbers.push(number);
        if numbers.len() > MOST_POINTS {
            return Err(Problem::at(
                line,
                Fault::TooMany {
                    what: "points",
                    limit: MOST_POINTS,
                },
            )
            .into());
        }
    }
    Ok(numbers)
}
