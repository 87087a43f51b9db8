//! What is said about an exchange: what could not be used, what was changed, what a format cannot hold.

use std::fmt;

use super::place::Place;

/// A file that could not be read at all.
#[derive(Debug)]
pub struct ExchangeError {
    pub(super) place: Place,
    pub(super) message: String,
}

impl ExchangeError {
    pub(super) fn new(place: Place, message: impl Into<String>) -> Self {
        Self {
            place,
            message: message.into(),
        }
    }

    /// The error with the file it is about.
    pub fn in_file(&self, path: &str) -> String {
        format!("{path}{}: {}", self.place, self.message)
    }
}

impl fmt::Display for ExchangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.place.to_string();
        let place = place.trim_start_matches([':', ' ']);
        if place.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "{place}: {}", self.message)
        }
    }
}

impl std::error::Error for ExchangeError {}

/// One row or form that was left out, with the reason and the remedy.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// Where it stands.
    pub place: Place,
    /// What is wrong with it.
    pub message: String,
    /// What would mend it.
    pub help: String,
}

impl LeftOut {
    pub(super) fn new(place: Place, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            place,
            message: message.into(),
            help: help.into(),
        }
    }

    /// The remark with the file it is about.
    pub fn in_file(&self, path: &str) -> String {
        let (place, message) = (&self.place, &self.message);
        if self.help.is_empty() {
            return format!("{path}{place}: {message}");
        }
        format!("{path}{place}: {message}; {}", self.help)
    }
}

/// Kinds of loss, each with how often it happened and where first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Losses(Vec<Loss>);

/// Kinds of loss that are told apart; a file may make up as many as it likes.
const KINDS: usize = 30;

#[derive(Clone, Debug, PartialEq)]
struct Loss {
    what: String,
    count: usize,
    first: String,
}

impl Losses {
    /// Counts one loss; `what` says what became of which things: `examples, left out`.
    pub(super) fn add(&mut self, what: impl AsRef<str>, first: &str) {
        let is_known = |what: &str| self.0.iter().any(|loss| loss.what == what);
        let what = match what.as_ref() {
            what if self.0.len() < KINDS || is_known(what) => what,
            _ => "other things, left out",
        };
        match self.0.iter_mut().find(|loss| loss.what == what) {
            Some(loss) => loss.count += 1,
            None => self.0.push(Loss {
                what: what.to_owned(),
                count: 1,
                first: first.to_owned(),
            }),
        }
    }

    /// One line for each kind.
    pub fn lines(&self) -> impl Iterator<Item = String> + '_ {
        self.0.iter().map(|loss| {
            let Loss { what, count, first } = loss;
            match (count, first.as_str()) {
                (1, "") => what.clone(),
                (_, "") => format!("{what}: {count}"),
                _ => format!("{what}: {count}, first `{first}`"),
            }
        })
    }

    /// Whether nothing was lost.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How often a kind of loss happened.
    pub fn count(&self, what: &str) -> usize {
        let found = self.0.iter().find(|loss| loss.what == what);
        found.map_or(0, |loss| loss.count)
    }
}
