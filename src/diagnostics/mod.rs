//! What is said: one defect, how grave it is, where, and what would mend it. Plain data, nothing more.
//!
//! Making diagnostics is the task of `rules`, showing them of `report`, applying fixes of whoever asks for it.

mod diagnostic;
mod fix;
mod severity;

pub use diagnostic::{Diagnostic, Label, RuleId};
pub use fix::{Applicability, Edit, Fix};
pub use severity::Severity;
