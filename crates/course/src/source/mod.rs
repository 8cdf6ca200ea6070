//! What authors wrote: the project's folders, both languages, listings with
//! their rules, translations, comparisons. Knows nothing above.

pub mod code;
pub mod comparisons;
pub mod exercise;
pub mod listing;
pub mod markdown;
pub mod memo;
pub mod po;
pub mod project;
pub mod session;
pub mod small;

pub use formats::lang;
