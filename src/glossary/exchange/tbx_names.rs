//! Names of TBX: versions, styles, data categories.

use crate::glossary::exchange::entry::FormStatus;

/// Which TBX is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TbxOptions {
    /// The version.
    pub version: TbxVersion,
    /// The style; version 2 knows one only.
    pub style: TbxStyle,
    /// Nothing but the data categories of TBX-Basic.
    pub basic_only: bool,
}

/// The edition of ISO 30042.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TbxVersion {
    /// ISO 30042:2008, `martif`.
    V2,
    /// ISO 30042:2019, `tbx`.
    #[default]
    V3,
}

/// How a data category is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TbxStyle {
    /// As an attribute: `<termNote type="administrativeStatus">`.
    #[default]
    Dca,
    /// As an element: `<min:administrativeStatus>`.
    Dct,
}

/// The name space of the data categories that only this program has, in style DCT.
pub(super) const PRIVATE_NAMESPACE: &str = "urn:tifa:tbx";
/// What the names of those categories begin with.
pub(super) const PRIVATE: &str = "x-tifa-";

pub(super) const STATUS: &str = "administrativeStatus";
pub(super) const TERM_TYPE: &str = "termType";
pub(super) const SUBJECT: &str = "subjectField";
pub(super) const ADDRESS: &str = "externalCrossReference";
pub(super) const CLASS: &str = "x-tifa-class";
pub(super) const EVIDENCE: &str = "x-tifa-evidence";
pub(super) const CASE: &str = "x-tifa-case";
pub(super) const FLAG: &str = "x-tifa-flag";
pub(super) const NOT_IN: &str = "x-tifa-not-in";
pub(super) const EXAMPLE: &str = "x-tifa-example";
pub(super) const PATTERN: &str = "x-tifa-pattern";
pub(super) const USE: &str = "x-tifa-use";
pub(super) const UNTIL: &str = "x-tifa-until";
pub(super) const CONDITION: &str = "x-tifa-condition";
pub(super) const REGISTER: &str = "x-tifa-register";
pub(super) const MEMBERS: &str = "x-tifa-members";

/// The switches of a concept, by their names in [`FLAG`].
pub(super) const WELL_KNOWN: &str = "well-known";
pub(super) const HOMONYM: &str = "homonym";
pub(super) const EXACT: &str = "exact";

/// The administrative status of a form.
pub(super) fn status_name(status: FormStatus) -> &'static str {
    match status {
        FormStatus::Preferred => "preferredTerm-admn-sts",
        FormStatus::Admitted | FormStatus::Short | FormStatus::Unmarked => "admittedTerm-admn-sts",
        FormStatus::Deprecated | FormStatus::Pattern => "deprecatedTerm-admn-sts",
        FormStatus::Superseded => "supersededTerm-admn-sts",
    }
}

/// The status that a value means, in the words of TBX, of normative authorization, and of tools that have their own;
/// `None` for a value that is none of them.
pub(super) fn status_of(value: &str) -> Option<FormStatus> {
    let value = value.to_ascii_lowercase();
    let word = value.trim_end_matches("-admn-sts");
    let word: String = word.chars().filter(char::is_ascii_alphabetic).collect();
    Some(match word.trim_end_matches("term") {
        "preferred" | "standardized" | "approved" => FormStatus::Preferred,
        "admitted" | "legal" | "regulated" | "allowed" => FormStatus::Admitted,
        "deprecated" | "forbidden" | "notrecommended" | "rejected" => FormStatus::Deprecated,
        "superseded" | "obsolete" => FormStatus::Superseded,
        _ => return None,
    })
}
