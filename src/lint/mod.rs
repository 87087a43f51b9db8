//! The run: documents and a glossary in, sorted diagnostics out.
//!
//! [`Linter`] is the one function that command line, editor and browser share; [`Settings`] are plain values.

mod article_date;
mod baseline;
mod fingerprint;
mod ignore;
mod pipeline;
mod renewal;
mod settings;
mod suppression;
mod suppression_text;
mod wordings;

pub use baseline::{Baseline, BaselineError, Holding};
pub use fingerprint::{Fingerprint, Fingerprints};
pub use ignore::{Ignored, ignore};
pub use pipeline::{Findings, Linter};
pub use renewal::{Reach, Renewal};
pub use settings::{Settings, UnknownRule, nearest_rule};
pub use suppression::SilencedBy;
pub use wordings::{Inconsistent, Wording, Wordings};
