//! XML as a tree of elements with their lines; attributes, comments and definitions of entities are left aside.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::reading::{Ledger, Place};

/// Elements inside each other; files of schedules stay below 10.
const DEEPEST: usize = 64;
/// Elements of a file.
const MOST_ELEMENTS: usize = 3_000_000;

/// An element.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) line: u64,
    pub(crate) children: Vec<Element>,
}

impl Element {
    /// The first child of a name.
    pub(crate) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// Text of the first child of a name, where there is some.
    pub(crate) fn text_of(&self, name: &str) -> Option<&str> {
        let text = self.child(name)?.text.trim();
        (!text.is_empty()).then_some(text)
    }

    /// Children of a name inside the first child of another.
    pub(crate) fn list<'e>(
        &'e self,
        outer: &str,
        inner: &'e str,
    ) -> impl Iterator<Item = &'e Element> {
        let outer = self.child(outer);
        outer
            .into_iter()
            .flat_map(|outer| &outer.children)
            .filter(move |child| child.name == inner)
    }
}

/// The root element of a text; problems are in the ledger.
pub(crate) fn parse(text: &str, ledger: &mut Ledger) -> Option<Element> {
    let mut parser = Parser::new(text);
    let mut reader = Reader::from_str(text);
    loop {
        let at = reader.buffer_position();
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                let place = Place::at(parser.line(reader.error_position()), "XML");
                ledger.problem(place, "well-formed XML", &error.to_string());
                return None;
            }
        };
        let done = matches!(event, Event::Eof);
        if let Err((expected, found)) = parser.event(event, at) {
            ledger.problem(Place::at(parser.line(at), "XML"), expected, &found);
            return None;
        }
        if done {
            return parser.root;
        }
    }
}

struct Parser {
    /// Offsets at which lines begin.
    lines: Vec<u64>,
    open: Vec<Element>,
    root: Option<Element>,
    count: usize,
}

type Refusal = (&'static str, String);

impl Parser {
    fn new(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
        Self {
            lines: breaks.map(|(at, _)| at as u64 + 1).collect(),
            open: Vec::new(),
            root: None,
            count: 0,
        }
    }

    fn line(&self, at: u64) -> u64 {
        self.lines.partition_point(|start| *start <= at) as u64 + 1
    }

    fn event(&mut self, event: Event<'_>, at: u64) -> Result<(), Refusal> {
        match event {
            Event::Start(start) => self.start(start.local_name().as_ref(), at)?,
            Event::Empty(start) => {
                self.start(start.local_name().as_ref(), at)?;
                self.end();
            }
            Event::End(_) => self.end(),
            Event::Text(text) => self.text(&text.xml10_content()),
            Event::CData(data) => self.text(&data.xml10_content()),
            Event::GeneralRef(reference) => {
                let name = reference.xml10_content().into_owned();
                let character = reference.resolve_char_ref().ok().flatten();
                match (character, quick_xml::escape::resolve_xml_entity(&name)) {
                    (Some(character), _) => self.text(character.encode_utf8(&mut [0; 4])),
                    (None, Some(text)) => self.text(text),
                    (None, None) => return Err(("no entities but the five of XML", name)),
                }
            }
            Event::Eof if !self.open.is_empty() => {
                let name = self.open.last().map(|e| e.name.clone()).unwrap_or_default();
                return Err(("the end of each element", format!("no end of {name}")));
            }
            Event::Eof if self.root.is_none() => {
                return Err(("a root element", "none".to_owned()));
            }
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, name: &str, at: u64) -> Result<(), Refusal> {
        self.count += 1;
        if self.open.len() >= DEEPEST {
            let expected = "at most 64 elements inside each other";
            return Err((expected, "deeper nesting".to_owned()));
        }
        if self.count > MOST_ELEMENTS {
            return Err(("at most 3,000,000 elements", "more".to_owned()));
        }
        let name = name.to_owned();
        if self.open.is_empty() && self.root.is_some() {
            return Err(("one root element", name));
        }
        self.open.push(Element {
            name,
            line: self.line(at),
            ..Element::default()
        });
        Ok(())
    }

    fn end(&mut self) {
        let Some(closed) = self.open.pop() else {
            return;
        };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(closed),
            None => self.root = Some(closed),
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut() {
            open.text.push_str(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        let mut ledger = Ledger::default();
        assert!(parse(text, &mut ledger).is_none());
        ledger.into_rejected().problems[0].to_string()
    }

    #[test]
    fn elements_have_lines_and_texts() {
        let mut ledger = Ledger::default();
        let text = "<?xml version=\"1.0\"?>\n<a xmlns=\"x\">\n <b>1 &lt; &#65;<![CDATA[&]]></b>\n <b/>\n</a>";
        let root = parse(text, &mut ledger).unwrap();
        assert_eq!((root.name.as_str(), root.line), ("a", 2));
        assert_eq!(root.children.len(), 2);
        assert_eq!(root.text_of("b"), Some("1 < A&"));
        assert_eq!(root.children[1].line, 4);
    }

    #[test]
    fn broken_files_are_refused() {
        assert!(refused("").contains("a root element"));
        assert!(refused("<a><b></a>").contains("well-formed"));
        assert!(refused("<a>").contains("line 1"));
        assert!(refused("<a/><b/>").contains("one root"));
        assert!(refused("<a>&boom;</a>").contains("boom"));
        assert!(refused(&"<a>".repeat(100_000)).contains("deeper"));
    }
}
