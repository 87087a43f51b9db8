//! What a rule says of itself: data, so that it can be shown anywhere and run by a test.

/// What a rule reports and why.
#[derive(Clone, Copy, Debug)]
pub struct Explanation {
    /// What it reports: completes "this rule reports …".
    pub what: &'static str,
    /// Why it matters; full sentences.
    pub why: &'static str,
    /// How to mend it; full sentences.
    pub mend: &'static str,
    /// A text that it reports and one that it does not.
    pub example: Example,
}

/// A wrong text and a right one, which a test checks.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The concepts it needs, without the file's header.
    pub glossary: &'static str,
    /// A text with exactly this defect, once.
    pub wrong: &'static str,
    /// The text with the defect mended; a safe fix must lead here.
    pub right: &'static str,
}
