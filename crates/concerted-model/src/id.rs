//! Identifiers and references between the nouns of a program.

use std::fmt;
use std::marker::PhantomData;

use crate::place::Place;

/// A kind of thing that has ids: material, step, site and so on.
pub trait Kind: 'static {
    /// The word for this kind in keys and messages.
    const KIND: &'static str;
}

/// The id of a thing of kind `K`, unique among its kind.
pub struct Id<K> {
    text: String,
    kind: PhantomData<fn() -> K>,
}

/// A reference to a thing of kind `K` by its id, with the place where it was written.
pub struct Ref<K> {
    text: String,
    place: Option<Place>,
    kind: PhantomData<fn() -> K>,
}

impl<K> Id<K> {
    /// An id from text that is known to be well formed.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            kind: PhantomData,
        }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// A reference to this id that was written nowhere.
    pub fn reference(&self) -> Ref<K> {
        Ref {
            text: self.text.clone(),
            place: None,
            kind: PhantomData,
        }
    }
}

impl<K> Ref<K> {
    /// A reference written at a place.
    pub fn new(text: impl Into<String>, place: Option<Place>) -> Self {
        Self {
            text: text.into(),
            place,
            kind: PhantomData,
        }
    }

    /// The id referred to.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Where the reference was written.
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }
}

macro_rules! text_traits {
    ($name:ident) => {
        impl<K> Clone for $name<K> {
            fn clone(&self) -> Self {
                Self::copy_of(self)
            }
        }
        impl<K> PartialEq for $name<K> {
            fn eq(&self, other: &Self) -> bool {
                self.text == other.text
            }
        }
        impl<K> Eq for $name<K> {}
        impl<K> PartialOrd for $name<K> {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }
        impl<K> Ord for $name<K> {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.text.cmp(&other.text)
            }
        }
        impl<K> fmt::Debug for $name<K> {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "`{}`", self.text)
            }
        }
        impl<K> fmt::Display for $name<K> {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.text)
            }
        }
    };
}

impl<K> Id<K> {
    fn copy_of(other: &Self) -> Self {
        Self::new(other.text.clone())
    }
}

impl<K> Ref<K> {
    fn copy_of(other: &Self) -> Self {
        Self::new(other.text.clone(), other.place.clone())
    }
}

text_traits!(Id);
text_traits!(Ref);

/// Longest id in characters.
pub const LONGEST_ID: usize = 60;

/// True for lower-case letters, digits and hyphens, starting with a letter or digit.
pub fn is_well_formed(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= LONGEST_ID
        && !text.starts_with('-')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// The nearest well-formed id to a text, for hints.
pub fn well_formed(text: &str) -> String {
    let mut id: String = text
        .chars()
        .take(LONGEST_ID)
        .map(|character| {
            if character.is_ascii_alphanumeric() {
                character.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect();
    while id.starts_with('-') {
        id.remove(0);
    }
    id.truncate(id.trim_end_matches('-').len());
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_short_lower_case_words() {
        assert!(is_well_formed("rh-hydrogenation"));
        assert!(is_well_formed("4-nitrophenol"));
        for bad in ["", "Rh", "a b", "-a", "a_b", "ä", &"x".repeat(61)] {
            assert!(!is_well_formed(bad), "{bad}");
        }
        assert_eq!(well_formed("Rh Hydrogenation!"), "rh-hydrogenation");
    }
}
